"""The glossary: one word for one thing, per language."""

from __future__ import annotations

from inclucities_docs.schema.value import Language, Line, Record, Statement, Text

__all__ = ["Term"]


class Term(Record):
    """A term of the field as the programme uses it."""

    name: Text
    """The term per language, as it stands in a dictionary."""
    definition: Statement
    """What it means here."""
    forms: dict[Language, tuple[Line, ...]] = {}
    """Other forms of the same term that texts may use: plurals, inflections."""
    avoid: dict[Language, tuple[Line, ...]] = {}
    """Words for the same thing that texts must not use."""
