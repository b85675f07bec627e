"""Directories of services: what only shows when a whole one is seen, and what templates ask of it."""

from __future__ import annotations

import math
import re
from typing import Any

import babel

from inclucities_docs.diagnostics import nearest
from inclucities_docs.inputs.derived import Derived
from inclucities_docs.inputs.freshness import add_months, rests_on_old, today
from inclucities_docs.inputs.loader import Loaded
from inclucities_docs.inputs.yaml_file import Path
from inclucities_docs.schema import City, Directory
from inclucities_docs.schema.service import Location, Phone, Service
from inclucities_docs.schema.value import Coordinates

__all__ = ["DERIVED", "check_directories", "list_stale"]

FARTHEST = 100
"""Kilometres from the city beyond which a place is a slip."""


def check_directories(loaded: Loaded) -> None:
    """Note services without provider, place or possible number, and categories that say nothing."""
    owners: dict[str, str] = {}
    for key, record in loaded.collections["directories"].items():
        assert isinstance(record, Directory)
        name = f"directories/{key}"
        reach = record.city or record.country or "everywhere"
        if reach in owners:
            field = "city" if record.city else "country" if record.country else "everywhere"
            loaded.diagnose(
                name,
                (field,),
                f"'{owners[reach]}' is a directory of {reach} too",
                f"a {field if record.city or record.country else 'programme'} has one directory of this sort;"
                " move the services into it",
            )
        owners[reach] = key
        city = loaded.collections["cities"].get(record.city or "")
        country = record.country or (city.country if isinstance(city, City) else "")
        for service_id, service in record.services.items():
            _check_service(loaded, name, record, service_id, service, country)
        for index, number in enumerate(record.emergency_numbers):
            _check_short_number(loaded, name, ("emergency_numbers", index, "number"), number.number, country)
        for place_id, place in record.locations.items():
            _check_place(loaded, name, place_id, place, city if isinstance(city, City) else None)
        if record.desk is not None:
            _check_key(loaded, name, ("desk",), record.desk, record.services, "services")
        _check_gaps(loaded, name, record)


def _check_place(loaded: Loaded, name: str, key: str, place: Location, city: City | None) -> None:
    """Note a country that is none, and a point on the map that is far from the city."""
    if place.country not in babel.Locale("en").territories:
        hint = "write its code of ISO 3166: BE for Belgium, GR for Greece"
        loaded.diagnose(name, ("locations", key, "country"), f"'{place.country}' is not a country", hint)
    centre = city.coordinates if city else None
    if city is None or centre is None or place.latitude is None or place.longitude is None:
        return
    away = _measure(place.latitude, place.longitude, centre)
    if away > FARTHEST:
        turned = _measure(place.longitude, place.latitude, centre) <= FARTHEST
        loaded.diagnose(
            name,
            ("locations", key, "latitude"),
            f"this place is {away:.0f} km from {city.id}",
            "exchange the two: latitude is degrees north, longitude degrees east"
            if turned
            else "look for a slip: latitude is degrees north, longitude degrees east",
        )


def _measure(latitude: float, longitude: float, centre: Coordinates) -> float:
    """Return the distance between two points in kilometres, well enough to find a slip."""
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
        _check_short_number(loaded, name, where, phone.number, country)


def _check_short_number(loaded: Loaded, name: str, where: Path, number: str, country: str) -> None:
    if len(number.replace(" ", "")) <= 6 and country and not _is_short_number(number, country):
        loaded.diagnose(
            name,
            where,
            f"'{number}' is not a short number of the country {country}",
            "write other numbers with the country first: +32 2 123 45 67",
        )


GIVEN_OUT = {("LV", "8787")}
"""Short numbers that a country gives out and that the tables of phonenumbers lack."""


def _is_short_number(number: str, country: str) -> bool:
    """Whether a country can have given out a short number; of help lines, 1…, the tables know but some."""
    import phonenumbers

    plain = number.replace(" ", "")
    if re.fullmatch(r"1\d{2,4}|116\d{3}", plain) or (country, plain) in GIVEN_OUT:
        return True
    try:
        parsed = phonenumbers.parse(plain, country)
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
    """Note categories of a city that nothing fills and nobody is asked for."""
    known = loaded.collections["categories"]
    city = loaded.collections["cities"].get(directory.city or "")
    country = city.country if isinstance(city, City) else None
    filled = {
        category
        for other in loaded.collections["directories"].values()
        if isinstance(other, Directory)
        and (other == directory or other.everywhere or (country and other.country == country))
        for service in other.services.values()
        for category in service.categories
    }
    if directory.city is None or directory.awaited is not None or not filled <= known.keys():
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
    """Return the services that should have been checked again before a day, each with its term."""
    stale = []
    for key, service in directory.services.items():
        if service.assured_date is None:
            continue
        term = add_months(service.assured_date, directory.check_months)
        if day and term < day:
            stale.append((key, term))
    return stale


