"""The last touches on a page as a tree: names, numbers, contents, references, languages, spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import lxml.html
from lxml.html import HtmlElement

from inclucities_docs.inputs.branch import FALLBACK_BREAK, FALLBACK_END, FALLBACK_START
from inclucities_docs.language.direction import mark_runs
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.language.ordinal import raise_endings
from inclucities_docs.language.typography import typeset
from inclucities_docs.render.page.address import mark_addresses
from inclucities_docs.render.page.contents import add_anchors, fill_contents
from inclucities_docs.render.page.cross_reference import References, link_terms, resolve_references
from inclucities_docs.render.page.index import fill_index
from inclucities_docs.render.page.numbering import number_captions, number_headings
from inclucities_docs.render.page.table import complete_tables, wrap_tables
from inclucities_docs.render.page.tree import (
    FIELD,
    HEADINGS,
    language_of,
    list_elements,
    words_of,
    wrap_words,
)
from inclucities_docs.render.page.unbroken import keep_compounds_whole

__all__ = ["Transformed", "transform"]


@dataclass
class Transformed:
    """A page that is complete but for its style."""

    tree: HtmlElement
    text: str
    """All its words, for the choice of letters that the fonts must have."""
    references: References


_RAW = {"script", "style", "code", "pre", "kbd", "samp", "textarea"}
_UNRAISED = {"html", "head", "title", "option", "sup", "text", "tspan", "desc"}
"""What holds words alone, or is drawn: no part of it can be raised."""
_FALLBACK = re.compile(
    f"{FALLBACK_START}([^{FALLBACK_BREAK}]*){FALLBACK_BREAK}([^{FALLBACK_END}]*){FALLBACK_END}"
)


def transform(tree: HtmlElement, language: str, words_in: Callable[[str], Callable[..., str]]) -> Transformed:
    """Return a page's tree with everything in place; each step stands after what it builds on.

    ``words_in`` gives what finds interface words in the language of a text.
    """
    held = list(tree.iter())  # what nobody holds of a tree is wrapped anew for each step that comes by
    _mark_fallbacks(tree)  # first: marks are single characters in a text, which later steps would part
    _name_blocks(tree)  # what marks left as empty spans, before it counts as the words of something
    _name_headings(tree)  # before all that leads to a heading
    number_headings(tree)  # before all that repeats a number
    complete_tables(tree, words_in)  # adds captions, so before these are used
    wrap_tables(tree)  # names the frame by its caption, which has no number yet
    number_captions(tree, words_in)
    references = resolve_references(tree, words_in)  # everything that can be named has its number now
    fill_index(tree, language)  # adds a list of places; its headings stand in the contents
    fill_contents(tree)  # copies headings, so before links and anchors are put into them
    link_terms(tree)  # after contents, which would copy the links
    add_anchors(tree, words_in)  # last of what adds words
    _mark_fallbacks(tree)  # again, for the interface words that the steps above brought in
    _mark_directions(tree, language)  # by the languages that are marked now
    _typeset(
        tree, language
    )  # by language; before words are taken into spans, which part a text from its neighbours
    mark_addresses(tree)
    keep_compounds_whole(tree)  # after addresses, whose hyphens are no compounds
    text = "".join(str(words) for words in tree.itertext())  # typeset: fonts must have its spaces and quotes
    text += "".join(
        str(value) for element in tree.iter("img") for value in element.attrib.values() if len(value) < 5000
    )
    _mark_greek(tree, language)  # spans for readers and screen readers, which change no letter
    _mark_runs(tree, language)  # last: looks at the language of each run, Greek ones included
    del held
    return Transformed(tree, text, references)


_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]{2,}(?:[\s.,’'()–-]+[\u0370-\u03ff\u1f00-\u1fff]+)*")


def _mark_greek(tree: HtmlElement, language: str) -> None:
    """Say that Greek words in a text of another language are Greek: names, addresses, titles of sources.

    No other language here is written in these letters; of Cyrillic and Arabic ones, letters do not tell.
    """
    for element in list(list_elements(tree)):
        for name, holder in (("text", element), ("tail", element.getparent())):
            words = getattr(element, name)
            if words and _GREEK.search(words) and holder is not None and _is_marked(holder, language):
                wrap_words(element, name, _GREEK, _make_greek)


def _is_marked(holder: HtmlElement, language: str) -> bool:
    """Return whether Greek words of an element are to be told from those around."""
    is_held = holder.tag in _UNRAISED or any(one.tag in _RAW for one in (holder, *holder.iterancestors()))
    return not is_held and (language_of(holder) or language).split("-", 1)[0] != "el"


def _make_greek(found: re.Match[str]) -> HtmlElement:
    span = lxml.html.Element("span", {"lang": "el"})
    span.text = found[0]
    return span


def _mark_runs(tree: HtmlElement, language: str) -> None:
    """Keep telephone numbers and Latin words whole where the words around run from right to left."""
    spoken = {language, *(one.get("lang") or language for one in list_elements(tree))}
    turned = {one for one in spoken if Localisation(one).direction == "rtl"}
    if not turned:
        return
    for element, inherited in list(_with_language(tree, language)):
        if inherited not in turned or element.tag in _RAW | {"head", "title", "option"}:
            continue
        element.text = mark_runs(element.text) if element.text else None
        for child in element:
            child.tail = mark_runs(child.tail) if child.tail else None


def _mark_fallbacks(tree: HtmlElement) -> None:
    """Turn the marks around texts in another language into ``lang`` attributes."""
    for element in list(list_elements(tree)):
        for name, value in element.items():
            if FALLBACK_START in value:
                element.set(name, _FALLBACK.sub(r"\2", value))
        text, tail = element.text, element.tail
        if tail and FALLBACK_START in tail:
            wrap_words(element, "tail", _FALLBACK, _make_fallback)
        if text and FALLBACK_START in text:
            if element.tag == "title":
                element.text = _FALLBACK.sub(r"\2", text)
            else:
                wrap_words(element, "text", _FALLBACK, _make_fallback)


def _make_fallback(found: re.Match[str]) -> HtmlElement:
    language, _, path = found[1].partition("@")
    span = lxml.html.Element("span", {"lang": language} if language else {})
    if path:
        span.set(FIELD, unquote(path))
    span.text = found[2]
    return span


def _name_blocks(tree: HtmlElement) -> None:
    """Put the name of a paragraph of prose, which stands before its first word, on the element that holds it."""
    for span in list(tree.iter("span")):
        parent = span.getparent()
        if span.get(FIELD, "").startswith("templates/") and not span.text and parent is not None:
            parent.set(FIELD, span.get(FIELD, ""))
            span.drop_tag()


def _mark_directions(tree: HtmlElement, language: str) -> None:
    """Say in which direction a text in another language runs, where that is not the page's."""
    page = Localisation(language).direction
    for element in tree.iter():
        if isinstance(element.tag, str) and element.get("lang") and not element.get("dir"):
            direction = Localisation(element.get("lang", "")).direction
            if direction != page:
                element.set("dir", direction)


