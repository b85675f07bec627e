"""Words and tables say what the picture says."""

from __future__ import annotations

import itertools
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from figures.inputs import list_subjects, make_given
from inclucities_docs.figures import (
    FigureError,
    describe_figure,
    draw_figure,
    find,
    list_figures,
    tabulate_figure,
)
from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.model import cite_sources


def test_the_figures_are_the_modules_of_the_folder() -> None:
    assert list_figures() == (
        "action-plan",
        "benchmark",
        "city-profile",
        "duo-card",
        "handover",
        "needs-and-strengths",
        "network",
        "people",
        "process",
        "timeline",
    )


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(FigureError) as error:
        find("netwrok")
    assert "network" in error.value.hint


def test_a_figure_of_another_subject_is_refused() -> None:
    with pytest.raises(FigureError) as error:
        draw_figure("duo-card", make_given("cities/jelgava"))
    assert "group" in error.value.message


@pytest.mark.parametrize(("name", "subject"), list_subjects())
def test_words_and_tables_are_whole(name: str, subject: str) -> None:
    given = make_given(subject, "fr")
    words, table = describe_figure(name, given), tabulate_figure(name, given)
    assert words.title
    assert words.alt
    assert words.description
    assert words.source_note or name == "action-plan"
    assert "{" not in words.title + words.subtitle + words.alt + words.description + words.note
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.header)}


def test_who_publishes_alone_and_with_others_is_named_once() -> None:
    names = ("Urban Initiative", "URBACT", "Urban Initiative, City of Fuenlabrada")
    sources = [SimpleNamespace(publisher=name) for name in names]
    line = cite_sources(make_given(), [SimpleNamespace(source=sources)])
    assert line == "Sources: URBACT, Urban Initiative, City of Fuenlabrada"


def test_the_network_names_each_city_in_picture_and_table() -> None:
    given = make_given()
    cities = {str(city.name) for duo in given.records.duos for city in duo.cities}
    drawn = " ".join(box.text for box in draw_figure("network", given).boxes)
    told = {row[3] for row in tabulate_figure("network", given).rows}
    assert told == cities
    assert all(city in drawn for city in cities)


@pytest.mark.parametrize("width", [180.0, 100.0])
def test_the_process_is_one_path_down_to_its_outputs(width: float) -> None:
    given = replace(make_given(language="fr"), width_mm=width)
    process = given.records.programme.process
    steps = [one for one in process.steps if one.strand != "sharing"]
    boxes = draw_figure("process", given).boxes
    numbers = [next(box for box in boxes if box.text == str(one)) for one in range(1, len(steps) + 1)]
    assert len(steps) > 4
    assert all(one.y1 < other.y0 for one, other in itertools.pairwise(numbers))
    assert max(one.x0 for one in numbers) - min(one.x0 for one in numbers) < 4
    outputs = [box for box in boxes if box.y0 > numbers[-1].y1 and box.text == str(process.outputs[0].title)]
    assert len(outputs) == 1


def test_the_timeline_counts_what_is_awaited() -> None:
    given = make_given()
    table = tabulate_figure("timeline", given)
    awaited = sum(row[4] == "awaited" for row in table.rows)
    assert str(awaited) in describe_figure("timeline", given).subtitle
    assert len(table.rows) == len(given.records.visits) + len(given.records.events)


def test_a_visit_without_a_date_is_hatched_and_named_where_it_can_lie() -> None:
    """It stands below the round before it, above the round after it, and says that it has no date."""
    given = replace(make_given(), width_mm=260)
    undated = [one for one in given.records.visits if one.when.period is None]
    assert undated, "else this test looks at nothing"
    boxes = draw_figure("timeline", given).boxes
    named = [one for one in boxes if one.text == given.gettext("no date yet")]
    assert len(named) == len(undated)
    for visit in undated:
        own = [one for one in boxes if one.text == str(visit.round)]
        assert any(0 < label.y0 - one.y0 < 16 for one in own for label in named), "its round's number above"
    for label in named:
        lane = [one for one in boxes if one.text in "123" and abs(_middle(one) - _middle(label)) < 3]
        numbers = [one.text for one in sorted(lane, key=lambda one: one.y0)]
        assert numbers[1:] == ["1", "2", "3"], "below the group's number, a disc a round, in their order"


def _middle(box: Any) -> float:
    return float(box.x0 + box.x1) / 2


def test_each_ribbon_says_what_it_carries() -> None:
    given = make_given(language="fr")
    drawn = " ".join(box.text for box in draw_figure("needs-and-strengths", given).boxes)
    for duo in given.records.duos:
        for one in (*duo.practices, duo.mentor, duo.mentee):
            assert str(one.name).split("-")[0].split()[0][:8] in drawn.replace("- ", "")


def test_a_duo_hands_over_what_its_records_join() -> None:
    """Practice, key factor and action stand in one row only where a record names the other."""
    for name, subject in list_subjects():
        if name == "handover":
            given = make_given(subject)
            rows = tabulate_figure(name, given).rows
            factors = list(given.subject.benchmark.key_factors)
            assert [row[0] for row in rows] == [str(one.name) for one in factors]
            practices = [str(one.good_practice.name) if one.good_practice else "–" for one in factors]
            assert [row[1] for row in rows] == practices


def test_key_factors_without_practice_and_action_are_named_below_the_ribbons() -> None:
    alone = 0
    for name, subject in list_subjects():
        if name == "handover":
            given = make_given(subject, "fr")
            boxes = draw_figure(name, given).boxes
            drawn = " ".join(box.text for box in boxes)
            for factor, practice, actions, _ in tabulate_figure(name, given).rows:
                if practice == actions == "–":
                    alone += 1
                    assert factor not in {box.text for box in boxes}, "no ribbon of its own"
                    assert factor.split()[-1] in drawn
    assert alone


def test_the_people_of_a_city_are_told_by_the_share_that_is_lit() -> None:
    shares = 0
    for name, subject in list_subjects():
        if name == "people":
            given = make_given(subject)
            known = [one for one in given.subject.migration if one.unit == "percent" and one.value]
            own = [one for one in known if not one.area]
            title = describe_figure(name, given).title
            drawn = " ".join(box.text for box in draw_figure(name, given).boxes)
            assert all(given.format.percent(one.value) in title for one in own[:1])
            assert all(given.format.percent(one.value) in drawn for one in (own or known)[:1])
            shares += len(own[:1])
    assert shares


def test_figures_on_migration_never_share_an_axis(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most one share is drawn as a bar, whatever is known of a city; the others are said in words."""
    drawn: list[float] = []
    draw_box = Canvas.draw_box

    def record(self: Canvas, x0: float, y0: float, x1: float, y1: float, **looks: Any) -> None:
        if x1 - x0 > 4 * (y1 - y0) and y1 - y0 <= 12:  # flat and long: a bar, or its ground
            drawn.append(y0)
        draw_box(self, x0, y0, x1, y1, **looks)

    monkeypatch.setattr(Canvas, "draw_box", record)
    several = 0
    for name, subject in list_subjects():
        if name == "city-profile":
            drawn.clear()
            given = make_given(subject, "fr", marked=True)
            texts = [box.text for box in draw_figure(name, given).boxes]
            for quantity in given.subject.migration:
                assert any(str(quantity.definition).split()[0] in text for text in texts)
            assert len(set(drawn)) <= 1, f"{subject}: more than one bar"
            several += sum(one.unit == "percent" for one in given.subject.migration) > 1 and bool(drawn)
    assert several, "no city has two shares, one of them a bar: the test proves nothing"
