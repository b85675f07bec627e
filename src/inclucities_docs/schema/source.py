"""Sources: where a fact was read, and when."""

from __future__ import annotations

from inclucities_docs.schema.value import Line, Period, Record, Text, Url

__all__ = ["Source"]


class Source(Record):
    """A publication or public page that facts are taken from."""

    title: Line
    """Its title, in its own language."""
    described: bool = False
    """Whether the title is the editors’ description, the published one not being known: square brackets say so."""
    author: Line | None = None
    """Who wrote it, where it says so."""
    publisher: Line
    """Who published it."""
    url: Url | None = None
    """Its address; none for a printed source."""
    language: str = "en"
    """The language it is written in."""
    published: Period | None = None
    """When it was published, where it says so."""
    read: Period
    """When it was read."""
    encyclopaedia: bool = False
    """Whether it copies an encyclopaedia that anyone may edit: the documents say so beside it."""
    method: Line | None = None
    """How it was read, for editors: a title after the address, a cut page. No document prints it."""
    note: Text | None = None
    """What a reader should know of it."""
