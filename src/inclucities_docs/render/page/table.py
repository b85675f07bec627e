"""Tables of texts, as readers need them: header cells that say what they head, a caption, room to scroll."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree
from lxml.html import HtmlElement

from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.render.page.tree import language_of, plain, words_of

__all__ = ["complete_tables", "wrap_tables"]

LONG = 900
"""A row with a cell of more characters goes on over the page: it may be taller than one."""

_FORM = gettext_noop("To fill in: %(names)s")
"""The caption of a table that a text leaves empty, for those who do not see that it is."""


def complete_tables(tree: HtmlElement, words_in: Callable[[str], Callable[..., str]]) -> None:
    """Complete the tables that come from Markdown, which can say neither scopes nor empty corners."""
    for row in tree.iter("tr"):
        if any(len(words_of(cell)) > LONG for cell in row):
            row.set("class", f"{row.get('class', '')} row-long".strip())
    for table in list_text_tables(tree):
        for cell in list(table.iter("th")):
            if not words_of(cell) and next(cell.iter("img"), None) is None:
                cell.tag = "td"
                cell.attrib.pop("scope", None)  # no cell of data has one: EPUB readers refuse the page
            elif not cell.get("scope"):
                cell.set("scope", "row" if is_in_body(cell) else "col")
        if table.find("caption") is None and not any(words_of(cell) for cell in list_filled(table)):
            names = ", ".join(words_of(cell) for cell in table.iter("th"))
            caption = etree.Element("caption")
            table.insert(0, caption)
            etree.SubElement(caption, "span", {"class": "visually-hidden"}).text = plain(
                words_in(language_of(table))(_FORM, names=names)
            )


def list_text_tables(tree: HtmlElement) -> list[HtmlElement]:
    """List the tables that stand in a text."""
    return [
        table
        for table in tree.iter("table")
        if any("prose" in one.get("class", "").split() for one in table.iterancestors())
    ]


def is_in_body(cell: HtmlElement) -> bool:
    """Return whether a cell stands in a table's body."""
    return str(next(cell.iterancestors("thead", "table")).tag) == "table"


def list_filled(table: HtmlElement) -> list[HtmlElement]:
    """List the cells under a table's header."""
    return [cell for cell in table.iter("td") if is_in_body(cell)]


def wrap_tables(tree: HtmlElement) -> None:
    """Let each table of a text scroll inside itself, named by its caption."""
    for table in list_text_tables(tree):
        parent = table.getparent()
        if parent is None or "scroll" in parent.get("class", "").split():
            continue
        caption = table.find("caption")
        holder = etree.Element("div", {"class": "scroll"})
        holder.tail, table.tail = table.tail, None
        parent.replace(table, holder)
        holder.append(table)
        if caption is not None:
            holder.set("tabindex", "0")
            holder.set("role", "region")
            holder.set("aria-label", " ".join("".join(caption.itertext()).split()))
