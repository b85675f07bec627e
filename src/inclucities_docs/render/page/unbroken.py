"""Where a line may not end: before a short last word, inside the last one, inside a name or a short compound."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

from inclucities_docs.language.typography import bind_numbers
from inclucities_docs.render.page.tree import HEADINGS, list_elements, wrap_words

__all__ = ["bind_last_words", "keep_compounds_whole", "keep_names_whole", "lead_with_spaces"]

SHORT = 7
"""The last words of a paragraph that have fewer letters do not stand alone on a line."""

LONG = 22
"""So many signs are bound to one another at most: narrow columns have room for no more."""

CELL = 36
"""The text of a table's cell that has more letters is taken for a paragraph."""

_BLOCKS = {"p", "li", "dd", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"}
_BOUND = "(?:[^ \n\u00a0\u202f]+[\u00a0\u202f])*"
"""What stays on the line of a word, and so in its span: before a span, the layout engine would break elsewhere."""

_END = "(?=[.!?…»”’)\u00a0\u202f]*$)"

_HYPHENATED_LAST_WORD = re.compile(rf"{_BOUND}(?<!\w)\w{{7,14}}{_END}")
"""A last word that may be cut, and whose end would stand alone; longer ones need the hyphen."""

_HYPHENATED_LAST_WORDS = re.compile(rf"{_BOUND}(?<!\w)\w{{7,16}}(?:[\u00a0\u202f]\w{{1,6}})*{_END}")
"""The same, where columns are wide enough for it and the short words that are bound to it."""

_LAST_COMPOUND = re.compile(rf"(?<![\w’])[\w’]{{3,11}}-\w{{1,6}}{_END}")
"""A last word joined by a hyphen whose end would stand alone: « abandonnent-elles »."""

_WHOLE_IN_TITLES = re.compile(
    r"(?<![\w-])(?=[\w-]{3,24}(?![\w-]))\w+(?:-\w+)+|«[^«»]{3,24}»|“[^“”]{3,24}”|(?<!\w)‘[^‘]{3,22}’(?!\w)"
)
"""Short words joined by hyphens, and short quotations: no line of a title ends inside them."""

_SUSPENDED = re.compile(r"-(?<=[\s(]-)[^\W\d_]\w+")
"""The end of a compound whose beginning was said before: „mentorsteden en -verenigingen“."""

_SHORT_COMPOUND = 14
"""What has more letters may be broken on phones, which have no room for it."""

_NAME = re.compile(r"(?:(?<=[^\W\d_] )|(?<=[,;] )|(?<=[’(«“]))([^\W\d_]{6,})")
"""A word inside a sentence; a name where it begins with a capital."""

_NOUNS_LIKE_NAMES = {"de", "lb"}
"""Languages that give every noun a capital."""


def bind_last_words(tree: HtmlElement) -> None:
    """Bind a short last word of a paragraph or heading to the one before it; keep a longer one whole."""
    for reference in tree.find_class("ref"):  # „table 20“
        if reference.text and len(reference.text) < LONG:
            reference.text = reference.text.replace(" ", "\u00a0")
    for block in list(list_elements(tree)):
        if block.tag not in _BLOCKS and not (block.tag == "td" and len(block.text_content()) > CELL):
            continue
        last = _find_last_text(block)
        if last is None:
            continue
        element, name = last
        setattr(element, name, _bind_end(getattr(element, name)))
        if block.tag not in HEADINGS:  # no heading is hyphenated
            is_cell = block.tag == "td"
            _wrap(element, name, _HYPHENATED_LAST_WORD if is_cell else _HYPHENATED_LAST_WORDS)
            if not is_cell:
                _wrap(element, name, _LAST_COMPOUND, "compound-long")


def _bind_end(text: str) -> str:
    """Return a text whose last words stay together until they have letters enough to stand on a line."""
    *words, end = text.rstrip(" \n").split(" ")
    while words and words[-1] and sum(map(str.isalnum, end)) < SHORT and len(words[-1]) + len(end) < LONG:
        if words[-1][-1].isdigit() and end[0].isdigit():  # what is copied from a number are its own spaces
            break
        end = f"{words.pop()}\u00a0{end}"
    return " ".join([*words, end]) + text[len(text.rstrip(" \n")) :]


def _find_last_text(block: HtmlElement) -> tuple[HtmlElement, str] | None:
    """Return the place of a block's last words, past its marks: an element, and ``text`` or ``tail``."""
    found: tuple[HtmlElement, str] | None = (block, "text") if (block.text or "").strip() else None
    for child in block:
        if not isinstance(child.tag, str) or child.tag in _BLOCKS or child.tag in {"ul", "ol", "dl", "div"}:
            return None
        if not {"note-mark", "mark", "anchor"} & set(child.get("class", "").split()):
            inner = _find_last_text(child)
            found = inner or found
        if (child.tail or "").strip():
            found = (child, "tail")
    return found


def keep_compounds_whole(tree: HtmlElement) -> None:
    """Keep what belongs together on one line: „City-to-“ and „3“ end none in titles, „-“ none anywhere.

    Compounds and quotations come into spans of class ``compound``, longer ones ``compound-long``.
    """
    for element in list(_list_hyphenated(tree)):
        for child in list(element):
            _wrap(child, "tail", _SUSPENDED, "compound")
        _wrap(element, "text", _SUSPENDED, "compound")
    for title in list(tree.iter("h1")):
        for child in list(title):
            child.tail = bind_numbers(child.tail or "") or None
            _wrap(child, "tail", _WHOLE_IN_TITLES, "compound")
        title.text = bind_numbers(title.text or "") or None
        _wrap(title, "text", _WHOLE_IN_TITLES, "compound")
        for span in title.find_class("compound"):
            if len(span.text or "") > _SHORT_COMPOUND:
                span.set("class", "compound-long")


def keep_names_whole(tree: HtmlElement, language: str) -> None:
    """Put the names of a page in spans of class ``whole``, which print does not hyphenate.

    A name is what has a capital inside a sentence anywhere on the page; nothing is known beforehand.
    """
    if language.split("-", maxsplit=1)[0] in _NOUNS_LIKE_NAMES:
        return
    texts = [text for element in _list_hyphenated(tree) for text in (element.text, *_tails(element)) if text]
    names = {found[1] for text in texts for found in _NAME.finditer(text) if found[1][0].isupper()}
    if not names:
        return
    pattern = re.compile(
        rf"{_BOUND}(?<!\w)(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?!\w)"
    )
    for element in list(_list_hyphenated(tree)):
        for child in list(element):
            _wrap(child, "tail", pattern)
        _wrap(element, "text", pattern)


_UNBROKEN = {"head", "script", "style", "svg", "h1", "h2", "h3", "h4", "title", "nav"}


def _list_hyphenated(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Walk the elements whose own words print may hyphenate."""
    pending = [tree]
    while pending:
        element = pending.pop()
        if isinstance(element.tag, str) and element.tag not in _UNBROKEN and not element.get("lang", ""):
            yield element
            pending.extend(element)
        elif isinstance(element.tag, str) and element.tag == "html":
            pending.extend(element)


def _tails(element: HtmlElement) -> Iterator[str | None]:
    return (child.tail for child in element)


def _wrap(element: HtmlElement, name: str, pattern: re.Pattern[str], class_name: str = "whole") -> None:
    """Put what a pattern finds in an element's ``text`` or ``tail`` in spans that are not broken.

    Not where words run from right to left: the layout engine sets one span after the other, and
    the two words of a name in Latin letters would change places.
    """
    text = getattr(element, name)
    if text and pattern.search(text) and element.getroottree().getroot().get("dir") != "rtl":
        wrap_words(element, name, pattern, lambda found: _make_span(found[0], class_name))


def _make_span(text: str, class_name: str) -> HtmlElement:
    span = lxml.html.Element("span", {"class": class_name})
    span.text = text
    return span


_INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "dfn", "em", "i", "q", "strong", "sup"}
_INLINE_SPANS = {"", "century", "index", "whole"}
"""Elements that run on in their line, and the classes of spans that do."""


def lead_with_spaces(tree: HtmlElement) -> None:
    """Move the space before an element that runs on in its line to its own beginning.

    The layout engine takes a text that fits but for its last space for one that cannot be broken
    earlier, and leaves its first word, or part of it, alone on the line.
    """
    for element in list(list_elements(tree)):
        is_inline = element.tag in _INLINE or (
            element.tag == "span" and element.get("class", "") in _INLINE_SPANS
        )
        text = element.text or ""
        if not is_inline or not text.strip() or text[:1].isspace() or element.get("dir"):
            continue  # in a direction of its own, the space would go to the other end
        before = element.getprevious()
        holder, name = (element.getparent(), "text") if before is None else (before, "tail")
        words = getattr(holder, name) or "" if holder is not None else ""
        if words.strip(" \n") and words[-1:] in " \n":
            setattr(holder, name, words.rstrip(" \n"))
            element.text = f" {text}"
