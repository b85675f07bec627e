"""What machines read: schema.org descriptions, the feed's date, the list of addresses."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from markupsafe import Markup

from inclucities_docs.inputs.branch import Branch
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.portal.deliverable import Deliverable, File
from inclucities_docs.schema.brand import Palette
from inclucities_docs.schema.format import FORMATS

__all__ = [
    "TYPES",
    "describe_app",
    "describe_document",
    "describe_site",
    "find_date",
    "find_id",
    "write_robots",
    "write_sitemap",
]

TYPES = {one.suffix: one.media_type for one in FORMATS}
"""Media types by format."""


def describe_app(file: File, palette: Palette) -> bytes:
    """Return a page as an app that a phone installs: a web app manifest, beside the page."""
    content = {
        "name": file.title,
        "short_name": file.title.rsplit(":", 1)[-1].rsplit("፦", 1)[-1].strip()[:24],
        "lang": file.language,
        "dir": Localisation(file.language).direction,
        "id": file.path.rsplit("/", 1)[-1],
        "start_url": file.path.rsplit("/", 1)[-1],
        "scope": "../",
        "display": "standalone",
        "background_color": palette.paper,
        "theme_color": palette.primary,
        "icons": [
            {"src": "../portal/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": purpose}
            for purpose in ("any", "maskable")
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _publisher(programme: Branch) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "name": str(programme.lead.name),
        "url": str(programme.lead.website or ""),
    }


def describe_site(programme: Branch, language: str, address: str) -> Markup:
    """Return the portal as a schema.org WebSite."""
    return _script(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": str(programme.name),
            "description": str(programme.network.text) if programme.network.state != "awaited" else "",
            "inLanguage": language,
            "url": address,
            "publisher": _publisher(programme),
            "license": str(programme.licence.url) if programme.licence else "",
        }
    )


def describe_document(
    document: Deliverable, programme: Branch, language: str, *, about: str, base: str, places: list[str]
) -> Markup:
    """Return a document as a schema.org DigitalDocument with all its files."""
    content: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "name": document.title(language),
        "description": about,
        "inLanguage": list(document.languages),
        "isAccessibleForFree": True,
        "license": str(programme.licence.url) if programme.licence else "",
        "publisher": _publisher(programme),
        "creativeWorkStatus": "Published" if document.is_final(language) else "Draft",
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": base + one.path,
                "encodingFormat": TYPES.get(one.format, "application/octet-stream"),
                "contentSize": f"{one.bytes} B",
                "inLanguage": one.language,
                "sha256": one.sha256,
            }
            for one in document.files
        ],
    }
    if document.edition:
        content["version"] = str(document.edition)
    if places:
        content["spatialCoverage"] = [{"@type": "City", "name": name} for name in places]
    return _script(content)


def _script(content: dict[str, Any]) -> Markup:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))


def find_date(sources: Any) -> str:
    """Return the day on which the newest source was read: the date of the data, without a clock."""
    newest = max((str(one.read.start) for one in sources), default="2020-01-01")
    return (newest + "-01-01")[:10]


def find_id(programme: str, website: str, path: str) -> str:
    """Return the id of a page in feeds: its address, or where none is known a name made from its own."""
    return website + path if website else uuid.uuid5(uuid.NAMESPACE_URL, f"{programme}/{path}").urn


def write_sitemap(base: str, pages: Iterable[Mapping[str, str]]) -> bytes:
    """Return the sitemap: each page or file in each language (language → path), with its other languages."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for page in pages:
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(base + path)}"/>'
            for language, path in page.items()
        )
        links = links if len(page) > 1 else ""
        lines += [f"<url><loc>{escape(base + path)}</loc>{links}</url>" for path in page.values()]
    return "\n".join([*lines, "</urlset>", ""]).encode()


def write_robots(base: str) -> bytes:
    """Return robots.txt: everything may be read but what only the office needs, and where the sitemap is."""
    folder = urlsplit(base).path
    return f"User-agent: *\nDisallow: {folder}source/\n\nSitemap: {base}sitemap.xml\n".encode()
