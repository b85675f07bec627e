"""A changed leaf changes exactly one answer: what was asked of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.inputs.answer import ANSWERS, Answers, answer
from inclucities_docs.inputs.branch import Records
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.question import (
    ABSENT,
    Question,
    Trace,
    fingerprint,
    name_questions,
    number_questions,
    read_questions,
)
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import TESTS, TinyProject


def load(root: Path) -> Project:
    return load_project(Workspace.take(root))


def read_everything(value: Any, depth: int = 0) -> None:
    """Ask a record for all that it has, and what it holds for all that it has."""
    if depth > 7:
        return
    if isinstance(value, tuple | list):
        for one in value:
            read_everything(one, depth)
    elif isinstance(value, dict):
        for one in value.values():
            read_everything(one, depth)
    elif hasattr(value, "_model"):
        for name in type(value._model).model_fields:
            read_everything(getattr(value, name), depth + 1)


def ask(project: Project, language: str = "fr") -> Trace:
    """Give every question that a reader of all records asks, with its answer."""
    reader = Reader(project)
    records = Records(reader, language)
    read_everything(records.programme)
    for name in ("cities", "groups", "meetings", "plans", "organisations", "sources", "glossary"):
        collection = getattr(records, name)
        read_everything(list(collection))
        read_everything([collection[key] for key in project.collections[name]])
    return reader.trace


LEAVES = {
    "cities/riverton.population.value": ("data/cities/riverton.yaml", "12345", "12346"),
    "cities/hilltown.name@fr": ("data/cities/hilltown.yaml", "fr: Hilltown-la-Haute", "fr: Ville-Haute"),
    "groups/riverton-hilltown.practices.0.name@fr": (
        "data/groups/riverton-hilltown.yaml",
        "La porte ouverte",
        "La porte",
    ),
    "groups/riverton-hilltown.hue": ("data/groups/riverton-hilltown.yaml", "hue: plum", "hue: teal"),
    "meetings/round-1-riverton-hilltown.when.period.end": ("data/meetings.yaml", "2021-05-04", "2021-05-05"),
    "meetings/round-1-riverton-hilltown.online": ("data/meetings.yaml", "online: true", "online: false"),
    "plans/hilltown-1.actions.0.ends": ("data/plans/hilltown-1.yaml", "ends: 2", "ends: 1"),
    "sources/register.url": ("data/sources.yaml", "register.example/towns", "register.example/all"),
    "programme.objectives.1.text@fr": ("data/programme.yaml", "fr: Essayer", "fr: Oser"),
    "programme.rounds.0.purpose.source.0": (
        "data/programme.yaml",
        "{fr: Écrire le plan, en: To write the plan}\n      source: booklet",
        "{fr: Écrire le plan, en: To write the plan}\n      source: register",
    ),
}


@pytest.mark.parametrize("leaf", LEAVES)
def test_a_changed_leaf_changes_exactly_one_answer(project: TinyProject, leaf: str) -> None:
    before = load(project.root)
    questions = ask(before)
    name, _, language = leaf.partition("@")
    asked = Question("fact", name, language)
    assert asked in questions
    assert len(questions) > 150

    project.change(*LEAVES[leaf])
    after = load(project.root)

    changed = Answers(after).list_changed(questions)
    assert [one for one in changed if one.kind != "state"] == [asked]


def test_all_answers_are_the_same_when_nothing_changed(project: TinyProject) -> None:
    questions = ask(load(project.root))
    again = load(project.root)
    assert Answers(again).list_changed(questions) == []
    assert Answers(again).are_same(questions)


def test_a_text_asks_in_its_own_language_only(project: TinyProject) -> None:
    questions = ask(load(project.root), "fr")
    project.change("data/cities/hilltown.yaml", "en: Hilltown", "en: Hillton")
    after = load(project.root)
    assert [one for one in Answers(after).list_changed(questions) if one.kind != "state"] == []


def test_what_is_not_there_is_an_answer_too(project: TinyProject) -> None:
    before = load(project.root)
    assert answer(before, Question("fact", "cities/laketown")) == ABSENT
    assert answer(before, Question("file", "templates/card/style.css")) == ABSENT
    assert answer(before, Question("fact", "cities/riverton.population.value")) != ABSENT
    assert answer(before, Question("file", "templates/card/page.html")) != ABSENT


def test_a_file_that_stays_is_still_held_against_what_it_names(project: TinyProject) -> None:
    before = load(project.root).workspace
    gone = Workspace({name: one for name, one in before.files.items() if name != "data/cities/hilltown.yaml"})
    with pytest.raises(DiagnosticError) as told:
        load_project(gone)
    assert "data/groups/riverton-hilltown.yaml" in str(told.value)
    with pytest.raises(DiagnosticError, match="this map cannot be read"):
        load_project(before.replace({"data/maps/europe.json": b"{}"}))
    load_project(before)


def test_questions_that_make_no_sense_have_an_answer() -> None:
    project = load(TESTS / "project")
    names = (
        "",
        "x",
        "cities/riverton.x.y",
        "programme.rounds.9",
        "programme.rounds.x",
        "kinds/none.title",
        "|",
        "@",
    )
    for sort in ("", "other", *ANSWERS):
        for name in names:
            for more in ((), ("x",), ("x", "y"), ("x", "2", "z")):
                asked = Question(sort, name, "fr", more)
                assert isinstance(answer(project, asked), str), asked


def test_what_a_reader_gives_is_what_is_noted() -> None:
    project = load(TESTS / "project")
    reader = Reader(project)
    (
        reader.read("templates/card/page.html"),
        reader.list_files("templates/base", ".css"),
        reader.value("portal.languages"),
    )
    (
        reader.list_languages("card", "cities/hilltown"),
        reader.find_word("fr", "%(num)s page", "%(num)s pages", 2),
        reader.list_letters("fr"),
    )
    (
        reader.judge_prose("leaflet", "welcome", "en"),
        reader.judge_word("fr", "Licence"),
        reader.choose("programme.title", "en"),
    )
    assert (reader.brand, reader.today) == (project.brand, "")
    assert Answers(project).are_same(reader.trace)
    assert {one.kind for one in reader.trace} == set(ANSWERS) - {"records", "link", "state"}


def test_questions_are_read_as_they_were_written() -> None:
    trace = ask(load(TESTS / "project"))
    trace[Question("word", 'a | "b" @ c', "fr", ("many", "2"))] = "x"
    numbers: dict[Question, int] = {}
    asked, kept = json.loads(json.dumps([number_questions(trace, numbers), list(numbers)]))
    assert name_questions(asked, read_questions(kept)) == trace


def test_fingerprints_are_short_and_differ() -> None:
    assert fingerprint([1, "a"]) == '[1,"a"]'
    assert len(fingerprint("x" * 1000)) == 32
    assert fingerprint("x" * 1000) != fingerprint("x" * 1001)
    assert fingerprint({"b": 1, "a": 2}) == fingerprint({"a": 2, "b": 1})