# ── what templates ask of a service beyond its own fields ────────────────────────────────────────


def _owner(branch: Any) -> Any:
    return branch._records.branch(branch._path.split(".", 1)[0])


def _key(branch: Any) -> str:
    return str(branch._path.rsplit(".", 1)[1])


def _term(service: Any) -> str:
    checked = service.assured_date
    return add_months(checked, _owner(service).check_months) if checked else ""


def _is_stale(service: Any) -> bool:
    term = _term(service)
    if not term:
        return False
    day = service._records.reader.today
    return bool(day) and term < day


def _newest(service: Any) -> Any:
    """Return when the newest of a service's sources was published; none where none of them says it."""
    dated = [one.published for one in service.source if one.published is not None]
    return max(dated, key=lambda one: str(one.start), default=None)


def _is_reachable(service: Any) -> bool:
    """Whether one can ring, write or go there, or read how."""
    told = service.contact is not None and service.contact.state != "awaited"
    ways = (service.phones, service.places, service.url, service.email)
    offered = (service.provider.phones, service.provider.website, service.provider.email)
    return told or any(ways) or any(offered)


def _since(service: Any) -> str:
    """Return the day, month or year from which an entry dates: when it was checked, else its source; the undated first."""
    newest = _newest(service)
    return str(service.assured_date or (newest.start if newest else ""))


def _is_old(service: Any) -> bool:
    """Whether what is known of a service may have changed: nobody checked it, and its source is old or undated."""
    if service.assured_date:
        return False
    return rests_on_old(service.source)


def _list_services(city: Any) -> list[Any]:
    """Return all that helps in a city, the nearest first: its own, its country's, that of everywhere."""
    return [
        service
        for directory in city.directories
        for service in directory.services.values()
        if service.status != "defunct"
    ]


def _list_numbers(city: Any) -> list[Any]:
    """Return the numbers for danger to life: those of everywhere first; the nearest one tells of a number."""
    found: dict[str, Any] = {}
    for directory in reversed(city.directories):
        for one in directory.emergency_numbers:
            found[one.number] = one
    return list(found.values())


def _level(service: Any) -> str:
    owner = _owner(service)
    return "city" if owner.city else "country" if owner.country else "everywhere"


DERIVED: dict[tuple[str, str], Derived] = {
    ("City", "directories"): Derived(
        lambda city: city._records.linked("directories", city),
        "The directories of services that help in it, the nearest first.", "Directory", many=True,
    ),
    ("City", "directory"): Derived(
        lambda city: next((one for one in city.directories if one.city), None),
        "Its own directory of services.", "Directory",
    ),
    ("City", "services"): Derived(
        _list_services, "All services that help in it, the nearest first.", "Service", many=True
    ),
    ("City", "emergency_numbers"): Derived(
        _list_numbers, "Numbers for danger to life: those of everywhere first.", "EmergencyNumber", many=True
    ),
    ("Service", "key"): Derived(_key, "Its id in its directory."),
    ("Service", "anchor"): Derived(
        lambda service: f"{_owner(service).id}-{_key(service)}", "Its name in the address of a page: after the #."
    ),
    ("Service", "level"): Derived(_level, "Where it helps: city, country or everywhere."),
    ("Service", "time_zone"): Derived(
        lambda service: _owner(service).time_zone or "", "The time zone that its hours are told in."
    ),
    ("Service", "provider"): Derived(
        lambda service: _owner(service).organizations[service.organization], "Who offers it.", "Provider"
    ),
    ("Service", "places"): Derived(
        lambda service: [_owner(service).locations[one] for one in service.locations],
        "Where it is offered.", "Location", many=True,
    ),
    ("Service", "check_by"): Derived(_term, "The day by which it is due to be checked again: 2027-11-02."),
    ("Service", "is_stale"): Derived(_is_stale, "Whether that day is over."),
    ("Service", "stated_on"): Derived(_newest, "When the newest of its sources was published.", "Period"),
    ("Service", "is_old"): Derived(_is_old, "Whether nobody checked it, and its source is old or undated."),
    ("Service", "is_reachable"): Derived(_is_reachable, "Whether one can ring, write or go there, or read how."),
    ("Service", "since"): Derived(_since, "The day, month or year from which it dates: when it was checked, else its source."),
    ("Service", "directory"): Derived(_owner, "The directory that it stands in.", "Directory"),
}  # fmt: skip
"""What can be asked of a city and its services: the nearest first, who offers it, how old it is."""
