"""How a document is cited, for reference managers: BibTeX, RIS and CSL-JSON, an entry for each language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from inclucities_docs.portal.deliverable import Deliverable

__all__ = ["FORMS", "Work", "write_citation"]

FORMS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}
"""Endings of the files, and what they are called."""


@dataclass(frozen=True)
class Work:
    """What the documents of a programme share in a citation."""

    author: str
    """The body that publishes them; empty where they are drafts beside its own publications."""
    programme: str
    licence: str
    read: str
    """The day on which the newest fact was read."""
    website: str = ""
    """The address that files stand below; none where the programme has not said it."""


def write_citation(form: str, document: Deliverable, work: Work) -> bytes:
    """Return the document's citation in one of the forms."""
    entries = list(_list_entries(document, work))
    if form == "json":
        return (json.dumps(entries, ensure_ascii=False, indent=1) + "\n").encode()
    write = _write_bibtex if form == "bib" else _write_ris
    return "\n".join(write(one) for one in entries).encode()


def _list_entries(document: Deliverable, work: Work) -> Iterator[dict[str, object]]:
    for language in document.languages:
        files = document.files_in(language)
        year, month, day = (int(one) for one in work.read.split("-"))
        entry: dict[str, object] = {
            "id": f"{document.name}-{language}",
            "type": "report",
            "title": files[0].title,
            "collection-title": work.programme,
            "language": language,
            "issued": {"date-parts": [[year, month, day]]},
            "license": work.licence,
            "status": "final" if document.is_final(language) else "draft",
        }
        if work.author:
            entry |= {"author": [{"literal": work.author}], "publisher": work.author}
        if document.edition:
            entry["edition"] = str(document.edition)
        if document.pages(language):
            entry["number-of-pages"] = str(document.pages(language))
        if work.website:
            entry["URL"] = work.website + files[0].path
        yield entry


def _year(entry: dict[str, object]) -> str:
    return str(entry["issued"]["date-parts"][0][0])  # type: ignore[index]


def _write_bibtex(entry: dict[str, object]) -> str:
    def brace(value: object) -> str:
        text = re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", str(value)))
        return f"{{{text}}}"

    fields = {
        "title": f"{{{brace(entry['title'])}}}",
        "series": brace(entry["collection-title"]),
        "year": f"{{{_year(entry)}}}",
        "langid": f"{{{entry['language']}}}",
        "note": brace(", ".join(str(entry[one]) for one in ("status", "license") if entry.get(one))),
    }
    if "publisher" in entry:
        fields |= {"author": f"{{{brace(entry['publisher'])}}}", "institution": brace(entry["publisher"])}
    if "edition" in entry:
        fields["edition"] = brace(entry["edition"])
    if "URL" in entry:
        fields["url"] = f"{{{entry['URL']}}}"
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@techreport{{{entry['id']},\n{lines}}}\n"


def _write_ris(entry: dict[str, object]) -> str:
    lines = [
        ("TY", "RPRT"),
        ("ID", entry["id"]),
        ("TI", entry["title"]),
        ("AU", entry.get("publisher")),
        ("PB", entry.get("publisher")),
        ("T3", entry["collection-title"]),
        ("PY", _year(entry)),
        ("ET", entry.get("edition")),
        ("LA", entry["language"]),
        ("UR", entry.get("URL")),
        ("N1", entry["status"]),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"
