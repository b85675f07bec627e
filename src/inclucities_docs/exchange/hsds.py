"""From a directory to the standard's services, and from the standard's services to a directory."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from inclucities_docs.exchange.standard import find_faults
from inclucities_docs.schema import Category, Directory
from inclucities_docs.schema.service import Location, Phone, Provider, Schedule, Service
from inclucities_docs.schema.value import Statement
from inclucities_docs.source.project import Project

__all__ = ["export_services", "import_directory"]

TAXONOMY = "IncluCities: questions of newcomers"
"""What the taxonomy of our categories is called in exports."""


def export_services(project: Project, directory: Directory, language: str) -> list[dict[str, Any]]:
    """Give a city's services as HSDS 3 nests them, texts in one language; what is awaited is left out."""
    return [_Exporter(project, directory, language).service(key) for key in directory.services]


class _Exporter:
    def __init__(self, project: Project, directory: Directory, language: str) -> None:
        self.project, self.directory, self.language = project, directory, language

    def identify(self, *names: str) -> str:
        """Give an id that stays the same as long as the names do."""
        return str(
            uuid.uuid5(
                uuid.NAMESPACE_URL, "/".join([self.project.programme.website, self.directory.id, *names])
            )
        )

    def words(self, text: Mapping[str, str] | None) -> str | None:
        return self.project.choose(text, self.language)[1] if text else None

    def said(self, *statements: Statement | None) -> str | None:
        texts = [self.words(one.text) for one in statements if one is not None and one.state != "awaited"]
        return " ".join(text for text in texts if text) or None

    def service(self, key: str) -> dict[str, Any]:
        service = self.directory.services[key]
        mine = self.identify("service", key)
        made: dict[str, Any] = _without_blanks(
            {
                "id": mine,
                "name": self.words(service.name),
                "description": self.said(*service.description),
                "url": service.url,
                "email": service.email,
                "status": service.status,
                "interpretation_services": self.said(service.interpretation_services),
                "application_process": self.said(service.application_process),
                "fees_description": self.said(service.fees_description),
                "eligibility_description": self.said(service.eligibility_description),
                "assured_date": service.assured_date,
                "assurer_email": service.assurer_email,
                "organization": self.organization(service.organization),
                "phones": self.phones(service.phones, "service", key),
                "schedules": [self.schedule(one, key, index) for index, one in enumerate(service.schedules)],
                "languages": self.languages(service.languages, "service", key),
                "attributes": [self.attribute(one, mine) for one in service.categories],
                "service_at_locations": [self.at_location(key, one) for one in service.locations],
            }
        )
        return made

    def organization(self, key: str) -> dict[str, Any]:
        provider = self.directory.organizations[key]
        name = self.words(provider.name)
        return {
            "id": self.identify("organization", key),
            "name": name,
            "description": self.said(provider.description) or name,
            "website": provider.website,
            "email": provider.email,
            "phones": self.phones(provider.phones, "organization", key),
        }

    def phones(self, phones: Iterable[Phone], *owner: str) -> list[dict[str, Any]]:
        return [
            {
                "id": self.identify("phone", *owner, str(index)),
                "number": phone.number,
                "type": phone.type,
                "description": self.words(phone.description),
                "languages": self.languages(phone.languages, "phone", *owner, str(index)),
            }
            for index, phone in enumerate(phones)
        ]

    def languages(self, codes: Iterable[str], *owner: str) -> list[dict[str, Any]]:
        return [{"id": self.identify("language", *owner, code), "name": code, "code": code} for code in codes]

    def schedule(self, schedule: Schedule, key: str, index: int) -> dict[str, Any]:
        return {
            "id": self.identify("schedule", key, str(index)),
            "freq": "WEEKLY",
            "interval": 1,
            "byday": ",".join(schedule.byday),
            "opens_at": schedule.opens_at,
            "closes_at": schedule.closes_at,
            "valid_from": schedule.valid_from,
            "valid_to": schedule.valid_to,
            "description": self.words(schedule.description),
        }

    def attribute(self, category: str, service: str) -> dict[str, Any]:
        record = self.project.collections["categories"][category]
        assert isinstance(record, Category)
        term = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.project.programme.website}/category/{category}"))
        return {
            "id": str(uuid.uuid5(uuid.UUID(service), category)),
            "link_id": service,
            "link_type": "service_category",
            "link_entity": "service",
            "taxonomy_term_id": term,
            "taxonomy_term": {
                "id": term,
                "code": category,
                "name": self.words(record.name),
                "description": self.words(record.about),
                "taxonomy": TAXONOMY,
            },
        }

    def at_location(self, service: str, key: str) -> dict[str, Any]:
        place = self.directory.locations[key]
        return {
            "id": self.identify("service-at-location", service, key),
            "location": {
                "id": self.identify("location", key),
                "location_type": "physical",
                "name": self.words(place.name),
                "transportation": self.words(place.transportation),
                "latitude": place.latitude,
                "longitude": place.longitude,
                "addresses": [
                    {
                        "id": self.identify("address", key),
                        "address_1": place.address_1,
                        "city": place.city,
                        "state_province": place.state_province,
                        "postal_code": place.postal_code,
                        "country": place.country,
                        "address_type": "physical",
                    }
                ],
            },
        }


def _without_blanks(value: Any) -> Any:
    """Leave out what has no value, at every depth."""
    if isinstance(value, dict):
        kept = {name: _without_blanks(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, "", [], {})}
    return [_without_blanks(one) for one in value] if isinstance(value, list) else value


# ── the other way ────────────────────────────────────────────────────────────────────────────────


