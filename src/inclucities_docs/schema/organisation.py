"""Organisations: bodies that take part in the programme, each by its functions."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, StringConstraints

from inclucities_docs.schema.value import (
    Coordinates,
    Line,
    Record,
    SourceRefs,
    Statement,
    Text,
    Url,
    as_tuple,
)

__all__ = ["FUNCTIONS", "Country", "Organisation"]

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""A country by its ISO 3166-1 code: ``GR`` for Greece."""


Function = Literal["coordinator", "facilitator", "association", "evaluator", "expert", "partner"]
"""What a body does in the programme: coordinates it, facilitates its meetings, stands for cities as their
national association, evaluates, advises, takes part."""

FUNCTIONS: tuple[Function, ...] = get_args(Function)


class Organisation(Record):
    """A body that takes part in the programme."""

    function: Annotated[
        tuple[Function, ...],
        BeforeValidator(as_tuple, json_schema_input_type=Function | tuple[Function, ...]),
    ] = ()
    """What it does in the programme: one function or a list; who leads it stands in programme.yaml."""
    acronym: Line | Text | None = None
    """The short name it uses, the same everywhere, or per language where letters or names differ."""
    name: Text
    """Its full name per language."""
    country: Country | None = None
    """Where it sits."""
    seat: Coordinates | None = None
    """Where it stands on the map: the town of its seat."""
    website: Url | None = None
    """Its public address."""
    about: tuple[Statement, ...] = ()
    """What it is, in a sentence or two."""
    source: SourceRefs = Field(min_length=1)
    """Where its part in the programme is stated."""
