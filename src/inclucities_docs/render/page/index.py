"""The index: collected from the words that writers mark, sorted as the language sorts."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from inclucities_docs.language.collation import drop_article, find_initial, sort_key
from inclucities_docs.render.page.tree import HEADINGS, has_class, language_of, words_of

__all__ = ["fill_index"]


@dataclass
class _Entry:
    """A word of the index: where it stands, and the entries below it."""

    places: list[tuple[str, str]] = field(default_factory=list)
    """Name of the place in the page, and the number of its section."""
    below: dict[str, _Entry] = field(default_factory=dict)
    language: str = ""
    """That of the text which marks the words, where it is not the page's."""


def fill_index(tree: HtmlElement, language: str) -> None:
    """Fill ``<div data-fill="index">`` from all ``[words]{.index entry="entry, subentry"}``.

    A section gives an entry one place, however often it names it.
    """
    top = _Entry()
    count = 0
    section, sections = "", set[tuple[str, str]]()
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in HEADINGS and element.get("data-number"):
            section = element.get("data-number", "")
        if not has_class(element, "index") or element.tag != "span":
            continue
        name = element.attrib.pop("data-entry", "") or words_of(element)
        if (section, name) in sections:
            continue
        sections.add((section, name))
        count += 1
        anchor = element.get("id") or f"index-{count}"
        element.set("id", anchor)
        entry = top
        for part in name.split(",", 1):
            spoken = language_of(element)
            own = _Entry(language="" if spoken in ("", language) else spoken)
            entry = entry.below.setdefault(part.strip(), own)
        entry.places.append((anchor, section))
    for holder in tree.iter("div"):
        if holder.attrib.pop("data-fill", "") == "index":
            _write(holder, top, language)


def _write(holder: HtmlElement, top: _Entry, language: str) -> None:
    group, letter = None, ""
    for name, entry in _sorted(top, language):
        first = find_initial(drop_article(name, entry.language or language), language)
        if group is None or first != letter:
            letter = first
            section = etree.SubElement(holder, "div", {"class": "index-group"})
            etree.SubElement(section, "p", {"class": "index-letter", "aria-hidden": "true"}).text = letter
            group = etree.SubElement(section, "ul", {"class": "index-list"})
        _write_entry(group, name, entry, language)


def _write_entry(parent: HtmlElement, name: str, entry: _Entry, language: str) -> None:
    if not entry.places and len(entry.below) == 1:  # one line says both
        [(below, entry)] = entry.below.items()
        name = f"{name}, {below}"
    item = etree.SubElement(parent, "li")
    words = etree.SubElement(item, "span", {"class": "index-word"})
    words.text = name
    if entry.language:
        words.set("lang", entry.language)
    words.tail = " "
    for number, (anchor, section) in enumerate(entry.places):
        link = etree.SubElement(item, "a", {"class": "index-place", "href": f"#{anchor}"})
        etree.SubElement(link, "span", {"class": "index-section screen-only"}).text = section or str(
            number + 1
        )
        link.tail = ", " if number + 1 < len(entry.places) else ""
    if entry.below:
        inner = etree.SubElement(item, "ul")
        for below, one in _sorted(entry, language):
            _write_entry(inner, below, one, language)


def _sorted(entry: _Entry, language: str) -> list[tuple[str, _Entry]]:
    return sorted(
        entry.below.items(),
        key=lambda item: sort_key(drop_article(item[0], item[1].language or language), language),
    )
