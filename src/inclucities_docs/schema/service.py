"""Services for newcomers: directories of cities, of countries and of all of them, in the terms of HSDS 3.

Keys keep the standard's spelling (``organizations``, ``byday``), so that who knows it feels at home:
https://docs.openreferral.org. What public documents ask for beyond it are sources and states.
"""

from __future__ import annotations

import datetime
import re
import zoneinfo
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from inclucities_docs.schema.organisation import Country
from inclucities_docs.schema.refusal import Refusal
from inclucities_docs.schema.value import (
    Identifier,
    Language,
    Line,
    Model,
    Record,
    Ref,
    SourceRefs,
    Statement,
    Text,
    Url,
)

__all__ = [
    "Category",
    "Directory",
    "EmergencyNumber",
    "Link",
    "Location",
    "Phone",
    "Provider",
    "Schedule",
    "Service",
]

Weekday = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def _check_hour(value: str) -> str:
    found = re.fullmatch(r"([0-9]{2}):([0-9]{2})", value)
    if not found:
        raise Refusal(
            "'{value}' is not a time", 'write hours and minutes with two digits: "09:30"', value=value
        )
    if not (int(found[1]) < 24 and int(found[2]) < 60) and value != "24:00":
        raise Refusal("there is no time {value}", "times go from 00:00 to 24:00", value=value)
    return value


def _check_day(value: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise Refusal(
            "'{value}' is not a day", "write year, month and day with hyphens: 2026-11-02", value=value
        )
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        raise Refusal("there is no day {value}", "look for a slip in month or day", value=value) from None
    return value


def _check_email(value: str) -> str:
    if not re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]{2,}", value):
        raise Refusal("'{value}' is not an e-mail address", "it has one @ and a dot after it", value=value)
    return value


def _check_number(value: str) -> str:
    """Accept numbers that some country could give out; short numbers are judged with their country."""
    if re.fullmatch(r"[0-9]{2,6}|116 [0-9]{3}", value):
        return value
    import phonenumbers

    hint = "write it with the country first: +32 2 123 45 67"
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        raise Refusal("'{value}' is a telephone number of no country", hint, value=value) from None
    if not phonenumbers.is_valid_number(number):
        raise Refusal(
            "'{value}' is not a number that its country gives out", f"count the digits; {hint}", value=value
        )
    return value


Hour = Annotated[Line, AfterValidator(_check_hour)]
"""A time of day, ``09:30``."""

