"""The reference of template writers: nothing is missing in it, and each example works as it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inclucities_docs.figures import list_figures
from inclucities_docs.inputs.branch import SHORT_NAMES
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.relation import DERIVED
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.reference.command import list_sections
from inclucities_docs.reference.completion import PATH
from inclucities_docs.reference.item import Section
from inclucities_docs.reference.record_field import list_models, name_section
from inclucities_docs.reference.trial import Trial
from inclucities_docs.reference.vocabulary import list_unknown
from inclucities_docs.render.template.filter import list_filters
from inclucities_docs.schema import COLLECTIONS, Action, Quantity
from inclucities_docs.schema.event import Session
from tiny_project import TinyProject

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def trial() -> Trial:
    """Give a document of the programme itself, which says most, to try examples on."""
    return Trial(load_project(Workspace.take(REPOSITORY)), "en")


@pytest.fixture(scope="module")
def sections(trial: Trial) -> list[Section]:
    """Give the whole reference."""
    return list_sections(trial.reader._project, trial)


def _names(sections: list[Section], key: str) -> set[str]:
    return {item.name for section in sections if section.key == key for item in section.items}


def test_nothing_that_templates_can_say_is_missing(trial: Trial, sections: list[Section]) -> None:
    """Every collection, name, function, filter, macro, figure and short name stands in it."""
    words = trial.vocabulary
    assert not list_unknown(words)
    assert _names(sections, "collections") == {"programme", *COLLECTIONS, *SHORT_NAMES}
    assert _names(sections, "filters") == set(list_filters(words))
    calls = {name for name, one in words.names.items() if callable(one)}
    assert calls - _names(sections, "functions") == {"figure_macros", "gettext"}
    macros = {f"m.{name}" for name in vars(words.pages.get_template("base/macros.html").make_module(words.names))
              if not name.startswith("_") and name.islower() and name not in words.names}  # fmt: skip
    assert macros and macros - _names(sections, "macros") == set()
    assert _names(sections, "figures") == set(list_figures())
    told = {
        item.name.rpartition(".")[2]
        for one in sections
        if one.key.startswith("record-")
        for item in one.items
    }
    assert {name for _, name in DERIVED} <= told


def test_every_field_stands_in_it(sections: list[Section]) -> None:
    """Each field of each record and part that a template can reach stands in it, with words."""
    models = list(list_models())
    assert {*COLLECTIONS.values(), Quantity, Session, Action} <= set(models)
    for model in models:
        section = next(one for one in sections if one.key == name_section(model))
        assert {item.name.partition(".")[2] for item in section.items} >= set(model.model_fields), model
    assert all(item.about for section in sections for item in section.items)


def test_every_example_works_as_it_stands(trial: Trial, sections: list[Section]) -> None:
    """Each is run on the programme's own records: none is wrong, and most give something."""
    outcomes = {
        f"{section.key} {item.name}": trial.run(item) for section in sections for item in section.items
    }
    wrong = {
        name: [one.message for one in outcome.problems]
        for name, outcome in outcomes.items()
        if outcome.problems
    }
    assert not wrong
    assert not [name for name, outcome in outcomes.items() if "None" in outcome.text.split()]
    saying = [name for name, outcome in outcomes.items() if outcome.text or outcome.pictures]
    assert len(saying) > 400
    assert sum(bool(outcome.pictures) for outcome in outcomes.values()) >= len(list_figures())


def test_an_example_that_is_wrong_is_told(trial: Trial, sections: list[Section]) -> None:
    """The trial sees a slip in an example."""
    item = next(one for one in sections[0].items if one.name == "cities")
    broken = type(item)(item.name, item.about, "{{ citties | length }}")
    assert "'citties' is not known" in trial.run(broken).problems[0].message


def test_the_command_writes_page_and_completion(project: TinyProject) -> None:
    """On any programme: a page with each example and what it gives there, and snippets for editors."""
    told = project.run("reference", "--no-open")
    assert told.code == 0, told.err
    page = (project.root / ".cache/reference.html").read_text("utf-8")
    assert "{{ cities | map(attribute=&#34;name&#34;) | join_list }}" in page
    assert 'id="filters-quantity"' in page
    snippets = json.loads((project.root / PATH).read_text("utf-8"))
    assert snippets["Filters: quantity"]["body"] == ["{{ (cities | first).population | quantity }}"]
    assert snippets["City: city.name"]["prefix"] == "city.name"
