"""What there is to find: the manifest's files, gathered into documents that people ask for."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.question import fingerprint
from inclucities_docs.schema import City, Group
from inclucities_docs.schema.format import CARD, FORMATS

__all__ = ["Deliverable", "Deliverables", "Details", "File", "Mark", "gather", "table_path"]


@dataclass(frozen=True)
class File:
    """One file to take: a document in one language and format."""

    path: str
    language: str
    format: str
    title: str
    bytes: int
    sha256: str
    pages: int = 0
    part: str = ""
    """The chapter that it holds alone; empty for the whole document."""


@dataclass(frozen=True, order=True)
class Mark:
    """One thing that keeps a document from being final, and the fact or text it stands in."""

    state: str
    """proposed, awaited, stale, unreviewed or missing."""
    place: str
    """``duos/mechelen-capaci.benchmark.standard``, ``templates/guide/text/fr/01.md`` or ``words:…``."""


@dataclass(frozen=True)
class Details:
    """What is known of one document in one language beyond its files."""

    marks: tuple[Mark, ...] = ()
    sources: tuple[str, ...] = ()
    """Ids of the sources that it cites, in their order."""


@dataclass(frozen=True)
class Deliverable:
    """A document in all its languages and formats."""

    kind: str
    subject: str
    files: tuple[File, ...]
    order: int = 100
    """Place of its kind in lists."""
    cities: tuple[str, ...] = ()
    """Cities that it concerns; empty where it is for all."""
    duo: str = ""
    edition: int = 0
    proposed: Mapping[str, int] = field(default_factory=dict)
    """Language → statements to validate."""
    awaited: Mapping[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name in addresses: ``action-plan-jelgava``."""
        return f"{self.kind}-{self.subject}" if self.subject else self.kind

    @functools.cached_property
    def fingerprint(self) -> str:
        """Differs when anything about the document does."""
        return fingerprint(dataclasses.asdict(self))

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages it is there in."""
        return tuple(dict.fromkeys(one.language for one in self.files if not one.part))

    @functools.cached_property
    def formats(self) -> tuple[str, ...]:
        """The formats it is there in, in whatever language."""
        return tuple(sorted({one.format for one in self.files}, key=rank_format))

    def language_for(self, language: str) -> str:
        """Return the language to show it in to a reader of a language."""
        return language if language in self.languages else self.languages[0]

    def files_in(self, language: str) -> tuple[File, ...]:
        """Return its files in a language, whole."""
        return tuple(one for one in self.files if one.language == language and not one.part)

    def parts_in(self, language: str) -> tuple[File, ...]:
        """Return its chapters that are files of their own in a language."""
        return tuple(one for one in self.files if one.language == language and one.part and one.part != CARD)

    def picture_in(self, language: str) -> File | None:
        """Return its picture for social networks in a language, where it has one of its own."""
        return next((one for one in self.files if one.language == language and one.part == CARD), None)

    def find(self, language: str, format_name: str) -> File | None:
        """Return one file, or none."""
        return next((one for one in self.files_in(language) if one.format == format_name), None)

    def title(self, language: str) -> str:
        """Return its title for a reader of a language."""
        return self.files_in(self.language_for(language))[0].title

    def pages(self, language: str) -> int:
        """Return its printed pages; 0 where it is not printed."""
        return max((one.pages for one in self.files_in(self.language_for(language))), default=0)

    def is_final(self, language: str) -> bool:
        """Return whether nothing in it is proposed or awaited."""
        chosen = self.language_for(language)
        return not (self.proposed.get(chosen) or self.awaited.get(chosen))


def table_path(document: Deliverable, language: str) -> str:
    """Return where the data of an infographic stands in a language; empty where it is none."""
    is_drawn = document.find(language, "svg") and document.find(language, "html")
    return f"portal/data/{language}-{document.name}.csv" if is_drawn else ""


def rank_format(name: str) -> tuple[int, str]:
    """Return the place of a format in lists."""
    places = [one.suffix for one in FORMATS]
    return (places.index(name) if name in places else len(places), name)


@dataclass(frozen=True)
class Deliverables:
    """All documents, in the order of their kinds, and what is known of them."""

    documents: tuple[Deliverable, ...]
    details: Mapping[tuple[str, str], Details] = field(default_factory=dict)
    """Document's name and language → details."""

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:
        """All languages that there are documents in."""
        return tuple(dict.fromkeys(language for one in self.documents for language in one.languages))

    @functools.cached_property
    def formats(self) -> tuple[str, ...]:
        """All formats that there are."""
        return tuple(
            sorted({one for document in self.documents for one in document.formats}, key=rank_format)
        )

    @functools.cached_property
    def kinds(self) -> tuple[str, ...]:
        """All kinds that there is a document of."""
        return tuple(dict.fromkeys(one.kind for one in self.documents))

    @functools.cached_property
    def fingerprint(self) -> str:
        """Differs when anything about any document does."""
        return fingerprint([one.fingerprint for one in self.documents])

    def for_all(self) -> list[Deliverable]:
        """Return the documents about the programme as a whole."""
        return [one for one in self.documents if not one.cities and not one.duo]

    def alone(self) -> list[Deliverable]:
        """Return the documents of cities that are in no group."""
        return [one for one in self.documents if one.cities and not one.duo]

    def about_duo(self, duo: str) -> list[Deliverable]:
        """Return the documents about a duo and its cities."""
        return [one for one in self.documents if one.duo == duo]

    def about_city(self, city: str) -> list[Deliverable]:
        """Return the documents about a city itself."""
        return [one for one in self.documents if one.subject == city]

    def details_of(self, document: Deliverable, language: str) -> Details:
        """Return what is known of a document in a language."""
        return self.details.get((document.name, language), Details())


