"""Where the second column of a short list begins: said beforehand, the layout engine need not try.

It lays balanced columns out anew, a little longer each time, until all fits; the lists of a book
took a fifth of its time.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from lxml.html import HtmlElement

from inclucities_docs.render.page.tree import has_class

__all__ = ["turn_lists"]

LONGEST = 15
"""A list of more items may go on over several pages: where its columns end depends on them."""

LINE = 25
"""So many letters' room an item takes beside its own: its last line is not full."""


def turn_lists(tree: HtmlElement) -> None:
    """Say of each short list in two columns which item begins the second one."""
    for items in tree.iter("ul", "ol"):
        if _is_in_columns(items) and 2 <= len(items) <= LONGEST:
            items.set("class", f"{items.get('class', '')} turned".strip())
            first = items[_find_turn(len(one.text_content()) + LINE for one in items)]
            first.set("class", f"{first.get('class', '')} turn".strip())


def _is_in_columns(items: HtmlElement) -> bool:
    parent = items.getparent()
    return has_class(items, "note-list") or (parent is not None and has_class(parent, "callout-checklist"))


def _find_turn(lengths: Iterable[int]) -> int:
    """Return the place of the first item behind the middle; of two that are as near, the later."""
    sums = list(accumulate(lengths))
    return 1 + max(range(len(sums) - 1), key=lambda place: (-max(sums[place], sums[-1] - sums[place]), place))
