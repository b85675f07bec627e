"""Runs of Latin letters and digits in text that runs from right to left: marked, so that they keep their order.

A telephone number between Arabic words would be read from its end: its groups are numbers, and numbers
with spaces between them follow the text around. A mark of direction on either side makes all of it one
run, in browsers, in the layout engine and in word processors alike.
"""

from __future__ import annotations

import re

__all__ = ["MARK", "mark_runs"]

MARK = "\u200e"
"""What says, unseen, that letters run from left to right here."""

_LATIN = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_LEFT_TO_RIGHT = re.compile(
    rf"[+(«“#@]*[0-9{_LATIN}](?:[0-9{_LATIN}]|[^\u0590-\u08ff\u200e\u200f\ufb1d-\ufdff\ufe70-\ufeff،؛؟\n]"
    rf"(?=[^\u0590-\u08ff\u200e\u200f\ufb1d-\ufdff\ufe70-\ufeff\n]*[0-9{_LATIN}]))*[)»”%+#]*"
)
"""From the first letter or digit to the last before the next word that runs from right to left."""

_NUMBERS = re.compile(r"\+?[0-9][0-9 \u00a0\u202f()/.-]{5,}|[0-9:]+[-‐][0-9:]+|[+][0-9]+")
"""A telephone number, or numbers joined by a hyphen; spans of years with a dash are the language's own."""

_PAIRS = {"(": ")", "«": "»", "“": "”"}


def mark_runs(text: str) -> str:
    """Return a text that runs from right to left with a mark before and behind each run that does not."""
    return _LEFT_TO_RIGHT.sub(_mark, text)


def _mark(found: re.Match[str]) -> str:
    run, before, behind = found[0], "", ""
    for opening, closing in _PAIRS.items():  # a bracket whose other half stands elsewhere is not part of it
        while run.startswith(opening) and run.count(opening) > run.count(closing):
            before, run = before + opening, run[1:]
        while run.endswith(closing) and run.count(closing) > run.count(opening):
            behind, run = closing + behind, run[:-1]
    if not re.search(f"[{_LATIN}]", run) and not _NUMBERS.fullmatch(run):
        return found[0]
    return f"{before}{MARK}{run}{MARK}{behind}"
