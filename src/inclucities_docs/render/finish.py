"""The last touches on a page as a tree: names, numbers, contents, references, languages, spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from inclucities_docs.diagnostics import Location
from inclucities_docs.render.typography import typeset
from inclucities_docs.source.view import FALLBACK_BREAK, FALLBACK_END, FALLBACK_START

__all__ = ["Finished", "finish"]


@dataclass
class Finished:
    """A page that is complete but for its style."""

    tree: HtmlElement
    text: str
    """All its words, for the choice of letters that the fonts must have."""
    targets: list[str] = field(default_factory=list)
    dangling: list[tuple[str, Location]] = field(default_factory=list)
    """Cross-references to nothing: the name, and where it was asked for."""


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_RAW = {"script", "style", "code", "pre", "kbd", "samp", "textarea"}
_FALLBACK = re.compile(f"{FALLBACK_START}([^{FALLBACK_BREAK}]*){FALLBACK_BREAK}([^{FALLBACK_END}]*){FALLBACK_END}")


def finish(html: str, language: str, gettext: Callable[..., str]) -> Finished:
    """Give a page's tree with everything in place."""
    tree: HtmlElement = lxml.html.document_fromstring(html)
    _mark_fallbacks(tree)
    _name_headings(tree)
    _number_captions(tree, gettext)
    done = Finished(tree, "")
    _fill_contents(tree)
    _resolve_references(tree, done, gettext)
    _typeset(tree, language)
    done.text = "".join(str(text) for text in tree.itertext())
    done.text += "".join(str(value) for element in tree.iter("img") for value in element.attrib.values() if len(value) < 5000)
    return done


def _mark_fallbacks(tree: HtmlElement) -> None:
    """Turn the marks around texts in another language into ``lang`` attributes."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            if FALLBACK_START in value:
                element.set(name, _FALLBACK.sub(r"\2", value))
        if element.tag == "title" and element.text:
            element.text = _FALLBACK.sub(r"\2", element.text)
        if element.text and FALLBACK_START in element.text:
            spans, element.text = _split(element.text)
            for index, span in enumerate(spans):
                element.insert(index, span)
        if element.tail and FALLBACK_START in element.tail:
            spans, tail = _split(element.tail)
            parent = element.getparent()
            assert parent is not None
            place = parent.index(element) + 1
            element.tail = tail
            for index, span in enumerate(spans):
                parent.insert(place + index, span)


def _split(text: str) -> tuple[list[HtmlElement], str]:
    spans: list[HtmlElement] = []
    position, lead = 0, ""
    for found in _FALLBACK.finditer(text):
        between = text[position : found.start()]
        if spans:
            spans[-1].tail = between
        else:
            lead = between
        span = lxml.html.Element("span", {"lang": found[1]})
        span.text = found[2]
        spans.append(span)
        position = found.end()
    if spans:
        spans[-1].tail = text[position:]
    return spans, lead


def _words(element: HtmlElement) -> str:
    """Give the words of an element without its note marks."""
    parts: list[str] = []

    def walk(one: HtmlElement) -> None:
        if one.text:
            parts.append(one.text)
        for child in one:
            if isinstance(child.tag, str) and "note-mark" not in child.get("class", "") and "mark" != child.get("class"):
                walk(child)
            if child.tail:
                parts.append(child.tail)

    walk(element)
    return " ".join("".join(parts).split())


def make_slug(text: str) -> str:
    """Give a name for addresses from a heading: letters and digits of any script, hyphens."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter)
    )
    return re.sub(r"[^\w]+", "-", plain).strip("-")[:60] or "section"


def _name_headings(tree: HtmlElement) -> None:
    taken = {element.get("id") for element in tree.iter() if isinstance(element.tag, str) and element.get("id")}
    for heading in tree.iter(*_HEADINGS):
        parent = heading.getparent()
        section = parent if parent is not None and parent.tag == "section" and parent.get("id") else None
        if heading.get("id") or section is not None:
            continue
        slug = stem = make_slug(_words(heading))
        number = 2
        while slug in taken:
            slug, number = f"{stem}-{number}", number + 1
        taken.add(slug)
        heading.set("id", slug)


