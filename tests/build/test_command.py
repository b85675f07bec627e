"""The command line: selections, explanations, and what is said of a wrong command."""

from __future__ import annotations

import fcntl
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

from inclucities_docs.build.log import Log
from tiny_project import SOURCE, TinyProject

SELECTIONS = {
    ("--only", "leaflet"): {"leaflet fr", "leaflet en"},
    ("--only", "card"): {"card/hilltown fr", "card/hilltown en"},
    ("--only", "card/hilltown", "--lang", "en"): {"card/hilltown en"},
    ("--only", "card/*", "--only", "leaflet", "--lang", "fr"): {"card/hilltown fr", "leaflet fr"},
    ("--format", "html", "--lang", "en"): {"leaflet en", "card/hilltown en"},
}


@pytest.mark.parametrize("selection", SELECTIONS, ids=" ".join)
def test_only_what_is_selected_is_made(project: TinyProject, selection: tuple[str, ...]) -> None:
    outcome = project.build(*selection)
    assert (outcome.code, project.remade(outcome)) == (0, SELECTIONS[selection])
    files = {path for path in project.made() if path != "manifest.json"}
    assert files == {entry["path"] for entry in project.manifest()["artifacts"]}
    assert len(files) == len(SELECTIONS[selection])


def test_the_rest_is_made_later(project: TinyProject) -> None:
    project.build("--lang", "fr")
    outcome = project.build()
    assert project.remade(outcome) == {"leaflet en", "card/hilltown en"}


WRONG = {
    ("--only", "leeflet"): "did you mean 'leaflet'?",
    ("--only", "card/riverton"): "did you mean 'card/hilltown'?",
    ("--lang", "xx"): "known: en, fr",
    ("--lang", "French"): "did you mean 'fr'?",
    ("--format", "pdf"): "known: html",
}


@pytest.mark.parametrize("command", ["build", "check", "list", "build --review"])
@pytest.mark.parametrize("selection", WRONG, ids=" ".join)
def test_a_selection_of_nothing_is_a_wrong_command(
    project: TinyProject, command: str, selection: tuple[str, ...]
) -> None:
    outcome = project.run(*command.split(), *selection)
    assert outcome.code == 2
    assert outcome.err.startswith(f"error: '{selection[1]}' names nothing that the build makes\n  hint: ")
    assert WRONG[selection] in outcome.err
    assert not (project.root / "deliverables").exists()
    assert not outcome.out


@pytest.mark.parametrize(
    "arguments", [(), ("build", "--workers", "none"), ("build", "--workers", "0"), ("explain",)]
)
def test_a_wrong_command_ends_with_2_and_the_usage(project: TinyProject, arguments: tuple[str, ...]) -> None:
    outcome = project.run(*arguments)
    assert outcome.code == 2
    assert outcome.err.startswith("usage: python -m inclucities_docs")
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("bulid",), "error: there is no command 'bulid'\n  hint: did you mean 'build'?\n"),
        (("check", "--output", "xml"), "error: --output knows no 'xml'\n  hint: known: text, json,"),
        (("build", "guide"), "error: nothing is known of 'guide'\n  hint: documents are named behind --only"),
        (("build", "--lnag", "fr"), "error: nothing is known of '--lnag fr'\n  hint: `"),
    ],
)
def test_a_slip_in_a_command_is_named(project: TinyProject, arguments: tuple[str, ...], told: str) -> None:
    outcome = project.run(*arguments)
    assert outcome.code == 2
    assert outcome.err.startswith(told)


def test_a_folder_without_data_is_named(tmp_path: Path) -> None:
    outcome = TinyProject(tmp_path).run("build")
    assert outcome.code == 2
    assert "there is no folder data/" in outcome.err


def test_help_says_what_each_command_does(project: TinyProject) -> None:
    outcome = project.run("--help")
    assert outcome.code == 0
    for words in ("make all documents", "without writing", "why a file would be made again", "--project"):
        assert words in outcome.out


def test_list_names_every_file(project: TinyProject) -> None:
    outcome = project.run("list")
    assert outcome.out.split() == [
        "fr/leaflet.html",
        "en/leaflet.html",
        "fr/card-hilltown.html",
        "en/card-hilltown.html",
    ]
    assert project.run("list", "--only", "card", "--lang", "fr").out.split() == ["fr/card-hilltown.html"]


