"""What is added brings every stub that it owes, and the project stays sound."""

from __future__ import annotations

import re

import yaml

from tiny_project import TESTS, TinyProject


def add(project: TinyProject, *arguments: str) -> str:
    outcome = project.run("add", *arguments)
    assert outcome.code == 0, outcome.err
    return outcome.out


def test_a_city_comes_with_its_sources_its_place_in_a_group_and_its_plan(project: TinyProject) -> None:
    told = add(project, "city", "Annecy", "--group", "riverton-hilltown", "--role", "mentee")
    assert "written: data/cities/annecy.yaml" in told
    assert "changed: data/sources.yaml" in told
    assert "Population, from annecy" in told
    city = yaml.safe_load(project.read("data/cities/annecy.yaml"))
    assert (city["country"], city["coordinates"]["source"], city["languages"]) == ("FR", "geonames", ["fr"])
    group = yaml.safe_load(project.read("data/groups/riverton-hilltown.yaml"))
    assert group["members"][-1] == {"city": "annecy", "role": "mentee"}
    plan = yaml.safe_load(project.read("data/plans/annecy-1.yaml"))
    assert (plan["city"], plan["actions"][0]["lead"]["awaited_from"]) == ("annecy", "annecy")
    catalogue = (TESTS.parent / "templates/locale/fr/LC_MESSAGES/messages.po").read_text("utf-8")
    words = re.findall(r"en: ([A-Z].*)", project.read("data/plans/annecy-1.yaml"))
    assert len(words) > 8
    assert [one for one in words if f'\nmsgid "{one}"\n' not in catalogue] == [], "told in all languages"
    again = project.run("add", "city", "Annecy")
    assert (again.code, "is there already" in again.err) == (1, True)


def test_two_cities_of_a_group_that_share_a_language_owe_one_document_in_it(project: TinyProject) -> None:
    kind = "title: {en: Sheet}\nabout: {en: A group.}\nsubjects: groups\nlanguages: [subject]\nformats: [html]\norder: 5\n"
    project.write("templates/sheet/kind.yaml", kind)
    project.write("templates/sheet/page.html", '{% extends "base/page.html" %}\n')
    told = add(project, "city", "Annecy", "--group", "riverton-hilltown", "--role", "mentee")
    assert "hilltown" not in told.partition("what remains:")[2].replace("riverton-hilltown", "")
    listed = project.run("list", "--only", "sheet*").out.split("\n")
    documents = [one for one in listed if "sheet" in one]
    assert documents
    assert len(documents) == len(set(documents))
    outcome = project.run("check", "--only", "sheet*")
    assert outcome.code == 0, outcome.err


def test_an_edition_a_chapter_and_a_kind(project: TinyProject) -> None:
    add(project, "edition", "hilltown")
    first, second = (yaml.safe_load(project.read(f"data/plans/hilltown-{one}.yaml")) for one in (1, 2))
    assert (second["edition"], second["date"]) == (2, {"awaited_from": "hilltown"})
    assert [one["id"] for one in second["actions"]] == [one["id"] for one in first["actions"]]
    told = add(project, "kind", "Letter of thanks")
    assert "what remains:" in told
    made = project.build("--only", "letter-of-thanks", "--format", "html")
    assert made.code == 0, made.err
    assert "fr/letter-of-thanks.html" in project.made()
    refused = project.run("add", "chapter", "Money")
    assert (refused.code, "has no chapters" in refused.err) == (1, True)
    kind = "templates/leaflet/kind.yaml"
    project.change(kind, "languages: [fr, en]", "languages: [fr, en]\nlayout: book")
    assert "the same in en: text/en/" in add(project, "chapter", "Money", "--kind", "leaflet")
    project.change(kind, "languages: [fr, en]", "languages: [fr]")
    assert "the same in" not in add(project, "chapter", "More money", "--kind", "leaflet"), "it is owed in fr"
    refused = project.run("add", "plan", "hiltown")
    assert (refused.code, "did you mean 'hilltown'?" in refused.err) == (1, True)


def test_a_language_comes_with_its_catalogue(project: TinyProject) -> None:
    project.write("data/programme.yaml", project.read("data/programme.yaml") + "languages: [fr, en]\n")
    told = add(project, "language", "it")
    assert "languages: [fr, en, it]" in project.read("data/programme.yaml")
    assert (project.root / "templates/locale/it/LC_MESSAGES/messages.po").is_file()
    again = project.run("add", "language", "it\n")
    assert (again.code, "'it' is a language of the programme already" in again.err) == (1, True), again.err
    assert "exchange send it" in told


def test_words_of_a_new_city_are_no_stale_translations(project: TinyProject) -> None:
    """Ledgers know the catalogues' words as translated from English; here they translate the original language's."""
    project.write("data/programme.yaml", project.read("data/programme.yaml") + "languages: [fr, en, el]\n")
    project.change("templates/leaflet/kind.yaml", "languages: [fr, en]", "languages: [programme]")
    for language in ("fr", "el"):
        catalogue = f"templates/locale/{language}/LC_MESSAGES/messages.po"
        project.write(catalogue, (TESTS.parent / catalogue).read_text("utf-8"))
    assert project.run("translate", "update").code == 0
    ledger = project.read("templates/locale/el/ledger.yaml")
    add(project, "city", "Annecy", "--group", "riverton-hilltown", "--role", "mentee")
    assert "el: Στόχος" in project.read("data/plans/annecy-1.yaml")
    assert "has changed" not in project.run("check").err
    assert project.read("templates/locale/el/ledger.yaml") != ledger