def _number_captions(tree: HtmlElement, gettext: Callable[..., str]) -> None:
    """Number figures and tables that can be referred to, in the order of the page."""
    counts = {"fig": 0, "tbl": 0}
    for element in tree.iter("figure", "table"):
        name = element.get("id", "")
        sort = name[:3]
        if sort not in counts or not name.startswith((f"{sort}-",)):
            continue
        counts[sort] += 1
        element.set("data-number", str(counts[sort]))
    chapter = 0
    for section in tree.iter("section", "h1", "h2"):
        if section.get("id", "").startswith("ch-"):
            chapter += 1
            section.set("data-number", str(chapter))


def _fill_contents(tree: HtmlElement) -> None:
    """Fill each ``<nav data-fill="contents" data-depth="…">`` with links to headings."""
    for nav in tree.iter("nav"):
        if nav.get("data-fill") != "contents":
            continue
        depth = int(nav.get("data-depth", "2"))
        entries = [
            (int(heading.tag[1]), _anchor(heading), heading)
            for heading in tree.iter(*_HEADINGS[1:])
            if int(heading.tag[1]) <= depth + 1 and nav not in list(heading.iterancestors()) and not heading.get("data-unlisted")
        ]
        nav.append(_nest(entries))
        del nav.attrib["data-fill"]


def _anchor(heading: HtmlElement) -> str:
    parent = heading.getparent()
    return str(heading.get("id") or (parent.get("id") if parent is not None else ""))


def _nest(entries: list[tuple[int, str, HtmlElement]]) -> HtmlElement:
    top = lxml.html.Element("ol")
    levels: list[tuple[int, HtmlElement]] = [(entries[0][0] if entries else 2, top)]
    for level, anchor, heading in entries:
        while level < levels[-1][0] and len(levels) > 1:
            levels.pop()
        if level > levels[-1][0] and len(levels[-1][1]):
            inner = etree.SubElement(levels[-1][1][-1], "ol")
            levels.append((level, inner))
        item = etree.SubElement(levels[-1][1], "li")
        link = etree.SubElement(item, "a", {"href": f"#{anchor}"})
        link.text = _words(heading)
    return top


_REFERENCE_WORDS = {"figure": "figure %(number)s", "table": "table %(number)s"}


def _resolve_references(tree: HtmlElement, done: Finished, gettext: Callable[..., str]) -> None:
    targets = {element.get("id"): element for element in tree.iter() if isinstance(element.tag, str) and element.get("id")}
    done.targets = [str(name) for name in targets]
    for link in tree.iter("a"):
        href = link.get("href", "")
        place = link.attrib.pop("data-place", "")
        if not href.startswith("#") or href == "#":
            continue
        target = targets.get(href[1:])
        if target is None:
            path, _, line = place.partition(":")
            done.dangling.append((href[1:], Location(path or "templates", int(line.split(":")[0] or 0) if line else 0)))
            continue
        if "ref" not in link.get("class", "").split():
            continue
        number = target.get("data-number", "")
        if target.tag in _REFERENCE_WORDS and number:
            link.text = str(gettext(_REFERENCE_WORDS[str(target.tag)], number=number))
        elif number:
            link.text = str(gettext("chapter %(number)s", number=number))
        else:
            heading = target if target.tag in _HEADINGS else next(iter(target.iter(*_HEADINGS)), None)
            link.text = _words(heading) if heading is not None else href[1:]


def _typeset(tree: HtmlElement, language: str) -> None:
    for element, inherited in _with_language(tree, language):
        if element.tag in _RAW:
            continue
        if element.text:
            element.text = typeset(element.text, inherited, starts_word=_starts_word(element))
        for child in element:
            if child.tail:
                child.tail = typeset(child.tail, inherited, starts_word=False)
        for name in ("alt", "title", "aria-label", "content"):
            value = element.get(name)
            if value and (name != "content" or element.get("name") == "description"):
                element.set(name, typeset(value, inherited))


def _starts_word(element: HtmlElement) -> bool:
    before = element.getprevious()
    parent = element.getparent()
    text = before.tail if before is not None else (parent.text if parent is not None else None)
    return not text or text[-1:].isspace() or text[-1:] in "([«“‘\u00a0\u202f"


def _with_language(tree: HtmlElement, language: str) -> Iterator[tuple[HtmlElement, str]]:
    pending: list[tuple[HtmlElement, str]] = [(tree, language)]
    while pending:
        element, inherited = pending.pop()
        if not isinstance(element.tag, str):
            continue
        inherited = element.get("lang") or inherited
        yield element, inherited
        if element.tag not in _RAW:
            pending.extend((child, inherited) for child in element)
