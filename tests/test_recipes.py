"""What other systems run: recipes, container, tasks of the editor name commands that exist and places that are true."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from inclucities_docs import machine
from inclucities_docs.starter.scaffold import map_schemas
from rich_project import make_rich_project
from tiny_project import TESTS, TinyProject, copy_project

ROOT = TESTS.parent
RECIPES = sorted((ROOT / ".ci" / "recipes").glob("*.yml"))
TASKS = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]


def sessions() -> set[str]:
    return set(
        re.findall(
            r"^@nox\.session[^\n]*\ndef (\w+)\(", (ROOT / "noxfile.py").read_text("utf-8"), re.MULTILINE
        )
    )


NOX = """\
#!{python}
import hashlib, json, pathlib, subprocess, sys
from PIL import Image

session, arguments = sys.argv[2], sys.argv[4:]
with open("{log}", "a") as log:
    print(session, *arguments, file=log)
output = pathlib.Path("deliverables")
words = pathlib.Path("words.txt").read_text("utf-8")
page = f"<!doctype html><html lang=fr><title>Leaflet</title><main><p>{{words}}</p></main></html>".encode()
if session == "build":
    (output / "fr").mkdir(parents=True, exist_ok=True)
    pathlib.Path(".cache").mkdir(exist_ok=True)
    (output / "fr/leaflet.html").write_bytes(page)
    Image.new("RGB", (80 + len(words), 100)).save(output / "fr/leaflet.pdf")
    (output / "index.html").write_bytes(page)
    files = {{one: (output / one).read_bytes() for one in ("fr/leaflet.html", "fr/leaflet.pdf")}}
    sums = {{one: hashlib.sha256(content).hexdigest() for one, content in files.items()}}
    entries = [
        dict(path=one, kind="leaflet", subject="", language="fr", format=one[-4:].strip("."), title="Leaflet",
             state="draft", proposed=1, awaited=0, bytes=len(files[one]), sha256=sums[one])
        for one in files
    ]
    (output / "manifest.json").write_text(json.dumps({{"artifacts": entries}}))
    checks = {{one: dict(sha256=sums[one], status="passed", checks={{}}) for one in files}}
    (output / "checked.json").write_text(json.dumps({{"tools": {{}}, "files": checks}}))
elif session == "conformance":
    (output / "checked.json").rename(output / "conformance.json")
else:
    arguments += ["--project", "{tiny}"] if session == "check" else []
    sys.exit(subprocess.run([sys.executable, "-m", "inclucities_docs", session, *arguments]).returncode)
