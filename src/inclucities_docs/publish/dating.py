"""When files of a site last changed: the edition in which each first had the bytes that it has now.

The build knows no clock, so its sitemap and feeds say less; here the editions are known, and their
names begin with a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from inclucities_docs.publish.store import Published

__all__ = ["date_feed", "date_files", "date_sitemap"]

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ATOM = "http://www.w3.org/2005/Atom"


def date_files(earlier: Iterable[Published], edition: Published) -> dict[str, str]:
    """Return path → date of the edition in which the file first had its bytes: ``2026-12``."""
    dates = {path: _read_date(edition.name) for path in edition.files}
    settled: set[str] = set()
    for one in reversed(tuple(earlier)):
        for path, checksum in edition.files.items():
            if path in settled:
                continue
            if one.files.get(path) == checksum:
                dates[path] = _read_date(one.name)
            else:
                settled.add(path)
    return dates


def _read_date(name: str) -> str:
    found = re.match(r"\d{4}(?:-\d{2}){0,2}", name)
    assert found is not None  # an edition's name was checked before
    return found[0]


def date_sitemap(sitemap: bytes, website: str, dates: Mapping[str, str]) -> bytes:
    """Return the sitemap with the date of change of each address."""
    root = _parse(sitemap)
    for place in root.iter(f"{{{_SITEMAP}}}loc"):
        date = dates.get((place.text or "").removeprefix(website))
        if date:
            changed = etree.Element(f"{{{_SITEMAP}}}lastmod")
            changed.text = date
            place.addnext(changed)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def date_feed(feed: bytes, names: Mapping[str, str], dates: Mapping[str, str]) -> bytes:
    """Return a feed whose entries have the date of their newest file; ``names`` are the addresses of files."""
    root = _parse(feed)
    newest = ""
    for entry in root.iter(f"{{{_ATOM}}}entry"):
        files = [
            one.get("href", "") for one in entry.iter(f"{{{_ATOM}}}link") if one.get("rel") == "enclosure"
        ]
        found = max((dates[names[one]] for one in files if names.get(one) in dates), default="")
        changed = entry.find(f"{{{_ATOM}}}updated")
        if found and changed is not None:
            changed.text = _moment(found)
            newest = max(newest, found)
    whole = root.find(f"{{{_ATOM}}}updated")
    if newest and whole is not None:
        whole.text = _moment(newest)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _moment(date: str) -> str:
    return f"{(date + '-01-01')[:10] if len(date) == 4 else (date + '-01')[:10]}T00:00:00Z"


def _parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
