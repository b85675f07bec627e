"""Where the pages of the printed edition begin, so that both can be read and cited side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml.html import HtmlElement

from inclucities_docs.render.page.tree import HOLDS_TEXT, PLACE

__all__ = ["mark_pages"]


def mark_pages(tree: HtmlElement, document: Any) -> None:
    """Put a mark where each page of a laid-out document begins; one on which nothing begins has none."""
    starts = dict(_find_starts(document))
    for element in list(tree.iter(*HOLDS_TEXT)):
        number = starts.get(element.get(PLACE, ""))
        if number is None or next(element.iterancestors("nav"), None) is not None:
            continue
        mark = lxml.html.Element(
            "span", {"id": f"page-{number}", "class": "page-break", "role": "doc-pagebreak"}
        )
        mark.set("aria-label", str(number))
        mark.tail, element.text = element.text, None
        element.insert(0, mark)


def _find_starts(document: Any) -> Iterator[tuple[str, int]]:
    """Return the place of the first element that begins on each page, with the page's number."""
    seen: set[str] = set()
    for number, page in enumerate(document.pages, 1):
        here = list(_list_places(page._page_box.children[0])) if page._page_box.children else []
        start = next((place for place in here if place not in seen), None)
        seen.update(here)
        if start is not None:
            yield start, number


def _list_places(box: Any) -> Iterator[str]:
    """Return the places of the elements in a box, in the order of the text; of those that hold text."""
    box = getattr(box, "_box", box)
    element = box.element
    if element is not None and element.get(PLACE):
        yield element.get(PLACE)
    for child in getattr(box, "children", ()):
        yield from _list_places(child)
