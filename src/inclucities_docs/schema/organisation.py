"""Organisations: the lead, the facilitator, the national associations, the funder."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from inclucities_docs.schema.value import Coordinates, Line, Record, SourceRefs, Statement, Text, Url

__all__ = ["Country", "Organisation"]

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""A country by its ISO 3166-1 code: ``GR`` for Greece."""


class Organisation(Record):
    """A body that takes part in the programme."""

    role: Literal["lead", "facilitator", "association", "funder", "partner"]
    """What it does in the programme."""
    acronym: Line
    """The short name it uses, in its own letters."""
    name: Text
    """Its full name per language."""
    country: Country | None = None
    """Where it sits."""
    seat: Coordinates | None = None
    """Where it stands on the map: the town of its seat."""
    seat_name: Text | None = None
    """The town of its seat."""
    website: Url | None = None
    """Its public address."""
    about: tuple[Statement, ...] = ()
    """What it is, in a sentence or two."""
    source: SourceRefs = Field(min_length=1)
    """Where its part in the programme is stated."""
