"""What pages for newcomers need beyond other documents: originals beside translations, QR codes, linked data."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from markupsafe import Markup

from inclucities_docs.inputs.branch import Branch, LocalText
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.render.template.picture import data_uri

__all__ = ["describe_services", "draw_qr_code", "list_service_functions"]


class Asking(Protocol):
    """What a page offers to the words about services."""

    reader: Reader
    language: str
    names: dict[str, Any]


def list_service_functions(page: Asking) -> dict[str, Callable[..., Any]]:
    """Return the functions that a page about services can call."""
    reader, language = page.reader, page.language

    def original(branch: Branch, name: str) -> LocalText | None:
        """Return a text as the city itself says it, where the page shows a translation that nobody has read.

        ``{{ original(cities | first, "name") or "" }}``
        """
        if not getattr(branch, name):
            return None
        spoken = _list_tongues(page)
        if language in spoken:
            return None
        path = f"{branch._path}.{name}"
        written, (shown, said) = reader.list_translations(path), reader.choose(path, language)
        tongue = next(one for one in (*spoken, reader.original_language, *written) if one in written)
        first = reader.choose(path, tongue)[1]
        is_read = reader.judge_text(path, shown) not in ("unreviewed", "stale")
        if shown == tongue or is_read or said == first:
            return None
        return LocalText.make(first, tongue, language)

    def published() -> str:
        """Return the address that the documents are published at, ending in a slash; empty where there is none.

        ``{{ published() }}``
        """
        return str(reader.value("portal.website") or "")

    def qr_code(address: str, alt: str) -> Markup:
        """Put in a QR code of an address.

        ``{{ qr_code("https://example.org", "Code of an address") }}``
        """
        return Markup('<img class="qr" src="{}" alt="{}">').format(
            data_uri(draw_qr_code(address), ".svg"), alt
        )

    def linked_data(services: Iterable[Branch], city: Branch) -> Markup:
        """Return services as schema.org describes them, as text for a script element.

        ``{{ linked_data((cities | first).services, cities | first) }}``
        """
        made = json.dumps(describe_services(services, city, language), ensure_ascii=False, sort_keys=True)
        return Markup(made.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))

    return {"original": original, "published": published, "qr_code": qr_code, "linked_data": linked_data}


def _list_tongues(page: Asking) -> tuple[str, ...]:
    """Return the languages of the city that a page is about, which its signs and desks speak."""
    city = page.names.get("city")
    return tuple(city.languages) if city is not None else ()


_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}


def describe_services(services: Iterable[Branch], city: Branch, language: str) -> dict[str, Any]:
    """Return services in the terms of schema.org, each a GovernmentService; what is awaited is left out."""
    graph = [_describe(service, city) for service in services]
    context = ["https://schema.org", {"@language": language}]
    described: dict[str, Any] = _fill({"@context": context, "@graph": graph})
    return described


def _describe(service: Branch, city: Branch) -> dict[str, Any]:
    provider = service.provider
    said = [str(one.text) for one in service.description if one.state != "awaited"]
    phones = service.phones or provider.phones
    return {
        "@type": "GovernmentService",
        "name": service.name,
        "description": " ".join(said),
        "serviceType": service.categories[0].name,
        "url": service.url or provider.website,
        "alternateName": service.original_name,
        "provider": {"@type": "Organization", "name": provider.name, "url": provider.website},
        "areaServed": {"@type": "City", "name": city.name},
        "availableChannel": {
            "@type": "ServiceChannel",
            "availableLanguage": list(service.languages),
            "serviceUrl": service.url or provider.website,
            "servicePhone": [{"@type": "ContactPoint", "telephone": one.number} for one in phones],
            "serviceLocation": [_describe_place(one) for one in service.places],
        },
        "hoursAvailable": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": [f"https://schema.org/{_DAYS[day]}" for day in one.byday],
                "opens": one.opens_at,
                "closes": one.closes_at,
                "validFrom": one.valid_from,
                "validThrough": one.valid_to,
            }
            for one in service.schedules
        ],
    }


def _describe_place(place: Branch) -> dict[str, Any]:
    has_point = place.latitude is not None and place.longitude is not None
    return {
        "@type": "Place",
        "name": place.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": place.address_1,
            "postalCode": place.postal_code,
            "addressLocality": place.city,
            "addressRegion": place.state_province,
            "addressCountry": place.country,
        },
        "geo": {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
        if has_point
        else None,
    }


def _fill(value: Any) -> Any:
    """Leave out what has no value, and parts of which only the type is left."""
    if isinstance(value, dict):
        kept = {name: _fill(one) for name, one in value.items()}
        kept = {name: one for name, one in kept.items() if one not in (None, "", [], {})}
        return {} if set(kept) == {"@type"} else kept
    if isinstance(value, list):
        return [one for one in map(_fill, value) if one not in (None, "", [], {})]
    return str(value) if isinstance(value, str) else value


def draw_qr_code(address: str) -> bytes:
    """Return an address as a QR code, SVG, with the quiet zone of four modules that readers need."""
    import segno

    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing,
        kind="svg",
        border=4,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        light="#ffffff",
        omitsize=True,
    )
    return drawing.getvalue()
