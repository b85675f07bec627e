"""Cities: names, place, people."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from inclucities_docs.schema.organisation import Country
from inclucities_docs.schema.refusal import Refusal
from inclucities_docs.schema.value import (
    Coordinates,
    Identifier,
    Language,
    Line,
    Quantity,
    Record,
    Ref,
    SourceRefs,
    Statement,
    Text,
    Url,
    _Stated,
)

__all__ = ["City", "Region"]


class Region(_Stated):
    """A region, with its code where statistics know it by one (NUTS 2021)."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2}[A-Z0-9]{1,3}$")] | None = None
    """Its NUTS code, ``BE10``; none outside of NUTS."""
    name: Text | None = None
    """Its name per language; none where it is awaited."""

    @model_validator(mode="after")
    def _check_name(self) -> Self:
        if self.state != "awaited" and self.name is None:
            raise Refusal("no name", "give `name:`, or say `awaited_from:`")
        return self


class City(Record):
    """A municipality that takes part."""

    name: Text
    """Its name as each language uses it: Malines in French, Mechelen in Dutch."""
    official_names: tuple[Line, ...] = ()
    """What it calls itself, in its own languages and letters; a city of several languages in their order."""
    country: Country
    """Its country by ISO code."""
    region: Region | None = None
    """Its region, NUTS level 2 where there is such."""
    district: Region | None = None
    """Its district, NUTS level 3."""
    coordinates: Coordinates | None = None
    """Where it stands on the map; a city without is named beside it."""
    website: Url | None = None
    """Its public address."""
    association: Annotated[Identifier, Ref("organisations")] | None = None
    """The national association it works with, where it works with one."""
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
