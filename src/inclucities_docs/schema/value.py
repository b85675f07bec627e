"""The small vocabulary of every record: texts by language, statements with their source,
quantities with their definition, periods as precise as they are known."""

from __future__ import annotations

import calendar
import datetime
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic.functional_validators import AfterValidator, BeforeValidator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from inclucities_docs.schema.language_tag import know_language, shorten_tag
from inclucities_docs.schema.refusal import Refusal

__all__ = [
    "INVISIBLE",
    "Colour",
    "Coordinates",
    "Identifier",
    "Language",
    "Line",
    "Localised",
    "Model",
    "Period",
    "Quantity",
    "Record",
    "Ref",
    "SourceRefs",
    "State",
    "Statement",
    "Text",
    "Url",
    "as_tuple",
    "walk_models",
]

_PARTIAL_DATE = re.compile(r"^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$")

State = Literal["sourced", "proposed", "awaited"]

MAX_TEXT = 4000
"""Longest text in characters: data holds short texts, long ones are prose in templates/."""

INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ue000-\uf8ff\ufeff]"
)


def _refuse_invisible(text: str) -> str:
    found = INVISIBLE.search(text)
    if found:
        raise Refusal(
            "holds an invisible control character ({code})",
            "delete it, or write the text again by hand",
            code=f"U+{ord(found[0]):04X}",
        )
    return text


class Model(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True
    )


def walk_models(value: object, path: str) -> Iterator[tuple[str, Model]]:
    """Yield each model in a value, itself included, with its path: ``cities/jelgava.contacts.0``; outer ones first."""
    if isinstance(value, Model):
        yield path, value
        for name in type(value).model_fields:
            yield from walk_models(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from walk_models(one, f"{path}.{index}")
    elif isinstance(value, dict):
        for key, one in value.items():
            if isinstance(one, Model | tuple):
                yield from walk_models(one, f"{path}.{key}")


Identifier = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=1, max_length=80)
]
"""A name for files and references: lower-case letters, digits and single hyphens."""


Language = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"),
    AfterValidator(know_language),
]
"""A language tag, BCP 47: ``fr``, ``el``, ``prs``, ``pt-BR``."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT), AfterValidator(_refuse_invisible)]
"""A text of one paragraph, the same in every language."""

Url = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=2000),
    AfterValidator(_refuse_invisible),
]
"""A public web address."""

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
"""A colour as six hexadecimal digits, ``#003399``."""


@dataclass(frozen=True, slots=True)
class Localised:
    """Marks a field as a text per language."""


def _refuse_twins(value: Any) -> Any:
    """Refuse two texts for one language, of which a reader would get either."""
    several = isinstance(value, dict) and len(value) > 1
    tags = [one for one in value if isinstance(one, str)] if several else []
    first: dict[str, str] = {}
    for tag in tags:
        other = first.setdefault(shorten_tag(tag), tag)
        if other != tag:
            raise ValueError(f"'{other}' and '{tag}' are the same language | keep one of the two texts")
    return value


Text = Annotated[dict[Language, Line], Field(min_length=1), BeforeValidator(_refuse_twins), Localised()]
"""A short text as a value per language: ``{fr: Malines, en: Mechelen, nl: Mechelen}``."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field as the id of a record in another collection."""

    collections: tuple[str, ...]

    def __init__(self, *collections: str) -> None:
        object.__setattr__(self, "collections", collections)


def as_tuple(value: object) -> object:
    """Return a single text as a list of one, for fields that take either."""
    return (value,) if isinstance(value, str) else value


SourceRef = Annotated[Identifier, Ref("sources")]
SourceRefs = Annotated[
    tuple[SourceRef, ...],
    BeforeValidator(as_tuple, json_schema_input_type=str | tuple[SourceRef, ...]),
]
"""One source id or a list of them."""


class Record(Model):
    """A fact with a name of its own, shared by all documents."""

    id: Identifier = Field(default="", validate_default=False)
    """Set from the file's name or the key it stands under; never written by hand."""


