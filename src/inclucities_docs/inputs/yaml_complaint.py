"""What the reader of YAML complains of, in plain words, at the place of its cause."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from inclucities_docs.diagnostics import Diagnostic, Location

__all__ = ["STIFF", "explain_complaint"]

_IN_BRACKETS = "did not find expected ','"

_NO_VALUE = "did not find expected node content"
"""Complaints of brackets and braces that end too late, and of a value in them that is none."""

_WORDS = {
    "mapping values are not allowed": (
        "a colon in the middle of a text",
        "a text that holds a colon and a space needs quotes around it",
    ),
    "could not find expected ':'": ("a key without a colon", "a key needs a colon and a space after it"),
    "found character that cannot start any token": (
        "no value begins with this character",
        "put the text in quotes",
    ),
    "found a tab character": ("a tab", "indent with spaces, not tabs"),
    "did not find expected key": (
        "the lines do not fit together here",
        "look at the indentation, and for a quote or bracket left open above",
    ),
    "did not find expected ',' or ']'": ("a list in brackets is never closed", "close it with ]"),
    "did not find expected ',' or '}'": (
        "a brace is never closed",
        "close it with }; a text that holds a comma needs quotes",
    ),
    "did not find expected '-' indicator": (
        "a list item does not begin with a hyphen",
        "list items stand one below the other, at the same indentation",
    ),
    "found unexpected end of stream": ("a text in quotes is never closed", "look for a quote left open"),
    _NO_VALUE: ("a value is missing here", "write it, or take the comma out"),
    "did not find expected alphabetic or numeric": (
        "no text begins with this sign",
        "a text that begins with * or & needs quotes around it",
    ),
    "found undefined alias": ("no such anchor", "a text that begins with * needs quotes around it"),
    "found undefined tag handle": ("no such tag", "a text that begins with ! needs quotes around it"),
}
"""How the reader's complaint begins → what a writer is told, and what to do."""

_FROM_THE_START = "found unexpected end of stream"
"""Complaints whose cause stands where the quote was opened."""

_AFTER_A_KEY = ("mapping values are not allowed", "could not find expected ':'")
"""Complaints whose cause often stands in the line above."""


STIFF = re.compile(r"[ ]*[\u00a0\u202f\u2007\u3000]|[ ]*(?:- )?[\w-]+:[\u00a0\u202f\u2007\u3000]")
"""A line with a space that does not break where YAML wants one that does."""

_ORDINARY = "write an ordinary space in its place"


_IN_BRACES = (
    (
        re.compile(r"[{,]\s*[\w-]+:\s+'[^',{}]*'(?=\w)"),
        "the text in quotes ends here, at an apostrophe",
        'write the apostrophe as ’, or put the text between "…"',
    ),
    (
        re.compile(r"[{,]\s*[\w-]+:\s+[^\s'\"\[{,}][^,{}]*?:(?=\s)"),
        "a colon in the middle of a text",
        "a text that holds a colon and a space needs quotes around it",
    ),
)
"""What keeps braces from being closed, within a line: a place, what is wrong there, what to do."""


def explain_complaint(path: str, lines: list[str], error: yaml.MarkedYAMLError) -> Diagnostic:
    """Return what the reader complains of in plain words, at the place of the cause."""
    problem = str(error.problem or error.context or "")
    mark = error.problem_mark or error.context_mark
    if problem.startswith((*_FROM_THE_START, _IN_BRACKETS)) and error.context_mark:
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 0)
    if problem.startswith(_AFTER_A_KEY):
        stiff = next((at for at in (line, line - 1) if STIFF.match("".join(lines[at - 1 : at]))), 0)
        if stiff:
            excerpt = lines[stiff - 1]
            found_at = STIFF.match(excerpt)
            place = Location(path, stiff, found_at.end() if found_at else 1)
            return Diagnostic(place, "a space that does not break stands here", _ORDINARY, excerpt=excerpt)
        bare = _find_bare_key(lines, line, column)
        if bare is not None:
            return bare.tell(path, lines)
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    if problem.startswith("found character that cannot start") and excerpt[column - 1 : column] == "\t":
        problem = "found a tab character"
    if problem.startswith((_IN_BRACKETS, _NO_VALUE)):
        at = next(
            (at for at in range(line, max(0, line - 4), -1) if "".join(lines[at - 1 : at]).strip()), line
        )
        cut = _find_remark("".join(lines[at - 1 : at]))
        if cut:
            message = "this is not readable YAML: nothing from this # on is read, and the bracket before it is never closed"
            return Diagnostic(
                Location(path, at, cut), message, "put the whole text in quotes: '…'", excerpt=lines[at - 1]
            )
    if problem.startswith("did not find expected ',' or '}'"):
        for pattern, cause, advice in _IN_BRACES:
            torn = pattern.search(excerpt)
            if torn:
                place = Location(path, line, torn.end())
                return Diagnostic(place, f"this is not readable YAML: {cause}", advice, excerpt=excerpt)
    found = (words for start, words in _WORDS.items() if problem.startswith(start))
    message, hint = next(
        found, ("something is wrong here", "look at the indentation and the quotes around here")
    )
    return Diagnostic(
        Location(path, line, column), f"this is not readable YAML: {message}", hint, excerpt=excerpt
    )


def _find_remark(line: str) -> int:
    """Return the column of a # that cuts off the end of a bracket which opens in a line; 0 where none does."""
    plain = re.sub(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"", lambda found: "x" * len(found[0]), line)
    found = re.search(r"[\[{].*?\s(#).*[\]}]", plain)
    return found.start(1) + 1 if found else 0


@dataclass(frozen=True)
class _BareKey:
    """A line that was meant as a key and is none, so that the reader stumbles over a later one."""

    line: int
    column: int
    message: str
    hint: str

    def tell(self, path: str, lines: list[str]) -> Diagnostic:
        place = Location(path, self.line, self.column)
        excerpt = lines[self.line - 1]
        return Diagnostic(place, f"this is not readable YAML: {self.message}", self.hint, excerpt=excerpt)


def _find_bare_key(lines: list[str], number: int, column: int) -> _BareKey | None:
    """Find the key without a colon, or without a blank behind it, in a line or right above it."""
    here = lines[number - 1] if 0 < number <= len(lines) else ""
    if 0 <= here.find(": ") < column - 1:
        return None  # it has a key: a second colon stands in its text
    for at in (number, number - 1):
        line = lines[at - 1] if 0 < at <= len(lines) else ""
        if re.match(r"\s*#|\s*$", line):
            continue
        found = re.match(r"\s*(?:- )?([A-Za-z][\w-]*):(?=[^\s:/])", line)
        if found:
            hint = f"write a space behind it: `{found[1]}: …`"
            return _BareKey(at, found.end(), "a colon without a space behind it", hint)
        found = re.match(r"\s*(?:- )?([a-z][a-z0-9_-]*)(?=\s|$)(?!.*:(?:\s|$))", line)
        if found and at < number:
            hint = f"a key needs a colon and a space after it: `{found[1]}: …`"
            return _BareKey(at, found.end() + 1, "a key without a colon", hint)
        above = next((one for one in reversed(lines[: at - 1]) if one.strip()), "")
        value = re.match(r"(\s*)[\w-]+:\s+\S", above)
        if (
            at == number
            and value
            and re.match(r"\s*[\w-]+:(?:\s|$)", line)
            and _indent(line) > _indent(above)
        ):
            hint = "give it the indentation of the keys beside it"
            return _BareKey(at, _indent(line) + 1, "this key stands deeper than the line above allows", hint)
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
