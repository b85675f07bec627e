"""What other systems run: recipes, container, tasks of the editor name commands that exist and places that are true."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
import yaml

from inclucities_docs import machine
from tiny_project import TESTS, TinyProject

ROOT = TESTS.parent
RECIPES = sorted((ROOT / ".ci" / "recipes").glob("*.yml"))
TASKS = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]


def sessions() -> set[str]:
    return set(
        re.findall(
            r"^@nox\.session[^\n]*\ndef (\w+)\(", (ROOT / "noxfile.py").read_text("utf-8"), re.MULTILINE
        )
    )


@pytest.mark.parametrize("path", RECIPES, ids=lambda one: one.stem)
def test_recipes_run_what_there_is(path: Path) -> None:
    text = path.read_text("utf-8")
    assert yaml.safe_load(text)
    named = re.findall(r"nox -s (\w+)", text)
    assert {"check", "build", "conformance", "publish"} <= set(named) <= sessions()
    packages = " ".join(one.packages["debian"] for one in machine.LIBRARIES).split()
    assert all(one in text for one in packages)
    form = re.search(r"check -- --output (\w+)", text)
    assert form
    assert form[1] == path.stem


def test_the_container_has_what_a_build_needs_and_no_root() -> None:
    text = (ROOT / "Containerfile").read_text("utf-8")
    assert all(name in text for one in machine.LIBRARIES for name in one.packages["debian"].split())
    assert "--require-hashes" in text
    assert text.index("USER writer") < text.index("ENTRYPOINT")
    copied = {
        name
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)
        for name in shlex.split(line)[:-1]
    }
    assert all((ROOT / name).exists() for name in copied if not name.startswith("--"))
    assert len(copied) > 4


def test_the_editor_finds_each_problem_at_its_line(project: TinyProject) -> None:
    assert {one["args"][1] for one in TASKS} <= sessions()
    pattern = next(one["problemMatcher"]["pattern"] for one in TASKS if one["label"] == "check")
    (project.root / "data" / "glossary.yaml").write_text("term: [\n", "utf-8")
    found = [
        match
        for line in project.run("check").err.splitlines()
        if (match := re.match(pattern["regexp"], line))
    ]
    assert [(one[pattern["file"]], one[pattern["severity"]]) for one in found] == [
        ("data/glossary.yaml", "error")
    ]
    assert int(found[0][pattern["line"]]) >= 1
    assert found[0][pattern["message"]]


def test_the_editors_container_installs_what_a_build_needs() -> None:
    given = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    assert all(
        name in given["postCreateCommand"]
        for one in machine.LIBRARIES
        for name in one.packages["debian"].split()
    )
    assert given["forwardPorts"] == [8000]
