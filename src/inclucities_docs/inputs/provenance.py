"""Claims that a public document must not make: who wrote or decided, what still happens, which days.

Four rules, quiet enough to stay on. A city is said to have written or decided something, and no source
stands in the sentence. A note stands on a line of several sentences, and one of them has none. The
programme has ended, and a sentence speaks of it in the present. A date is a span, and the title of its
source counts single days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.template_comment import blank_comments
from inclucities_docs.inputs.warning import warn_of
from inclucities_docs.schema.value import Period, Statement, walk_models

__all__ = ["check_provenance"]

_CLAIM = {
    "en": r"(?:has |have |had )?(?:wrote|written|decided|described|adopted|voted|drew up|drawn up)\b",
    "fr": r"(?:a|ont|avait|avaient) (?:\w+ )?(?:écrit|décidé|décrit|adopté|voté|rédigé)\b",
    "nl": r"(?:schreef|schreven|besloot|besloten|beschreef|beschreven|keurde|keurden|stelde|stelden)\b",
    "it": r"(?:ha|hanno) (?:\w+ )?(?:scritto|deciso|descritto|adottato|redatto)\b",
    "es": r"(?:escribió|escribieron|decidió|decidieron|describió|describieron|adoptó|adoptaron)\b",
}
"""Verbs that say who made something; of each language that writes prose, as they follow a subject."""

_SUBJECT = {
    "en": r"(?:the (?:two |eight |four )?cities|both(?: cities)?|together they)",
    "fr": r"(?:les (?:deux |huit |quatre )?villes|toutes deux|ensemble, elles)",
    "nl": r"(?:de (?:twee |acht |vier )?steden|samen)",
    "it": r"(?:le (?:due |otto |quattro )?città|entrambe|insieme)",
    "es": r"(?:las (?:dos |ocho |cuatro )?ciudades|ambas|juntas)",
}
_NAMED = r"\{\{ *(?:city|duo\.\w+|cities\[[^\]]*\])\.name *\}\}"
"""A city that a text names by its fact."""

_PRESENT = {
    "en": r"(?:The (?:project|programme)|NAME) (?:is|helps|wants|provides|brings|funds|leads|sets out|aims)\b",
    "fr": r"(?:Le (?:projet|programme)|NAME) (?:est|aide|veut|prévoit|apporte|entend|vise)\b",
    "nl": r"(?:Het (?:project|programma)|NAME) (?:is|wordt|helpt|wil|voorziet)\b",
    "it": r"(?:Il (?:progetto|programma)|NAME) (?:è(?! stat[oa])|aiuta|vuole|prevede|intende|mira)\b",
    "es": r"(?:El (?:proyecto|programa)|NAME) (?:es|está|ayuda|quiere|prevé|pretende)\b",
}
"""The programme in the present; NAME stands for its own name."""
_SENTENCE = re.compile(r"[^.!?]*[.!?]+[’”»)\]*]*(?:\{\{ *cite\([^}]*\) *\}\})?(?=\s|$)")
"""A sentence of a line of prose, with the note that stands at its end."""
_LISTED = re.compile(r"(?<!\d)(\d{1,2}(?:[/,]\s?\d{1,2})+)(?!\d)")
"""Days that a title counts: 18/19/21 May."""


def check_provenance(project: Project) -> Iterator[Diagnostic]:
    """Return a warning for each claim without a source, present tense of what ended, and false span."""
    for one in project.workspace.list_prose():
        text = project.workspace.read_text(one.path) or ""
        yield from _check_prose(one.path, one.language, text)
        yield from _check_notes(one.path, text)
    has_ended = _has_ended(project)
    for name, record in project.list_records():
        for where, value in walk_models(record, name):
            if isinstance(value, Statement) and has_ended and value.state == "sourced":
                yield from _check_tense(project, where, value)
            yield from _check_days(project, where, value)


def _check_prose(path: str, language: str, text: str) -> Iterator[Diagnostic]:
    if language not in _CLAIM:
        return
    claim = re.compile(rf"(?:{_SUBJECT[language]}|{_NAMED})\W+(?:\w+ )?{_CLAIM[language]}", re.IGNORECASE)
    for number, line in enumerate(blank_comments(text, is_markdown=True).splitlines(), 1):
        found = claim.search(line)
        if found and "cite(" not in line:
            yield Diagnostic(
                Location(path, number, found.start() + 1),
                "says what cities wrote or decided, and no source stands in the sentence",
                "add {{ cite(…) }} if a source says so; otherwise say who did it: the editors",
                "warning",
                line,
                len(found[0]),
            )


def _check_notes(path: str, text: str) -> Iterator[Diagnostic]:
    """Warn of a note that leaves out a sentence of its line: it proves the sentence before it, all of it."""
    for number, line in enumerate(blank_comments(text, is_markdown=True).splitlines(), 1):
        if "cite(" not in line or line.lstrip().startswith("|"):
            continue
        bare = next((one for one in _SENTENCE.finditer(line) if "cite(" not in one[0]), None)
        if bare:
            yield Diagnostic(
                Location(path, number, bare.start() + 1),
                "shares its line with a note that proves another sentence",
                "begin a line for each sentence, and give this one its own {{ cite(…) }} if a source says it",
                "warning",
                line,
                len(bare[0]),
            )


def _check_tense(project: Project, where: str, value: Statement) -> Iterator[Diagnostic]:
    name = re.escape(project.programme.name) if isinstance(project.programme.name, str) else "(?!)"
    for language, pattern in _PRESENT.items():
        found = re.search(pattern.replace("NAME", name), value.text.get(language, ""))
        if found:
            yield warn_of(
                project,
                f"{where}.text.{language}",
                f"speaks of what has ended in the present: '{found[0]}'",
                "write it in the past: `years:` in data/programme.yaml says when the programme ended",
            )


def _check_days(project: Project, where: str, value: Any) -> Iterator[Diagnostic]:
    period = getattr(value, "period", None)
    if not isinstance(period, Period) or period.days or period.end is None or len(period.start) != 10:
        return
    for name in getattr(value, "source", ()):
        source = project.collections.get("sources", {}).get(name)
        listed = _LISTED.search(str(getattr(source, "title", "")))
        days = [int(day) for day in re.findall(r"\d+", listed[1])] if listed else []
        if days and days != list(range(days[0], days[-1] + 1)) and int(period.start[8:]) == days[0]:
            yield warn_of(
                project,
                f"{where}.period",
                f"a span, but its source counts single days: {listed[1] if listed else ''}",
                "write the days as a list: period: ['2021-05-12', '2021-05-14']",
            )


def _has_ended(project: Project) -> bool:
    """Whether the programme ended before its sources were last read: no clock is asked."""
    years = project.programme.years.period
    end = (years.end or years.start) if years else "9999"
    reads = [str(source.read.start) for source in project.collections.get("sources", {}).values()]  # type: ignore[attr-defined]
    return max(reads, default="") > f"{end[:4]}-12-31"
