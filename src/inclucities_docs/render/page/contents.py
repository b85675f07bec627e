"""Tables of contents, made from the headings; headings that can be linked to."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.render.page.tree import (
    HEADINGS,
    anchor_of,
    has_class,
    language_of,
    plain,
    sibling_words,
    words_of,
)

__all__ = ["add_anchors", "fill_contents"]

_LINK = gettext_noop("Link to “%(title)s”")

Entry = tuple[int, HtmlElement]


def fill_contents(tree: HtmlElement) -> None:
    """Fill each ``<nav data-fill="contents" data-depth="…">`` with links to headings.

    A heading with ``data-unlisted``, or inside an element that has it, is left out.
    """
    for nav in tree.iter("nav"):
        if nav.attrib.pop("data-fill", "") != "contents":
            continue
        depth = int(nav.attrib.pop("data-depth", "2"))
        entries = [
            (HEADINGS.index(heading.tag), heading)
            for heading in tree.iter(*HEADINGS[1:])
            if HEADINGS.index(heading.tag) <= depth and not _is_unlisted(heading, nav)
        ]
        holder = next((one for one in nav.iter() if one.get("data-fill") == "here"), nav)
        holder.attrib.pop("data-fill", None)
        holder.append(_nest(entries))


def _is_unlisted(heading: HtmlElement, nav: HtmlElement) -> bool:
    above = [heading, *heading.iterancestors()]
    return nav in above or any(one.get("data-unlisted") is not None for one in above)


def _is_in(heading: HtmlElement, name: str) -> bool:
    return any(has_class(one, name) for one in (heading, *heading.iterancestors()))


def _nest(entries: list[Entry]) -> HtmlElement:
    top: HtmlElement = lxml.html.Element("ol")
    levels: list[tuple[int, HtmlElement]] = [(entries[0][0] if entries else 2, top)]
    for level, heading in entries:
        while level < levels[-1][0] and len(levels) > 1:
            levels.pop()
        if level > levels[-1][0] and len(levels[-1][1]):
            inner = etree.SubElement(levels[-1][1][-1], "ol")
            levels.append((level, inner))
        item = etree.SubElement(levels[-1][1], "li")
        link = etree.SubElement(item, "a", {"href": f"#{anchor_of(heading)}"})
        link.append(sibling_words(heading))
        classes = ["numbered"] if heading.get("data-number") else []
        classes += [name for name in ("review-only", "public-only") if _is_in(heading, name)]
        if classes:
            item.set("class", " ".join(classes))
    return top


def add_anchors(tree: HtmlElement, words_in: Callable[[str], Callable[..., str]]) -> None:
    """Return each heading of a chapter a link to itself, which can be copied."""
    for part in tree.iter("section", "article", "div"):
        if not part.get("data-part"):
            continue
        for heading in part.iter(*HEADINGS[1:3]):
            name = anchor_of(heading)
            if not name:
                continue
            label = plain(words_in(language_of(heading))(_LINK, title=words_of(heading)))
            link = etree.SubElement(
                heading, "a", {"class": "anchor screen-only", "href": f"#{name}", "aria-label": label}
            )
            link.text = "#"
