"""An HTML page as a tree that knows its lines: elements, attributes, text, in the order read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

__all__ = ["BLOCKS", "Element", "read_page"]

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


@dataclass(eq=False)
class Element:
    """One element; ``line`` is where its tag begins."""

    tag: str
    attributes: dict[str, str]
    line: int
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Give an attribute, empty where there is none."""
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        """Give this element and all in it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, *tags: str) -> Iterator[Element]:
        """Give the elements of these tags in it."""
        return (one for one in self.walk() if one.tag in tags)

    def ancestors(self) -> Iterator[Element]:
        """Give this element and those around it, inside out."""
        one: Element | None = self
        while one is not None:
            yield one
            one = one.parent

    @property
    def text(self) -> str:
        """All text in it, spaces joined."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in {"script", "style", "template"}:
                yield from child._texts()
                if child.tag in BLOCKS or child.tag == "br":
                    yield " "

    @property
    def language(self) -> str:
        """The language that holds for it."""
        return next((one.get("lang") for one in self.ancestors() if one.get("lang")), "")

    @property
    def place(self) -> str:
        """Where it stands, for people: its line and its tag."""
        name = self.get("id") and f" id={self.get('id')}"
        return f"line {self.line} <{self.tag}{name}>"

    @property
    def origin(self) -> str:
        """The template line it came from, where the page tells."""
        for one in self.ancestors():
            if one.get("data-template"):
                return f"comes from {one.get('data-template')}"
        return ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#document", {}, 0)
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs, closed=tag in VOID)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs, closed=True)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]], *, closed: bool) -> None:
        if tag in {"p", "li", "dt", "dd", "tr", "td", "th", "option"}:
            self._close_implied(tag)
        parent = self.open[-1]
        given = {name: value or "" for name, value in reversed(attrs)}
        one = Element(tag, given, self.getpos()[0], parent)
        parent.children.append(one)
        if not closed:
            self.open.append(one)

    def _close_implied(self, tag: str) -> None:
        pairs = {"dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "td": {"td", "th"}, "th": {"td", "th"}}
        if self.open[-1].tag in pairs.get(tag, {tag}):
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].tag == tag:
                del self.open[index:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_page(file: Path) -> Element:
    """Give the tree of a page."""
    reader = _Reader()
    reader.feed(file.read_text("utf-8"))
    reader.close()
    return reader.root
