"""The SVG that is written: clean, with real text, the same bytes each time."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from figures.inputs import ROOT, draw, list_subjects, make_given
from inclucities_docs.figures import draw_figure, list_figures
from inclucities_docs.figures.drawing.text import Style, Typesetter
from inclucities_docs.render.font import find_faces

SVG = "{http://www.w3.org/2000/svg}"


def first_subject(name: str) -> str:
    return next(subject for figure, subject in list_subjects() if figure == name)


@pytest.mark.parametrize("name", list_figures())
def test_it_is_one_clean_element(name: str) -> None:
    root = ET.fromstring(draw(name, first_subject(name)).svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("lang") == "fr"
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "path", "text"}
    assert not [element for element in root.iter() if element.get("id") or element.get("style")]


@pytest.mark.parametrize("name", list_figures())
def test_text_is_text_in_the_brands_fonts(name: str) -> None:
    given = make_given(first_subject(name), "fr")
    drawing = draw(name, first_subject(name))
    texts = list(ET.fromstring(drawing.svg).iter(f"{SVG}text"))
    assert [text.text or "" for text in texts] == [box.text for box in drawing.boxes if box.text]
    families = {text.get("font-family", "").split(",")[0].strip("'") for text in texts}
    assert families <= {given.brand.text.family, given.brand.condensed.family}
    assert {text.get("font-weight", "400") for text in texts} <= {"400", "600"}
    measured = draw_figure(name, given, measured=True)
    assert (measured.svg, measured.width, measured.height) == (b"", drawing.width, drawing.height)


def test_no_letter_is_missing_in_the_fonts() -> None:
    from fontTools.ttLib import TTFont

    given = make_given("programme", "fr")
    letters = set(TTFont(given.fonts[0]).getBestCmap())
    for name, subject in list_subjects():
        for language in ("fr", "el"):
            drawing = draw(name, subject, language)
            missing = {letter for box in drawing.boxes for letter in box.text if ord(letter) not in letters}
            assert not missing, (name, subject, missing)


SCRIPT = """
import sys
sys.path[:0] = {paths!r}
from figures.inputs import draw
for name, subject in {figures!r}:
    sys.stdout.buffer.write(draw(name, subject).svg)
"""


def test_two_processes_write_the_same_bytes() -> None:
    figures = [(name, first_subject(name)) for name in ("network", "action-plan")]
    script = SCRIPT.format(paths=[str(ROOT / "src"), str(ROOT / "tests")], figures=figures)
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "1", "PATH": "", "MPLCONFIGDIR": str(Path.home())},
    )
    assert done.stdout == b"".join(draw(*one).svg for one in figures)


def test_importing_figures_leaves_matplotlib_alone() -> None:
    code = (
        "import sys, inclucities_docs.figures as f; [f.find(n) for n in f.list_figures()];"
        "sys.exit('matplotlib' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(ROOT / "src")})


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("is_dark", [False, True])
def test_text_can_be_read_on_what_it_stands_on(is_dark: bool) -> None:
    """Each text against the last filled shape that was drawn under it."""
    for name, subject in list_subjects():
        given = make_given(subject, "fr")
        drawing = draw(name, subject)
        on_dark = dict(drawing.on_dark)
        paper = given.brand.palette.dark_paper if is_dark else given.brand.palette.paper
        shapes: list[tuple[str, tuple[float, ...]]] = []
        for element in ET.fromstring(drawing.svg):
            for part in ("fill", "stroke"):
                assert element.get(part, "none") in {"none", *on_dark}, (name, subject, "has no pair")
            fill = element.get("fill", "none")
            fill = on_dark.get(fill, fill) if is_dark else fill
            if element.tag == f"{SVG}path" and fill != "none":
                numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", element.get("d", ""))]
                xs, ys = numbers[::2], numbers[1::2]
                shapes.append((fill, (min(xs), min(ys), max(xs), max(ys))))
            elif element.tag == f"{SVG}text":
                x, y = float(element.get("x", "0")), float(element.get("y", "0")) - 2
                under = [f for f, (x0, y0, x1, y1) in shapes if x0 <= x <= x1 and y0 <= y <= y1]
                ground = under[-1] if under else paper
                if name in ("network", "city-profile") and len(under) > 2:
                    continue  # the box of a country is not its surface
                assert contrast(fill, ground) >= 4.5, (name, subject, element.text, fill, ground)


@pytest.mark.filterwarnings("error")
def test_signs_that_a_face_lacks_are_measured_in_one_that_has_them() -> None:
    given = make_given("programme", "fr")
    faces = [Path(face.path) for face in find_faces(given.brand) if face.style == "normal"]
    setter = Typesetter(faces, given.brand.text.family, given.brand.condensed.family, "ar")
    alone = [setter.measure(text, Style(10, "")) for text in ("مكتب", "ናብ", "112")]
    assert min(alone) > 10
    assert setter.measure("مكتب 112", Style(10, "")) > alone[0] + alone[2]
