"""Only what says a changed fact is made again; what is no longer owed goes; what is lost comes back."""

from __future__ import annotations

import json
import os
import random
import re

import pytest

from inclucities_docs.build.trace import ASIDE, FORMAT
from inclucities_docs.inputs import loader
from inclucities_docs.inputs.yaml_file import YamlFile, read_once
from tiny_project import SOURCE, TinyProject

ALL = {"leaflet fr", "leaflet en", "card/hilltown fr", "card/hilltown en"}
FILES = {
    "leaflet fr": "fr/leaflet.html",
    "leaflet en": "en/leaflet.html",
    "card/hilltown fr": "fr/card-hilltown.html",
    "card/hilltown en": "en/card-hilltown.html",
}


def test_first_build_makes_everything(project: TinyProject) -> None:
    outcome = project.build()
    assert (outcome.code, outcome.err, project.remade(outcome)) == (0, "", ALL)
    assert set(project.made()) == {*FILES.values(), "manifest.json"}
    assert "4 of 4 documents made" in outcome.out.splitlines()[-1]


def test_second_build_makes_nothing(built: TinyProject) -> None:
    before = built.times()
    outcome = built.build()
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "nothing to do: 4 files are up to date\n"
    assert built.times() == before


def test_a_data_file_with_the_same_bytes_is_not_parsed_again(
    built: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    def parse(path: str, text: str) -> YamlFile:
        parsed.append(path)
        return read_once(path, text)

    monkeypatch.setattr(loader, "read_once", parse)
    built.change("data/cities/riverton.yaml", "12345", "12346")
    assert built.remade(built.build()) == {"leaflet fr", "leaflet en"}
    assert parsed == ["data/cities/riverton.yaml"]
    built.change("data/cities/riverton.yaml", "12346", "12347")
    assert built.run("check").code == 0
    assert parsed == ["data/cities/riverton.yaml"] * 2


def test_second_build_of_a_part_makes_nothing(built: TinyProject) -> None:
    before = built.times()
    outcome = built.build("--lang", "fr")
    assert (outcome.code, built.remade(outcome)) == (0, set())
    assert "up to date" in outcome.out
    times = built.times()
    assert {path: times[path] for path in FILES.values()} == {path: before[path] for path in FILES.values()}


CHANGES = {
    "a number": ("data/cities/riverton.yaml", "12345", "12346", {"leaflet fr", "leaflet en"}),
    "a name": (
        "data/cities/hilltown.yaml",
        "en: Hilltown",
        "en: Hillton",
        {"leaflet en", "card/hilltown en"},
    ),
    "an action": ("data/plans/hilltown-1.yaml", "fr: Un guichet", "fr: Un accueil", {"card/hilltown fr"}),
    "a state": (
        "data/programme.yaml",
        "    state: proposed",
        "    source: booklet",
        {"leaflet fr", "leaflet en"},
    ),
    "a date": ("data/meetings.yaml", "end: '2021-05-04'", "end: '2021-05-05'", {"leaflet fr", "leaflet en"}),
    "a source": (
        "data/sources.yaml",
        "Register of towns",
        "Register of all towns",
        {"leaflet fr", "leaflet en"},
    ),
    "a text": ("templates/leaflet/text/fr/welcome.md", "ouverte", "grande ouverte", {"leaflet fr"}),
    "a page": (
        "templates/card/page.html",
        '<div class="card">',
        "<div>",
        {"card/hilltown fr", "card/hilltown en"},
    ),
    "a style": ("templates/leaflet/style.css", "--muted", "--ink", {"leaflet fr", "leaflet en"}),
    "a drawing": ("templates/base/icons/dot.svg", 'r="2"', 'r="1"', {"leaflet fr", "leaflet en"}),
    "a word": (
        "templates/locale/fr/LC_MESSAGES/messages.po",
        'msgstr "Licence"',
        'msgstr "Droits"',
        {"leaflet fr", "card/hilltown fr"},
    ),
    "what all share": ("templates/base/page.html", "<main>", '<main id="main">', ALL),
    "a colour": ("templates/base/brand.yaml", "#70205F", "#70205E", ALL),
    "what no document says": ("data/glossary.yaml", "Ville qui partage", "Ville qui aide", set()),
}


def test_a_key_may_begin_with_the_sign_that_parts_languages(project: TinyProject) -> None:
    project.change("data/programme.yaml", "office:", "social: {'@eu': Network}\noffice:")
    page = "templates/card/page.html"
    project.change(page, '<div class="card">', '<div class="card">{{ programme.social.values() | join }}')
    assert project.build().code == 0
    project.change("data/glossary.yaml", "Ville qui partage", "Ville qui aide")
    outcome = project.build()
    assert (outcome.code, project.remade(outcome)) == (0, set())


@pytest.mark.parametrize("change", CHANGES)
def test_one_change_remakes_what_says_it_and_nothing_else(built: TinyProject, change: str) -> None:
    path, old, new, expected = CHANGES[change]
    before = built.made()
    built.change(path, old, new)

    outcome = built.build()

    assert (outcome.code, outcome.err) == (0, "")
    assert built.remade(outcome) == expected
    after = built.made()
    changed = {name for name, file in FILES.items() if before[file] != after[file]}
    assert changed == expected, "remade, and the same as before"
    assert built.build().out.startswith("nothing to do")


@pytest.mark.parametrize(
    "path", ["data/cities/riverton.yaml", "data/meetings.yaml", "templates/base/brand.yaml"]
)
def test_a_remark_in_yaml_remakes_nothing(built: TinyProject, path: str) -> None:
    before = built.made()
    built.write(path, "# a remark\n" + built.read(path) + "\n# another\n")
    outcome = built.build()
    assert (outcome.code, built.remade(outcome)) == (0, set())
    assert built.made() == before


def test_the_time_of_a_file_does_not_matter(built: TinyProject) -> None:
    for path in (built.root / "data").rglob("*.yaml"):
        os.utime(path, (1, 1))
    assert built.build().out.startswith("nothing to do")


def test_a_file_that_appears_remakes_what_looked_for_it(built: TinyProject) -> None:
    built.write("templates/card/style.css", "p { margin: 0; }\n")
    outcome = built.build()
    assert built.remade(outcome) == {"card/hilltown fr", "card/hilltown en"}


@pytest.mark.parametrize("damage", ["removed", "changed by hand", "cut off"])
def test_a_damaged_file_is_made_again(built: TinyProject, damage: str) -> None:
    before = built.made()
    target = built.root / "deliverables/fr/leaflet.html"
    if damage == "removed":
        target.unlink()
    else:
        content = target.read_bytes()
        target.write_bytes(content[:-9] + b"x" * 9 if damage == "changed by hand" else content[:100])
    outcome = built.build()
    assert built.remade(outcome) == {"leaflet fr"}
    assert built.made() == before


def test_what_is_no_longer_owed_goes(built: TinyProject) -> None:
    (built.root / "deliverables" / "README.md").write_text("kept")
    (built.root / "deliverables" / "fr" / ".new-abandoned").write_text("by a build that was killed")
    built.change("templates/leaflet/kind.yaml", "[fr, en]", "[fr]")
    outcome = built.build()
    assert outcome.code == 0, outcome.err
    assert set(built.made()) == {*FILES.values(), "manifest.json", "README.md"} - {"en/leaflet.html"}
    paths = [entry["path"] for entry in built.manifest()["artifacts"]]
    assert paths == ["en/card-hilltown.html", "fr/card-hilltown.html", "fr/leaflet.html"]
    assert "no longer owed" in outcome.out


def garbage() -> dict[str, bytes]:
    generator = random.Random(7)
    return {
        "empty": b"",
        "half": b'{"format": %d, "traces": {' % FORMAT,
        "a list": b"[]",
        "nothing in it": b'{"format": %d}' % FORMAT,
        "wrong types": b'{"format": %d, "program": 1, "inputs": 2, "questions": 3, "traces": {"x": []}}'
        % FORMAT,
        "deep": b"[" * 100_000,
        "noise": generator.randbytes(5000),
        "another form": b'{"format": 0, "traces": {}}',
    }


@pytest.mark.parametrize("sort", ["absent", *garbage()])
def test_a_lost_trace_means_a_full_build_and_no_complaint(built: TinyProject, sort: str) -> None:
    before = built.made()
    store = built.root / ".cache/traces.json"
    assert store.is_file()
    if sort == "absent":
        store.unlink()
    else:
        store.write_bytes(garbage()[sort])
    outcome = built.build()
    assert (outcome.code, outcome.err, built.remade(outcome)) == (0, "", ALL)
    assert built.made() == before


def test_a_failed_document_keeps_its_last_good_file_and_the_others_are_made(built: TinyProject) -> None:
    before = built.made()
    built.change("templates/leaflet/text/fr/welcome.md", 'cite("register")', 'cite("registr")')
    built.change("data/cities/riverton.yaml", "12345", "54321")

    outcome = built.build()

    assert outcome.code == 1
    assert "'registr' is not a source" in outcome.err
    assert built.remade(outcome) == {"leaflet en"}
    assert "1 not made (the last good files stay): leaflet fr" in outcome.out.splitlines()[-1]
    after = built.made()
    assert after["fr/leaflet.html"] == before["fr/leaflet.html"]
    assert "54\u202f321".encode() in after["en/leaflet.html"]
    assert "fr/leaflet.html" in [entry["path"] for entry in built.manifest()["artifacts"]]

    built.change("templates/leaflet/text/fr/welcome.md", 'cite("registr")', 'cite("register")')
    assert built.remade(built.build()) == {"leaflet fr"}


def test_a_new_program_remakes_all_and_forgets_no_last_good_file(built: TinyProject) -> None:
    path = built.root / ".cache/traces.json"
    content = json.loads(path.read_bytes())
    assert content["program"]
    path.write_text(json.dumps({**content, "program": "another"}))
    built.change("templates/leaflet/text/fr/welcome.md", 'cite("register")', 'cite("registr")')

    outcome = built.build()

    assert (outcome.code, built.remade(outcome)) == (1, ALL - {"leaflet fr"})
    assert "fr/leaflet.html" in built.made()
    assert "fr/leaflet.html" in [entry["path"] for entry in built.manifest()["artifacts"]]


def test_no_stage_that_makes_documents_uses_one_that_is_left_out_of_their_program() -> None:
    package = SOURCE / "inclucities_docs"
    names = "|".join(name.removesuffix(".py") for name in ASIDE)
    making = [one for one in package.rglob("*.py") if one.relative_to(package).parts[0] not in ASIDE]
    assert len(making) > 80
    used = [
        one.name
        for one in making
        if re.search(
            rf"import inclucities_docs\.({names})|from inclucities_docs\.({names})\b", one.read_text("utf-8")
        )
    ]
    assert not used


def test_a_place_that_cannot_be_written_is_named(built: TinyProject) -> None:
    target = built.root / "deliverables/fr/leaflet.html"
    target.unlink()
    (target / "in the way").mkdir(parents=True)
    outcome = built.build()
    assert outcome.code == 1
    assert "deliverables/fr/leaflet.html: error: cannot be written" in outcome.err
    assert "Traceback" not in outcome.err


def test_what_was_taken_away_is_not_told_of_until_it_is_made_again(built: TinyProject) -> None:
    for path in (FILES["leaflet en"], FILES["card/hilltown en"]):
        (built.root / "deliverables" / path).unlink()
    outcome = built.build("--lang", "fr")
    assert (outcome.code, outcome.err) == (0, "")
    assert {one["path"] for one in built.manifest()["artifacts"]} == {
        FILES["leaflet fr"],
        FILES["card/hilltown fr"],
    }
    outcome = built.build()
    assert built.remade(outcome) == {"leaflet en", "card/hilltown en"}