def make_slug(text: str) -> str:
    """Return a name for addresses from a heading: Latin letters, digits and hyphens.

    The layout engine finds no other letters again in addresses, so that headings in other scripts
    are called by their place.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "section"


def _name_headings(tree: HtmlElement) -> None:
    taken = {
        element.get("id") for element in tree.iter() if isinstance(element.tag, str) and element.get("id")
    }
    for heading in tree.iter(*HEADINGS):
        parent = heading.getparent()
        section = parent if parent is not None and parent.tag == "section" and parent.get("id") else None
        if heading.get("id") or section is not None:
            continue
        slug = stem = make_slug(words_of(heading))
        number = 2
        while slug in taken:
            slug, number = f"{stem}-{number}", number + 1
        taken.add(slug)
        heading.set("id", slug)


def _typeset(tree: HtmlElement, language: str) -> None:
    for element, inherited in list(_with_language(tree, language)):
        if element.tag in _RAW:
            continue
        text = element.text
        if text:
            starts_word = '"' not in text or _starts_word(element)  # it is asked of these marks alone
            if (right := typeset(text, inherited, starts_word=starts_word)) != text:
                element.text = right
        for child in element:
            tail = child.tail
            if tail and (right := typeset(tail, inherited, starts_word=False)) != tail:
                child.tail = right
        for name in ("alt", "title", "aria-label", "content"):
            value = element.get(name)
            if value and (name != "content" or element.get("name") == "description"):
                element.set(name, typeset(value, inherited))
        if inherited.split("-", 1)[0] == "fr" and element.tag not in _UNRAISED:
            raise_endings(element)


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
