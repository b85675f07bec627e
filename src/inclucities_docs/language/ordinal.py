"""French ordinals: their endings raised (1er, 2e), the numbers of centuries in small capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

__all__ = ["raise_endings"]

_ORDINAL = re.compile(
    r"(?<![\w.,/@#-])(?:(\d{1,3})(ers|er|res|re|es|e)|([IVX]+)(er|e)(?=[\s\u00a0\u202f]siècles?\b))(?![\w/@-])"
)
"""A number in figures with its ending, or a century's in Roman figures."""


def raise_endings(element: HtmlElement) -> None:
    """Raise the endings of ordinals in an element's own text and between its children.

    The letters stay as they are, so that a reader, a search and a copy have „1er“ as before.
    """
    for place, child in reversed(list(enumerate(element, 1))):
        if child.tail and _ORDINAL.search(child.tail):
            child.tail, element[place:place] = _split(child.tail)
    if element.text and _ORDINAL.search(element.text):
        element.text, element[0:0] = _split(element.text)


def _split(text: str) -> tuple[str, list[HtmlElement]]:
    """Return what stands before the first ordinal, and the elements that follow with their tails."""
    parts: list[HtmlElement] = []
    lead, position = "", 0
    for piece, found in _pieces(text):
        before = text[position : found.start()] + (found[1] or "")
        if parts:
            parts[-1].tail = before
        else:
            lead = before
        parts.extend(piece)
        position = found.end()
    if parts:
        parts[-1].tail = text[position:]
    return lead, parts


def _pieces(text: str) -> Iterator[tuple[list[HtmlElement], re.Match[str]]]:
    for found in _ORDINAL.finditer(text):
        ending = lxml.html.Element("sup", {"class": "ordinal"})
        ending.text = found[2] or found[4]
        century = []
        if found[3]:
            century = [lxml.html.Element("span", {"class": "century"})]
            century[0].text = found[3]
        yield [*century, ending], found
