"""Addresses of mail and web in running text: they break where they must, and never with a hyphen."""

from __future__ import annotations

import re

import lxml.html
from lxml.html import HtmlElement

__all__ = ["mark_addresses"]

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>«»“”]*[^\s<>«»“”.,;:!?)]"
    r"|[\w.+-](?:[\w.+'’-]*[\w.+-])?@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@])(?:[\w-]+\.)+(?:eu|org|com|net|int|info|example|[a-z]{2})(?:/[^\s<>«»“”]*[^\s<>«»“”.,;:!?)])?(?![\w.])"
)

_RAW = {"head", "script", "style", "svg", "title", "pre", "code", "textarea", "option"}


def mark_addresses(tree: HtmlElement) -> None:
    """Put each address in a span of class ``address``, a link that shows one alone into the class itself."""
    pending = [tree]
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str) or element.tag in _RAW:
            continue
        pending.extend(element)
        if (
            element.tag == "a"
            and not len(element)
            and element.text
            and _ADDRESS.fullmatch(element.text.strip())
        ):
            element.set("class", f"{element.get('class', '')} address".strip())
            continue
        for child in list(element):
            _wrap(element, child)
        _wrap(element, None)


def _wrap(parent: HtmlElement, before: HtmlElement | None) -> None:
    """Wrap the addresses of the words behind an element, or of those that a parent begins with."""
    text = (parent.text if before is None else before.tail) or ""
    found = list(_ADDRESS.finditer(text))
    if not found:
        return
    spans = []
    ends = [*(one.start() for one in found[1:]), len(text)]
    for one, end in zip(found, ends, strict=True):
        span = lxml.html.Element("span", {"class": "address"})
        span.text, span.tail = one[0], text[one.end() : end]
        spans.append(span)
    lead = text[: found[0].start()]
    place = 0 if before is None else parent.index(before) + 1
    if before is None:
        parent.text = lead
    else:
        before.tail = lead
    for index, span in enumerate(spans):
        parent.insert(place + index, span)
