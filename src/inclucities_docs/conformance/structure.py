"""The tag tree of a PDF as assistive technology reads it: roles, attributes, texts, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf

from inclucities_docs.conformance.pdf_content import PageContent, read_content

__all__ = ["Link", "Tag", "UnreadableError", "read_tagged"]

INLINE = frozenset({"Span", "Link", "Reference", "Quote", "Code", "Em", "Strong", "Annot"})


class UnreadableError(Exception):
    """A file is not a PDF, or what it refers to is not in it."""


@dataclass(eq=False)
class Link:
    """A link annotation."""

    page: int
    contents: str
    target: str
    """The name of the place in the document it leads to, or an address."""
    is_internal: bool


@dataclass(eq=False)
class Tag:
    """One structure element."""

    role: str
    page: int
    """From 1."""
    language: str
    parent: Tag | None = None
    kids: list[Tag | str | Link] = field(default_factory=list)
    alternative: str | None = None
    actual: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    identifier: str = ""
    title: str = ""
    """In files that are made to find a fault: the template line that it comes from."""

    def walk(self) -> Iterator[Tag]:
        """Return this element and all in it, in reading order."""
        pending = [self]
        while pending:
            one = pending.pop()
            yield one
            pending += [kid for kid in reversed(one.kids) if isinstance(kid, Tag)]

    def ancestors(self) -> Iterator[Tag]:
        """Return the elements around it, inside out."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent

    @property
    def links(self) -> list[Link]:
        """The annotations of its own."""
        return [kid for kid in self.kids if isinstance(kid, Link)]

    @property
    def own_text(self) -> str:
        """The text that stands directly in it."""
        return self.actual or "".join(kid for kid in self.kids if isinstance(kid, str))

    @property
    def text(self) -> str:
        """All text in it, blocks apart."""
        if self.actual is not None:
            return self.actual
        parts = []
        for kid in self.kids:
            if isinstance(kid, str):
                parts.append(kid)
            elif isinstance(kid, Tag):
                parts.append(kid.text if kid.role in INLINE else f" {kid.text} ")
        return " ".join("".join(parts).split())

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        return f"page {self.page} <{self.role}>"

    @property
    def origin(self) -> str:
        """The template line it came from, where the file tells."""
        titles = (one.title for one in (self, *self.ancestors()) if one.title)
        return next((f"comes from {title}" for title in titles), "")


def read_tagged(file: Path) -> tuple[pikepdf.Pdf, list[PageContent], Tag | None]:
    """Read a PDF: the file, its pages' content, the root of its tag tree or none.

    Those who look at it one after the other share it.
    """
    return _read_tagged(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read_tagged(file: Path, written: int) -> tuple[pikepdf.Pdf, list[PageContent], Tag | None]:
    del written
    try:
        pdf = pikepdf.open(file)
    except pikepdf.PdfError as problem:
        raise UnreadableError(str(problem)) from None
    try:
        pages = read_content(pdf)
        return pdf, pages, read_structure(pdf, pages)
    except (pikepdf.PdfError, KeyError, IndexError, TypeError, ValueError, AttributeError) as problem:
        raise UnreadableError(f"what it refers to is not in it: {problem}") from None


def read_structure(pdf: pikepdf.Pdf, pages: list[PageContent]) -> Tag | None:
    """Return the root of the tag tree, none where the file is not tagged."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/K" not in root:
        return None
    language = str(pdf.Root.get("/Lang", ""))
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    roles = {str(name): str(role) for name, role in dict(root.get("/RoleMap", {})).items()}
    top = Tag("Root", 1, language)
    _Walk(numbers, pages, roles).add_kids(root.K, top, 0)
    return top


class _Walk:
    """What stays the same over the whole tree."""

    def __init__(self, numbers: dict[Any, int], pages: list[PageContent], roles: dict[str, str]) -> None:
        self.numbers, self.pages, self.roles = numbers, pages, roles

    def add_kids(self, kids: Any, to: Tag, page: int) -> None:
        """Add what a K entry holds: elements, marked content, annotations."""
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                to.kids.append(self.text_of(page, kid))
            elif kid.get("/Type") == "/MCR":
                at = self.page_of(kid, page)
                to.kids.append(self.text_of(at, int(kid["/MCID"])))
            elif kid.get("/Type") == "/OBJR":
                to.kids.append(read_link(kid["/Obj"], self.page_of(kid, page) + 1))
            else:
                self.add_element(kid, to, page)

    def add_element(self, element: Any, to: Tag, page: int) -> None:
        at = self.page_of(element, page)
        role = str(element["/S"])
        made = Tag(
            self.roles.get(role, role).removeprefix("/"),
            at + 1,
            str(element.get("/Lang", to.language)),
            to,
            alternative=None if "/Alt" not in element else str(element["/Alt"]),
            actual=None if "/ActualText" not in element else str(element["/ActualText"]),
            attributes=read_attributes(element.get("/A")),
            identifier=str(element.get("/ID", "")),
            title=str(element.get("/T", "")),
        )
        to.kids.append(made)
        if "/K" in element:
            self.add_kids(element["/K"], made, at)

    def page_of(self, holder: Any, default: int) -> int:
        page = holder.get("/Pg")
        return default if page is None else self.numbers.get(page.objgen, default)

    def text_of(self, page: int, number: int) -> str:
        return self.pages[page].texts.get(number, "") if page < len(self.pages) else ""


def read_attributes(given: Any) -> dict[str, Any]:
    """Return the attributes of an element by name, of all owners together."""
    attributes: dict[str, Any] = {}
    for one in given if isinstance(given, pikepdf.Array) else [given]:
        if isinstance(one, pikepdf.Dictionary):
            attributes |= {str(name).removeprefix("/"): value for name, value in one.items()}
    return attributes


def read_link(annotation: Any, page: int) -> Link:
    """Return a link annotation."""
    action = annotation.get("/A", {})
    target = annotation.get("/Dest", action.get("/D"))
    internal = target is not None
    if target is None:
        target = action.get("/URI", "")
    name = "" if isinstance(target, pikepdf.Array) else str(target)
    return Link(page, str(annotation.get("/Contents", "")).strip(), name, internal)