class _Stated(Model):
    """What sourced, proposed and awaited have in common."""

    _value_key: ClassVar[str] = "text"

    source: SourceRefs = ()
    """Where it was read: ids of data/sources.yaml."""
    state: State = "sourced"
    """Sourced (the default, needs a source), proposed (drafted, to be validated) or awaited."""
    awaited_from: Annotated[Identifier, Ref("cities", "organisations", "funders")] | None = None
    """Who supplies it, where it is awaited: the id of a city, an organisation or a funder."""
    note: Text | None = None
    """A remark for the reader: how it was deduced, what it leaves out."""
    why: Text | None = None
    """Why this was chosen, where `others` says something else."""

    @model_validator(mode="before")
    @classmethod
    def _derive_state(cls, data: Any) -> Any:
        if isinstance(data, dict) and "state" not in data and "awaited_from" in data:
            return {**data, "state": "awaited"}
        return data

    @model_validator(mode="after")
    def _check_state(self) -> Self:
        if self.state == "sourced" and not self.source:
            raise Refusal(
                "no source and no state",
                "add `source:` with an id of data/sources.yaml, or say"
                " `state: proposed`, or `awaited_from:` with who supplies it",
            )
        if self.state == "awaited" and self.awaited_from is None:
            raise Refusal("awaited, but from whom?", "add `awaited_from:` with a city or organisation")
        if self.state != "awaited" and self.awaited_from is not None:
            raise ValueError(f"`awaited_from:` stands in a {self.state} statement | take out one of the two")
        if self.state == "proposed" and self.source:
            raise ValueError(
                "a proposed statement has no source | take out `state: proposed` if the source says it,"
                " or `source:` if it is your proposal"
            )
        return self


class Statement(_Stated):
    """A sentence or a name that a public document may state.

    Awaited statements say in ``text`` what is missing. Proposed ones hold no digit, since
    numbers, dates and amounts are never proposed.
    """

    text: Text
    """What is said, a value per language."""
    as_of: Period | None = None
    """When it was so, where that matters."""
    others: tuple[Statement, ...] = ()
    """What other sources say instead."""

    @model_validator(mode="after")
    def _check_statement(self) -> Self:
        if self.state == "proposed":
            for language, text in self.text.items():
                digits = re.search(r"\d[\d.,  ]*", text)
                if digits:
                    raise Refusal(
                        "a proposed text must not hold a number ('{number}' in '{language}')",
                        "numbers, dates and amounts need a source, or are awaited",
                        number=digits[0].strip(),
                        language=language,
                    )
        _check_others(self.others, self.why)
        return self


class Quantity(_Stated):
    """A measured number with its unit, date and definition."""

    _value_key: ClassVar[str] = "value"

    value: Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)] | None = None
    """The number as the source gives it; none where it is awaited."""
    unit: Literal["people", "percent", "count", "languages"] = "people"
    """What is counted; `percent` is a share of the population."""
    definition: Text
    """Who or what is counted, in words: figures with different definitions are never compared."""
    as_of: Period | None = None
    """The day, month or year it refers to; none where the source gives no date."""
    area: Text | None = None
    """The territory, where it is not the municipality itself."""
    others: tuple[Quantity, ...] = ()
    """What other sources say instead."""

    @model_validator(mode="after")
    def _check_quantity(self) -> Self:
        if self.state == "proposed":
            raise Refusal("a number is never proposed", "give its source, or say `awaited_from:`")
        if self.state == "sourced" and self.value is None:
            raise Refusal("no value", "give `value:`, or say `awaited_from:`")
        if self.value is not None and self.unit != "percent" and not self.value.is_integer():
            raise Refusal(
                "{value} is no whole number, and what is counted makes one",
                f"write thousands without a sign, {str(self.value).replace('.', '')}, or say `unit: percent`",
                value=self.value,
            )
        if self.value is not None and self.unit == "percent" and not 0 <= self.value <= 100:
            raise Refusal(
                "{value} per cent is no share",
                "look for a slip, or for another `unit:`",
                value=f"{self.value:g}",
            )
        if self.value is not None and self.value < 0:
            raise Refusal(
                "{value} is below zero, and nothing is counted so",
                "look for a slip",
                value=f"{self.value:g}",
            )
        if self.state == "awaited" and self.value is not None:
            raise Refusal("an awaited number has no value", "take out `value:`, or give its source")
        _check_others(self.others, self.why)
        return self


