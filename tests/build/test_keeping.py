"""What stands in deliverables/ is as a clean build would leave it, and nobody else's files are touched."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from inclucities_docs.limits import limit_time
from tiny_project import SOURCE, TinyProject


def test_only_what_a_build_wrote_is_taken_away(built: TinyProject) -> None:
    theirs = {
        "deliverables/CNAME": "docs.tandem.example",
        "deliverables/.nojekyll": "",
        "deliverables/.git/HEAD": "ref: refs/heads/main",
        "deliverables/hsds/riverton/services.json": "[]",
        "deliverables/fr/mine.txt": "mine",
        "deliverables/en/.htaccess": "x",
    }
    for path, text in theirs.items():
        built.write(path, text)
    (built.root / "deliverables/en/empty").mkdir()
    built.change("templates/leaflet/kind.yaml", "[fr, en]", "[fr]")
    outcome = built.build()
    assert outcome.code == 0
    assert {path: built.read(path) for path in theirs} == theirs
    assert not (built.root / "deliverables/en/leaflet.html").exists()
    assert (built.root / "deliverables/en/empty").is_dir()
    assert outcome.err.startswith("deliverables/fr/mine.txt: warning: no build made this file")
    assert outcome.err.count("warning") == 1


def test_a_file_that_somebody_changed_stays_when_it_is_no_longer_owed(built: TinyProject) -> None:
    built.write("deliverables/en/leaflet.html", "<p>corrected by hand</p>")
    built.change("templates/leaflet/kind.yaml", "[fr, en]", "[fr]")
    assert "en/leaflet.html: warning: no build made this file, or somebody changed it" in built.build().err
    assert built.read("deliverables/en/leaflet.html") == "<p>corrected by hand</p>"


@pytest.mark.parametrize("lost", [".cache/traces.json", ".cache/written.txt", ".cache", ""])
def test_what_a_build_wrote_is_known_when_its_memory_is_damaged(built: TinyProject, lost: str) -> None:
    if lost.endswith("che"):
        for path in (built.root / lost).iterdir():
            path.unlink()
    elif lost:
        built.write(lost, "{damaged")
    built.change("templates/leaflet/kind.yaml", "[fr, en]", "[fr]")
    assert built.build().code == 0
    assert set(built.made()) == {
        "fr/leaflet.html", "fr/card-hilltown.html", "en/card-hilltown.html", "manifest.json",
    }  # fmt: skip


@pytest.mark.parametrize("state", ["empty", "gone", "changed", "changed under its old times"])
@pytest.mark.parametrize("path", ["manifest.json", "fr/leaflet.html"])
def test_nothing_to_do_means_as_a_clean_build_leaves_it(built: TinyProject, path: str, state: str) -> None:
    before, target = built.made(), built.root / "deliverables" / path
    content, status = target.read_bytes(), target.stat()
    if state == "empty":
        target.write_bytes(b"")
    elif state == "gone":
        target.unlink()
    else:
        target.write_bytes(content[:-9] + b"x" * 9)
        if state.endswith("times"):
            os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
    outcome = built.build()
    assert (outcome.code, built.made()) == (0, before)
    assert built.build().out.startswith("nothing to do")
    assert built.build("--verify").out.startswith("nothing to do")


def test_a_stray_page_is_told_of_by_each_build(built: TinyProject) -> None:
    built.write("deliverables/fr/evil.html", "<script>alert(1)</script>")
    for _ in range(2):
        outcome = built.build()
        assert (outcome.code, outcome.out.partition(":")[0]) == (0, "nothing to do")
        assert outcome.err.startswith("deliverables/fr/evil.html: warning: no build made this file")


def test_a_file_lost_while_the_build_runs_is_made_by_the_next(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inclucities_docs.build import builder

    put, target = builder.write_file, project.root / "deliverables/fr/leaflet.html"

    def lose(root: object, path: str, content: bytes) -> None:
        put(project.root, path, content)
        if path in ("manifest.json", "fr/leaflet.html"):
            target.unlink(missing_ok=True)

    monkeypatch.setattr(builder, "write_file", lose)
    assert project.build().code == 0
    monkeypatch.undo()
    assert project.remade(project.build()) == {"leaflet fr"}
    assert target.is_file()


def test_a_copied_folder_is_read_once_and_then_known(built: TinyProject) -> None:
    for path in (built.root / "deliverables").rglob("*.html"):
        os.utime(path, (5, 5))
    assert built.build().out.startswith("nothing to do")
    before = built.read(".cache/traces.json")
    assert '"modified": 5000000000' in before
    assert built.build().out.startswith("nothing to do")
    assert built.read(".cache/traces.json") == before


@pytest.mark.parametrize("target", [".", "data", "data/cities"])
def test_outputs_are_not_put_where_inputs_are(project: TinyProject, target: str) -> None:
    before = sorted(project.root.rglob("*"))
    (project.root / "deliverables").symlink_to(project.root / target)
    outcome = project.build()
    assert outcome.code == 1
    assert outcome.err.startswith("deliverables: error: this link leads to what documents are made from")
    (project.root / "deliverables").unlink()
    assert sorted(project.root.rglob("*")) == before


def test_who_stops_reading_stops_no_build(project: TinyProject) -> None:
    command = f"{sys.executable} -m inclucities_docs build --workers 1 | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=project.root, env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert len(project.made()) == 5
    closed = "true | true; {} -m inclucities_docs {} > >(true); exit $?".format(sys.executable, "list")
    done = subprocess.run(
        ["bash", "-c", closed], cwd=project.root, env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 141)
    assert done.stderr == ""


def test_a_mistake_of_the_program_is_told_in_one_plain_message(
    built: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError(f"{built.root}/data")

    monkeypatch.setattr("inclucities_docs.build.builder._make", fail)
    built.change("data/programme.yaml", "deux villes", "deux bourgs")
    outcome = built.build()
    assert outcome.code == 1
    assert outcome.err.startswith("this program: error: it failed in build/builder.py:")
    assert "Traceback" not in outcome.err
    assert "send .cache/failure.log to whoever looks after the program" in outcome.err
    log = built.read(".cache/failure.log")
    assert "build/builder.py" in log
    assert str(built.root) not in outcome.err + log


def test_of_very_many_problems_the_first_are_told_and_the_number(project: TinyProject) -> None:
    project.write("data/glossary.yaml", project.read("data/glossary.yaml") + "dup: 1\n" * 30_000)
    with limit_time(20):
        outcome = project.run("check")
    assert outcome.code == 1
    assert outcome.err.count(": error: ") == 100
    assert "more, not told here: mend these first" in outcome.err
    assert len(outcome.err) < 40_000


@pytest.mark.parametrize("root", ["data", "templates"])
def test_inputs_that_are_a_link_out_of_the_project_are_refused(project: TinyProject, root: str) -> None:
    outside = project.root.parent / "outside"
    (project.root / root).rename(outside)
    (project.root / root).symlink_to(outside)
    for command in ("build", "check", "list"):
        assert project.run(command).err.startswith(f"{root}: error: this link leads out of the project")


def test_empty_folders_are_counted(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inclucities_docs.inputs.workspace.MAX_FILES", 100)
    for number in range(90):
        (project.root / "data/x" / str(number)).mkdir(parents=True)
    assert "files and folders in the project" in project.build().err
    for number in range(90, 250):
        (project.root / "data/x" / str(number)).mkdir(parents=True)
    assert project.build().err.startswith("data/x: error: more than")


def test_a_language_that_goes_takes_its_folder_along(project: TinyProject) -> None:
    """Several files leave one folder: the first that leaves it empty takes it away, and the others miss nothing."""
    for kind in ("leaflet", "card"):
        path = f"templates/{kind}/kind.yaml"
        text = re.sub(r"(?m)^languages: .*$", "languages: [en]", project.read(path))
        text = re.sub(r"(?m)^formats: .*$", "formats: [html, pdf]", text)
        project.write(path, text)
    assert project.build().code == 0
    assert len(list((project.root / "deliverables/en").glob("leaflet.*"))) == 2
    for kind in ("leaflet", "card"):
        project.change(f"templates/{kind}/kind.yaml", "languages: [en]", "languages: [fr]")
    outcome = project.build()
    assert (outcome.code, outcome.err) == (0, "")
    assert not (project.root / "deliverables/en/leaflet.html").exists()
