"""The contents of a long book on one page: chapters in one list, what is looked up in another beside it."""

from __future__ import annotations

import lxml.html
from lxml.html import HtmlElement

from inclucities_docs.render.page.tree import anchor_of, has_class

__all__ = ["divide_contents"]

FEWEST = 10
"""Of a book with fewer chapters the contents are one list: there is room for it."""


def divide_contents(tree: HtmlElement) -> None:
    """Put what follows the chapters into a list of its own, in contents of many chapters."""
    behind = {
        f"#{anchor_of(heading)}"
        for section in tree.iter("section", "footer")
        if has_class(section, "annex") or has_class(section, "back") or has_class(section, "colophon")
        for heading in section.iter("h2")
    }
    for nav in tree.iter("nav"):
        items = next((one for one in nav.iter("ol")), None) if has_class(nav, "pane") else None
        holder = items.getparent() if items is not None else None
        if items is None or holder is None:
            continue
        later = [one for one in items if (link := one.find("a")) is not None and link.get("href") in behind]
        if not later or len(items) - len(later) < FEWEST:
            continue
        more: HtmlElement = lxml.html.Element("ol", {"class": "contents-behind"})
        more.extend(later)
        holder.append(more)
        nav.set("class", f"{nav.get('class')} divided")
        for number in (one for one in nav.iter("span") if has_class(one, "heading-number")):
            number.text, number.tail = f"{number.text}\N{NO-BREAK SPACE}", (number.tail or "").lstrip()
