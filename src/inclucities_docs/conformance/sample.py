"""Pages of the portal that stand for all of them in the browser, which is slow.

Siblings come from one template and differ in their words. Chosen are the pages on which together
stands everything that stands on any: each folder in each language, and each element with its
classes, role and state in the element that it stands in, from the left and from the right; also, of
each folder and language, the page with the longest word, which is the first to be too wide. Documents
are all looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from lxml.html import HtmlElement

from inclucities_docs.conformance.html_tree import parse
from inclucities_docs.conformance.inventory import Delivered

__all__ = ["choose_sample"]

TELLING = ("class", "role", "type", "hidden", "open", "aria-hidden", "aria-current", "dir")
"""Attributes by which elements of one tag look or behave differently."""


def choose_sample(delivered: Sequence[Delivered]) -> list[Delivered]:
    """Return all documents, and the pages that stand for the others; the largest are taken first."""
    known: set[object] = set()
    longest: dict[tuple[str, str], tuple[int, Delivered]] = {}
    chosen: list[Delivered] = []
    for one in sorted(delivered, key=lambda one: (-one.file.stat().st_size, one.path)):
        top = None if one.is_document else parse(one.file)
        if top is None:
            chosen.append(one)
            continue
        language = top.get("lang", "")
        group = (name_folder(one, language), language)
        if not known.issuperset(found := {group, *list_looks(top)}):
            known |= found
            chosen.append(one)
        width = max(
            map(len, "".join(top.itertext("p", "li", "td", "h1", "h2", "h3", "a")).split()), default=0
        )
        if width > longest.get(group, (0, one))[0]:
            longest[group] = (width, one)
    return sorted({*chosen, *(one for _, one in longest.values())})


def name_folder(one: Delivered, language: str) -> str:
    """Return the folder of a page without its language."""
    parts = PurePosixPath(one.path).parts
    return "/".join(parts[1:-1] if parts[0] == language else parts[:-1]) or parts[-1]


def list_looks(top: HtmlElement) -> Iterator[tuple[object, ...]]:
    """Return what tells the elements of a page apart: each with what it stands in, and where its page begins to be read."""
    direction = top.get("dir", "")
    for one in top.iter():
        if isinstance(one.tag, str):
            around = one.getparent()
            yield (direction, look_of(one), None if around is None else look_of(around))


def look_of(one: HtmlElement) -> tuple[object, ...]:
    """Return the tag of an element and the attributes that tell it apart."""
    return (one.tag, *((name, one.get(name)) for name in TELLING if name in one.attrib))
