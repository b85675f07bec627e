"""A page as the engine takes it, without styles for notes at the foot of pages, which ours do not have.

The engine's own style sheet gives five pseudo-elements for them to each element, which is half of all styles
of a book, in time and in memory; and reading an attribute takes it longer than reading a line of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import weasyprint
from lxml.html import HtmlElement
from weasyprint import html

from inclucities_docs.render.page.tree import PLACE, list_elements
from inclucities_docs.render.template.origin_mark import MARK

__all__ = ["drop_unread", "open_page"]

_NOTES = re.compile(r"::(?:foot)?note-[a-z]+ *\{[^}]*\}")
_ASKED = re.compile(r"footnote|note\(", re.IGNORECASE)
_SHEET = weasyprint.CSS(string=_NOTES.sub("", html.UA))


class _PlainPage(weasyprint.HTML):  # type: ignore[misc]
    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        """Return the style sheets that stand below those of a page; the engine asks by this name."""
        return super()._ua_stylesheets(forms) if forms else [_SHEET]


def open_page(text: str, sheets: Iterable[str], fetcher: Any) -> Any:
    """Return a page that is styled with some sheets, to be laid out."""
    is_plain = not any(_ASKED.search(one) for one in (text, *sheets))
    return (_PlainPage if is_plain else weasyprint.HTML)(string=text, url_fetcher=fetcher)


def drop_unread(tree: HtmlElement, sheets: Iterable[str]) -> None:
    """Take out of a page what only screens and scripts read: no style names it, and no tag says it."""
    said = "".join(sheets)
    for element in list(list_elements(tree)):
        if element.tag == "link" or (element.tag == "meta" and "property" in element.attrib):
            element.drop_tree()
            continue
        for name in list(element.attrib):
            if name == "tabindex" or (name[:5] == "data-" and name not in {PLACE, MARK} and name not in said):
                del element.attrib[name]