"""
"""Stands for nox in a recipe: making and checking documents takes minutes and is tried elsewhere; all else is real."""


class Runner:
    """A machine of a platform: runs the shell lines of a recipe in a clone, with a host that keeps the site."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clone, self.host = folder, folder / "clone", folder / "host.git"
        self.log = folder / "sessions.txt"
        tools = folder / "bin"
        tools.mkdir()
        for name in ("sudo", "apt-get", "pip"):
            (tools / name).write_text("#!/bin/sh\n")
        tiny = copy_project(TESTS / "project", folder / "tiny").root
        (tools / "nox").write_text(NOX.format(python=sys.executable, log=self.log, tiny=tiny))
        for tool in tools.iterdir():
            tool.chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "HOME": str(folder),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.host.as_uri()}.insteadOf",
        }
        self.git("init", "-q", "--bare", "-b", "main", str(self.host), where=folder)
        self.clone.mkdir()
        self.git("init", "-q", "-b", "main")
        make_rich_project(self.clone)
        (self.clone / ".gitignore").write_text("deliverables\n.cache\n")

    def git(self, *arguments: str, where: Path | None = None) -> str:
        names = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        done = subprocess.run(
            ["git", *names, *arguments], cwd=where or self.clone, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(self, words: str) -> str:
        """Have the documents say something; gives the commit."""
        (self.clone / "words.txt").write_text(words, "utf-8")
        self.git("add", "-A")
        self.git("commit", "-qm", words)
        return self.git("rev-parse", "HEAD")

    def run(self, lines: list[str], address: str, **environment: str) -> None:
        """Run lines in one shell, which ends at the first that fails, as the platforms do."""
        for name in ("site", "before"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.git("worktree", "prune")
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", "\n".join(lines)],
            cwd=self.clone, env={**self.environment, "GIT_CONFIG_VALUE_0": address, **environment},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def read_site(self, path: str) -> str:
        return self.git("show", f"pages:{path}", where=self.host)


def list_lines(recipe: Any, job: str, **given: str) -> tuple[list[str], dict[str, str]]:
    """Give the shell lines of a job, and the environment of its steps, with what the platform puts in."""
    if "jobs" not in recipe:
        return [*recipe["default"]["before_script"], *recipe[job]["script"]], {}
    lines, environment = [], {}
    for step in recipe["jobs"][job]["steps"]:
        if "pull_request" in step.get("if", "") and not given["github.event.pull_request.base.sha"]:
            continue
        lines += [f"({step['run']}\n)"] if "run" in step else []
        environment |= {
            name: re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda found: given[found[1]], text)
            for name, text in step.get("env", {}).items()
        }
    return lines, environment


@pytest.mark.parametrize("path", RECIPES, ids=lambda one: one.stem)
def test_recipes_do_what_they_say_in_a_clean_folder(path: Path, tmp_path: Path) -> None:
    """A change is checked and shown, two tags are published: each by the very lines of the recipe."""
    recipe, runner = yaml.safe_load(path.read_text("utf-8")), Runner(tmp_path)
    before = runner.commit("Huit villes apprennent.")
    given = {"github.token": "secret", "github.repository": "office/docs"}
    platform = {
        "github": {"GITHUB_REPOSITORY": "office/docs"},
        "gitlab": {
            "CI_SERVER_HOST": "gitlab.example",
            "CI_PROJECT_PATH": "office/docs",
            "PAGES_TOKEN": "secret",
        },
    }[path.stem]
    address = {
        "github": "https://x-access-token:secret@github.com/office/docs",
        "gitlab": "https://documents:secret@gitlab.example/office/docs.git",
    }[path.stem]

    def run(job: str, before: str = "", **more: str) -> None:
        given["github.event.pull_request.base.sha"] = more["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = before
        lines, environment = list_lines(recipe, job, **given)
        runner.run(lines, address, **platform, **environment, **more)

    runner.commit("Huit villes apprennent ensemble.")
    run("check")
    run("build", before)
    shown = (runner.clone / "what-would-change" / "index.html").read_text("utf-8")
    assert "<ins>apprennent ensemble.</ins>" in shown
    assert (runner.clone / "what-would-change/fr/leaflet-1.png").is_file()

    publish = "publish" if path.stem == "github" else "pages"
    for tag, words in (("2026-10", "Huit villes."), ("2026-12", "Neuf villes.")):
        runner.commit(words)
        run("build")
        run(publish, GITHUB_REF_NAME=tag, CI_COMMIT_TAG=tag)
    assert "Huit villes." in runner.read_site("2026-10/fr/leaflet.html")
    assert "Neuf villes." in runner.read_site("2026-12/fr/leaflet.html")
    assert "Neuf villes." in runner.read_site("fr/leaflet.html")
    assert runner.git("log", "--format=%s", "pages", where=runner.host).splitlines()[0] == "Edition 2026-12"
    assert not runner.git("status", "--porcelain", "--", "data", "templates")
    sessions_run = runner.log.read_text("utf-8").splitlines()
    assert f"check --output {path.stem}" in sessions_run
    assert sessions_run.count("build") == 4


@pytest.mark.parametrize("path", RECIPES, ids=lambda one: one.stem)
def test_recipes_run_what_there_is(path: Path) -> None:
    text = path.read_text("utf-8")
    assert yaml.safe_load(text)
    named = re.findall(r"nox -s (\w+)", text)
    assert {"check", "build", "conformance", "compare", "publish"} <= set(named) <= sessions()
    packages = " ".join(one.packages["debian"] for one in machine.LIBRARIES).split()
    assert all(one in text for one in packages)
    form = re.search(r"check -- --output (\w+)", text)
    assert form
    assert form[1] == path.stem


def test_the_container_has_what_a_build_needs_and_no_root() -> None:
    text = (ROOT / "Containerfile").read_text("utf-8")
    assert all(name in text for one in machine.LIBRARIES for name in one.packages["debian"].split())
    assert "--require-hashes" in text
    assert text.index("USER 1000") < text.index("ENTRYPOINT")
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


def test_the_editor_holds_every_file_to_its_schema() -> None:
    given = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    assert given["yaml.schemas"] == map_schemas()
    assert all((ROOT / name).is_file() for name in given["yaml.schemas"])


def test_the_editors_container_installs_what_a_build_needs() -> None:
    given = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    assert all(
        name in given["postCreateCommand"]
        for one in machine.LIBRARIES
        for name in one.packages["debian"].split()
    )
    assert given["forwardPorts"] == [8000]
