"""Links that lead out, and what an earlier run is said to have left: nothing is read, written or taken away there."""

from __future__ import annotations

import json
import os

import pytest

from tiny_project import TinyProject


@pytest.mark.parametrize("place", ["data/organisations.yaml", "templates/leaflet/text/fr/welcome.md"])
def test_a_link_that_leads_out_of_the_project_is_refused(built: TinyProject, place: str) -> None:
    before = built.made()
    target = built.root / place
    secret = built.root.parent / "secret"
    target.rename(secret)
    target.symlink_to(secret)
    outcome = built.build()
    assert (outcome.code, built.made()) == (1, before)
    assert outcome.err.startswith(
        f"{place}: error: this link leads out of the project\n  hint: copy the file"
    )


def test_a_link_inside_the_project_is_read(built: TinyProject) -> None:
    target = built.root / "templates/leaflet/text/fr/welcome.md"
    target.unlink()
    target.symlink_to("../en/welcome.md")
    outcome = built.build()
    assert (outcome.code, built.remade(outcome)) == (0, {"leaflet fr"})


@pytest.mark.parametrize("place", ["deliverables", "deliverables/fr", ".cache"])
def test_nothing_is_written_or_taken_away_where_a_link_leads_out(built: TinyProject, place: str) -> None:
    folder, elsewhere = built.root / place, built.root.parent / "elsewhere"
    folder.rename(elsewhere)
    (elsewhere / "mine" / "deep").mkdir(parents=True)
    (elsewhere / "mine" / "deep" / "letter.txt").write_text("mine")
    before = {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()}
    folder.symlink_to(elsewhere)
    built.change("data/programme.yaml", "deux villes", "deux bourgs")
    outcome = built.build()
    assert outcome.code == 1
    assert f"{place}: error: this link leads out of the project" in outcome.err
    assert {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "place", [".cache/lock", ".cache/build.log", ".cache/traces.json", "deliverables/fr/leaflet.html"]
)
def test_no_file_is_overwritten_through_a_link(built: TinyProject, place: str) -> None:
    letter = built.root.parent / "letter.txt"
    letter.write_text("mine")
    (built.root / place).unlink(missing_ok=True)
    (built.root / place).symlink_to(letter)
    built.change("data/programme.yaml", "deux villes", "deux bourgs")
    outcome = built.build("--verbose")
    assert outcome.code in (0, 1)
    assert letter.read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["traces.json", "portal.json", "checks.json", "parsed.json", "build.log", "lock"]
)
@pytest.mark.parametrize("sort", ["pipe", "folder", "gigabytes", "numbers"])
def test_what_an_earlier_run_left_may_be_anything(built: TinyProject, name: str, sort: str) -> None:
    place = built.root / ".cache" / name
    place.unlink(missing_ok=True)
    if sort == "pipe":
        os.mkfifo(place)
        os.mkfifo(built.root / "deliverables" / "conformance.json")
    elif sort == "folder":
        place.mkdir()
    elif sort == "gigabytes":
        place.touch()
        os.truncate(place, 3 << 30)
    else:
        place.write_text(json.dumps({"format": 6, "questions": [1, 2], "traces": {"x": 5}, "portal": 7}))
    for arguments in (("build", "--workers", "1", "--verbose"), ("check",)):
        outcome = built.run(*arguments)
        assert outcome.code in (0, 1)
        assert outcome.code == 0 or "  hint: a folder stands where a file should" in outcome.err


@pytest.mark.parametrize("values", [{}, {"name": "x"}, [], 5, {"no": [{"such": ["thing"]}]}])
def test_what_a_data_file_is_said_to_hold_is_not_taken_on_trust(built: TinyProject, values: object) -> None:
    before, kept = built.made(), json.loads(built.read(".cache/parsed.json"))
    kept["parsed"] = dict.fromkeys(kept["parsed"], values)
    built.write(".cache/parsed.json", json.dumps(kept))
    built.change("data/programme.yaml", "deux villes", "deux bourgs")
    assert "Traceback" not in built.build().err
    assert built.build("--verify").code == 0
    built.change("data/programme.yaml", "deux bourgs", "deux villes")
    assert (built.build("--verify").code, built.made()) == (0, before)


@pytest.mark.parametrize("name", ["x", "\0 x", "leaflet  fr", "../../x ../../y", "k" * 5000 + " fr"])
def test_a_store_may_name_what_cannot_be(built: TinyProject, name: str) -> None:
    before = built.made()
    store = json.loads((built.root / ".cache/traces.json").read_bytes())
    store["traces"][name] = store["traces"]["leaflet fr"]
    store["portal"][name] = {"bytes": 1, "sha256": "x"}
    built.write(".cache/traces.json", json.dumps(store))
    assert (built.build().code, built.made()) == (0, before)


@pytest.mark.parametrize("entry", [{}, {"checks": 5}, {"checks": {"a": {"status": []}}}, {"status": 1}])
def test_a_report_of_checks_may_say_anything(built: TinyProject, entry: dict[str, object]) -> None:
    before = built.made()
    files = {one["path"]: {"sha256": one["sha256"], **entry} for one in built.manifest()["artifacts"]}
    built.write("deliverables/conformance.json", json.dumps({"files": files, "tools": {"a": {"b": 1}}}))
    assert built.build().code == 0
    after = built.made()
    after.pop("conformance.json")
    assert after == before


@pytest.mark.parametrize("code", ["../../x", "zz", "", "fr\0", "x" * 9999])
def test_translations_are_kept_for_languages_alone(project: TinyProject, code: str) -> None:
    before = sorted(project.root.parent.rglob("*"))
    outcome = project.run("translate", "update", "--lang", code)
    assert outcome.code == 2
    assert "is not a language" in outcome.err
    assert sorted(project.root.parent.rglob("*")) == before


def test_questions_of_a_store_that_are_no_questions_are_asked_in_vain(built: TinyProject) -> None:
    before = built.made()
    store = json.loads((built.root / ".cache/traces.json").read_bytes())
    store["questions"] = [5] * len(store["questions"])
    built.write(".cache/traces.json", json.dumps(store | {"inputs": ""}))
    assert (built.build().code, built.made()) == (0, before)


def test_a_folder_link_that_leads_in_a_circle_ends(built: TinyProject) -> None:
    (built.root / "data" / "again").symlink_to(built.root / "data")
    outcome = built.build()
    assert "Traceback" not in outcome.err
    assert outcome.code in (0, 1)


def test_a_file_that_is_too_large_is_refused(built: TinyProject) -> None:
    before = built.made()
    (built.root / "data" / "organisations" / "extra.yaml").parent.mkdir()
    (built.root / "data" / "organisations" / "extra.yaml").write_bytes(b"# " + b"x" * 9_000_000)
    outcome = built.build()
    assert (outcome.code, built.made()) == (1, before)
    assert "data/organisations/extra.yaml: error: larger than 8 MB" in outcome.err
