"""What is known of a document once its pages are laid out: where each part and each place stands."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from inclucities_docs.render.page.tree import HEADINGS, anchor_of, words_of

__all__ = ["Part", "select_part"]


@dataclass(frozen=True)
class Part:
    """Some pages of a document, as a document of their own."""

    document: Any
    numbers: list[int]
    """What its pages are called: their numbers in the whole."""


def find_pages(document: Any) -> dict[str, int]:
    """Return the page, from 0, on which each name of a laid-out document stands first."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


def select_part(document: Any, tree: HtmlElement, name: str) -> Part:
    """Return a chapter or an annex with the document's last page, and the pages of the sources that it cites."""
    part = next(one for one in tree.iter("section") if one.get("data-file") == name)
    pages = find_pages(document)
    chosen = _pages_of(part, pages, len(document.pages))
    cited = {one.get("href", "")[1:] for one in part.iter("a") if one.get("role") == "doc-noteref"}
    chosen += sorted({pages[name] for name in cited if name in pages} - {*chosen})
    if len(document.pages) - 1 not in chosen:
        chosen.append(len(document.pages) - 1)
    made = document.copy(
        _cut_links([document.pages[number] for number in chosen], _find_ways_back(tree, part))
    )
    made.metadata = copy.copy(document.metadata)
    heading = next(iter(part.iter(*HEADINGS)), None)
    if heading is not None:
        made.metadata.title = f"{words_of(heading)} – {document.metadata.title}"
    return Part(made, [number + 1 for number in chosen])


def _pages_of(part: HtmlElement, pages: dict[str, int], total: int) -> list[int]:
    start = _first_page(part, pages)
    after = part.getnext()
    while after is not None and _first_page(after, pages) is None:
        after = after.getnext()
    end = total if after is None else _first_page(after, pages)
    return list(range(start or 0, max(end or total, (start or 0) + 1)))


def _first_page(part: HtmlElement, pages: dict[str, int]) -> int | None:
    names = [part.get("id", ""), *(anchor_of(one) for one in part.iter(*HEADINGS))]
    return next((pages[name] for name in names if name in pages), None)


def _find_ways_back(tree: HtmlElement, part: HtmlElement) -> dict[str, str]:
    """Return, for the mark that a note leads back to in the whole, the first mark of the same note in a part."""
    own: dict[str, str] = {}
    for mark in part.iter("a"):
        if mark.get("role") == "doc-noteref":
            own.setdefault(mark.get("href", "")[1:], mark.get("id", ""))
    return {
        link.get("href", "")[1:]: own[note.get("id", "")]
        for note in tree.iter("li")
        if note.get("id") in own
        for link in note.iter("a")
        if link.get("role") == "doc-backlink"
    }


def _cut_links(pages: list[Any], ways_back: dict[str, str]) -> list[Any]:
    """Copy pages without the links that lead to pages left out; notes lead to where they are called here."""
    known = {name for page in pages for name in page.anchors}
    cut = []
    for page in pages:
        one = copy.copy(page)
        for link in page.links:
            link[3].link_annotation = None
        links = [(link_type, ways_back.get(target, target), *rest) for link_type, target, *rest in page.links]
        one.links = [link for link in links if link[0] != "internal" or link[1] in known]
        cut.append(one)
    return cut
