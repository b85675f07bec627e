"""A long document laid out piece by piece: what begins a page is laid out by itself, with its first page number.

The engine would lay pages that name pages out again and again, and the whole where the index names a page twice.
Here each page number is given with the link that names it; only what said another is laid out anew, and the
pieces' pages make one document.
"""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from lxml.html import HtmlElement

from inclucities_docs.render.page.page import MOST_PASSES
from inclucities_docs.render.page.tree import has_class

__all__ = ["NUMBER", "SHELF", "SPINE", "can_be_cut", "cut", "give_numbers", "lay_out_pieces"]

NUMBER = "data-page"
"""The attribute of a link that holds the number of the page that it leads to."""

SPINE = "data-spine"
"""The attribute by which an element is known again that holds several pieces."""

UNKNOWN = "00"
"""What stands for a number that is not known yet: as wide as most."""

_ASKED = re.compile(r"target-counter\(\s*attr\(\s*href(?:\s+url)?\s*\)\s*,\s*page\s*\)")
_WHOLE = re.compile(
    r"target-(?:counters?|text)\(|counter\(\s*pages|counter-(?:reset|set|increment)|@page[^{]*:(?:first|nth\((?![^)]* of ))"
)
_BREAKS = re.compile(r"\.(?:chapter|annex|back)\b(?!-)[^{}]*\{[^}]*break-(?:before|after)")

Sheets = Iterable[tuple[str, str]]
"""Path and text of each."""


def give_numbers(sheet: str) -> str:
    """Return a style sheet that takes page numbers from the links instead of asking the engine for them."""
    return _ASKED.sub(lambda found: f"attr({NUMBER})".ljust(len(found[0])), sheet)


def can_be_cut(sheets: Sheets) -> bool:
    """Return whether pages come out the same by pieces: no style counts over chapters, nor breaks them otherwise."""
    return not any(
        _WHOLE.search(give_numbers(text)) or ("/base/" not in path and _BREAKS.search(text))
        for path, text in sheets
    )


def cut(tree: HtmlElement) -> list[HtmlElement]:
    """Take a tree apart before each section that begins a page; each piece keeps the elements around it."""
    holder = next((one for one in tree.iter() if has_class(one, "book-text")), None)
    if holder is None:
        return [tree]
    path = [*holder.iterancestors(), holder]
    path = [*path[-2::-1], holder] if len(path) > 1 else path
    for number, element in enumerate(path[2:]):  # html and body are no elements of structure
        element.set(SPINE, str(number))
    groups: list[list[HtmlElement]] = [[]]
    for child in holder:
        if _begins_page(child):
            groups.append([])
        groups[-1].append(child)
    return [
        _copy(path, 0, group, is_first=not number, is_last=number == len(groups) - 1)
        for number, group in enumerate(groups)
    ]


def _begins_page(element: HtmlElement) -> bool:
    return any(has_class(element, name) for name in ("chapter", "annex", "back")) and not has_class(
        element, "chapter-on"
    )


def _copy(
    path: list[HtmlElement], depth: int, group: list[HtmlElement], *, is_first: bool, is_last: bool
) -> HtmlElement:
    """Return an element of the path with some of its children: all before the next go first, all behind it last."""
    element = path[depth]
    made = lxml.html.Element(element.tag, dict(element.attrib))
    made.text = element.text if is_first else None
    made.tail = element.tail if is_last and depth else None
    if depth == len(path) - 1:
        made.extend([copy.deepcopy(one) for one in group])
        return made
    is_behind = False
    for child in element:
        if child is path[depth + 1]:
            made.append(_copy(path, depth + 1, group, is_first=is_first, is_last=is_last))
            is_behind = True
        elif child.tag == "head" or (is_last if is_behind else is_first):
            made.append(copy.deepcopy(child))
    return made


@dataclass
class _Piece:
    """Some pages of a document in the making."""

    tree: HtmlElement
    key: str = ""
    document: Any = None
    names: dict[str, str] = field(default_factory=dict)
    """The numbers of the pages on which its places stand, by their names."""
    first: int = 0
    """The number of its first page, when it was laid out."""
    said: dict[str, str] = field(default_factory=dict)
    """The numbers that its pages say, or leave out for being said, by the names of what they are the pages of."""


