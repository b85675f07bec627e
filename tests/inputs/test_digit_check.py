"""Numbers of Persian texts in Europe's digits are pointed out, except where they are dialled or belong to a name."""

from __future__ import annotations

import pytest

from tiny_project import TinyProject

PROSE = "templates/leaflet/text/fa/welcome.md"


def test_a_number_in_europes_digits_is_pointed_out(project: TinyProject) -> None:
    project.write(PROSE, "## سلام\n\nبرای افراد 65 ساله.\n")
    told = project.run("check")
    assert f"{PROSE}:3:12: warning: '65' stands in Europe's digits" in told.out + told.err
    assert "write ۶۵" in told.out + told.err


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fa", "برای افراد ۶۵ ساله.\n"),
        ("fa", "ایتالیایی از A1 تا B2، در CPIA Palermo 1.\n"),
        ("fa", "بنویسید 2021-05-03 یا 2021.\n"),
        ("ar", "لمن بلغوا 65 عاماً.\n"),
    ],
)
def test_codes_names_and_other_languages_keep_theirs(project: TinyProject, language: str, text: str) -> None:
    project.write(f"templates/leaflet/text/{language}/welcome.md", f"## سلام\n\n{text}")
    told = project.run("check")
    assert "Europe's digits" not in told.out + told.err


def test_numbers_that_are_dialled_keep_theirs(project: TinyProject) -> None:
    project.write(PROSE, "## سلام\n\nبا 112 تماس بگیرید، یا با 113.\n")
    project.write("data/directories/everywhere.yaml", DIRECTORY)
    told = project.run("check")
    assert "'113' stands in Europe's digits" in told.out + told.err
    assert "'112' stands" not in told.out + told.err


DIRECTORY = """\
everywhere: true
emergency_numbers:
  - number: '112'
    calls: {en: Ambulance}
    source: booklet
"""
