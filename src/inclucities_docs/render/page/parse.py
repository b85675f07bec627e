"""A page as a tree, with every word that its template said: what a parser leaves out is told, not lost."""

from __future__ import annotations

import re
from html import unescape

import lxml.html
from lxml.html import HtmlElement

__all__ = ["DEEPEST", "LostTextError", "parse_page"]

DEEPEST = 200
"""Deepest nesting of elements: the parser leaves out what lies deeper than some 250, and says nothing."""

LONGEST = 9_000_000
"""Longest page in characters, without its pictures: the parser leaves out the rest of a text of ten million."""

_MARKUP = re.compile(
    r"<!--.*?-->|<!doctype[^>]*>|<(script|style)\b[^>]*>.*?</\1\s*>|</?[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.S | re.I,
)
_HALF = re.compile("[\ud800-\udfff]")
_APART = re.compile(r"<!--.*?-->|<(script|style)\b[^>]*>.*?</\1\s*>", re.S | re.I)
_SWALLOWED = re.compile(
    r"""<[a-zA-Z](?:[^<>"']|"[^"<]*"|'[^'<]*')*(?:"[^"<]*<[/a-zA-Z!][^"]*"|'[^'<]*<[/a-zA-Z!][^']*')"""
)
_RAW = re.compile(r"<(xmp|plaintext|noembed|noframes|noscript|listing|iframe|template|frameset)\b", re.I)
_ENDED = re.compile(r"</html\s*>(?=.*\S)", re.S | re.I)


class LostTextError(Exception):
    """Says what of a page would be lost, why, what to do, and near which words, or in which tag."""

    def __init__(self, message: str, hint: str, words: str = "", tag: str = "") -> None:
        super().__init__(message, hint, words, tag)
        self.message, self.hint, self.words, self.tag = message, hint, words, tag


def parse_page(html: str) -> HtmlElement:
    """Return a page's tree; raise LostError unless all its words are in it."""
    half = _HALF.search(html)
    if half:
        before = html[max(0, half.start() - 40) : half.start()]
        raise LostTextError(
            f"half of a character stands here (U+{ord(half[0]):04X}), which no text can hold",
            "write the whole character as it is, without \\u",
            _last_words(before),
        )
    tags = _APART.sub("", html)
    raw = _RAW.search(tags)
    if raw:
        name = raw[1].lower()
        raise LostTextError(
            f"a page may not hold <{name}>: browsers read on in it by other rules", "take it out", raw[0]
        )
    swallowed = _SWALLOWED.search(tags)
    if swallowed:
        raise LostTextError(
            "a quote in this tag is closed only after other tags, which are lost in it",
            "close the quote where the attribute ends",
            re.split(r"\n|data:", swallowed[0])[0][:40],
        )
    ended = _ENDED.search(html)
    if ended:
        raise LostTextError(
            "the page goes on after its end",
            "take out </html> where it stands too early, or what follows it",
            _first_words(html[ended.end() :]) or "</html>",
        )
    bare = re.sub(r"data:[^\s\"'<>]{200,}", "data:", html)
    if len(bare) > LONGEST:
        raise LostTextError(
            f"the page is longer than {LONGEST // 1_000_000} million characters",
            "show less on it: look at loops, and at what was written last",
        )
    parser = lxml.html.HTMLParser(huge_tree=True)
    tree: HtmlElement = lxml.html.document_fromstring(html, parser=parser)
    deep = _find_deep(tree)
    if deep:
        raise LostTextError(
            f"more than {DEEPEST} elements stand inside one another here",
            "look for an element that is opened in a loop and never closed",
            deep,
        )
    _compare(html, tree)
    _refuse_unclosed(tags)
    return tree


_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")

_OPTIONAL = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup",
    "rp", "rt", "html", "head", "body",
}  # fmt: skip
"""Elements that have no end, or may be left without one."""


def _refuse_unclosed(html: str) -> None:
    """Raise LostTextError for an element that is never closed, or closed and never opened: it takes in what follows."""
    pending: list[tuple[str, int, str]] = []
    for found in _TAG.finditer(html):
        name = found[2].lower()
        if name in _OPTIONAL or found[3].endswith("/"):
            continue
        if not found[1]:
            pending.append((name, found.end(), found[0]))
        elif pending and pending[-1][0] == name:
            pending.pop()
        else:
            is_open = any(one == name for one, _, _ in pending)
            culprit, at, tag = pending[-1] if is_open else (name, found.end(), found[0])
            message = (
                f"<{culprit}> is opened here, and not closed before </{name}>"
                if is_open
                else f"</{name}> closes an element that was never opened"
            )
            hint = (
                f"write </{culprit}> where it ends" if is_open else "take it out, or open the element before"
            )
            words = _first_words(re.sub(r"^(?:\s*<[^<>]*>)+", "", html[at : at + 400]))
            raise LostTextError(message, hint, words, tag[:40])


def _find_deep(tree: HtmlElement) -> str:
    """Return words near the first element that lies too deep; empty where none does, a sign where it has no words."""
    found = tree.getroottree().xpath("/*" * (DEEPEST + 1))
    return (_first_words(" ".join(found[0].itertext())) or "<") if found else ""


def _compare(html: str, tree: HtmlElement) -> None:
    """Raise LostError where words of a page are not in its tree."""
    said = _squeeze(unescape(_MARKUP.sub(" ", html)))
    words = tree.xpath("//text()[not(parent::script or parent::style)]", smart_strings=False)
    kept = _squeeze("".join(words))
    if said == kept:
        return
    place = next(
        (at for at, (one, two) in enumerate(zip(said, kept, strict=False)) if one != two),
        min(len(said), len(kept)),
    )
    words = said[place : place + 60] or kept[place : place + 60]
    raise LostTextError(
        f"part of this page would be lost or changed, from '{words[:40]}' on",
        "look for a < that is written as it is, a tag or quote that is never closed, or an element in a wrong place",
        words,
    )


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _first_words(text: str) -> str:
    return text.strip().partition("\n")[0].partition("<")[0].strip()[:60]


def _last_words(text: str) -> str:
    return re.split(r"[<>\n]", text.strip())[-1].strip()[-40:]