class Shelf:
    """The pieces of the last book that was laid out without complaint, for a process that lays it out again soon."""

    def __init__(self) -> None:
        self.is_open = False
        """Whether anything is kept: it takes the memory of a whole book."""
        self.kept: dict[str, _Piece] = {}
        self.laid_out: list[_Piece] = []

    def find(self, tree: HtmlElement, around: str) -> _Piece:
        """Return a piece as it was laid out in the same surroundings, or one to be laid out."""
        key = ""
        if self.is_open:
            text = lxml.html.tostring(tree, encoding="unicode")
            key = hashlib.sha256(f"{around}{text}".encode()).hexdigest()
        return self.kept.get(key) or _Piece(tree, key)

    def keep(self) -> None:
        """Keep what was laid out since ``begin``, where it was a book."""
        if self.is_open and self.laid_out:
            self.kept = {one.key: one for one in self.laid_out}
        self.begin()

    def begin(self) -> None:
        """Let go of what was laid out, and is not kept."""
        self.laid_out = []


SHELF = Shelf()


def lay_out_pieces(
    pieces: list[HtmlElement], render: Callable[[HtmlElement, str], Any], around: str = ""
) -> tuple[Any, bool]:
    """Return one document, and whether all numbers in it came to be true; ``render`` lays out a tree with more rules.

    ``around`` stands for all else that its pages depend on.
    """
    made = SHELF.laid_out = [SHELF.find(tree, around) for tree in pieces]
    numbers: dict[str, str] = {}
    has_changed = True
    for _ in range(MOST_PASSES):
        has_changed, first = False, 1
        for piece in made:
            if piece.document is None or piece.first != first or _is_untrue(piece, numbers):
                _lay_out(piece, first, numbers, render)
                has_changed = True
            numbers.update(piece.names)
            first += len(piece.document.pages)
        if not has_changed:
            break
    pages = [page for piece in made for page in piece.document.pages]
    return made[0].document.copy(pages), not has_changed


def _is_untrue(piece: _Piece, numbers: Mapping[str, str]) -> bool:
    return any(numbers.get(name, said) != said for name, said in piece.said.items())


def _lay_out(
    piece: _Piece, first: int, numbers: dict[str, str], render: Callable[[HtmlElement, str], Any]
) -> None:
    tree = copy.deepcopy(piece.tree)
    for link in tree.iter("a"):
        name = link.get("href", "")
        if name.startswith("#"):
            link.set(NUMBER, numbers.get(name[1:], UNKNOWN))
    joined = join_places(tree)
    side = "recto" if first % 2 else "verso"
    piece.first = first
    piece.document = render(tree, f"html{{break-before:{side}}}@page :first{{counter-reset:page {first}}}")
    piece.names = {}
    for number, page in enumerate(piece.document.pages, first):
        for name in page.anchors:  # what goes on over several pages has its name on each
            piece.names.setdefault(name, str(number))
    piece.said = {**dict(_list_said(piece.document)), **joined}


def join_places(tree: HtmlElement) -> dict[str, str]:
    """Have an index name each page once; return names and numbers of the places that are not named."""
    joined: dict[str, str] = {}
    for item in tree.iter("li"):
        seen: set[str] = set()
        kept: list[HtmlElement] = []
        for place in [one for one in item.findall("a") if has_class(one, "index-place")]:
            number = place.get(NUMBER, "")
            if number in seen and number != UNKNOWN:
                item.remove(place)
                joined[place.get("href", "")[1:]] = number
            else:
                kept.append(place)
            seen.add(number)
        for place in kept[-1:]:
            place.tail = ""
    return joined


def _list_said(document: Any) -> Iterator[tuple[str, str]]:
    """Give name and number of each page number that a style put on a page."""
    from weasyprint.formatting_structure import boxes

    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.TextBox) and "::" in str(box.element_tag):
                number = box.element.get(NUMBER)
                if number and number in box.text:
                    yield box.element.get("href")[1:], number
