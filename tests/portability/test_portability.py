"""The whole pipeline where POSIX is missing, and in the folders, files and consoles that people have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inclucities_docs.build.writer import explain_refusal
from inclucities_docs.inputs import file_transaction
from tiny_project import SOURCE, Outcome, TinyProject

HERE = Path(__file__).parent


def start(project: TinyProject, *arguments: str, **more: str) -> Outcome:
    """Run a command in a Python without POSIX, at a console of code page 1252."""
    path = os.pathsep.join([str(HERE), str(SOURCE)])
    given = {"PYTHONPATH": path, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", **more}
    done = subprocess.run(
        [sys.executable, "-m", "inclucities_docs", *arguments],
        cwd=project.root, env={**os.environ, **given}, capture_output=True, timeout=240, check=False,
    )  # fmt: skip
    return Outcome(done.returncode, done.stdout.decode("cp1252"), done.stderr.decode("cp1252"))


def test_modules_of_one_system_are_really_missing(project: TinyProject) -> None:
    code = "import signal; print(hasattr(signal, 'setitimer'))\ntry:\n import fcntl\nexcept ImportError as error:\n print(error)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(HERE)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("False\nNo module named 'fcntl'")


def test_a_system_without_posix_makes_the_same_files(project: TinyProject) -> None:
    outcome = start(project, "build", "--workers", "2")
    assert outcome.code == 0, outcome.err
    made = {path: (project.root / "deliverables" / path).read_bytes() for path in project.made()}
    assert len(made) > 4
    assert "nothing to do" in start(project, "build").out + start(project, "build").err
    project.run("build", "--verify")
    for path in made:
        (project.root / "deliverables" / path).unlink()
    assert project.build().code == 0
    assert {path: (project.root / "deliverables" / path).read_bytes() for path in project.made()} == made


def test_names_that_differ_in_case_only_are_told_and_documents_are_made(project: TinyProject) -> None:
    project.write("templates/leaflet/text/fr/Welcome.md", "Un autre texte.\n")
    told = start(project, "check")
    both = "fr/welcome.md: warning: this name and templates/leaflet/text/fr/Welcome.md are one and the same on Windows"
    assert told.code == 0, told.err
    assert both in told.err
    assert start(project, "build", "--only", "leaflet").code == 0
    assert "La porte est ouverte" in project.read("deliverables/fr/leaflet.html")


def test_a_document_without_end_is_stopped_without_posix(project: TinyProject) -> None:
    page = project.root / "templates/card/page.html"
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    page.write_text(page.read_text("utf-8").replace("{% block main %}", "{% block main %}" + loop), "utf-8")
    outcome = start(project, "build", "--workers", "2", INCLUCITIES_TIME_LIMIT="2")
    assert outcome.code == 1
    assert "was stopped" in outcome.err or "too many" in outcome.err, outcome.err


@pytest.mark.parametrize(
    "name",
    ["Mes dossiers", "Έργα και σχέδια", "Añádase é", "x" * 200],
    ids=["spaces", "greek", "accents", "long"],
)
def test_a_folder_may_have_any_name(project: TinyProject, name: str) -> None:
    target = project.root.parent / name
    project.root.rename(target)
    moved = TinyProject(target)
    outcome = moved.start("build", "--only", "card", "--lang", "fr")
    assert outcome.code == 0, outcome.err
    target.rename(project.root)


def test_files_with_line_ends_of_windows_give_the_same_pages(project: TinyProject) -> None:
    assert project.build().code == 0
    before = {
        path: (project.root / "deliverables" / path).read_bytes()
        for path in project.made()
        if path.endswith(".html")
    }
    changed = 0
    for folder in ("data", "templates"):
        for path in sorted((project.root / folder).rglob("*")):
            if path.suffix in {".yaml", ".md", ".html", ".css", ".po"}:
                path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
                changed += 1
    assert changed > 10
    outcome = project.build()
    assert outcome.code == 0, outcome.err
    assert {path: (project.root / "deliverables" / path).read_bytes() for path in before} == before


def test_a_file_that_a_reader_holds_open_is_named_and_the_others_are_made(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = project.root / "deliverables/fr/leaflet.html"

    def refuse(source: str, target: Path) -> None:
        if Path(target) == held:
            error = PermissionError(13, "Access is denied", str(target))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        Path(source).rename(target)

    monkeypatch.setattr(file_transaction.os, "replace", refuse)
    outcome = project.build()
    assert outcome.code == 1
    assert "close deliverables/fr/leaflet.html in the program that shows it, then build again" in outcome.err
    made = project.made()
    assert "en/leaflet.html" in made
    assert "fr/leaflet.html" not in made
    monkeypatch.undo()
    assert project.build().code == 0
    assert "fr/leaflet.html" in project.made()


def test_what_windows_says_of_an_open_file_is_understood() -> None:
    error = PermissionError(13, "Permission denied", "/p/deliverables/fr/a.pdf")
    assert "permissions" in explain_refusal(Path("/p"), error, "written").hint
    error.winerror = 32  # type: ignore[attr-defined]
    assert explain_refusal(Path("/p"), error, "written").hint.startswith("close deliverables/fr/a.pdf")
