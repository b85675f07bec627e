"""A page as the engine takes it, without styles for notes at the foot of pages, which ours do not have.

The engine's own style sheet gives five pseudo-elements for them to each element, which is half of all styles
of a book, in time and in memory; and reading an attribute takes it longer than reading a line of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import cssselect2
import lxml.html
import tinyhtml5
import weasyprint
from lxml.html import HtmlElement
from weasyprint import html

from inclucities_docs.render.page.tree import FIELD, PLACE, list_elements
from inclucities_docs.render.template.origin_mark import MARK

__all__ = ["drop_unread", "open_page", "take_tree"]

_NOTES = re.compile(r"::(?:foot)?note-[a-z]+ *\{[^}]*\}")
_ASKED = re.compile(r"footnote|note\(", re.IGNORECASE)
_SHEET = weasyprint.CSS(string=_NOTES.sub("", html.UA))


class _Page(weasyprint.HTML):  # type: ignore[misc]
    """A page whose tree is there: the engine would parse its text again, letter by letter."""

    def __init__(self, tree: Element, fetcher: Any, *, is_plain: bool) -> None:
        self.is_plain = is_plain
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
        self.etree_element = tree

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        """Return the style sheets that stand below those of a page; the engine asks by this name."""
        return [_SHEET] if self.is_plain and not forms else super()._ua_stylesheets(forms)


def open_page(tree: HtmlElement, sheets: Iterable[str], fetcher: Any) -> Any:
    """Return a page that is styled with some sheets, to be laid out."""
    own = (f"{one.get('style', '')}{one.text if one.tag == 'style' else ''}" for one in tree.iter())
    is_plain = not any(_ASKED.search(one) for one in (*own, *sheets))
    return _Page(take_tree(tree), fetcher, is_plain=is_plain)


def take_tree(tree: HtmlElement) -> Element:
    """Return a tree as the engine's own parser makes it of its text, without the names of fields."""
    if tree.tag in ("svg", "math"):  # their names have capitals
        text = lxml.html.tostring(tree, encoding="unicode", with_tail=False)
        made: Element = tinyhtml5.parse(text, namespace_html_elements=False).find("body")[0]
        made.tail = tree.tail
        return made
    made = Element(str(tree.tag), dict(tree.attrib))
    made.attrib.pop(FIELD, None)
    made.text, made.tail = tree.text, tree.tail
    if tree.tag == "pre" and tree.text:
        made.text = tree.text.removeprefix("\n")
    body = None
    for child in tree:
        if tree.tag == "table" and child.tag == "tr":  # rows stand in a body, said or not
            body = SubElement(made, "tbody") if body is None else body
            body.append(take_tree(child))
        else:
            body = None
            made.append(take_tree(child))
    return made


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
