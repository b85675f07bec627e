"""A Markdown text as its paragraphs, lists and tables: what a translator sees one at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

__all__ = ["name_blocks", "replace_blocks", "split_blocks"]

_GAP = re.compile(r"\s*$|\s*:{3,}|\s*\{\{[^{}]*\}\}\s*$|\s*\{%[^{}]*%\}\s*$|\s*\|[\s:|=+-]*\|\s*$")
"""Lines without words: blank ones, fences of boxes, a figure, a rule of a table's head."""


def _cut(text: str) -> list[tuple[bool, str]]:
    """Return the runs of lines of a text, with words and without in turn."""
    runs: list[tuple[bool, str]] = []
    lines = text.splitlines(keepends=True)
    front = 0
    if lines and lines[0].strip() == "---":
        front = next((number for number, one in enumerate(lines[1:], 2) if one.strip() == "---"), 0)
    for number, line in enumerate(lines):
        has_words = number >= front and not _GAP.match(line)
        if runs and runs[-1][0] == has_words:
            runs[-1] = (has_words, runs[-1][1] + line)
        else:
            runs.append((has_words, line))
    return runs


def split_blocks(text: str) -> list[str]:
    """Return the parts of a text that have words, without the line end behind each."""
    return [run.rstrip("\n") for has_words, run in _cut(text) if has_words]


def replace_blocks(text: str, words: Mapping[int, str]) -> str:
    """Return a text with other words for some of its parts, by number; all else stays byte for byte."""
    made, number = [], 0
    for has_words, run in _cut(text):
        if has_words:
            end = run[len(run.rstrip("\n")) :]
            run = words[number] + end if number in words else run
            number += 1
        made.append(run)
    return "".join(made)


_START = re.compile(
    r"(?P<marks>\s{0,3}(?:(?:#{1,6}|[-*+]|\d+[.)]|:|>|Table:|\||\[[ x]\])\s+)*)(?P<words>(?![`~]{3}|\s)\S.*)",
    re.DOTALL,
)
"""A line's marks (of a heading, an item, a cell), and its words; lines of code have none."""


def name_blocks(text: str, name: Callable[[int], str]) -> str:
    """Return a text with a name before the first word of each part, item of a list and row of a table."""
    made, number = [], 0
    for has_words, run in _cut(text):
        if has_words:
            lines = run.splitlines(keepends=True)
            for index, line in enumerate(lines):
                found = _START.match(line)
                if found and (index == 0 or found["marks"].strip()):
                    lines[index] = f"{found['marks']}{name(number)}{found['words']}"
            run = "".join(lines)
            number += 1
        made.append(run)
    return "".join(made)
