"""What changed facts are called and say, in the words of a reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inclucities_docs.exchange.contribution import Speaker
from inclucities_docs.exchange.field_name import name_choice, name_key
from inclucities_docs.exchange.request import describe_place
from inclucities_docs.inputs.branch import LocalText
from inclucities_docs.inputs.project import Project
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.publish.fact import FactChange

__all__ = ["ToldChange", "tell_facts"]


@dataclass(frozen=True)
class ToldChange:
    """One changed fact in words."""

    record: str
    """Whom or what it is about: Jelgava."""
    field: str
    """What of it: Population."""
    before: str
    """What it said; empty where it is new."""
    after: str
    """What it says; empty where it was taken out."""


def tell_facts(project: Project, changes: Iterable[FactChange], language: str) -> Iterator[ToldChange]:
    """Yield the changes that show in a language."""
    for one in changes:
        steps = one.field.split(".") if one.field else []
        said = [_say(project, value, steps, language) for value in (one.before, one.after)]
        if said[0] != said[1]:
            yield ToldChange(*_name(project, one.record, steps, language), *said)


def _name(project: Project, record: str, steps: list[str], language: str) -> tuple[str, str]:
    """Return the names of a record and of its field, which may both be gone."""
    try:
        name, _, field = describe_place(project, ".".join([record, *steps]), language).partition(" › ")
    except (LookupError, ValueError):
        speak = Speaker(project, language)
        words = [str(int(one) + 1) if one.isdecimal() else speak(name_key(one)) for one in steps]
        return record.rpartition("/")[2].replace("-", " "), " › ".join(words)
    return name, field


def _say(project: Project, said: Mapping[str, Any] | None, steps: list[str], language: str) -> str:
    local, value = Localisation(language), said["value"] if said else ""
    if isinstance(value, Mapping):
        if "start" in value:
            return local.between(str(value["start"]), str(value.get("end") or value["start"]))
        spoken, text = project.choose(value, language)
        return LocalText.make(text, spoken, language)
    if isinstance(value, (int, float)):
        is_share = said is not None and said.get("unit") == "percent"
        return local.percent(value) if is_share else local.number(value)
    if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value):
        return local.date(value)
    if "country" in steps:
        return local.country(value)
    if "languages" in steps or steps[-1:] == ["language"]:
        return local.language_name(value)
    return Speaker(project, language)(name_choice(value))
