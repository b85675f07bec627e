"""The card for shared links shows little of its page: the rest need not be parsed, styled and laid out."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

__all__ = ["empty_unseen"]

_HIDING = re.compile(r"([^{}]+)\{\s*display:\s*none;?\s*\}")
_CLASS = re.compile(r"\.([\w-]+)")


def empty_unseen(tree: HtmlElement, sheet: str) -> None:
    """Empty the elements of classes that the last style sheet of a page hides; they stay where others count them."""
    if "@" in sheet.replace("@page", ""):
        return
    selectors = (one.strip() for rule in _HIDING.findall(sheet) for one in rule.split(","))
    unseen = {found[1] for one in selectors if (found := _CLASS.fullmatch(one))}
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and unseen & set((element.get("class") or "").split()):
            element.text = None
            del element[:]
