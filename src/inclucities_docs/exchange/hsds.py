"""From a directory to the standard's services."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import babel

from inclucities_docs.inputs.project import Project
from inclucities_docs.schema import Category, Directory
from inclucities_docs.schema.language_tag import shorten_tag
from inclucities_docs.schema.service import Phone, Schedule, Service
from inclucities_docs.schema.value import Statement

__all__ = ["export_services", "find_language", "without_blanks"]

UNKNOWN = "–"
"""Stands for a postal code that no source gives, where the standard asks for one."""
TAXONOMY = "IncluCities: questions of newcomers"
"""What the taxonomy of our categories is called in exports."""


def export_services(project: Project, directory: Directory, language: str) -> list[dict[str, Any]]:
    """Return a city's services as HSDS 3 nests them, texts in one language; what is awaited is left out."""
    return [_Exporter(project, directory, language).service(key) for key in directory.services]


class _Exporter:
    def __init__(self, project: Project, directory: Directory, language: str) -> None:
        self.project, self.directory, self.language = project, directory, language

    def identify(self, *names: str) -> str:
        """Return an id that stays the same as long as the names do."""
        programme = self.project.programme
        whose = programme.website or programme.name
        return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join([whose, self.directory.id, *names])))

    def words(self, text: Mapping[str, str] | None) -> str | None:
        return self.project.choose(text, self.language)[1] if text else None

    def said(self, *statements: Statement | None) -> str | None:
        texts = [self.words(one.text) for one in statements if one is not None and one.state != "awaited"]
        return " ".join(text for text in texts if text) or None

    def described(self, service: Service) -> str | None:
        """Return what is said of a service, with the addresses that the standard has no field for."""
        more = [f"{self.words(one.label)}: {one.url}" for one in service.additional_urls]
        said = self.said(*service.description, service.contact)
        return " ".join(filter(None, [said, *more])) or None

    def service(self, key: str) -> dict[str, Any]:
        service = self.directory.services[key]
        mine = self.identify("service", key)
        made: dict[str, Any] = without_blanks(
            {
                "id": mine,
                "name": self.words(service.name),
                "alternate_name": service.original_name,
                "description": self.described(service),
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
        return [
            {"id": self.identify("language", *owner, code), "name": name_language(code), "code": code}
            for code in codes
        ]

    def schedule(self, schedule: Schedule, key: str, index: int) -> dict[str, Any]:
        return {
            "id": self.identify("schedule", key, str(index)),
            "freq": "WEEKLY",
            "interval": 1,
            "byday": ",".join(schedule.byday),
            "opens_at": schedule.opens_at,
            "closes_at": schedule.closes_at.replace("24:00", "00:00"),  # a time of the standard ends at 23:59
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
                        "postal_code": place.postal_code or UNKNOWN,
                        "country": place.country,
                        "address_type": "physical",
                    }
                ],
            },
        }


def name_language(code: str) -> str:
    """Name a language in English, as the standard's examples do."""
    names = babel.Locale("en").languages
    return str(names.get(code) or {"prs": "Dari"}.get(code, code))


def find_language(tag: str | None, name: str | None) -> str:
    """Return a language's tag as directories write it, from the tag or the English name that others give."""
    codes = {str(one).casefold(): code for code, one in babel.Locale("en").languages.items()}
    given = (
        tag or {"dari": "prs"}.get((name or "").casefold()) or codes.get((name or "").casefold(), name or "")
    )
    first, *rest = re.split("[-_]", given)
    return shorten_tag(
        "-".join([first.lower(), *(one.title() if len(one) == 4 else one.upper() for one in rest)])
    )


def without_blanks(value: Any) -> Any:
    """Leave out what has no value, at every depth."""
    if isinstance(value, dict):
        kept = {name: without_blanks(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, "", [], {})}
    return [without_blanks(one) for one in value] if isinstance(value, list) else value
