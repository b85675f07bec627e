"""From the standard's services to a directory, and what found no place in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers
from pydantic import ValidationError

from inclucities_docs.exchange.hsds import find_language, without_blanks
from inclucities_docs.exchange.hsds_schema import TABLES, find_faults
from inclucities_docs.exchange.plain_text import read_plain_text
from inclucities_docs.inputs.field_error import put_into_words
from inclucities_docs.language.letter import find_free, make_id
from inclucities_docs.schema import City, Directory
from inclucities_docs.schema.service import Location, Provider, Service
from inclucities_docs.schema.value import Statement

__all__ = ["Intake", "import_directory"]


@dataclass(frozen=True)
class Intake:
    """What was made of services: a directory, or what kept it from being made."""

    directory: Directory | None
    faults: tuple[str, ...] = ()
    """What is against the standard or would be refused, each with its service."""
    left: tuple[str, ...] = ()
    """What stands in the services and has no place in a directory."""


def import_directory(
    services: list[Any], city: City, language: str, source: str, categories: Iterable[str]
) -> Intake:
    """Return a directory made from the standard's services.

    Each text is in one language; each fact takes ``source``. A category is known by its code.
    """
    faults = [
        fault for index, one in enumerate(services, 1) for fault in find_faults(one, where=f"service {index}")
    ]
    if faults:
        return Intake(None, tuple(faults))
    known = tuple(categories)
    importer = _Importer(city, language, source)
    for index, one in enumerate(services, 1):
        codes = [code for code in map(_code_of, one.get("attributes", ())) if code in known]
        if not codes:
            faults.append(
                f"service {index}: none of its taxonomy terms has the code of a category: {', '.join(known)}"
            )
            continue
        try:
            importer.add(one, list(dict.fromkeys(codes)))
        except ValidationError as error:
            faults.append(f"service {index}: {_explain(error)}")
    if faults:
        return Intake(None, tuple(faults))
    directory = Directory(
        id=city.id,
        city=city.id,
        organizations=importer.organizations,
        locations=importer.locations,
        services=importer.services,
        awaited=Statement.model_validate(importer.awaited("services")),
    )
    left = [fault for one in services for fault in _find_left(one, "service", f"'{one['name']}'", known)]
    return Intake(directory, left=tuple(dict.fromkeys([*importer.left, *left])))


def _code_of(attribute: Mapping[str, Any]) -> str | None:
    return (attribute.get("taxonomy_term") or {}).get("code")


def _explain(error: ValidationError) -> str:
    """Put the first thing that a directory refuses into words, with the field where it stands."""
    where, message, _, _ = put_into_words(error.errors(include_url=False)[0], Service)
    field = " ".join(step for step in where if isinstance(step, str))
    return f"{field}: {message}" if field else message


_TAKEN = {
    "service": {
        "id", "name", "alternate_name", "description", "url", "email", "status", "assured_date", "assurer_email",
        "interpretation_services", "application_process", "fees_description", "eligibility_description",
        "organization_id", "organization", "phones", "schedules", "languages", "attributes", "service_at_locations",
    },
    "organization": {"id", "name", "description", "website", "email", "phones"},
    "phone": {"id", "number", "type", "description", "languages", "service_id", "organization_id"},
    "schedule": {
        "id", "freq", "interval", "byday", "opens_at", "closes_at", "valid_from", "valid_to", "description", "service_id",
    },
    "language": {"id", "name", "code", "service_id", "phone_id"},
    "attribute": {"id", "link_id", "link_type", "link_entity", "taxonomy_term_id", "taxonomy_term"},
    "taxonomy_term": {"id", "code", "name", "description", "taxonomy"},
    "service_at_location": {"id", "service_id", "location_id", "location"},
    "location": {"id", "name", "location_type", "latitude", "longitude", "transportation", "addresses"},
    "address": {
        "id", "location_id", "address_1", "city", "state_province", "postal_code", "country", "address_type",
    },
}  # fmt: skip
"""The fields of each table of the standard that a directory has a place for."""


_TIMES = ("opens_at", "closes_at")
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _find_left(record: Mapping[str, Any], table: str, where: str, known: tuple[str, ...]) -> Iterator[str]:
    """Yield the fields of a nested record that a directory has no place for."""
    if table == "schedule" and not _is_weekly(record):
        yield f"{where}: hours that are not those of a week"
        return
    if table == "schedule" and any(re.search(r"Z|[+-]\d", str(record[name])[5:]) for name in _TIMES):
        yield f"{where}: the zone of its times; check that they are the city's own"
    if table == "location" and not record.get("addresses"):
        yield f"{where}: a place without address"
        return
    if table == "attribute" and _code_of(record) not in known:
        term = record.get("taxonomy_term") or {}
        yield f"{where}: {term.get('code') or term.get('name') or 'a taxonomy term that is not there'}"
        return
    for name in ("location_type", "address_type"):
        if record.get(name, "physical") != "physical":
            yield f"{where}: {name} {record[name]}"
    for name, value in record.items():
        field = TABLES[table].fields.get(name)
        if name not in _TAKEN[table]:
            if value not in (None, "", [], {}):
                yield f"{where}: {name}"
        elif field is not None and field.table:
            for one in value if isinstance(value, list) else [value]:
                yield from _find_left(one, field.table, f"{where}, {name}", known)
    if len(record.get("addresses", ())) > 1:
        yield f"{where}: addresses after the first"


def _is_weekly(hours: Mapping[str, Any]) -> bool:
    """Whether hours are the same every week, on days and at times that are named."""
    days = str(hours.get("byday") or "").split(",")
    return (
        hours.get("freq", "WEEKLY") == "WEEKLY"
        and hours.get("interval", 1) == 1
        and all(re.fullmatch("MO|TU|WE|TH|FR|SA|SU", day.strip()) for day in days)
        and all(hours.get(name) for name in _TIMES)
    )


_AWAITED = {
    "contact": {"fr": "Comment joindre ce service", "en": "How to reach this service"},
    "services": {
        "fr": "Les services des rubriques encore vides, avec adresses, heures et téléphones",
        "en": "The services of the categories that are still empty, with addresses, hours and telephone numbers",
    },
}
"""What an imported directory says is missing; the standard has no word for it."""


class _Importer:
    def __init__(self, city: City, language: str, source: str) -> None:
        self.city, self.language, self.source = city, language, source
        self.organizations: dict[str, Provider] = {}
        self.locations: dict[str, Location] = {}
        self.services: dict[str, Service] = {}
        self.left: list[str] = []
        self._keys: dict[tuple[str, str], str] = {}

    def key(self, table: str, identifier: str, name: str) -> str:
        """Return a short id of its own for a record, made from its name; the same for the same record."""
        if (table, identifier) not in self._keys:
            taken = {key for (other, _), key in self._keys.items() if other == table}
            self._keys[table, identifier] = find_free(make_id(read_plain_text(name)) or table, taken)
        return self._keys[table, identifier]

    def keep(self, records: dict[str, Any], key: str, record: Provider | Location) -> str:
        """Keep what several services name, as the first of them describes it."""
        if records.setdefault(key, record) != record:
            self.left.append(f"'{key}': what a later service says otherwise of it")
        return key

    def text(self, words: str | None) -> dict[str, str] | None:
        plain = read_plain_text(words) if words else ""
        return {self.language: plain} if plain else None

    def statement(self, words: str | None) -> dict[str, Any] | None:
        text = self.text(words)
        return {"text": text, "source": self.source} if text else None

    def awaited(self, words: str) -> dict[str, Any]:
        """Return what the city still has to supply."""
        return {"text": _AWAITED[words], "awaited_from": self.city.id}

    def add(self, one: dict[str, Any], categories: list[str]) -> None:
        """Add a service with all that belongs to it; raise ValueError for what a directory refuses."""
        body = one.get("organization") or {"id": one["id"], "name": one["name"]}
        owner = self.key("organization", str(body["id"]), body["name"])
        provider = Provider.model_validate(
            without_blanks(
                {
                    "name": self.text(body["name"]),
                    "description": self.statement(
                        body.get("description") if body.get("description") != body["name"] else None
                    ),
                    "website": body.get("website"),
                    "email": body.get("email"),
                    "phones": self.phones(body.get("phones", [])),
                    "source": self.source,
                }
            )
        )
        self.keep(self.organizations, owner, provider)
        places = [
            self.place(link["location"])
            for link in one.get("service_at_locations", ())
            if link.get("location")
        ]
        places = [place for place in places if place]
        can_be_reached = bool(places or one.get("url") or one.get("email") or one.get("phones"))
        self.services[self.key("service", f"{len(self.services)}", one["name"])] = Service.model_validate(
            without_blanks(
                {
                    "name": self.text(one["name"]),
                    "original_name": one.get("alternate_name"),
                    "categories": categories,
                    "organization": owner,
                    "description": [said for said in [self.statement(one.get("description"))] if said],
                    "phones": self.phones(one.get("phones", [])),
                    "locations": places,
                    "schedules": [
                        span for hours in one.get("schedules", ()) if _is_weekly(hours) for span in self.schedule(hours)
                    ],
                    "languages": self.languages(one.get("languages", ())),
                    **{name: one.get(name) for name in ("url", "email", "status", "assured_date", "assurer_email")},
                    **{
                        name: self.statement(one.get(name))
                        for name in (
                            "interpretation_services", "application_process", "fees_description", "eligibility_description",
                        )
                    },
                    "contact": None if can_be_reached else self.awaited("contact"),
                    "source": self.source,
                }
            )
        )  # fmt: skip

    def phones(self, phones: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {
                "number": self.number(phone["number"].strip('"')),
                "type": phone.get("type") or "voice",
                "description": self.text(phone.get("description")),
                "languages": self.languages(phone.get("languages", ())),
            }
            for phone in phones
        ]

    def number(self, given: str) -> str:
        """Write a number with its country; one without is of the city's own."""
        try:
            found = phonenumbers.parse(given, self.city.country)
        except phonenumbers.NumberParseException:
            return given
        if given.startswith("+") or not phonenumbers.is_valid_number(found):
            return given
        return str(phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.INTERNATIONAL))

    def languages(self, tongues: Iterable[Mapping[str, Any]]) -> list[str]:
        """Return the codes of languages; one that has a name alone is looked up by it, in English."""
        found = (find_language(tongue.get("code"), tongue.get("name")) for tongue in tongues)
        return list(dict.fromkeys(tag for tag in found if tag))

    def schedule(self, hours: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the hours of some days; those past midnight stand under the next day."""
        days = [day.strip() for day in str(hours["byday"]).split(",")]
        opens, closes = (str(hours[name])[:5] for name in _TIMES)
        spans = [(days, opens, "24:00" if closes == "00:00" else closes)]
        if "00:00" < closes < opens:
            following = [_WEEK[(_WEEK.index(day) + 1) % 7] for day in days]
            spans = [(days, opens, "24:00"), (sorted(following, key=_WEEK.index), "00:00", closes)]
        shared = {
            "valid_from": hours.get("valid_from"),
            "valid_to": hours.get("valid_to"),
            "description": self.text(hours.get("description")),
        }
        return [{"byday": on, "opens_at": begin, "closes_at": end, **shared} for on, begin, end in spans]

    def place(self, location: dict[str, Any]) -> str | None:
        address = next(iter(location.get("addresses", ())), None)
        if address is None:
            return None
        key = self.key("place", str(location["id"]), location.get("name") or address["address_1"])
        fields = ("address_1", "postal_code", "city", "state_province", "country")
        place = Location.model_validate(
            without_blanks(
                {
                    "name": self.text(location.get("name")),
                    "transportation": self.text(location.get("transportation")),
                    "latitude": location.get("latitude"),
                    "longitude": location.get("longitude"),
                    **{name: read_plain_text(address[name]) for name in fields},
                    "source": self.source,
                }
            )
        )
        return self.keep(self.locations, key, place)