def _check_others(others: tuple[Any, ...], why: Text | None) -> None:
    if others and why is None:
        raise Refusal("sources disagree, but no `why:`", "say in `why:` why this one was chosen")


class Period(Model):
    """A span of time as precise as it is known: a day, a month or a year at either end."""

    start: str
    """First day, month or year: ``2021-05-03``, ``2021-05`` or ``2021``."""
    end: str | None = None
    """Last one, in the same form; none where it equals the start."""
    days: tuple[str, ...] = ()
    """Single days, where others lie between them: ``[2021-05-12, 2021-05-14]`` in short."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Say that a date alone, or a list of single days, is a period too."""
        long_form = handler.resolve_ref_schema(handler(core_schema))
        date = {"type": "string", "pattern": _PARTIAL_DATE.pattern}
        return {"anyOf": [date, {"type": "array", "items": date, "minItems": 2}, long_form]}

    @model_validator(mode="before")
    @classmethod
    def _accept_short_form(cls, data: Any) -> Any:
        if isinstance(data, str | int | datetime.date):
            data = {"start": data}
        if isinstance(data, list) and len(data) > 1:
            days = [_date_text(day) for day in data]
            data = {"start": days[0], "end": days[-1], "days": days}
        if isinstance(data, dict):
            return {
                key: _date_text(value) if key in ("start", "end") else value for key, value in data.items()
            }
        return data

    @field_validator("start", "end")
    @classmethod
    def _check_date(cls, value: str | None) -> str | None:
        if value is None:
            return None
        found = _PARTIAL_DATE.match(value)
        if not found:
            raise Refusal("'{value}' is not a date", "write 2021-05-03, 2021-05 or 2021", value=value)
        year, month, day = (int(part) if part else None for part in found.groups())
        if not 1900 <= (year or 0) <= 2100:
            raise Refusal("the year {year} is out of reach", "years go from 1900 to 2100", year=year)
        if month is not None and not 1 <= month <= 12:
            raise Refusal("there is no month {month}", "months go from 01 to 12", month=month)
        if month is not None and day is not None:
            last = calendar.monthrange(year or 0, month)[1]
            if not 1 <= day <= last:
                raise Refusal("{value} does not exist", f"that month has {last} days", value=value)
        return value

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.end is not None and self.end < self.start:
            raise Refusal(
                "ends ({end}) before it starts ({start})",
                "exchange the two, or look for a slip",
                end=self.end,
                start=self.start,
            )
        for before, day in itertools.pairwise(self.days):
            if (self._check_date(day) and not before < day) or len(day) != 10 or len(before) != 10:
                raise Refusal(
                    "'{before}' and '{day}' are not two days in order",
                    "write 2021-05-12",
                    before=before,
                    day=day,
                )
        return self

    @property
    def precision(self) -> Literal["day", "month", "year"]:
        """How precisely the start is known."""
        return {4: "year", 7: "month", 10: "day"}[len(self.start)]  # type: ignore[return-value]


def _date_text(value: object) -> object:
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Coordinates(Model):
    """A place on the earth, WGS 84."""

    latitude: Annotated[float, Field(ge=-90, le=90)]
    """Degrees north."""
    longitude: Annotated[float, Field(ge=-180, le=180)]
    """Degrees east."""
    source: SourceRefs
    """Where it was read."""


Statement.model_rebuild()
Quantity.model_rebuild()
