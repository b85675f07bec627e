"""What is owed: every document in every language and format, listed from the kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inclucities_docs.schema import City, Duo, Kind
from inclucities_docs.source.project import Project

__all__ = ["Artifact", "Edition", "list_editions"]


@dataclass(frozen=True, slots=True, order=True)
class Artifact:
    """One file to be made."""

    kind: str
    subject: str
    """The id of the city or duo that it is about; empty for the programme."""
    language: str
    format: str

    @property
    def path(self) -> str:
        """Where it stands below deliverables/: ``lv/action-plan-jelgava.pdf``."""
        stem = f"{self.kind}-{self.subject}" if self.subject else self.kind
        return f"{self.language}/{stem}.{self.format}"


@dataclass(frozen=True, slots=True)
class Edition:
    """A document in one language: all its formats come from the same page."""

    kind: str
    subject: str
    record: str
    """Path of the record that it is about: ``programme``, ``cities/jelgava``, ``duos/…``."""
    language: str
    formats: tuple[str, ...]

    @property
    def name(self) -> str:
        """A name for people: ``action-plan/jelgava fr``."""
        return f"{self.kind}/{self.subject}" if self.subject else self.kind

    @property
    def artifacts(self) -> tuple[Artifact, ...]:
        """Its files."""
        return tuple(Artifact(self.kind, self.subject, self.language, one) for one in self.formats)


def list_editions(project: Project) -> list[Edition]:
    """Give every document that the kinds declare, in the order of the kinds."""
    return [
        Edition(name, subject, record, language, tuple(kind.formats))
        for name, kind in project.kinds.items()
        for subject, record in _subjects(project, kind)
        for language in _languages(project, kind, record)
    ]


def _subjects(project: Project, kind: Kind) -> Iterator[tuple[str, str]]:
    duos = [one for one in project.collections["duos"].values() if isinstance(one, Duo)]
    duos.sort(key=lambda duo: duo.number)
    if kind.subjects == "programme":
        yield "", "programme"
    elif kind.subjects == "duos":
        yield from ((duo.id, f"duos/{duo.id}") for duo in duos)
    elif kind.subjects == "cities":
        yield from ((key, f"cities/{key}") for key in project.collections["cities"])
    else:
        for duo in duos:
            city = duo.mentor if kind.subjects == "mentors" else duo.mentee
            yield city, f"cities/{city}"


def _languages(project: Project, kind: Kind, record: str) -> list[str]:
    languages: list[str] = []
    for language in kind.languages:
        wanted = _own_languages(project, record) if language == "subject" else (language,)
        languages += [one for one in wanted if one not in languages]
    return languages


def _own_languages(project: Project, record: str) -> tuple[str, ...]:
    value = None if record == "programme" else project.find(record)
    if isinstance(value, City):
        return tuple(value.languages)
    if isinstance(value, Duo):
        cities = (project.find(f"cities/{one}") for one in (value.mentor, value.mentee))
        return tuple(language for city in cities for language in city.languages)
    return ()
