"""The text of a book: a page's tree parted into files, with its pictures beside, free of all that is for screens."""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from inclucities_docs.render.page.tree import HEADINGS, has_class, list_elements, words_of
from inclucities_docs.render.picture import read_address
from inclucities_docs.render.template.picture import Picture

__all__ = ["Book", "Section", "divide"]

_DROPPED = (
    "skip", "site", "pane", "languages", "screen-only", "anchor", "part-file", "icon", "drawing-narrow", "cover-art",
    "cover-ground", "phase-bar",
)  # fmt: skip
"""Classes of what guides the eye or the mouse on a screen, or is drawn by its style alone."""

_SUFFIXES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}

_ROLES = {"chapter": "doc-chapter", "annex": "doc-appendix", "index-pages": "doc-index"}
"""What a part of a book is to a screen reader, by its class (DPUB-ARIA)."""


@dataclass
class Section:
    """One file of the book's text."""

    name: str
    title: str
    body: HtmlElement


@dataclass
class Book:
    """The text of a book in files, in their order, with the pictures that it shows."""

    sections: list[Section]
    contents: HtmlElement | None
    """The list of contents that the page has: ``ol``, its links leading to files."""
    images: dict[str, bytes] = field(default_factory=dict)
    """File name → content."""
    places: dict[str, str] = field(default_factory=dict)
    """Name of an element → the file that it stands in."""


def divide(tree: HtmlElement, pictures: Mapping[str, Picture]) -> Book:
    """Return the book that a page makes; the tree is taken apart."""
    body, contents = tree.find("body"), None
    assert body is not None
    for nav in tree.iter("nav"):
        if nav.get("role") == "doc-toc":
            contents = copy.deepcopy(next(nav.iter("ol"), None))
    for element in [
        *body.iter("script", "style", "nav", "button", "header", "svg"),
        *(one for name in _DROPPED for one in body.find_class(name)),
    ]:
        if element.getparent() is not None:
            element.drop_tree()
    for sign in list(body.find_class("duo-sign")):  # drawn on a page: mentor, sign, mentee
        sign.text, sign.attrib["class"] = "–", "sign"
    book = Book([], contents)
    _place_images(body, pictures, book.images)
    _clean(body)
    for number, (title, part) in enumerate(_list_parts(body), 1):
        name = f"text-{number:02}.xhtml"
        book.sections.append(Section(name, title, part))
        book.places |= {one.get("id", ""): name for one in list_elements(part) if one.get("id")}
    for part in [*(one.body for one in book.sections), *([contents] if contents is not None else [])]:
        _lead_links(part, book.places)
    return book


def _list_parts(body: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Return the parts of a page that are files of their own, each with its first heading."""
    main = body.find("main")
    text = next(iter(body.find_class("book-text")), main)
    parts: list[HtmlElement] = []
    if main is not None and text is not None:
        if text is not main:
            parts += body.find_class("cover")
        parts += [one for one in text if isinstance(one.tag, str)]
        parts += [one for one in main.itersiblings() if isinstance(one.tag, str)]
    for part in parts:
        if not (words_of(part) or next(part.iter("img"), None) is not None):
            continue
        for name, role in _ROLES.items():
            if has_class(part, name):
                part.set("role", role)
        part.tail = None
        heading = next(iter(part.iter(*HEADINGS)), None)
        yield (words_of(heading) if heading is not None else ""), part


def _place_images(body: HtmlElement, pictures: Mapping[str, Picture], images: dict[str, bytes]) -> None:
    """Return each picture a file, named by its content."""
    for image in list(body.iter("img")):
        address = image.get("src", "")
        if address.startswith("figure:"):
            content, suffix = pictures[address[7:]].svg, "svg"
        else:
            suffix = _SUFFIXES.get(address.removeprefix("data:").partition(",")[0].partition(";")[0], "")
            content = read_address(address) or b""
        if not suffix:
            image.drop_tree()
            continue
        name = f"images/{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
        images[name] = content
        image.set("src", name)


def _clean(body: HtmlElement) -> None:
    """Take out what a book's reader cannot follow: looks of screens, fields, ways to files beside the page."""
    for element in list(list_elements(body)):
        style = element.attrib.pop("style", "")
        width = re.search(r"(?<![\w-])width:\s*([\d.]+%)", style)
        if element.tag == "col" and width:
            element.set("style", f"width: {width[1]}")
        for name in [one for one in element.attrib if one.startswith(("data-", "aria-expanded", "tabindex"))]:
            del element.attrib[name]
        if has_class(element, "scroll"):
            for name in ("role", "aria-label"):
                element.attrib.pop(name, None)
        if element.tag == "details":
            element.attrib.pop("open", None)
        if element.tag in ("input", "textarea", "select"):
            element.drop_tree()
        elif element.tag == "a":
            address = element.get("href", "")
            element.attrib.pop("download", None)
            if not re.match(r"https?:|mailto:|tel:|#", address):
                element.drop_tag()


def _lead_links(part: HtmlElement, places: Mapping[str, str]) -> None:
    """Lead links within the page to the file in which their target stands."""
    for link in list(part.iter("a")):
        address = link.get("href", "")
        if address.startswith("#"):
            file = places.get(address[1:])
            if file is None:
                link.drop_tag()
            else:
                link.set("href", f"{file}{address}")


def serialise(part: HtmlElement) -> str:
    """Return a part as XHTML, without the declaration of its namespace."""
    return str(etree.tostring(part, encoding="unicode", method="xml", with_tail=False))
