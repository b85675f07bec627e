"""Any text gives values or problems with places, never an exception."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inclucities_docs.inputs.yaml_file import YamlFile, read_yaml
from tiny_project import TESTS

SNIPPETS = (
    "a: 1\n", "- b\n", "  ", "\t", "key: ", "[", "]", "{", "}", "'", '"', "&a ", "*a", "!!set ", "!x ",
    "<<: *a\n", "? ", ": ", "| \n", ">-\n", "---\n", "...\n", "%YAML 1.1\n", "# c\n", "2021-05-03",
    "0x1F", "1e9", ".inf", "yes", "null", "~", "é",
    "\u202e", "\ufeff", "\x00", "\x07", "\x85", "\u2028", "🦔", "\r", "\n",
)  # fmt: skip

TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(SNIPPETS), max_size=25).map("".join),
    st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=4)), max_size=25).map("".join),
)


def assert_is_sound(file: YamlFile) -> None:
    """Values are plain, and every problem and value has a place in the file."""
    lines = max(1, len(file.lines))
    for problem in file.problems:
        assert problem.location.path == "data/x.yaml"
        assert 1 <= problem.location.line <= lines + 2, problem
        assert problem.location.column >= 0
        assert problem.message and problem.hint, problem
    for line, column, width in [*file.places.values(), *file.keys.values()]:
        assert line >= 1
        assert column >= 1
        assert width >= 1
    walk(file, file.value, ())


def walk(file: YamlFile, value: Any, path: tuple[Any, ...]) -> None:
    assert isinstance(value, str | int | float | bool | dict | list | None)
    if isinstance(value, dict):
        for key, one in value.items():
            assert isinstance(key, str)
            assert (*path, key) in file.keys
            walk(file, one, (*path, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            walk(file, one, (*path, index))


@settings(max_examples=600, deadline=None, derandomize=True)
@given(TEXTS)
def test_any_text_gives_values_or_problems(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return  # half a pair of surrogates cannot stand in a file
    file = read_yaml("data/x.yaml", text)
    assert_is_sound(file)


REAL = (TESTS / "project/data/groups/riverton-hilltown.yaml").read_text("utf-8")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(0, len(REAL)), st.integers(0, 12), st.sampled_from(SNIPPETS))
def test_a_damaged_file_gives_values_or_problems(start: int, length: int, snippet: str) -> None:
    text = REAL[:start] + snippet + REAL[start + length :]
    assert_is_sound(read_yaml("data/x.yaml", text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: yes", "yes"),
        ("a: no", "no"),
        ("a: on", "on"),
        ("a: true", True),
        ("a: 2021-05-03", "2021-05-03"),
        ("a: 2021", 2021),
        ("a: '2021'", "2021"),
        ("a: 012", "012"),
        ("a: 0x1F", "0x1F"),
        ("a: 1_000", "1_000"),
        ("a: 1:30", "1:30"),
        ("a: 1e3", "1e3"),
        ("a: .inf", ".inf"),
        ("a: -3.50", -3.5),
        ("a:", None),
        ("a: ~", None),
        ("a: =", "="),
        ("a: >-\n  one\n  two", "one two"),
    ],
)
def test_only_plain_values_are_read(text: str, value: object) -> None:
    file = read_yaml("data/x.yaml", text)
    assert file.problems == []
    assert file.value == {"a": value}
    assert type(file.value["a"]) is type(value)


def test_places_are_those_a_writer_counts() -> None:
    file = read_yaml("data/x.yaml", "one:\n  - two: drei\n    é: {a: b}\n")
    assert file.keys[("one",)] == (1, 1, 3)
    assert file.places[("one", 0, "two")] == (2, 10, 4)
    assert file.places[("one", 0, "é", "a")] == (3, 12, 1)
    problem = file.diagnose(("one", 0, "two"), "said", "hinted")
    assert (
        str(problem)
        == "data/x.yaml:2:10: error: said\n    2 |   - two: drei\n      |          ^^^^\n  hint: hinted"
    )


def test_a_place_that_is_not_there_is_that_of_what_holds_it() -> None:
    file = read_yaml("data/x.yaml", "one:\n  two: 3\n")
    assert file.diagnose(("one", "two", "start"), "said").location.column == 8
    assert file.diagnose(("one", "three"), "said", at_key=True).location.line == 1