def import_directory(
    services: list[Any], city: str, language: str, source: str, categories: Iterable[str]
) -> tuple[Directory | None, list[str]]:
    """Give a directory made from the standard's services, and what kept it from being made.

    Each text is in one language; each fact takes ``source``. A category is known by its code.
    """
    faults = [
        fault for index, one in enumerate(services, 1) for fault in find_faults(one, where=f"service {index}")
    ]
    if faults:
        return None, faults
    known = set(categories)
    importer = _Importer(city, language, source)
    for index, one in enumerate(services, 1):
        codes = [
            attribute["taxonomy_term"]["code"]
            for attribute in one.get("attributes", ())
            if attribute.get("taxonomy_term", {}).get("code") in known
        ]
        if not codes:
            faults.append(f"service {index}: none of its taxonomy terms is a category of this project")
        try:
            importer.add(one, codes)
        except ValueError as error:
            faults.append(f"service {index}: {_first_reason(error)}")
    if faults:
        return None, faults
    return Directory(
        id=city,
        city=city,
        organizations=importer.organizations,
        locations=importer.locations,
        services=importer.services,
        awaited=Statement.model_validate(importer.awaited("services")),
    ), []


def _first_reason(error: ValueError) -> str:
    details: list[Any] = getattr(error, "errors", list)()
    message = details[0]["msg"].removeprefix("Value error, ") if details else str(error)
    return str(message).split(" | ")[0]


_CONTACTS = ("url", "email", "phones", "service_at_locations")

_AWAITED = {
    "contact": {"fr": "Comment joindre ce service", "en": "How to reach this service"},
    "services": {
        "fr": "Les services des rubriques encore vides, avec adresses, heures et téléphones",
        "en": "The services of the categories that are still empty, with addresses, hours and telephone numbers",
    },
}
"""What an imported directory says is missing; the standard has no word for it."""


class _Importer:
    def __init__(self, city: str, language: str, source: str) -> None:
        self.city, self.language, self.source = city, language, source
        self.organizations: dict[str, Provider] = {}
        self.locations: dict[str, Location] = {}
        self.services: dict[str, Service] = {}
        self._keys: dict[str, str] = {}

    def key(self, identifier: str, name: str) -> str:
        """Give a short id from a name, the same for the same record."""
        if identifier not in self._keys:
            plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
            stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or f"entry-{identifier[:8]}"
            taken = set(self._keys.values())
            self._keys[identifier] = stem if stem not in taken else f"{stem}-{identifier[:8]}"
        return self._keys[identifier]

    def text(self, words: str | None) -> dict[str, str] | None:
        return {self.language: words} if words else None

    def statement(self, words: str | None) -> dict[str, Any] | None:
        return {"text": self.text(words), "source": self.source} if words else None

    def awaited(self, words: str) -> dict[str, Any]:
        """Give what the city still has to supply."""
        return {"text": _AWAITED[words], "awaited_from": self.city}

    def add(self, one: dict[str, Any], categories: list[str]) -> None:
        """Add a service with all that belongs to it; raises ValueError for what a directory refuses."""
        body = one.get("organization") or {"id": one["id"], "name": one["name"]}
        owner = self.key(str(body["id"]), body["name"])
        self.organizations[owner] = Provider.model_validate(
            _without_blanks(
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
        places = [
            self.place(link["location"])
            for link in one.get("service_at_locations", ())
            if link.get("location")
        ]
        self.services[self.key(f"service {one['id']}", one["name"])] = Service.model_validate(
            _without_blanks(
                {
                    "name": self.text(one["name"]),
                    "categories": categories,
                    "organization": owner,
                    "description": [self.statement(one["description"])] if one.get("description") else [],
                    "phones": self.phones(one.get("phones", [])),
                    "locations": [place for place in places if place],
                    "schedules": [self.schedule(hours) for hours in one.get("schedules", ())],
                    "languages": [tongue.get("code") or tongue.get("name") for tongue in one.get("languages", ())],
                    **{name: one.get(name) for name in ("url", "email", "status", "assured_date", "assurer_email")},
                    **{
                        name: self.statement(one.get(name))
                        for name in (
                            "interpretation_services", "application_process", "fees_description", "eligibility_description",
                        )
                    },
                    "contact": None if any(one.get(name) for name in _CONTACTS) else self.awaited("contact"),
                    "source": self.source,
                }
            )
        )  # fmt: skip

    def phones(self, phones: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {
                "number": phone["number"].strip('"'),
                "type": phone.get("type") or "voice",
                "description": self.text(phone.get("description")),
                "languages": [tongue.get("code") for tongue in phone.get("languages", ())],
            }
            for phone in phones
        ]

    def schedule(self, hours: dict[str, Any]) -> dict[str, Any]:
        return {
            "byday": str(hours.get("byday", "")).split(","),
            "opens_at": str(hours.get("opens_at", ""))[:5],
            "closes_at": str(hours.get("closes_at", ""))[:5],
            "valid_from": hours.get("valid_from"),
            "valid_to": hours.get("valid_to"),
            "description": self.text(hours.get("description")),
        }

    def place(self, location: dict[str, Any]) -> str | None:
        address = next(iter(location.get("addresses", ())), None)
        if address is None:
            return None
        key = self.key(str(location["id"]), location.get("name") or address["address_1"])
        fields = ("address_1", "postal_code", "city", "state_province", "country")
        self.locations[key] = Location.model_validate(
            _without_blanks(
                {
                    "name": self.text(location.get("name")),
                    "transportation": self.text(location.get("transportation")),
                    "latitude": location.get("latitude"),
                    "longitude": location.get("longitude"),
                    **{name: address[name] for name in fields},
                    "source": self.source,
                }
            )
        )
        return key
