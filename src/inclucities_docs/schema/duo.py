"""Duos: a mentor, a mentee, one theme, a benchmark and its key factors."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from inclucities_docs.schema.value import Identifier, Model, Record, Ref, Statement, Text

__all__ = ["Benchmark", "Duo", "KeyFactor", "Practice"]


class Practice(Model):
    """A good practice of the mentor that others can learn from."""

    id: Identifier
    """Its name for references from key factors."""
    name: Text
    """What it is called."""
    city: Annotated[Identifier, Ref("cities")]
    """The city that runs it."""
    about: tuple[Statement, ...] = Field(min_length=1)
    """What it does."""


class KeyFactor(Model):
    """One condition for reaching the benchmark."""

    id: Identifier
    """Its name for references from actions."""
    name: Text
    """A short title, for tables and figures."""
    statement: Statement
    """The factor in a sentence."""
    why: tuple[Statement, ...] = ()
    """Why it matters."""
    how: tuple[Statement, ...] = ()
    """How a city goes about it."""
    questions: tuple[Statement, ...] = ()
    """Questions a city asks itself."""
    practice: Identifier | None = None
    """The mentor's good practice that shows it, by its id in this duo."""


class Benchmark(Model):
    """A qualitative standard and the conditions for reaching it."""

    standard: Statement
    """What a city is like that has reached it."""
    key_factors: tuple[KeyFactor, ...] = Field(min_length=1)
    """The conditions for success."""
    additional_factors: tuple[Statement, ...] = ()
    """Circumstances that help or hinder, and that the city does not decide alone."""


class Duo(Record):
    """A mentor and a mentee city that work on one theme."""

    number: Annotated[int, Field(ge=1)]
    """Its place in the programme's own order."""
    mentor: Annotated[Identifier, Ref("cities")]
    """The city that shares its experience."""
    mentee: Annotated[Identifier, Ref("cities")]
    """The city that writes the action plan."""
    title: Text
    """The theme in a few words, as the toolkit names it."""
    theme: Statement
    """The theme as the duo worked on it."""
    hue: Identifier
    """The colour it has in every document: a name of `hues` in templates/base/brand.yaml."""
    needs: tuple[Statement, ...] = Field(min_length=1)
    """What the mentee city needs."""
    strengths: tuple[Statement, ...] = Field(min_length=1)
    """What the mentor city brings."""
    practices: tuple[Practice, ...] = ()
    """Good practices of the mentor."""
    benchmark: Benchmark
    """What both work towards."""
    future_actions: tuple[Statement, ...] = ()
    """What the mentee intends to do, in short."""
    history: tuple[Statement, ...] = ()
    """How the duo came to be what it is."""
