"""What all steps on a page's tree share: its headings, their words and their names."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator

import lxml.html
from lxml.html import HtmlElement
from markupsafe import Markup

__all__ = [
    "FIELD",
    "HEADINGS",
    "HOLDS_TEXT",
    "PLACE",
    "anchor_of",
    "has_class",
    "language_of",
    "list_elements",
    "number_places",
    "plain",
    "prepend",
    "serialise",
    "sibling_words",
    "words_of",
    "wrap_words",
]

PLACE = "data-place"
"""The attribute that numbers the elements of a page, so that they are found again in what is made of it."""

FIELD = "data-field"
"""The attribute that names the field which an element shows: ``cities/jelgava.population``."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

HOLDS_TEXT = ("p", "li", "td", "th", "dt", "dd", "figcaption", *HEADINGS)
"""Elements whose words stand beside nothing else."""

_APART = {"note-mark", "mark", "anchor"}
"""Classes of what stands in a heading without being one of its words."""


def list_elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Walk the elements of a tree, without comments and the like."""
    return (element for element in tree.iter() if isinstance(element.tag, str))


def number_places(tree: HtmlElement) -> None:
    """Number what holds the text of a page as it was made, before anything is taken out of it."""
    for number, element in enumerate(tree.iter(*HOLDS_TEXT)):
        element.set(PLACE, str(number))


def has_class(element: HtmlElement, name: str) -> bool:
    """Return whether an element is of a class; a remark is of none."""
    return name in (element.get("class") or "").split()


def words_of(element: HtmlElement) -> str:
    """Return the words of an element without its note marks."""
    return " ".join(_gather(element, set()).split())


def language_of(element: HtmlElement) -> str:
    """Return the language that an element's words are in, as it or what holds it says; empty where none does."""
    return next((one.get("lang", "") for one in (element, *element.iterancestors()) if one.get("lang")), "")


def plain(text: str) -> str:
    """Return escaped words as they stand in a tree."""
    return str(Markup(text).unescape())


def sibling_words(element: HtmlElement) -> HtmlElement:
    """Return a heading's words for a list of contents: a span that keeps languages, numbers and italics."""
    span: HtmlElement = copy.deepcopy(element)
    span.tag, span.tail = "span", None
    span.attrib.clear()
    if language_of(element) != element.getroottree().getroot().get("lang", ""):
        span.set("lang", language_of(element))
    for one in list(list_elements(span)):
        one.attrib.pop("id", None)
        if one is not span and _APART & set(one.get("class", "").split()):
            one.drop_tree()
    for one in list(span.iter("a")):
        one.drop_tag()
    return span


def _gather(element: HtmlElement, apart: set[str]) -> str:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not (_APART | apart) & set(child.get("class", "").split()):
            parts.append(_gather(child, apart))
        parts.append(child.tail or "")
    return "".join(parts)


def anchor_of(heading: HtmlElement) -> str:
    """Return the name under which a heading is reached: its own or its section's."""
    parent = heading.getparent()
    return str(heading.get("id") or (parent.get("id", "") if parent is not None else ""))


def wrap_words(
    element: HtmlElement, name: str, pattern: re.Pattern[str], make: Callable[[re.Match[str]], HtmlElement]
) -> None:
    """Put an element in the place of each piece that a pattern finds in a ``text``, or behind it in a ``tail``."""
    text = getattr(element, name)
    found = list(pattern.finditer(text)) if text else []
    if not found:
        return
    parts = []
    for piece, end in zip(found, [*(one.start() for one in found[1:]), len(text)], strict=True):
        parts.append(make(piece))
        parts[-1].tail = text[piece.end() : end]
    setattr(element, name, text[: found[0].start()])
    if name == "text":
        element[0:0] = parts
    elif (parent := element.getparent()) is not None:
        place = parent.index(element) + 1
        parent[place:place] = parts


def prepend(element: HtmlElement, text: str, kind: str) -> None:
    """Put some words of a class before an element's own."""
    span = lxml.html.Element("span", {"class": kind})
    span.text = text
    span.tail = element.text
    element.text = None
    element.insert(0, span)


_FIELD = re.compile(rf' {FIELD}="[\w./@-]+"')


def serialise(tree: HtmlElement, *, with_fields: bool = False) -> str:
    """Return a tree as HTML text; which field stands where is for those who edit, not for readers."""
    text: str = lxml.html.tostring(tree, encoding="unicode", method="html")
    text = text if with_fields else _FIELD.sub("", text)
    return f"<!doctype html>\n{text}\n"
