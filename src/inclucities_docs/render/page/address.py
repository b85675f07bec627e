"""Addresses of mail and web in running text: they break where they must, and never with a hyphen."""

from __future__ import annotations

import re

import lxml.html
from lxml.html import HtmlElement

from inclucities_docs.render.page.tree import wrap_words

__all__ = ["mark_addresses"]

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>«»“”]*[^\s<>«»“”.,;:!?)]"
    r"|[\w.+-](?:[\w.+'’-]*[\w.+-])?@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@])(?:[\w-]+\.)+(?:eu|org|com|net|int|info|example|[a-z]{2})(?:/[^\s<>«»“”]*[^\s<>«»“”.,;:!?)])?(?![\w.])"
)

_RAW = {"head", "script", "style", "svg", "title", "pre", "code", "textarea", "option"}


_MAY_HOLD = re.compile(r"://|\.\S")
"""What every address holds, and few other words: found sooner than an address."""


def mark_addresses(tree: HtmlElement) -> None:
    """Put each address in a span of class ``address``, a link that shows one alone into the class itself."""
    pending = [tree]
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str) or element.tag in _RAW:
            continue
        children = list(element)
        pending.extend(children)
        text = element.text
        if element.tag == "a" and not children and text and _ADDRESS.fullmatch(text.strip()):
            element.set("class", f"{element.get('class', '')} address".strip())
            continue
        if text and _MAY_HOLD.search(text):
            wrap_words(element, "text", _ADDRESS, _make_span)
        for child in children:
            tail = child.tail
            if tail and _MAY_HOLD.search(tail):
                wrap_words(child, "tail", _ADDRESS, _make_span)


def _make_span(found: re.Match[str]) -> HtmlElement:
    span = lxml.html.Element("span", {"class": "address"})
    span.text = found[0]
    return span
