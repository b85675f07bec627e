"""The real data: complete in its two first languages, sourced, and nothing cited in vain."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import pytest

from inclucities_docs.inputs.check import ref_fields
from inclucities_docs.inputs.project import Project, load_project, text_fields
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render import list_documents, render
from inclucities_docs.schema import ActionPlan, City, Group, Meeting, Quantity, Statement
from inclucities_docs.schema.value import Model
from tiny_project import TESTS

ROOT = TESTS.parent


@functools.cache
def project() -> Project:
    """The project itself, as it stands."""
    return load_project(Workspace.take(ROOT))


@functools.cache
def models() -> tuple[tuple[str, Model], ...]:
    """Every value of every record, with a name for people."""

    def walk(name: str, value: Any) -> Iterator[tuple[str, Model]]:
        if isinstance(value, Model):
            yield name, value
            for key in type(value).model_fields:
                yield from walk(f"{name}.{key}", getattr(value, key))
        elif isinstance(value, tuple):
            for index, one in enumerate(value):
                yield from walk(f"{name}.{index}", one)
        elif isinstance(value, dict):
            for key, one in value.items():
                yield from walk(f"{name}.{key}", one)

    found = list(walk("programme", project().programme))
    for collection, records in project().collections.items():
        for key, record in records.items():
            found += walk(f"{collection}/{key}", record)
    return tuple(found)


def texts() -> Iterator[tuple[str, dict[str, str]]]:
    """Every text per language, with its place."""
    for name, model in models():
        for key in text_fields(type(model)):
            value = getattr(model, key)
            for one in value if isinstance(value, tuple) else (value,):
                if one is not None and not isinstance(one, str):  # a short name may be the same everywhere
                    yield f"{name}.{key}", one


def test_there_is_something_to_look_at() -> None:
    counts = {name: len(records) for name, records in project().collections.items()}
    assert (counts["cities"], counts["groups"], counts["meetings"]) == (8, 4, 12)
    assert counts["organisations"] >= 9
    assert counts["sources"] > 40
    assert len(models()) > 1500
    assert len(list(texts())) > 1000


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_text_is_there(language: str) -> None:
    assert [name for name, text in texts() if language not in text] == []


def test_short_names_stand_in_the_letters_of_the_language() -> None:
    bodies = project().collections["organisations"]
    assert project().choose(bodies["kede"].acronym, "el")[1] == "ΚΕΔΕ"  # Greek capitals
    assert bodies["kede"].acronym["fr"] == "KEDE"  # Latin ones
    assert bodies["femp"].acronym == "FEMP"


def test_no_text_is_empty_or_left_to_be_done() -> None:
    wrong = [
        (name, language)
        for name, text in texts()
        for language, words in text.items()
        if not words.strip() or re.search(r"\b(?:TODO|TBD|FIXME|XXX|Lorem|lorem)\b|\?\?", words)
    ]
    assert wrong == []


def cited_in_data() -> set[str]:
    return {
        key
        for _, model in models()
        for field, ref in ref_fields(type(model)).items()
        if "sources" in ref.collections
        for key in getattr(model, field)
    }


def cited_in_texts() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "templates").rglob("*"):
        if path.suffix in (".md", ".html"):
            for call in re.findall(r"cite\(([^)]*)\)", path.read_text("utf-8")):
                found |= set(re.findall(r"[\"']([a-z0-9-]+)[\"']", call))
    return found


def test_every_source_is_cited() -> None:
    sources = set(project().collections["sources"])
    cited = cited_in_data() | cited_in_texts()
    assert len(cited_in_data()) > 40
    assert sorted(sources - cited) == []


def test_every_source_has_an_address_or_says_why_not() -> None:
    for key, source in project().collections["sources"].items():
        assert source.url or source.note or source.method, key  # type: ignore[attr-defined]


def test_an_address_leads_to_the_page_that_was_read_not_to_a_whole_site() -> None:
    addresses = {key: one.url for key, one in project().collections["sources"].items() if one.url}  # type: ignore[attr-defined]
    assert len(addresses) > 100
    parts = {key: urlsplit(str(url)) for key, url in addresses.items()}
    assert [key for key, one in parts.items() if not one.path.strip("/") and not one.query] == []


def test_a_title_that_only_describes_its_page_stands_in_brackets() -> None:
    described = project().collections["sources"]["rtl-parcours"]
    assert described.described  # type: ignore[attr-defined]
    (document,) = [
        one
        for one in list_documents(project())
        if (str(one.name), one.language) == ("one-stop-shop/brussels", "en")
    ]
    page = lxml.html.document_fromstring(render(Reader(project()), document, ("html",)).files["html"])
    titles = {" ".join(one.text_content().split()) for one in page.iter("cite")}
    assert f"[{described.title}]" in titles  # type: ignore[attr-defined]
    assert any(not one.startswith("[") for one in titles)


def test_what_is_proposed_holds_no_number_in_any_language() -> None:
    proposed = [
        (name, one) for name, one in models() if isinstance(one, Statement) and one.state == "proposed"
    ]
    assert len(proposed) > 100
    assert [
        name for name, one in proposed if any(re.search(r"\d", words) for words in one.text.values())
    ] == []
    assert [name for name, one in models() if isinstance(one, Quantity) and one.state == "proposed"] == []


def test_what_is_awaited_says_what_is_missing_in_a_phrase() -> None:
    awaited = [(name, one) for name, one in models() if isinstance(one, Statement) and one.state == "awaited"]
    assert len(awaited) > 20
    assert [name for name, one in awaited if len(one.text["fr"]) < 4] == []


def test_each_duo_has_its_three_visits_and_each_mentee_a_plan() -> None:
    visits = [one for one in project().collections["meetings"].values() if isinstance(one, Meeting)]
    plans = [one for one in project().collections["plans"].values() if isinstance(one, ActionPlan)]
    duos = [one for one in project().collections["groups"].values() if isinstance(one, Group)]
    assert len(duos) == 4
    for duo in duos:
        assert sorted(one.round for one in visits if one.group == duo.id) == [1, 2, 3]
        assert any(one.city == duo.members[1].city for one in plans)
        assert not any(one.city == duo.members[0].city for one in plans)


def test_each_action_serves_a_key_factor_of_its_duo() -> None:
    plans = [one for one in project().collections["plans"].values() if isinstance(one, ActionPlan)]
    groups = project().collections["groups"].values()
    duos = {member.city: one for one in groups if isinstance(one, Group) for member in one.members}
    actions = [(plan, action) for plan in plans for action in plan.actions]
    assert len(actions) > 10
    for plan, action in actions:
        assert action.factor in {factor.id for factor in duos[plan.city].benchmark.key_factors}, (
            plan.id,
            action.id,
        )


def test_editions_of_a_plan_are_named_and_numbered_alike() -> None:
    for key, plan in project().collections["plans"].items():
        assert key == f"{plan.city}-{plan.edition}"  # type: ignore[attr-defined]


def test_each_city_is_named_in_its_own_languages() -> None:
    for key, city in project().collections["cities"].items():
        assert isinstance(city, City)
        assert city.official_names, key
        assert set(city.languages) <= set(city.name), key


def test_figures_of_migration_say_whom_they_count() -> None:
    figures = [(name, one) for name, one in models() if isinstance(one, Quantity)]
    assert len(figures) > 20
    assert [name for name, one in figures if one.state == "sourced" and not one.source] == []
    assert [name for name, one in figures if len(one.definition["fr"]) < 8] == []


def test_the_map_has_the_countries_of_the_cities() -> None:
    content = json.loads((ROOT / "data/maps/europe.json").read_bytes())
    there = {feature["id"] for feature in content["features"]}
    assert {"BE", "FR", "IT", "ES", "GR", "LV"} <= there
    assert content["licence"]
