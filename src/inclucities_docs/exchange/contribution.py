"""What somebody sends back: changes, questions, and what could not be read, each with its place in their file."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from inclucities_docs.diagnostics import refuse
from inclucities_docs.inputs.change import Change
from inclucities_docs.inputs.project import Project
from inclucities_docs.limits import OutOfTimeError, limit_memory, limit_time
from inclucities_docs.schema import City, Organisation

__all__ = ["Answer", "Contribution", "Remark", "Speaker", "Stamp", "limit_work", "make_sources"]


@dataclass(frozen=True)
class Stamp:
    """What a file that goes out carries, so that it is known again when it comes back."""

    programme: str
    form: Literal["workbook", "document", "catalogue"]
    supplier: str
    """Path of the record of who fills it in, ``cities/capaci``; empty for translators."""
    language: str

    @classmethod
    def read(cls, given: Any) -> Stamp:
        """Return the stamp that a file holds as a table; raise KeyError or TypeError for what is none."""
        return cls(*(str(given[one.name]) for one in fields(cls)))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Answer:
    """A change, where it stands in the sender's file, and what was asked there."""

    change: Change
    place: str
    label: str = ""
    proof: str = ""
    """What the sender names as its source; empty where the answer itself is the source."""
    doubt: str = ""
    """Why somebody should look at it before it is accepted; it is taken only where it is asked for by name."""


@dataclass(frozen=True)
class Remark:
    """Something that changes no field: a question, or what cannot be taken and why."""

    outcome: Literal["question", "refused"]
    place: str
    message: str


@dataclass(frozen=True)
class Contribution:
    """A file that came back, as it was read."""

    name: str
    stamp: Stamp
    answers: tuple[Answer, ...] = ()
    remarks: tuple[Remark, ...] = ()


@contextlib.contextmanager
def limit_work(name: str) -> Iterator[None]:
    """Bound the time and memory of reading a file that comes from others; raise DiagnosticError past them."""
    try:
        with limit_time(SECONDS), limit_memory():
            yield
        return
    except OutOfTimeError:
        told = f"takes more than {SECONDS} seconds to read"
    except MemoryError:
        told = "takes more memory to read than there may be"
    raise refuse(name, told, "send the file that was sent to you, filled in")


SECONDS = 60
"""Longest work on reading one file."""


class Speaker:
    """Gives interface words in the language of whom they are for."""

    def __init__(self, project: Project, language: str) -> None:
        self.project, self.language = project, language

    def __call__(self, message: str, /, **values: object) -> str:
        """Return interface words, with values put in."""
        words = self.project.catalogues.find(self.language, message)[0]
        return words % values if values else words

    def choose(self, text: Mapping[str, str]) -> str:
        """Return a text in the language, or in one to fall back on."""
        return self.project.choose(text, self.language)[1]


def make_sources(
    project: Project, stamp: Stamp, answers: Sequence[Answer], day: datetime.date, person: str = ""
) -> tuple[list[Change], list[Change]]:
    """Return the new sources that answers need, and the changes with the source of each.

    An answer is a source by itself: the reply of a city or an organisation, of a day. What the sender
    names as a source is one more. ``person`` is named only where that was agreed.
    """
    supplier = project.find(stamp.supplier) if stamp.supplier else None
    if not isinstance(supplier, City | Organisation):
        return [], [one.change for one in answers]
    key = stamp.supplier.partition("/")[2]
    titles: dict[str, str] = {}
    changes = []
    names = _free_names(project, f"reply-{key}-{day.isoformat()}")
    for one in answers:
        if not one.change.source:
            changes.append(one.change)
            continue
        if one.proof not in titles:
            titles[one.proof] = next(names)
        changes.append(_with_source(one.change, titles[one.proof]))
    body = _name(project, supplier, stamp.language)
    speak = Speaker(project, stamp.language)
    sources = []
    for proof, name in titles.items():
        address = re.search(r"https?://[^\s<>\"]+", proof)
        title = proof.replace(address[0], "").strip(" ,;:-–()") if address else proof
        value: dict[str, Any] = {"title": title or speak("Reply of %(name)s", name=body)}
        value["publisher"] = f"{body}, {person}" if person and not proof else body
        value |= {"url": address[0].rstrip(".,;)")} if address else {}
        value |= (
            {"language": stamp.language, "published": day.isoformat()}
            if not proof
            else {"language": stamp.language}
        )
        value["read"] = day.isoformat()
        sources.append(Change(f"sources/{name}", value))
    return sources, changes


def _free_names(project: Project, name: str) -> Iterator[str]:
    taken = project.collections["sources"]
    for number in range(1, 10_000):
        candidate = name if number == 1 else f"{name}-{number}"
        if candidate not in taken:
            yield candidate


def _with_source(change: Change, source: str) -> Change:
    value = change.value
    if isinstance(value, Mapping):
        value = _put_source(value, source)
    needs = tuple(replace(one, value=_put_source(one.value, source)) for one in change.needs)
    return replace(change, value=value, source=source, needs=needs)


def _put_source(value: Any, source: str) -> Any:
    """Put a source in each place of a new item that waits for one."""
    if isinstance(value, Mapping):
        return {
            key: source if key == "source" and one == "" else _put_source(one, source)
            for key, one in value.items()
        }
    return [_put_source(one, source) for one in value] if isinstance(value, list) else value


def _name(project: Project, supplier: City | Organisation, language: str) -> str:
    if isinstance(supplier, City) and supplier.official_names:
        return supplier.official_names[0]
    return project.choose(supplier.name, language)[1]
