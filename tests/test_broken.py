"""Each broken project is refused in plain words, at the right place, and the last good files stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tiny_project import TESTS, Outcome, TinyProject

BROKEN = TESTS / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())

_EXPECTED = re.compile(
    r"^\W*error(?: in (?P<path>[^:]+))?: (?:(?P<line>\d+)(?::(?P<column>\d+))?: )?"
    r"(?P<message>.*?)(?: !?#\}| \*/)?$"
    r"(?:\n\W*hint: (?P<hint>.*?)(?: !?#\}| \*/)?$)?",
    re.MULTILINE,
)
_SAID = re.compile(
    r"^(?P<path>[^:\s][^:\n]*?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?: error: (?P<message>.*)$"
    r"(?P<excerpt>(?:\n +\d* \| .*$)*)(?:\n  hint: (?P<hint>.*)$)?",
    re.MULTILINE,
)
_NOT_PLAIN = re.compile(
    r"Traceback|[Pp]ydantic|[Jj]inja|Errno|<class|object at 0x|0x[0-9a-f]{6}"
    r"|\b\w+(?:Error|Exception|Warning)\b|__\w+__"
    r"|\b(?:NoneType|None|dict|tuple|str|int|float|bool|Undefined|LookupError|Branch|Model|Statement|Quantity)\b"
    r"|\[\d+\]|\bself\b|Input should|string_|site-packages|\.py\b",
)


@dataclass(frozen=True, order=True)
class Problem:
    """One diagnostic, as it is expected or as it was said."""

    path: str
    line: str
    column: str
    message: str
    hint: str


def list_expected(case: str) -> list[Problem]:
    """Read what a case's own files say will be said of them."""
    problems = []
    for path in sorted((BROKEN / case).rglob("*")):
        if path.is_file():
            own = path.relative_to(BROKEN / case).as_posix()
            for found in _EXPECTED.finditer(path.read_text("utf-8", "replace")):
                place = (found["path"] or own, found["line"] or "", found["column"] or "")
                problems.append(Problem(*place, found["message"], found["hint"] or ""))
    return sorted(problems)


def list_said(outcome: Outcome) -> list[Problem]:
    """Read what a command said."""
    return sorted(
        Problem(one["path"], one["line"] or "", one["column"] or "", one["message"], one["hint"] or "")
        for one in _SAID.finditer(outcome.err)
    )


def is_jargon(words: str) -> bool:
    """Tell whether words are those of a program; what a writer wrote stands in quotes."""
    return bool(_NOT_PLAIN.search(re.sub(r"'[^'\n]*'", "…", words)))


def without_hints(problems: list[Problem]) -> list[Problem]:
    return [Problem(one.path, one.line, one.column, one.message, "") for one in problems]


def test_there_are_cases_and_each_says_what_is_expected() -> None:
    assert len(CASES) >= 100
    for case in CASES:
        assert list_expected(case), case
        assert any(one.hint for one in list_expected(case)), f"{case}: no hint is expected"


@pytest.mark.parametrize("case", CASES)
def test_says_what_is_wrong_and_keeps_the_good_files(built: TinyProject, case: str) -> None:
    before = built.made()
    built.lay_over(BROKEN / case)

    outcome = built.build()

    said = list_said(outcome)
    expected = list_expected(case)
    assert without_hints(said) == without_hints(expected), outcome.err
    for one in said:
        assert one.hint, f"no hint\n{outcome.err}"
        same = [
            other.hint for other in expected if without_hints([other]) == without_hints([one]) and other.hint
        ]
        assert not same or one.hint in same, outcome.err
        assert not is_jargon(f"{one.message}\n{one.hint}"), outcome.err
    assert len(said) == len(set(said)), "said twice"
    assert f"{len(said)} problem" in outcome.err.splitlines()[-1]
    assert (outcome.code, built.made()) == (1, before)

    again = built.run("check")
    assert (again.code, list_said(again)) == (1, said), again.err


@pytest.mark.parametrize("case", ["three-at-once", "misspelt-name-in-text", "yaml-bomb", "unknown-typeface"])
def test_says_the_same_as_a_process_of_its_own(built: TinyProject, case: str) -> None:
    before = built.made()
    built.lay_over(BROKEN / case)
    outcome = built.start("build")
    assert without_hints(list_said(outcome)) == without_hints(list_expected(case))
    assert "Traceback" not in outcome.err + outcome.out
    assert (outcome.code, built.made()) == (1, before)


def test_excerpt_underlines_the_word_that_is_meant(built: TinyProject) -> None:
    built.lay_over(BROKEN / "misspelt-city")
    outcome = built.build()
    assert "    5 |   - {city: rivertown, role: mentor}\n      |            ^^^^^^^^^\n" in outcome.err


def test_a_warning_is_said_and_stops_nothing(built: TinyProject) -> None:
    built.write("templates/leaflet/text/fr/welcome.md", "Riverton a 12345 habitants.\n")
    outcome = built.run("check")
    assert (outcome.code, list_said(outcome)) == (0, [])
    place = "templates/leaflet/text/fr/welcome.md:1"
    assert f"{place}:12: warning: the number 12345 is typed into prose\n" in outcome.err
    assert f"{place}:1: warning: the name 'Riverton' is typed into prose\n" in outcome.err
    assert built.build().code == 0


def test_no_message_is_plain_by_accident() -> None:
    for words in (
        "KeyError: 'x'",
        "<class 'int'>",
        "actions[2]",
        "NoneType",
        "Input should be a valid integer",
    ):
        assert is_jargon(words)
    assert not is_jargon("'rivertown' is not a city; did you mean 'riverton'?")


def test_every_file_of_a_case_is_there_for_a_reason() -> None:
    tiny = TESTS / "project"
    for path in BROKEN.rglob("*"):
        if path.is_file() and path.name not in ("expected.txt", "README.md"):
            same = tiny / path.relative_to(BROKEN / path.relative_to(BROKEN).parts[0])
            assert not same.is_file() or same.read_bytes() != path.read_bytes(), path
            assert Path(path).stat().st_size < 20_000
