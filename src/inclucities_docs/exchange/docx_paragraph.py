"""The paragraphs of a Word file as a reader sees them: tracked changes taken as made, fields by their bookmarks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from inclucities_docs.exchange.cell_value import clean

__all__ = ["PREFIX", "Passage", "fingerprint", "parse_part", "read_passages", "strip_beside"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

PREFIX = "field_"
"""How the names of bookmarks begin that hold a field."""

_GONE = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr"}
_GAPS = {f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"}


@dataclass
class Passage:
    """One paragraph."""

    number: int
    style: str = ""
    """Its style and list, by which paragraphs of one list are known."""
    text: str = ""
    rest: str = ""
    """What stands outside of fields."""
    fields: dict[str, str] = field(default_factory=dict)
    """Names of bookmarks and what stands in them, in order."""
    comments: list[str] = field(default_factory=list)
    """Ids of comments."""


def parse_part(content: bytes) -> etree._Element:
    """Read a part of the archive, without anything that reaches elsewhere; raise XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    return etree.fromstring(content, parser)


def fingerprint(text: str) -> str:
    """Return the fingerprint of a text in which kinds of spaces do not matter."""
    return hashlib.blake2b(clean(text.replace("\u00ad", "")).encode(), digest_size=5).hexdigest()


def strip_beside(words: str, beside: Iterable[str]) -> str:
    """Return words without what a page puts beside a field, which copies of it carry along: lines to fill in, notes."""
    for one in sorted(filter(None, beside), key=len, reverse=True):
        if not one.isdecimal():
            words = words.removesuffix(one).strip()
    return re.sub(r"(?<=[.!?…»”)])\d{1,3}$", "", words)


def read_passages(document: etree._Element, names: Container[str] | None = None) -> list[Passage]:
    """Return the paragraphs of a document in order, those in tables too; ``names`` are the bookmarks that count.

    Those of other names, which programs give to copies, hold words like any others.
    """
    found: list[Passage] = []
    open_fields: dict[str, str] = {}
    carried: Passage | None = None
    body = document.find(f"{W}body")
    for element in () if body is None else body.iter(f"{W}p", f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        if element.tag != f"{W}p":
            if not any(one.tag == f"{W}p" for one in element.iterancestors()):
                _mark(element, open_fields, names)
            continue
        passage = carried or Passage(len(found) + 1)
        passage.style = _style(element)  # of paragraphs that became one, the last one's mark is left
        for kind, value in _walk(element):
            if kind == "mark":
                _mark(value, open_fields, names)
                for name in open_fields.values():
                    passage.fields.setdefault(name, "")
            elif kind == "comment":
                passage.comments.append(value)
            else:
                passage.text += value
                for name in dict.fromkeys(open_fields.values()):
                    passage.fields[name] = passage.fields.get(name, "") + value
                passage.rest += "" if open_fields else value
        carried = passage if element.find(f"{W}pPr/{W}rPr/{W}del") is not None else None
        if carried is None:
            found.append(passage)
    return [*found, carried] if carried is not None else found


def _mark(element: etree._Element, open_fields: dict[str, str], names: Container[str] | None) -> None:
    key = element.get(f"{W}id", "")
    name = element.get(f"{W}name", "")
    if element.tag == f"{W}bookmarkEnd":
        open_fields.pop(key, None)
    elif name.startswith(PREFIX) and (names is None or name in names):
        open_fields[key] = name


def _walk(paragraph: etree._Element) -> Iterator[tuple[str, Any]]:
    """Return what a paragraph holds, in order: words, ends of bookmarks, comments."""
    for element in paragraph:
        if element.tag in _GONE:
            yield from (("mark", one) for one in element.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"))
        elif element.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            yield "mark", element
        elif element.tag == f"{W}commentReference":
            yield "comment", element.get(f"{W}id", "")
        elif element.tag == f"{W}t":
            yield "text", element.text or ""
        elif element.tag in _GAPS:
            yield "text", " "
        elif isinstance(element.tag, str) and element.tag != f"{W}p":  # boxes hold paragraphs of their own
            yield from _walk(element)


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    listing = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    return "/".join(one.get(f"{W}val", "") if one is not None else "" for one in (style, listing))