Day = Annotated[
    Line,
    AfterValidator(_check_day),
    Field(json_schema_extra={"pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
"""A day, ``2026-11-02``."""

Email = Annotated[Line, AfterValidator(_check_email)]
"""An e-mail address."""

PhoneNumber = Annotated[Line, AfterValidator(_check_number)]
"""A telephone number with its country, ``+32 2 123 45 67``, or a short one: ``112``, ``116 000``."""


class Category(Record):
    """A question that brings a newcomer to the page, in a few words."""

    name: Text
    """What it is called, two or three words."""
    about: Text
    """What one finds under it, in a short sentence."""
    icon: Identifier
    """Its pictogram, a file of templates/base/icons/."""
    words: Text | None = None
    """Other words under which people look for it, with spaces between: doctor ill pain pregnant."""
    sensitive: bool = False
    """Whether its texts are about safety, law or health: unread translations stand beside their original."""
    watched: bool = False
    """Whether somebody at home may watch its reader: a button leaves the page at once."""


class Phone(Model):
    """A telephone number (HSDS phone)."""

    number: PhoneNumber
    """With its country: +32 2 123 45 67."""
    type: Literal["voice", "text", "cell", "fax", "textphone", "video", "pager"] = "voice"
    """What it is for."""
    description: Text | None = None
    """When it answers, or whom it reaches."""
    languages: tuple[Language, ...] = ()
    """Languages that are spoken on it."""


class Schedule(Model):
    """Opening hours of some days of the week (HSDS schedule)."""

    byday: tuple[Weekday, ...] = Field(min_length=1)
    """Days: MO, TU, WE, TH, FR, SA, SU."""
    opens_at: Hour
    """When it opens."""
    closes_at: Hour
    """When it closes."""
    valid_from: Day | None = None
    """First day that these hours hold."""
    valid_to: Day | None = None
    """Last day that these hours hold."""
    description: Text | None = None
    """What else one should know: by appointment only, closed on holidays."""

    @model_validator(mode="after")
    def _check_span(self) -> Self:
        if self.closes_at <= self.opens_at:
            raise Refusal(
                "closes at {end}, before or when it opens ({start})",
                "midnight at the end of a day is 24:00; hours past it stand under the next day",
                end=self.closes_at,
                start=self.opens_at,
            )
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise Refusal(
                "these hours end ({end}) before they begin ({start})",
                "exchange the two, or look for a slip",
                end=self.valid_to,
                start=self.valid_from,
            )
        return self


class EmergencyNumber(Model):
    """A number for danger to life, which stands first and in red wherever services stand."""

    number: PhoneNumber
    """What to dial."""
    calls: Text
    """Who answers: ambulance, fire brigade, police."""
    about: Text | None = None
    """What else one should know, in a short sentence."""
    type: Literal["voice", "text"] = "voice"
    """Whether one rings, or writes a message."""
    categories: tuple[Annotated[Identifier, Ref("categories")], ...] = ()
    """The questions at whose head it stands once more: a sick child, somebody who hits."""
    source: SourceRefs = Field(min_length=1)
    """Where it is stated."""


class Link(Model):
    """One more address on the web (HSDS url): a chat, an app, a form."""

    label: Text
    """What one finds there."""
    url: Url
    """Its address."""


class Provider(Model):
    """Who offers a service (HSDS organization)."""

    name: Text
    """Its name."""
    description: Statement | None = None
    """What it is, in a sentence."""
    website: Url | None = None
    """Its address."""
    email: Email | None = None
    """Where to write."""
    phones: tuple[Phone, ...] = ()
    """Where to ring."""
    source: SourceRefs = Field(min_length=1)
    """Where it is stated."""


class Location(Model):
    """A place where one is received (HSDS location with its address)."""

    name: Text | None = None
    """What the place is called."""
    address_1: Line
    """Street and number."""
    postal_code: Line | None = None
    """Postal code; none where no source gives it."""
    city: Line
    """Town, as the post writes it."""
    state_province: Line
    """Region or province, as the post writes it."""
    country: Country
    """Country by ISO code."""
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    """Degrees north."""
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    """Degrees east."""
    transportation: Text | None = None
    """How to get there."""
    source: SourceRefs = Field(min_length=1)
    """Where it is stated."""

    @model_validator(mode="after")
    def _check_point(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise Refusal(
                "half a point on the map", "give `latitude:` (north) and `longitude:` (east), or neither"
            )
        return self


class Service(Model):
    """Something that helps newcomers, and how to reach it (HSDS service)."""

    name: Text
    """What it is called."""
    categories: tuple[Annotated[Identifier, Ref("categories")], ...] = Field(min_length=1)
    """Under which questions it stands, the first one first."""
    organization: Identifier
    """Who offers it: a key of `organizations` in the same file."""
    status: Literal["active", "inactive", "defunct", "temporarily closed"] = "active"
    """Whether one can go there now."""
    description: tuple[Statement, ...] = ()
    """What it is, in short sentences."""
    original_name: Line | None = None
    """What it calls itself, where `name:` explains it in the reader's words."""
    url: Url | None = None
    """Its page."""
    additional_urls: tuple[Link, ...] = ()
    """Other addresses: a chat, an app."""
    email: Email | None = None
    """Where to write."""
    phones: tuple[Phone, ...] = ()
    """Where to ring."""
    locations: tuple[Identifier, ...] = ()
    """Where to go: keys of `locations` in the same file."""
    contact: Statement | None = None
    """How to reach it in words; awaited where no address, telephone number or page is known."""
    schedules: tuple[Schedule, ...] = ()
    """When it is open."""
    languages: tuple[Language, ...] = ()
    """Languages that its staff speak."""
    interpretation_services: Statement | None = None
    """Whether interpreters come, for which languages."""
    eligibility_description: Statement | None = None
    """Who may come."""
    application_process: Statement | None = None
    """What to do first, and what to bring."""
    fees_description: Statement | None = None
    """What it costs; « free » too must have a source."""
    assured_date: Day | None = None
    """The day on which this entry was last checked with who offers it."""
    assurer_email: Email | None = None
    """Who checked it."""
    source: SourceRefs = Field(min_length=1)
    """Where it is stated."""

    @model_validator(mode="after")
    def _check_contact(self) -> Self:
        if not (self.url or self.email or self.phones or self.locations or self.contact):
            raise Refusal(
                "a service without contact: nobody could reach it",
                "give `url:`, `email:`, `phones:` or `locations:`, or `contact:` with `awaited_from:`",
            )
        return self

    @model_validator(mode="after")
    def _check_hours(self) -> Self:
        taken: dict[str, list[Schedule]] = {}
        for one in self.schedules:
            for day in one.byday:
                for other in taken.setdefault(day, []):
                    together = (one.valid_from or "0") <= (other.valid_to or "9") and (
                        other.valid_from or "0"
                    ) <= (one.valid_to or "9")
                    if together and one.opens_at < other.closes_at and other.opens_at < one.closes_at:
                        raise Refusal(
                            "two opening hours overlap on {day}: {first} and {second}",
                            "keep one, or make them follow each other",
                            day=day,
                            first=f"{other.opens_at}–{other.closes_at}",
                            second=f"{one.opens_at}–{one.closes_at}",
                        )
                taken[day].append(one)
        return self


class Directory(Record):
    """The services of a city, of a country or of everywhere, and the languages in which newcomers read of them.

    A city's pages show its own directory, then that of its country, then that of everywhere.
    """

    city: Annotated[Identifier, Ref("cities")] | None = None
    """The city whose services these are."""
    country: Country | None = None
    """The country in all of which they help, by ISO code."""
    everywhere: bool = False
    """Whether they help in every country of the programme."""
    time_zone: Line | None = None
    """The zone of all opening hours, as IANA names it: Europe/Brussels."""
    languages: tuple[Language, ...] = ()
    """Languages of newcomers that a city's print is made in, beside the city's own, French and English."""
    languages_note: Text | None = None
    """Where this choice of languages comes from."""
    languages_source: SourceRefs = ()
    """Where it is stated."""
    check_months: Annotated[int, Field(ge=1, le=60)] = 12
    """After how many months an entry has to be checked again."""
    emergency_numbers: tuple[EmergencyNumber, ...] = ()
    """Numbers for danger to life, the one to dial first on top."""
    organizations: dict[Identifier, Provider] = Field(default_factory=dict)
    """Who offers services, by an id of this file."""
    locations: dict[Identifier, Location] = Field(default_factory=dict)
    """Places, by an id of this file."""
    services: dict[Identifier, Service] = Field(default_factory=dict)
    """Services, by an id of this file."""
    desk: Identifier | None = None
    """The service to ask where no other one helps, a city's town hall: a key of `services` in the same file."""
    awaited: Statement | None = None
    """What is still awaited, and from whom."""

    @model_validator(mode="after")
    def _check_reach(self) -> Self:
        if sum((self.city is not None, self.country is not None, self.everywhere)) != 1:
            raise Refusal(
                "for whom are these services?", "give one of `city: …`, `country: BE` or `everywhere: true`"
            )
        return self

    @field_validator("time_zone")
    @classmethod
    def _check_zone(cls, name: str | None) -> str | None:
        if name is not None and name not in zoneinfo.available_timezones():
            raise Refusal("'{name}' is not a time zone", "write it as IANA does: Europe/Brussels", name=name)
        return name