def gather(
    project: Project,
    entries: Iterable[Mapping[str, Any]],
    details: Mapping[tuple[str, str], Details] | None = None,
) -> Deliverables:
    """Return what the manifest lists, gathered into documents."""
    grouped: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for entry in entries:
        grouped.setdefault((entry["kind"], entry["subject"]), []).append(entry)
    original = project.programme.original_language
    documents = [
        _make_document(project, kind, subject, files, original) for (kind, subject), files in grouped.items()
    ]
    ranks = {key: number for number, key in enumerate(project.collections["cities"])}
    documents.sort(key=lambda one: (one.order, one.kind, ranks.get(one.subject, 0), one.subject))
    return Deliverables(tuple(documents), details or {})


def _make_document(
    project: Project, kind: str, subject: str, entries: list[Mapping[str, Any]], original: str
) -> Deliverable:
    languages = list(project.kinds[kind].languages) if kind in project.kinds else []

    def rank(file: File) -> tuple[int, str, str, tuple[int, str]]:
        declared = languages.index(file.language) if file.language in languages else len(languages)
        return (
            -1 if file.language == original else declared,
            file.language,
            file.part,
            rank_format(file.format),
        )

    files = [
        File(
            one["path"], one["language"], one["format"], one["title"],
            one["bytes"], one["sha256"], one.get("pages") or 0, one.get("part") or "",
        )
        for one in entries
    ]  # fmt: skip
    cities, duo = _find_subject(project, subject)
    return Deliverable(
        kind,
        subject,
        tuple(sorted(files, key=rank)),
        project.kinds[kind].order if kind in project.kinds else 999,
        cities,
        duo,
        max((one.get("edition") or 0 for one in entries), default=0),
        {one["language"]: one["proposed"] for one in entries},
        {one["language"]: one["awaited"] for one in entries},
    )


def _find_subject(project: Project, subject: str) -> tuple[tuple[str, ...], str]:
    """Return the cities and the duo that a subject stands for."""
    group = project.collections["groups"].get(subject)
    if isinstance(group, Group):
        return tuple(one.city for one in group.members), group.id
    if isinstance(project.collections["cities"].get(subject), City):
        groups = project.links.get("groups", {}).get(f"cities/{subject}", ())
        return (subject,), groups[0].partition("/")[2] if groups else ""
    return (), ""