def test_check_writes_nothing(project: TinyProject) -> None:
    before = {path for path in project.root.rglob("*") if ".cache" not in path.parts}
    outcome = project.run("check")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("all is well: ")
    assert outcome.out.splitlines()[0].endswith("4 documents")
    assert "5 things to supply: " in outcome.out
    assert {path for path in project.root.rglob("*") if ".cache" not in path.parts} == before


def test_quiet_says_nothing(project: TinyProject) -> None:
    outcome = project.build("--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert "fr/leaflet.html" in project.made()


def test_explain_before_the_first_build(project: TinyProject) -> None:
    outcome = project.run("explain", "fr/leaflet.html")
    assert (outcome.code, outcome.out) == (0, "fr/leaflet.html would be made: it was never made here\n")


def test_explain_lists_what_a_file_depends_on(built: TinyProject) -> None:
    outcome = built.run("explain", "deliverables/fr/leaflet.html")
    lines = outcome.out.splitlines()
    assert lines[0] == "fr/leaflet.html is up to date. It depends on:"
    assert "  the fact cities/riverton.population.value (data/cities/riverton.yaml:13)" in lines
    assert "  the fact cities/riverton.name in fr (data/cities/riverton.yaml:3)" in lines
    assert "  the words “Licence” in fr" in lines
    assert "  the file templates/leaflet/print.css (there is none)" in lines
    assert not [line for line in lines if any(mark in line for mark in ("@", "|", "!"))]
    assert "  the file templates/leaflet/text/fr/welcome.md" in lines
    assert not any("en/welcome" in line or "plans/" in line for line in lines)


def test_explain_names_what_changed(built: TinyProject) -> None:
    built.change("data/cities/riverton.yaml", "12345", "54321")
    outcome = built.run("explain", "fr/leaflet.html")
    assert outcome.out.splitlines() == [
        "fr/leaflet.html would be made again, since these changed:",
        "  the fact cities/riverton.population.value (data/cities/riverton.yaml:13): 12345 → 54321",
    ]
    assert "is up to date" in built.run("explain", "fr/card-hilltown.html").out
    built.change("data/cities/riverton.yaml", "54321", "12345")
    built.change("templates/leaflet/text/fr/welcome.md", "La porte est ouverte", "La porte reste ouverte")
    built.change("data/cities/riverton.yaml", "name: {fr: Riverton", "name: {fr: Rivertonne")
    told = built.run("explain", "fr/leaflet.html").out.splitlines()
    assert (
        "  the fact cities/riverton.name in fr (data/cities/riverton.yaml:3): Riverton → Rivertonne" in told
    )
    (text,) = (
        line for line in told if line.startswith("  the file templates/leaflet/text/fr/welcome.md, line")
    )
    assert "La porte est ouverte" in text
    assert "→ La porte reste ouverte" in text.replace("…", "")
    (built.root / ".cache/inputs.json.z").write_bytes(b"damaged")
    told = built.run("explain", "fr/leaflet.html").out.splitlines()
    assert "  the fact cities/riverton.name in fr (data/cities/riverton.yaml:3)" in told


def test_explain_knows_a_file_changed_by_hand(built: TinyProject) -> None:
    (built.root / "deliverables/fr/leaflet.html").write_text("by hand")
    assert "missing or was changed by hand" in built.run("explain", "fr/leaflet.html").out


def test_explain_of_a_file_that_is_not_owed(built: TinyProject) -> None:
    for path, hint in (
        ("a-poster-of-ours", "'nox -s list' shows them all"),
        ("fr/leaflt.html", "did you mean 'fr/leaflet.html'?"),
    ):
        outcome = built.run("explain", path)
        assert outcome.code == 2
        assert outcome.err.splitlines() == [
            f"error: '{path}' is not a file that the build owes",
            f"  hint: {hint}",
        ]


def test_a_second_build_in_the_same_folder_waits_and_says_so(project: TinyProject) -> None:
    (project.root / ".cache").mkdir()
    with (project.root / ".cache/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build = subprocess.Popen(
            [sys.executable, "-m", "inclucities_docs", "build", "--workers", "1", "--only", "card"],
            cwd=project.root,
            env={"PYTHONPATH": str(SOURCE), "PATH": "/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert build.stdout is not None
        assert build.stdout.readline() == "another build is at work in this folder; waiting for it to end\n"
        assert not (project.root / "deliverables").exists()
        fcntl.flock(lock, fcntl.LOCK_UN)
    rest = build.stdout.read()
    assert build.wait(60) == 0
    assert "2 of 2 documents made" in rest


def test_a_log_can_be_sent_and_names_no_person_and_no_folder(project: TinyProject, tmp_path: Path) -> None:
    home = tmp_path / "home of" / "somebody"
    home.mkdir(parents=True)
    project.change("templates/card/page.html", "<div", "{{ citty }}<div")
    secrets = {"HOME": str(home), "USER": "somebody", "LOGNAME": "somebody", "API_TOKEN": "hunter2hunter2"}

    outcome = project.start("build", "--verbose", "--workers", "2", **secrets)

    assert outcome.code == 1
    assert outcome.err.startswith("the log is in .cache/build.log\n")
    log = project.read(".cache/build.log")
    assert f"Python {platform.python_version()}" in log
    assert "weasyprint 70" in log
    assert re.search(r"made +leaflet fr: html \d+ kB, \d+\.\d\d s of work", log)
    assert re.search(r"s of a processor, .* of waiting .*; begun \d+\.\d\d s after all", log)
    assert "templates/card/page.html:" in log
    assert "error: 'citty' is not known" in log
    assert log.splitlines()[-1].endswith(" s  ended")
    for private in (
        "somebody",
        "hunter2",
        str(tmp_path),
        str(project.root),
        platform.node(),
        str(Path.home()),
    ):
        assert private not in log, private
    assert project.start("build", "--workers", "1").code == 1
    assert project.read(".cache/build.log") == log


def test_a_log_leaves_out_folders_wherever_they_are(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.note(
        f"{tmp_path}/data/x.yaml, {Path.home()}/y and /usr/lib/python3/site.py; https://a.example/b/c, fr/a.pdf"
    )
    log.close()
    told = (tmp_path / ".cache" / "build.log").read_text("utf-8").splitlines()[-1]
    assert told.endswith("./data/x.yaml, ~/y and …/site.py; https://a.example/b/c, fr/a.pdf")


STREAMS = {
    "no letters": ("{command}", {"PYTHONIOENCODING": "ascii"}, 0),
    "no locale": ("{command}", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, 0),
    "no input": ("{command} <&-", {}, 0),
    "no output": ("{command} >&-", {}, 0),
    "no output at all": ("{command} >&- 2>&- <&-", {}, 0),
    "full output": ("{command} >/dev/full", {}, 1),
    "no such date": ("{command}", {"SOURCE_DATE_EPOCH": "abc"}, 2),
    "date before all": ("{command}", {"SOURCE_DATE_EPOCH": "-1"}, 2),
    "no such limit": ("{command}", {"INCLUCITIES_TIME_LIMIT": "long"}, 2),
    "folder taken away": ("mkdir gone; cd gone; rmdir ../gone; {command}", {}, 2),
    "narrow": ("{command}", {"COLUMNS": "10"}, 0),
    "no home": ("unset HOME; {command}", {"TMPDIR": "/nonexistent"}, 0),
}
"""What a machine may lack: the command, the environment, and how it ends."""


@pytest.mark.parametrize("sort", STREAMS)
def test_a_machine_may_lack_what_others_have(built: TinyProject, sort: str) -> None:
    command, environment, code = STREAMS[sort]
    built.change("data/programme.yaml", "deux villes", "deux “bourgs”")
    line = command.format(command=f"{sys.executable} -m inclucities_docs build --workers 1 --only leaflet")
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=built.root,
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
        capture_output=True,
        timeout=120,
        check=False,
    )
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode == code, said
    assert "Traceback" not in said
    assert not code or "hint: " in said
    assert ("bourgs" in built.read("deliverables/fr/leaflet.html")) is (code == 0 or sort == "full output")


def test_a_folder_that_may_not_be_looked_into_is_told_of(built: TinyProject) -> None:
    command = [sys.executable, "-m", "inclucities_docs", "build", "--project", str(built.root)]
    if not os.getuid():  # nothing is closed to the administrator, who can be made to obey permissions
        rights = "-dac_override,-dac_read_search"
        command = ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}", *command]
    built.root.chmod(0)
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            capture_output=True,
            timeout=60,
            check=False,
        )
    finally:
        built.root.chmod(0o755)
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False), done.stderr
    assert b"hint: " in done.stderr


def test_a_disk_that_is_full_is_not_taken_for_a_mistake(built: TinyProject) -> None:
    built.change("templates/leaflet/kind.yaml", "[html]", "[pdf]")
    done = subprocess.run(
        [
            "sh",
            "-c",
            f"ulimit -f 8; {sys.executable} -m inclucities_docs build --workers 1 --only leaflet --lang fr",
        ],
        cwd=built.root,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode == 1, said
    assert "File too large" in said
    assert "the program itself" not in said
    assert "look at the free space" in said
