"""Every figure, every subject: texts stand apart, inside the frame, and large enough."""

from __future__ import annotations

import itertools
import os
import re
from dataclasses import replace

import pytest

from figures.inputs import ALTERATIONS, draw, list_languages, list_subjects, make_given
from inclucities_docs.figures import TextBox, draw_figure
from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.model import TEXT_WIDTH

POINTS_PER_MM = 72 / 25.4
TOUCH = 0.4
"""Boxes include the room of accents: so much of it may be shared, points."""


def overlap(one: TextBox, other: TextBox) -> bool:
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) > TOUCH
        and min(one.y1, other.y1) - max(one.y0, other.y0) > TOUCH
    )


CASES = [
    *((language, "as it is", 170.0) for language in list_languages()),
    ("el", "as it is", 76.0),
    ("lv", "as it is", 76.0),
    ("fr", "longer", 170.0),
]
if os.environ.get("INCLUCITIES_EXAMPLES"):  # the long round, for who changes a figure
    CASES += [
        *((language, "as it is", 76.0) for language in list_languages()),
        ("fr", "longer", 76.0),
        ("el", "Greek letters", 170.0),
        ("fr", "as it is", 130.0),  # posters draw from here…
        ("fr", "as it is", 240.0),  # …to here
        ("lv", "longer", 240.0),
    ]


@pytest.mark.parametrize(("language", "alteration", "width"), CASES)
@pytest.mark.parametrize(("name", "subject"), list_subjects())
def test_texts_stand_apart_and_inside(
    name: str, subject: str, language: str, alteration: str, width: float
) -> None:
    assert alteration in ALTERATIONS
    given = make_given(subject, language, alteration, width_mm=width)
    is_plain = (alteration, width) == ("as it is", TEXT_WIDTH)
    drawing = draw(name, subject, language) if is_plain else draw_figure(name, given)
    wide, high = drawing.width * POINTS_PER_MM, drawing.height * POINTS_PER_MM
    outside = [
        box
        for box in drawing.boxes
        if box.x0 < -TOUCH or box.y0 < -TOUCH or box.x1 > wide + TOUCH or box.y1 > high + TOUCH
    ]
    assert not outside
    boxes = [box for box in drawing.boxes if box.text]
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)]
    cities = {word for city in given.records.cities for word in re.split(r"[\s–-]+", str(city.name))}
    ends = [re.split(r"[\s–-]+", box.text[:-1])[-1] for box in boxes if box.text.endswith("-")]
    cut = [end for end in ends if end not in cities and any(name.startswith(end) for name in cities)]
    assert not cut, "a city's name is cut"


@pytest.mark.parametrize(("name", "subject"), list_subjects())
def test_no_text_is_under_seven_points(name: str, subject: str) -> None:
    svg = draw(name, subject).svg.decode()
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)]
    assert sizes
    assert min(sizes) >= 7


@pytest.mark.parametrize(("name", "subject"), list_subjects())
def test_a_page_has_room_for_it(name: str, subject: str) -> None:
    assert draw(name, subject).height <= 250


def test_a_name_is_set_smaller_never_cut() -> None:
    canvas = Canvas(make_given(language="el"), "timeline")
    for width in range(20, 60):
        block = canvas.set_name("Φουενλαμπράδα – Λειβαδιά", canvas.style("title"), width)
        assert not [line for line in block.lines if line.endswith("-")]
        assert block.width <= width


@pytest.mark.parametrize("language", ["el", "fr"])
def test_the_calendar_is_low_on_a_card(language: str) -> None:
    given = replace(make_given(language=language), width_mm=76.0, spare_mm=-130.0, words=False)
    drawing = draw_figure("timeline", given)
    assert drawing.height < 75
    boxes = [box for box in drawing.boxes if box.text]
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)]
