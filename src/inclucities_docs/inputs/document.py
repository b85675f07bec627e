"""What is owed: every document in every language and format, listed from the kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.subject import list_lacking, list_subjects
from inclucities_docs.schema import City, Directory, Group, Kind, Meeting
from inclucities_docs.schema.format import FORMATS

__all__ = ["Artifact", "Document", "list_documents", "list_languages"]


@dataclass(frozen=True, slots=True, order=True)
class Artifact:
    """One file to be made."""

    kind: str
    subject: str
    """The id of the record that it is about; empty for the programme."""
    language: str
    format: str
    part: str = ""
    """The name of the text that it holds alone, or ``card``; empty for the whole document."""

    @property
    def key(self) -> str:
        """What it is among the files of its document: ``pdf``, or ``04-matching.pdf`` for a part."""
        return f"{self.part}.{self.format}" if self.part else self.format

    @property
    def path(self) -> str:
        """Where it stands below deliverables/: ``lv/action-plan-jelgava.pdf``, ``en/guide-04-matching.pdf``."""
        stem = "-".join(one for one in (self.kind, self.subject, self.part) if one)
        return f"{self.language}/{stem}.{self.format}"


_FORMATS = {one.name: one for one in FORMATS}


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language: all its formats come from the same page."""

    kind: str
    subject: str
    record: str
    """Path of the record that it is about: ``programme``, ``cities/jelgava``, ``groups/…``."""
    language: str
    formats: tuple[str, ...]
    parts: tuple[str, ...] = ()
    """Texts that are made as a PDF of their own too."""
    view: str = "public"
    """For whom it is made: ``public``; ``review`` for the office, with every mark; ``edit`` for who changes
    it where it is shown, with the name of the field that each of its words comes from."""

    @property
    def name(self) -> str:
        """A name for people: ``action-plan/jelgava fr``."""
        return f"{self.kind}/{self.subject}" if self.subject else self.kind

    @property
    def artifacts(self) -> tuple[Artifact, ...]:
        """Its files."""
        mine = [_FORMATS[name] for name in self.formats]
        named = [(one.suffix, one.part) for one in mine]
        named += [(one.suffix, part) for one in mine if one.has_parts for part in self.parts]
        return tuple(Artifact(self.kind, self.subject, self.language, *one) for one in named)


def list_documents(project: Project) -> list[Document]:
    """Return every document that the kinds declare, in the order of the kinds.

    Raise DiagnosticError where two of them would be the same file.
    """
    documents = [
        Document(name, subject, record, language, tuple(kind.formats), _parts(project, name, language))
        for name, kind in project.kinds.items()
        for subject, record in _subjects(project, kind)
        for language in list_languages(project, kind, record)
    ]
    _refuse_doubles(documents)
    return documents


def _refuse_doubles(documents: list[Document]) -> None:
    """Raise DiagnosticError for kinds whose names lead to a file of another, or of the portal."""
    makers: dict[str, str] = {}
    problems: dict[str, Diagnostic] = {}
    for document in documents:
        for path in dict.fromkeys(one.path for one in document.artifacts):
            other = makers.setdefault(path, document.name)
            if other != document.name or path == f"{document.language}/index.html":
                makes = "the portal makes" if other == document.name else f"'{other}' is"
                place = Location(f"templates/{document.kind}/kind.yaml", 1)
                message = f"'{document.name}' would be the file {path}, which {makes} too"
                hint = "give the folder of one of them another name"
                problems.setdefault(document.name, Diagnostic(place, message, hint))
    if problems:
        raise DiagnosticError(problems.values())


def _subjects(project: Project, kind: Kind) -> Iterator[tuple[str, str]]:
    for key, record in list_subjects(project, kind):
        if not list_lacking(project, kind, record):
            yield key, record


def _parts(project: Project, kind: str, language: str) -> tuple[str, ...]:
    """Return the texts that are made alone too: those that the document shows, some of them in another language."""
    if not project.kinds[kind].parts:
        return ()
    languages = dict.fromkeys((language, *project.programme.fallback_languages))
    paths = (
        path for one in languages for path in project.workspace.names(f"templates/{kind}/text/{one}", ".md")
    )
    return tuple(sorted({path.rsplit("/", 1)[1][:-3] for path in paths}))


def list_languages(project: Project, kind: Kind, record: str) -> list[str]:
    """Return the languages in which a kind's document about a record is owed, in their order."""
    languages: dict[str, None] = {}
    for language in kind.languages:
        wanted: tuple[str, ...] = (language,)
        if language == "programme":
            wanted = project.programme.languages
        elif language == "subject":
            wanted = _own_languages(project, record)
        elif language == "newcomers":
            wanted = _newcomer_languages(project, record)
        languages |= dict.fromkeys(wanted)
    return list(languages)


def _own_languages(project: Project, record: str) -> tuple[str, ...]:
    value = None if record == "programme" else project.find(record)
    if isinstance(value, City):
        return tuple(value.languages)
    if isinstance(value, Meeting):
        cities = [one for one in value.participants if one in project.collections["cities"]]
        if cities:
            return _languages_of(project, cities)
        value = project.collections["groups"].get(value.group or "")
    if isinstance(value, Group):
        return _languages_of(project, [one.city for one in value.members])
    return project.programme.languages


def _languages_of(project: Project, cities: Iterable[str]) -> tuple[str, ...]:
    return tuple(language for one in cities for language in project.find(f"cities/{one}").languages)


def _newcomer_languages(project: Project, record: str) -> tuple[str, ...]:
    directories = project.collections["directories"].values()
    mine = (one for one in directories if isinstance(one, Directory) and f"cities/{one.city}" == record)
    return tuple(language for one in mine for language in one.languages)
