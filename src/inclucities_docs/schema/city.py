"""Cities: names, place, people."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from inclucities_docs.schema.organisation import Country
from inclucities_docs.schema.value import (
    Coordinates,
    Identifier,
    Language,
    Line,
    Model,
    Quantity,
    Record,
    Ref,
    SourceRefs,
    Statement,
    Text,
)

__all__ = ["City", "Region"]


class Region(Model):
    """A statistical region, NUTS 2021."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2}[A-Z0-9]{1,3}$")]
    """Its NUTS code, ``BE10``."""
    name: Text
    """Its name per language."""
    source: SourceRefs
    """Where it was read."""


class City(Record):
    """A municipality that mentors or is mentored."""

    name: Text
    """Its name as each language uses it: Malines in French, Mechelen in Dutch."""
    official_names: tuple[Line, ...] = ()
    """What it calls itself, in its own languages and letters; a city of several languages in their order."""
    country: Country
    """Its country by ISO code."""
    region: Region
    """Its region, NUTS level 2."""
    district: Region | None = None
    """Its district, NUTS level 3."""
    local_code: Line | None = None
    """Its code in the national register, with the register's name."""
    coordinates: Coordinates
    """Where it stands on the map."""
    association: Annotated[Identifier, Ref("organisations")]
    """The national association it works with."""
    languages: tuple[Language, ...] = Field(min_length=1)
    """The languages its administration writes in, most used first."""
    languages_note: Statement | None = None
    """What the law or practice says of these languages."""
    population: Quantity
    """How many people live in it."""
    migration: tuple[Quantity, ...] = ()
    """What is known of its residents with a migration background, each figure with its definition."""
    profile: tuple[Statement, ...] = ()
    """What else is known of it and matters here."""
    source: SourceRefs = Field(min_length=1)
    """Where its part in the programme is stated."""
