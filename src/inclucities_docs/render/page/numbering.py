"""Numbers of chapters, sections, figures and tables, in the order of the page.

An element with ``data-numbering="1"`` (or ``"A"``) is a chapter (or an annex): its first
heading takes the next number (or letter), the headings one level below take ``4.1``, ``4.2``.
Figures and tables with a caption are numbered in documents that have chapters.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml.html import HtmlElement

from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.render.page.tree import HEADINGS, has_class, language_of, plain, prepend

__all__ = ["number_captions", "number_headings"]

_WORDS = {"figure": gettext_noop("Figure %(number)s"), "table": gettext_noop("Table %(number)s")}
"""What a caption begins with; the catalogues translate it."""


def number_headings(tree: HtmlElement) -> None:
    """Number the headings of chapters and annexes."""
    counts = {"1": 0, "A": 0}
    for part in tree.iter("section", "article", "div"):
        kind = part.attrib.pop("data-numbering", None)
        if kind not in counts:
            continue
        counts[kind] += 1
        number = str(counts[kind]) if kind == "1" else chr(ord("A") + (counts[kind] - 1) % 26)
        part.set("data-part", number)
        headings = list(part.iter(*HEADINGS))
        if not headings:
            continue
        top, inner = HEADINGS.index(headings[0].tag), 0
        _set_number(headings[0], number, "annex" if kind == "A" else "chapter")
        for heading in headings[1:]:
            if HEADINGS.index(heading.tag) == top + 1 and not heading.get("data-unlisted"):
                inner += 1
                _set_number(heading, f"{number}.{inner}", "section")


def _set_number(heading: HtmlElement, number: str, kind: str) -> None:
    heading.set("data-number", number)
    heading.set("data-kind", kind)
    prepend(heading, number, "heading-number")
    heading[0].tail = f" {heading[0].tail or ''}"


def number_captions(tree: HtmlElement, words_in: Callable[[str], Callable[..., str]]) -> None:
    """Number the figures with an id and the tables of texts, and say the number in their captions."""
    if not any(part.get("data-part") for part in tree.iter("section", "article", "div")):
        return
    counts = dict.fromkeys(_WORDS, 0)
    for element in tree.iter(*_WORDS):
        kind = str(element.tag)
        caption = _caption(element)
        if caption is None or not (element.get("id") or _is_table_of_text(element, caption)):
            continue
        counts[kind] += 1
        number = str(counts[kind])
        element.set("data-number", number)
        element.set("data-kind", kind)
        words = words_in(language_of(caption))(_WORDS[kind], number=number)
        prepend(caption, plain(words), "caption-number")
        caption[0].tail = f" – {caption[0].tail or ''}"


def _is_table_of_text(element: HtmlElement, caption: HtmlElement) -> bool:
    """Tell a table that its writer gave a caption from a figure's own and from one to fill in."""
    is_told = bool((caption.text or "").strip()) or any(
        not has_class(one, "visually-hidden") for one in caption
    )
    return element.tag == "table" and is_told and next(element.iterancestors("figure"), None) is None


def _caption(element: HtmlElement) -> HtmlElement | None:
    """Return what says a figure's or a table's title."""
    if element.tag == "table":
        found: HtmlElement | None = element.find("caption")
        return found
    for one in element.iter("figcaption"):
        title = next((inner for inner in one.iter("p") if "figure-title" in inner.get("class", "")), None)
        return one if title is None else title
    return None
