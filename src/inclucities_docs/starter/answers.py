"""What a new programme tells of itself: about ten answers."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from inclucities_docs.language.letter import make_id
from inclucities_docs.schema.organisation import Country
from inclucities_docs.schema.value import Identifier, Language, Line, Model, Period, Url
from inclucities_docs.starter.gazetteer import Town, fold_name

__all__ = ["EXAMPLE", "Answers", "CityAnswer"]


def _as_name(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


def _as_title(value: Any) -> Any:
    return {"title": value} if isinstance(value, str) else value


def _as_members(value: Any) -> Any:
    if isinstance(value, list):
        return {str(one): None for one in value}
    return {name: _as_id(role) for name, role in value.items()} if isinstance(value, dict) else value


def _as_id(role: Any) -> Any:
    return make_id(role) or role if isinstance(role, str) else role


def _as_roles(value: Any) -> Any:
    """Return roles by id: one that is written as a word, Leitstadt, is called so."""
    if not isinstance(value, dict):
        return value
    return {
        _as_id(key): {"name": key, **(told or {})}
        if isinstance(told, dict | None) and _as_id(key) != key
        else told
        for key, told in value.items()
    }


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value


class LeadAnswer(Model):
    """Who leads the programme: an organisation, or one of the cities by its name."""

    name: Line
    acronym: Line | None = None
    country: Country | None = None
    website: Url | None = None
    email: Annotated[str, Field(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\.[a-z]+$", max_length=200)] | None = None


class FunderAnswer(Model):
    """Who pays."""

    name: Line
    acronym: Line | None = None
    logo: Line | None = None
    """A picture, SVG or PNG, named from the folder of the answers."""
    statement: Line | None = None
    """The words that stand beside the logo."""
    rules_of: Literal["eu"] | None = None


class CityAnswer(Model):
    """A city that takes part."""

    name: Line
    id: Identifier | None = None
    country: Country | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    region: Line | None = None
    languages: tuple[Language, ...] = ()

    @model_validator(mode="after")
    def _check_place(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("half a place | give `latitude:` and `longitude:`, or neither")
        return self


class RoleAnswer(Model):
    """A part that cities have in a group."""

    name: Line | None = None
    """The word for it; that of its key where none is given."""
    city: Line | None = None
    """What a city is called that has it, mentor city; the word for the role where none is given."""
    cities: Line | None = None
    """The same for several cities."""
    gives: bool = False
    writes_plan: bool = False


class GroupAnswer(Model):
    """Cities that work on one theme."""

    title: Line
    members: Annotated[
        dict[Line, Line | None],
        BeforeValidator(_as_members, json_schema_input_type=dict[str, str | None] | list[str]),
    ] = Field(min_length=1)
    """Its cities by name, each with its role where there are roles."""


class RoundAnswer(Model):
    """A round of meetings."""

    title: Line
    purpose: Line | None = None
    for_all: bool = False
    host: Line | None = None
    """The city that receives the others, of a meeting for all."""
    when: Period | None = None


class Answers(Model):
    """All that is asked; what is not told is awaited."""

    name: Line
    title: Line | None = None
    languages: tuple[Language, ...] = Field(min_length=1, max_length=60)
    lead: Annotated[LeadAnswer, BeforeValidator(_as_name)]
    period: Period | None = None
    funders: Annotated[
        tuple[Annotated[FunderAnswer, BeforeValidator(_as_name)], ...], BeforeValidator(_as_list)
    ] = ()
    cities: tuple[Annotated[CityAnswer, BeforeValidator(_as_name)], ...] = Field(min_length=1, max_length=400)
    roles: Annotated[
        dict[Identifier, RoleAnswer], BeforeValidator(_as_roles, json_schema_input_type=dict[str, RoleAnswer])
    ] = {}
    groups: tuple[GroupAnswer, ...] = Field((), max_length=400)
    rounds: tuple[Annotated[RoundAnswer, BeforeValidator(_as_title)], ...] = ()
    documents: tuple[Identifier, ...] = ()
    """Kinds of documents, by their folder; those that fit where none are named, and for `basic`."""

    _towns: dict[str, Town | None] = {}

    def find_city(self, name: str) -> CityAnswer | None:
        """Return the city of a name or an id."""
        sought = fold_name(name)
        return next((one for one in self.cities if sought in (fold_name(one.name), one.id or "")), None)

    def id_of(self, city: CityAnswer) -> str:
        """Return the id that a city's file gets."""
        town = self._towns.get(city.name)
        return (
            city.id
            or make_id(city.name)
            or make_id(town.name if town else "")
            or f"city-{self.cities.index(city) + 1}"
        )

    def town_of(self, city: CityAnswer) -> Town | None:
        """Return what the gazetteer knows of a city; none where the place is given by hand or not known."""
        return self._towns.get(city.name)


EXAMPLE = """\
# About ten answers: what you tell here is stated in the documents, all else is awaited. Then: new DIR --answers FILE

name: Lake Towns                       # the short name of the programme
title: Lake towns learn from one another
languages: [en, fr]                    # of its documents; you write in the first one

lead:                                  # who leads it, or the name of one of the cities alone
  name: Association of Lake Towns
  country: CH
  # email: office@example.org          # whom readers write to

# period: {start: '2026', end: '2028'}

funders:                               # one, or a list; leave it out where nobody else pays
  - name: Fund for Lakes
    statement: Paid by the Fund for Lakes
    # logo: logo.svg                   # SVG or PNG, beside this file

cities:                                # a town that is known needs its name alone
  - Annecy
  - Konstanz
  - {name: Como, country: IT}
  - {name: Port-sur-Lac, country: CH, latitude: 46.5, longitude: 6.6, languages: [fr]}

roles:                                 # leave them out where all cities are equals; others have words of their own:
                                       # host: {gives: true, name: host, city: host town, cities: host towns}
  mentor: {gives: true}
  mentee: {writes_plan: true}

groups:                                # leave them out where all work together
  - title: Water for everyone
    members: {Annecy: mentor, Como: mentee}
  - title: Quiet shores
    members: {Konstanz: mentor, Port-sur-Lac: mentee}

rounds:                                # of meetings, in order
  - First visits
  - Second visits
  - {title: Closing meeting, for_all: true, host: Konstanz}

# documents: [brochure, guide]         # kinds of documents; those that fit where this is left out. Others can be
                                       # named beside `basic`: [basic, agenda, invitation, evaluation, press-release]
"""
