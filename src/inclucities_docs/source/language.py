"""In which languages a document is owed: those of its kind, of the programme, of a city and its newcomers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inclucities_docs.schema import City, Directory, Duo, Kind

if TYPE_CHECKING:
    from inclucities_docs.source.project import Project

__all__ = ["list_languages"]


def list_languages(project: Project, kind: Kind, record: str) -> list[str]:
    """Give the languages in which a kind's document about a record is owed, in their order."""
    languages: list[str] = []
    for language in kind.languages:
        wanted: tuple[str, ...] = (language,)
        if language == "programme":
            wanted = project.programme.languages
        elif language == "subject":
            wanted = _own_languages(project, record)
        elif language == "newcomers":
            wanted = _newcomer_languages(project, record)
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


def _newcomer_languages(project: Project, record: str) -> tuple[str, ...]:
    directories = project.collections["directories"].values()
    mine = (one for one in directories if isinstance(one, Directory) and f"cities/{one.city}" == record)
    return tuple(language for one in mine for language in one.languages)
