"""Words without the marks of web pages: other systems keep their texts as HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["read_plain_text"]

_BREAKS = re.compile(
    r"address|article|aside|blockquote|br|dd|div|dl|dt|figure|footer|h1|h2|h3|h4|h5|h6|header|hr|li"
    r"|main|nav|ol|p|pre|section|table|td|th|tr|ul"
)
"""Elements that stand apart from the words around them."""

_INLINE = re.compile(
    r"a|abbr|b|big|center|cite|code|del|em|font|i|img|ins|kbd|mark|o:p|q|s|script|small|span|strike"
    r"|strong|style|sub|sup|tbody|thead|tt|u|var"
)

_SPACES = re.compile(r"[ \t\r\n\f]+")
"""Runs of spaces; those that keep a number with its unit stay."""

_MARKUP = re.compile(
    r"</?([a-z][a-z0-9:]*)(?:\s[^<>]*)?/?>|<!--|&(?:[a-z]+\d*|#\d+|#x[0-9a-f]+);", re.IGNORECASE
)


def read_plain_text(text: str) -> str:
    """Return a text as its readers see it: entities as letters, no marks, the address of a link behind its words."""
    names = [(found[1] or "").lower() for found in _MARKUP.finditer(text)]  # none: an entity, a remark
    if not any(not name or _BREAKS.fullmatch(name) or _INLINE.fullmatch(name) for name in names):
        return _SPACES.sub(" ", text).strip()
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return _SPACES.sub(" ", "".join(reader.parts)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0
        self.address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.hidden += tag in ("script", "style")
        if _BREAKS.fullmatch(tag):
            self.parts.append(" – " if tag == "li" else " ")
        elif tag == "a":
            self.address = given.get("href") or ""
        elif tag == "img":
            self.parts.append(given.get("alt") or "")
        elif not _INLINE.fullmatch(tag):  # no mark, but words between angle brackets
            self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")
        if _BREAKS.fullmatch(tag):
            self.parts.append(" ")
        elif tag == "a" and re.match("https?:|mailto:|tel:", self.address):
            address = re.sub("^(mailto|tel):", "", self.address)
            if address not in "".join(self.parts[-1:]):
                self.parts.append(f" ({address})")
            self.address = ""

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)
