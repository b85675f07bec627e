"""Groups: cities that work on one theme, each in its role, with a benchmark and its key factors."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator

from inclucities_docs.schema.value import Identifier, Language, Line, Model, Record, Ref, Statement, Text

__all__ = ["Benchmark", "Group", "KeyFactor", "Member", "Practice", "Role"]


class Practice(Model):
    """A good practice of a member that others can learn from."""

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
    """The good practice that shows it, by its id in this group."""


class Benchmark(Model):
    """A qualitative standard and the conditions for reaching it."""

    standard: Statement
    """What a city is like that has reached it."""
    key_factors: tuple[KeyFactor, ...] = Field(min_length=1)
    """The conditions for success."""
    additional_factors: tuple[Statement, ...] = ()
    """Circumstances that help or hinder, and that the city does not decide alone."""


class CountedForms(Model):
    """What cities of a role are called behind numbers, by CLDR's names of the forms."""

    zero: dict[Language, Line] = {}
    """Behind 0, 10, 11… in Latvian."""
    two: dict[Language, Line] = {}
    """Behind 2 in Arabic or Slovene."""
    few: dict[Language, Line] = {}
    """Behind 2, 3 and 4 in Slavic languages."""
    many: dict[Language, Line] = {}
    """Behind 5, 6, 7… in Slavic languages."""


class Role(Record):
    """A part that a city may have in a group, with its words; a programme of equals declares none."""

    name: Text
    """The word for it: mentor."""
    city: Text
    """The word for a city that has it, mentor city; that of the role where none is given."""
    cities: Text
    """The same for several cities."""
    counted: CountedForms | None = None
    """The same behind numbers, in languages that have more forms than these two."""
    gives: bool = False
    """Whether its cities share their experience with the others of the group."""
    writes_plan: bool = False
    """Whether its cities write an action plan."""

    @model_validator(mode="before")
    @classmethod
    def _complete_words(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "name" not in data:
            return data
        city = data.get("city", data["name"])
        return {**data, "city": city, "cities": data.get("cities", city)}


class Member(Model):
    """A city of a group and its role there."""

    city: Annotated[Identifier, Ref("cities")]
    """Who it is."""
    role: Annotated[Identifier, Ref("roles")] | None = None
    """Its role, of data/roles.yaml; none where the cities of the programme are equals."""


class Group(Record):
    """Cities that work together on one theme; a duo is a group of two."""

    number: Annotated[int, Field(ge=1)]
    """Its place in the programme's own order."""
    members: tuple[Member, ...] = Field(min_length=1)
    """Its cities, each with its role; those that share their experience come first."""
    title: Text
    """The theme in a few words, as the toolkit names it."""
    theme: Statement
    """The theme as the group worked on it."""
    hue: Identifier = ""
    """The colour it has in every document: a name of `hues` in templates/base/brand.yaml;
    the one of its number where none is given."""
    needs: tuple[Statement, ...] = ()
    """What its cities need: those that learn, where others share their experience."""
    strengths: tuple[Statement, ...] = ()
    """What its cities bring: those that share their experience, where there are such."""
    practices: tuple[Practice, ...] = ()
    """Good practices of its cities."""
    benchmark: Benchmark | None = None
    """What all work towards."""
    future_actions: tuple[Statement, ...] = ()
    """What the cities that write a plan intend to do, in short."""
    history: tuple[Statement, ...] = ()
    """How the group came to be what it is."""
