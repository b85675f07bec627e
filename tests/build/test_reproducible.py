"""The same input gives the same bytes: wherever, whenever, by whomever and with however many workers."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tiny_project import TESTS, TinyProject, copy_project


def with_pdf(root: Path) -> TinyProject:
    """Give a copy of the tiny project whose leaflet is made as a PDF too, with a figure."""
    project = copy_project(TESTS / "project", root)
    project.change("templates/leaflet/kind.yaml", "[html]", "[html, pdf, docx]")
    project.change("templates/leaflet/page.html", "{{ prose(", '{{ figure("process") }}\n{{ prose(')
    return project


HERE = {
    "TZ": "Europe/Brussels",
    "LC_ALL": "C.UTF-8",
    "LANG": "fr_BE.UTF-8",
    "PYTHONHASHSEED": "1",
    "USER": "one",
}
THERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONHASHSEED": "4242",
    "USER": "two",
    "HOME": "/",
}


def test_two_clean_builds_elsewhere_are_equal_byte_for_byte(tmp_path: Path) -> None:
    here = with_pdf(tmp_path / "here")
    there = with_pdf(tmp_path / "a much longer way, with spaces and é" / "there")
    for path in (there.root / "data").rglob("*"):
        os.utime(path, (10**9, 10**9))

    first = here.start("build", "--workers", "1", **HERE)
    before = os.umask(0o077)
    try:
        second = there.start("build", "--workers", "2", **THERE)
    finally:
        os.umask(before)

    assert (first.code, second.code) == (0, 0), first.err + second.err
    one, other = here.made(), there.made()
    assert set(one) == set(other)
    assert {"fr/leaflet.pdf", "fr/leaflet.html", "fr/leaflet.docx", "manifest.json"} <= set(one)
    assert [path for path in one if one[path] != other[path]] == []
    modes = {
        path.stat().st_mode & 0o777 for path in (there.root / "deliverables").rglob("*") if path.is_file()
    }
    assert modes == {0o644}


def test_outputs_name_no_person_no_folder_and_no_moment(tmp_path: Path) -> None:
    project = with_pdf(tmp_path / "somebody")
    assert (
        project.start("build", "--only", "leaflet", "--lang", "fr", USER="somebody", LOGNAME="somebody").code
        == 0
    )
    made = project.made()
    assert len(made) == 4
    year = str(time.localtime().tm_year).encode()
    for path, content in made.items():
        assert b"somebody" not in content, path
        assert str(tmp_path).encode() not in content, path
        assert year + b"-" not in content, path


@pytest.mark.parametrize("workers", ["1", "2"])
def test_documents_that_never_end_are_stopped(project: TinyProject, workers: str) -> None:
    project.write(
        "templates/card/page.html",
        "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}\n",
    )
    started = time.monotonic()
    outcome = project.start("build", "--workers", workers, INCLUCITIES_TIME_LIMIT="3")
    assert time.monotonic() - started < 60
    assert outcome.code == 1
    assert outcome.err.count(" was not ready after 3 seconds of work and was stopped") == 2
    assert outcome.err.startswith("templates/card/: error: the document card/hilltown in ")
    assert "Traceback" not in outcome.err
    assert set(project.made()) == {"fr/leaflet.html", "en/leaflet.html", "manifest.json"}
