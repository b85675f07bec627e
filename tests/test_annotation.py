"""What machines read of a command: each form can be parsed, and tells the same as the words for people."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from tiny_project import TESTS, TinyProject

SCHEMAS = TESTS.parent / "data" / "schemas"


def validate(text: str, schema: str) -> dict[str, object]:
    content: dict[str, object] = json.loads(text)
    jsonschema.validate(content, json.loads((SCHEMAS / schema).read_text("utf-8")))
    return content


@pytest.fixture
def broken(project: TinyProject) -> TinyProject:
    """Give a project with two problems, one of which holds signs that the forms must guard."""
    path = project.root / "data" / "programme.yaml"
    path.write_text(path.read_text("utf-8") + "'100 %, as: said': x\n", "utf-8")
    Path(project.root / "data" / "glossary.yaml").write_text("term: [\n", "utf-8")
    return project


def test_json_tells_what_people_are_told(broken: TinyProject) -> None:
    outcome = broken.run("check", "--output", "json")
    found = validate(outcome.out, "output-check.json")
    assert outcome.code == 1
    assert found["errors"] == 2
    problems = found["problems"]
    assert isinstance(problems, list)
    for one in problems:
        assert f"{one['path']}:{one['line']}" in outcome.err
        assert one["message"] in outcome.err


def test_github_gets_one_line_a_problem(broken: TinyProject) -> None:
    lines = broken.run("check", "--output", "github").out.splitlines()
    assert len(lines) == 2
    for line in lines:
        assert re.match(r"::error file=data/[a-z]+\.yaml,line=\d+,col=\d+::\S", line)
    assert any("100 %25, as: said" in line for line in lines)


def test_gitlab_tells_problems_apart(broken: TinyProject) -> None:
    found = json.loads(broken.run("check", "--output", "gitlab").out)
    assert len({one["fingerprint"] for one in found}) == 2
    assert {one["location"]["path"] for one in found} == {"data/glossary.yaml", "data/programme.yaml"}
    assert all(one["location"]["lines"]["begin"] >= 1 for one in found)


def test_sarif_has_a_result_for_each(broken: TinyProject) -> None:
    (run,) = json.loads(broken.run("check", "--output", "sarif").out)["runs"]
    assert [one["level"] for one in run["results"]] == ["error", "error"]
    known = {one["id"] for one in run["tool"]["driver"]["rules"]}
    assert {one["ruleId"] for one in run["results"]} <= known


def test_other_commands_answer_in_json(project: TinyProject) -> None:
    assert validate(project.run("check", "--output", "json").out, "output-check.json")["problems"] == []
    listed = validate(project.run("list", "--output", "json").out, "output-list.json")["files"]
    plain = project.run("list").out.split()
    assert isinstance(listed, list)
    assert [one["path"] for one in listed] == plain
    state = validate(project.run("translate", "status", "--output", "json").out, "output-status.json")
    assert state["documents"]


def test_explain_tells_machines_what_it_tells_people(built: TinyProject) -> None:
    def ask(path: str) -> tuple[str, list[dict[str, object]]]:
        found = validate(built.run("explain", path, "--output", "json").out, "output-explain.json")
        assert isinstance(found["answers"], list)
        return str(found["state"]), found["answers"]

    state, answers = ask("deliverables/fr/leaflet.html")
    assert state == "current"
    assert ("data/cities/riverton.yaml", 13) in {(one["path"], one["line"]) for one in answers}
    built.change("data/cities/riverton.yaml", "12345", "54321")
    state, answers = ask("fr/leaflet.html")
    assert (state, len(answers)) == ("changed", 1)
    assert (answers[0]["path"], answers[0]["before"], answers[0]["after"]) == (
        "data/cities/riverton.yaml", "12345", "54321",
    )  # fmt: skip
    (built.root / "deliverables/fr/leaflet.html").unlink()
    assert ask("fr/leaflet.html") == ("touched", [])


def test_every_answer_for_machines_has_its_schema() -> None:
    commands = {"check", "conformance", "doctor", "explain", "list", "status"}
    assert {one.stem.removeprefix("output-") for one in SCHEMAS.glob("output-*.json")} == commands
