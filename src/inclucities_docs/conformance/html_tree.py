"""An HTML page as a tree that knows its lines: elements, attributes, text, in the order read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lxml.html import HtmlElement, HTMLParser, document_fromstring

__all__ = ["BLOCKS", "Element", "read_page", "read_target"]

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip


@dataclass(eq=False)
class Element:
    """One element; ``line`` is where its tag begins."""

    tag: str
    attributes: dict[str, str]
    line: int
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute, empty where there is none."""
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        """Return this element and all in it, in the order of the page."""
        pending = [self]
        while pending:
            one = pending.pop()
            yield one
            pending += [child for child in reversed(one.children) if isinstance(child, Element)]

    def find(self, *tags: str) -> Iterator[Element]:
        """Return the elements of these tags in it."""
        return (one for one in self.walk() if one.tag in tags)

    def ancestors(self) -> Iterator[Element]:
        """Return this element and those around it, inside out."""
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


def read_page(file: Path) -> Element:
    """Return the tree of a page; those who look at it one after the other share it."""
    return _read_page(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read_page(file: Path, written: int) -> Element:
    del written
    root = Element("#document", {}, 0)
    top = parse(file)
    if top is not None:
        root.children.append(_take(top, root))
    return root


def parse(file: Path) -> HtmlElement | None:
    """Return a page as its parser has it, None where there is nothing in it."""
    content = file.read_bytes()
    return (
        document_fromstring(content, HTMLParser(encoding="utf-8", huge_tree=True))
        if content.strip()
        else None
    )


@dataclass(frozen=True, slots=True)
class Target:
    """What links to a page can name: its language, and the places on it."""

    language: str
    ids: frozenset[str]


@lru_cache(maxsize=4096)
def read_target(file: Path) -> Target:
    """Return what links to a page can name, read once."""
    top = parse(file)
    if top is None:
        return Target("", frozenset())
    return Target(top.get("lang", ""), frozenset(map(str, top.xpath("//@id"))))


def _take(node: HtmlElement, parent: Element) -> Element:
    one = Element(
        str(node.tag),
        {str(name): str(value) for name, value in node.attrib.items()},
        node.sourceline or 0,
        parent,
    )
    if node.text:
        one.children.append(node.text)
    for child in node:
        if isinstance(child.tag, str):
            one.children.append(_take(child, one))
        if child.tail:
            one.children.append(child.tail)
    return one
