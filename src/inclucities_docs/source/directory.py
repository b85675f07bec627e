"""Directories of services: what only shows when a whole one is seen, and what templates ask of it."""

from __future__ import annotations

import math
from typing import Any

import babel

from inclucities_docs.diagnostics import nearest
from inclucities_docs.schema import City, Directory
from inclucities_docs.schema.service import Location, Phone, Service
from inclucities_docs.schema.value import Coordinates
from inclucities_docs.source.freshness import add_months, today
from inclucities_docs.source.loader import Loaded
from inclucities_docs.source.yaml_file import Path

__all__ = ["DERIVED", "check_directories", "list_stale"]

FARTHEST = 100
"""Kilometres from the city beyond which a place is a slip."""


def check_directories(loaded: Loaded) -> None:
    """Note services without provider, place or possible number, and categories that say nothing."""
    owners: dict[str, str] = {}
    for key, record in loaded.collections["directories"].items():
        assert isinstance(record, Directory)
        name = f"directories/{key}"
        if record.city in owners:
            loaded.diagnose(
                name,
                ("city",),
                f"'{owners[record.city]}' is a directory of {record.city} too",
                "a city has one directory; move the services into it",
            )
        owners[record.city] = key
        city = loaded.collections["cities"].get(record.city)
        for service_id, service in record.services.items():
            _check_service(
                loaded, name, record, service_id, service, city.country if isinstance(city, City) else ""
            )
        for key, place in record.locations.items():
            _check_place(loaded, name, key, place, city if isinstance(city, City) else None)
        _check_gaps(loaded, name, record)


def _check_place(loaded: Loaded, name: str, key: str, place: Location, city: City | None) -> None:
    """Note a country that is none, and a point on the map that is far from the city."""
    if place.country not in babel.Locale("en").territories:
        hint = "write its code of ISO 3166: BE for Belgium, GR for Greece"
        loaded.diagnose(name, ("locations", key, "country"), f"'{place.country}' is not a country", hint)
    if city is None or place.latitude is None or place.longitude is None:
        return
    away = _measure(place.latitude, place.longitude, city.coordinates)
    if away > FARTHEST:
        turned = _measure(place.longitude, place.latitude, city.coordinates) <= FARTHEST
        loaded.diagnose(
            name,
            ("locations", key, "latitude"),
            f"this place is {away:.0f} km from {city.id}",
            "exchange the two: latitude is degrees north, longitude degrees east"
            if turned
            else "look for a slip: latitude is degrees north, longitude degrees east",
        )


def _measure(latitude: float, longitude: float, centre: Coordinates) -> float:
    """Give the distance between two points in kilometres, well enough to find a slip."""
    north = (latitude - centre.latitude) * 111.2
    east = (longitude - centre.longitude) * 111.2 * math.cos(math.radians(centre.latitude))
    return math.hypot(north, east)


def _check_assurance(loaded: Loaded, name: str, key: str, service: Service) -> None:
    """Note an entry that was checked by nobody, or on a day still to come."""
    if service.assured_date is None:
        return
    place: Path = ("services", key, "assured_date")
    if service.assurer_email is None:
        hint = "add `assurer_email:`, or take out `assured_date:` until somebody has checked it"
        loaded.diagnose(name, place, f"checked on {service.assured_date}, but by whom?", hint)
    if today() and service.assured_date > today():
        loaded.diagnose(
            name, place, f"checked on {service.assured_date}, a day still to come", "look for a slip"
        )


def _check_service(
    loaded: Loaded, name: str, directory: Directory, key: str, service: Service, country: str
) -> None:
    place: Path = ("services", key)
    _check_assurance(loaded, name, key, service)
    _check_key(
        loaded, name, (*place, "organization"), service.organization, directory.organizations, "organizations"
    )
    for index, one in enumerate(service.locations):
        _check_key(loaded, name, (*place, "locations", index), one, directory.locations, "locations")
    phones: list[tuple[Path, Phone]] = [
        ((*place, "phones", index, "number"), phone) for index, phone in enumerate(service.phones)
    ]
    provider = directory.organizations.get(service.organization)
    if provider is not None:
        phones += [
            (("organizations", service.organization, "phones", index, "number"), phone)
            for index, phone in enumerate(provider.phones)
        ]
    for where, phone in phones:
        if len(phone.number) <= 6 and country and not _is_short_number(phone.number, country):
            loaded.diagnose(
                name,
                where,
                f"'{phone.number}' is not a short number of the country {country}",
                "write other numbers with the country first: +32 2 123 45 67",
            )


def _is_short_number(number: str, country: str) -> bool:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_valid_short_number_for_region(parsed, country))


def _check_key(loaded: Loaded, name: str, path: Path, given: str, known: dict[str, Any], field: str) -> None:
    if given in known:
        return
    guess = nearest(given, known)
    where = (
        f"the {field} of this file: {', '.join(known)}"
        if known
        else f"write it under `{field}:` in this file"
    )
    loaded.diagnose(
        name,
        path,
        f"'{given}' is not among the {field} of this file",
        f"did you mean '{guess}'?" if guess else where,
    )


def _check_gaps(loaded: Loaded, name: str, directory: Directory) -> None:
    """Note categories that are neither filled nor awaited: a page must not show them empty."""
    known = loaded.collections["categories"]
    filled = {category for service in directory.services.values() for category in service.categories}
    if directory.awaited is not None or not filled <= known.keys():
        return
    empty = [key for key in known if key not in filled]
    if empty:
        loaded.diagnose(
            name,
            (),
            f"no service under {', '.join(empty)}, and nothing says who supplies it",
            "add services, or `awaited:` with what is missing and `awaited_from:` the city",
        )


def list_stale(directory: Directory, day: str) -> list[tuple[str, str]]:
    """Give the services that should have been checked again before a day, each with its term."""
    stale = []
    for key, service in directory.services.items():
        if service.assured_date is None:
            continue
        term = add_months(service.assured_date, directory.check_months)
        if day and term < day:
            stale.append((key, term))
    return stale


# ── what templates ask of a service beyond its own fields ────────────────────────────────────────


def _owner(view: Any) -> Any:
    return view._records.view(view._path.split(".", 1)[0])


def _key(view: Any) -> str:
    return str(view._path.rsplit(".", 1)[1])


def _term(service: Any) -> str:
    checked = service.assured_date
    return add_months(checked, _owner(service).check_months) if checked else ""


def _is_stale(service: Any) -> bool:
    term = _term(service)
    if not term:
        return False
    service._records._inquiry.note("today", today())
    return bool(today()) and term < today()


DERIVED: dict[tuple[str, str], Any] = {
    ("City", "directory"): lambda city: next(
        (one for one in city._records.directories if one.city == city), None
    ),
    ("Service", "key"): _key,
    ("Service", "provider"): lambda service: _owner(service).organizations[service.organization],
    ("Service", "places"): lambda service: [_owner(service).locations[one] for one in service.locations],
    ("Service", "check_by"): _term,
    ("Service", "is_stale"): _is_stale,
}
"""What can be asked of a service: who offers it, where, until when it was checked."""
