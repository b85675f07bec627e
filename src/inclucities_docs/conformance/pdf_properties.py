"""What a PDF says of itself: title, author, subject, language, licence, bookmarks, page labels."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf

from inclucities_docs.conformance.result import Finding
from inclucities_docs.conformance.text import looks_like_file
from inclucities_docs.inputs.yaml_file import read_yaml

__all__ = ["is_licensed", "list_property_faults"]

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}
STATED = {
    "title": "title", "creator": "author", "description": "subject",
    "language": "language", "rights": "licence",
}  # fmt: skip
EMPTY = pikepdf.Dictionary()
BOOKMARKS_FROM = 4
"""Pages from which a reader cannot do without bookmarks."""


@cache
def is_licensed(project: Path) -> bool:
    """Tell whether the programme of a folder names a licence; held to do so where that cannot be read."""
    path = project / "data" / "programme.yaml"
    try:
        read = read_yaml(str(path), path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return True
    return bool(read.problems) or not isinstance(read.value, dict) or "licence" in read.value


def list_property_faults(
    pdf: pikepdf.Pdf, language: str, title: str, *, has_licence: bool = True
) -> Iterator[Finding]:
    """Compare what the file says with what it must say; empty language and title: unknown."""
    stated = read_metadata(pdf)
    for name, word in STATED.items():
        if not stated.get(f"dc:{name}") and (has_licence or name != "rights"):
            yield Finding("", f"no {word} in the metadata", f"dc:{name} is missing in XMP")
    if has_licence and not (stated.get("xmpRights:WebStatement") or "").startswith("http"):
        yield Finding("", "no address of the licence in the metadata", "xmpRights:WebStatement")
    own_title = str(pdf.docinfo.get("/Title", ""))
    if not own_title.strip() or looks_like_file(own_title):
        yield Finding("", "the file has no title that names it", "give the page a <title>")
    elif stated.get("dc:title") and stated["dc:title"] != own_title:
        yield Finding("", f"two titles: {own_title!r} and {stated['dc:title']!r}")
    plain, wanted = " ".join(own_title.split()), " ".join(title.split())  # spaces may be set not to break
    if wanted and plain and wanted not in plain and plain not in wanted:
        yield Finding("", f"the title is {own_title!r}, the manifest says {title!r}")
    root = pdf.Root
    own_language = str(root.get("/Lang", ""))
    if not own_language:
        yield Finding("", "the file has no language", "give <html> a lang")
    elif language and own_language != language:
        yield Finding("", f"the language is {own_language}, the manifest says {language}")
    if own_language and stated.get("dc:language") not in {None, own_language}:
        yield Finding("", f"two languages: {own_language} and {stated['dc:language']}")
    preferences = root.get("/ViewerPreferences", EMPTY)
    if not bool(preferences.get("/DisplayDocTitle", False)):
        yield Finding("", "viewers show the file's name, not its title", "DisplayDocTitle is not set")
    if "/PageLabels" not in root or 0 not in list_label_starts(root["/PageLabels"]):
        yield Finding("", "no page labels: viewers cannot show the printed folios")
    yield from list_bookmark_faults(pdf)
    yield from list_link_faults(pdf)


def read_metadata(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Return the properties in the XMP packet by their usual prefixes."""
    if "/Metadata" not in pdf.Root:
        return {}
    try:
        packet = ElementTree.fromstring(bytes(pdf.Root.Metadata.read_bytes()))
    except ElementTree.ParseError:
        return {}
    names = {uri: prefix for prefix, uri in NAMESPACES.items()}
    stated: dict[str, str] = {}

    def put(tag: str, text: str) -> None:
        uri, _, name = tag.removeprefix("{").partition("}")
        if uri in names and text.strip():
            stated[f"{names[uri]}:{name}"] = text.strip()

    for description in packet.iter(f"{{{NAMESPACES['rdf']}}}Description"):
        for tag, text in description.attrib.items():
            put(tag, text)
        for one in description:
            items = [item.text or "" for item in one.iter(f"{{{NAMESPACES['rdf']}}}li")]
            put(one.tag, ", ".join(items) if items else one.text or "")
    return stated


def list_label_starts(labels: Any) -> list[int]:
    """Return the pages, from 0, at which a numbering starts."""
    starts = [int(one) for one in list(labels.get("/Nums", []))[::2]]
    for kid in labels.get("/Kids", []):
        starts += list_label_starts(kid)
    return starts


def list_bookmark_faults(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Bookmarks without words, or none where a document is long."""
    with pdf.open_outline() as outline:
        pending = list(outline.root)
        if not pending and len(pdf.pages) >= BOOKMARKS_FROM:
            yield Finding("", "no bookmarks", "headings make bookmarks")
        while pending:
            item = pending.pop(0)
            if not item.title.strip():
                yield Finding("", "a bookmark has no words")
            pending += item.children


def list_link_faults(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Links without words, outside the tag tree, or to places that are not in the file."""
    known = list_destinations(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") != "/Link":
                continue
            place = f"page {number}"
            action = annotation.get("/A", EMPTY)
            target = annotation.get("/Dest", action.get("/D"))
            address = str(action.get("/URI", ""))
            words = str(annotation.get("/Contents", "")).strip()
            if not words:
                yield Finding(place, f"link without words: {address or target}", "Contents is empty")
            if isinstance(target, pikepdf.String | pikepdf.Name) and str(target) not in known:
                yield Finding(place, f"link to a place that is not in the file: {target}")
            if address.startswith("file:"):
                yield Finding(place, f"link to a file on the computer that made it: {address}")
            if target is None and not address:
                yield Finding(place, f"link that leads nowhere: {words!r}")
            if "/StructParent" not in annotation:
                yield Finding(place, f"link outside the tag tree: {words!r}")


def list_destinations(pdf: pikepdf.Pdf) -> set[str]:
    """Return the names of the places that links can lead to."""
    names = pdf.Root.get("/Names", EMPTY).get("/Dests")
    found = set(dict(pdf.Root.get("/Dests", {})))
    pending = [] if names is None else [names]
    while pending:
        node = pending.pop()
        found |= {str(one) for one in list(node.get("/Names", []))[::2]}
        pending += list(node.get("/Kids", []))
    return found
