"""A contribution held against the data: what would change, what conflicts, what is refused; told, shown, accepted."""

from __future__ import annotations

import datetime
import fnmatch
import importlib.resources
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jinja2

from inclucities_docs.exchange.contribution import Answer, Contribution, Remark, Speaker, make_sources
from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.inputs.change import Change, read_field
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.revision import Review, review_changes, write_changes
from inclucities_docs.language.localisation import Localisation

__all__ = ["Examined", "Row", "accept", "examine", "show_page", "tell"]

FATES = {
    "ready": gettext_noop("Can be taken over"),
    "doubt": gettext_noop("To be looked at"),
    "conflict": gettext_noop("Changed here since it was sent"),
    "refused": gettext_noop("Not taken over"),
    "question": gettext_noop("Question or comment"),
    "unchanged": gettext_noop("There already"),
}
"""What becomes of a row, in the order of the page."""

_TAG = r"[a-z]{2,3}(-[A-Z][A-Za-z]+)*"

_DONE = gettext_noop("Taken over")

_ENGLISH = {
    "ready": "ready", "doubt": "to be looked at", "conflict": "in conflict", "refused": "refused",
    "question": "question", "unchanged": "there already",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of a review."""

    fate: str
    place: str
    """Where it stands in the sender's file."""
    label: str
    before: str = ""
    """What the sender saw."""
    now: str = ""
    """What stands here, where that is something else."""
    after: str = ""
    source: str = ""
    reasons: tuple[str, ...] = ()
    path: str = ""
    count: int = 1
    """How often it stands in the file, where the same is told of several places."""


@dataclass(frozen=True)
class Examined:
    """A contribution with what would become of each of its rows, and the changes that are ready."""

    contribution: Contribution
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    """All that would be written: new sources first."""

    def count(self) -> dict[str, int]:
        """Return how many rows there are of each fate."""
        return {
            one: found for one in FATES if (found := sum(row.count for row in self.rows if row.fate == one))
        }


def examine(
    project: Project,
    contribution: Contribution,
    day: datetime.date,
    only: Sequence[str] = (),
    tongue: str = "",
    person: str = "",
) -> Examined:
    """Hold a contribution against a project; writes nothing.

    ``only`` chooses fields by their paths, with * for any part; a doubtful answer is ready only when chosen so.
    ``tongue`` is the language to take the chosen answers in, where it is not the sender's.
    """
    chosen = [one for one in contribution.answers if not only or _is_chosen(one.change.path, only)]
    sure = [
        _in_tongue(project, one, tongue) if tongue and only else one
        for one in chosen
        if only or not one.doubt
    ]
    _, changes = make_sources(project, contribution.stamp, sure, day, person)
    first = review_changes(project, _with_sources(project, contribution, sure, day, person))
    count = len(first.outcomes) - len(changes)
    judged = list(zip(sure, first.outcomes[count:], strict=True))
    good = [one for one, outcome in judged if outcome.fate == "ready"]
    ready = _with_sources(project, contribution, good, day, person)
    own = contribution.stamp.language
    rows = [_row(one, outcome.fate, outcome.now, outcome.problems, own) for one, outcome in judged]
    rows += [
        _row(one, "doubt", None, (), own) for one in chosen if one not in sure and one.doubt and not only
    ]
    rows += _gather(contribution.remarks)
    order = list(FATES)
    return Examined(
        contribution, tuple(sorted(rows, key=lambda one: order.index(one.fate))), tuple(ready if good else ())
    )


def _gather(remarks: Sequence[Remark]) -> Iterator[Row]:
    """Return a row for all places of which the same is told: somebody slips alike in a whole column."""
    places: dict[tuple[str, str], list[str]] = {}
    for one in remarks:
        places.setdefault((one.outcome, one.message), []).append(one.place)
    for (outcome, message), found in places.items():
        yield Row(outcome, ", ".join(_join_cells(found)), message, count=len(found))


def _join_cells(places: Sequence[str]) -> Iterator[str]:
    """Return places with cells that follow one another as a span, each sheet named once: Sheet F3–F7, F9."""
    runs: list[tuple[str, str, int, int]] = []
    for place in places:
        cell = re.fullmatch(r"(.* )?([A-Z]{1,3})([0-9]{1,7})", place)
        sheet, column, row = (cell[1] or "", cell[2], int(cell[3])) if cell else (place, "", 0)
        if runs and cell and runs[-1][:2] == (sheet, column) and runs[-1][3] + 1 == row:
            runs[-1] = (*runs[-1][:3], row)
        else:
            runs.append((sheet, column, row, row))
    named = ""
    for sheet, column, first, last in runs:
        span = f"{column}{first}–{column}{last}" if last > first else f"{column}{first}" if column else ""
        yield span if span and sheet == named else f"{sheet}{span}"
        named = sheet


def _with_sources(
    project: Project, contribution: Contribution, answers: Sequence[Answer], day: datetime.date, person: str
) -> list[Change]:
    sources, changes = make_sources(project, contribution.stamp, answers, day, person)
    return [*sources, *changes]


def _is_chosen(path: str, only: Sequence[str]) -> bool:
    """Return whether a path is named: whole, without its collection, or with what stands below it."""
    names = (path, path.partition("/")[2])
    return any(
        fnmatch.fnmatchcase(name, pattern) or name.startswith(f"{pattern}.")
        for name in names
        for pattern in only
    )


def _in_tongue(project: Project, answer: Answer, tongue: str) -> Answer:
    one = answer.change
    if not one.language or not answer.doubt:
        return answer
    is_same = read_field(project, one.path, one.language) == one.seen
    seen = read_field(project, one.path, tongue) if is_same else one.seen
    return replace(answer, change=replace(one, seen=seen, language=tongue))


def _row(answer: Answer, fate: str, now: Any, problems: Sequence[Any], language: str) -> Row:
    change = answer.change
    reasons = [f"{one.message} ({one.hint})" if one.hint else one.message for one in problems]
    reasons += [answer.doubt] if answer.doubt else []
    before, after = _show(change.seen, language), _show(change.value, language)
    return Row(
        fate,
        answer.place,
        answer.label or change.path,
        before,
        _show(now, language) if now != change.seen and fate == "conflict" else "",
        after,
        answer.proof,
        tuple(dict.fromkeys(reasons)),
        change.path,
    )


def _show(value: Any, language: str = "") -> str:
    """Return a value as people read it; of a text in several languages the sender's words."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        if "awaited_from" in value:
            return "…"
        if value and all(isinstance(one, str) and re.fullmatch(_TAG, key) for key, one in value.items()):
            return str(value.get(language) or next(iter(value.values())))
        kept = (one for key, one in value.items() if key not in ("source", "state", "id"))
        return ", ".join(_show(one, language) for one in kept)
    if isinstance(value, list):
        return "; ".join(_show(one, language) for one in value)
    return str(value)


MOST_TOLD = 100
"""So many rows of which nothing is written are told of each sort; the page tells all."""


def tell(examined: Examined) -> list[str]:
    """Return a review as lines for a terminal, in English."""
    lines, told = [], Counter[str]()
    for row in examined.rows:
        told[row.fate] += 1
        if told[row.fate] > MOST_TOLD and row.fate in ("refused", "question", "unchanged"):
            continue
        lines.append(f"{row.place}: {_ENGLISH[row.fate]}: {row.label}")
        lines += [f"    path   {row.path}"] if row.fate in ("ready", "doubt", "conflict") else []
        for name, words in (
            ("before", row.before),
            ("now", row.now),
            ("after", row.after),
            ("source", row.source),
        ):
            lines += [f"    {name:6} {words}"] if words and row.fate != "unchanged" else []
        lines += [f"    why    {one}" for one in row.reasons]
    if any(told[fate] > MOST_TOLD for fate in ("refused", "question", "unchanged")):
        lines.append(f"the page tells those after the first {MOST_TOLD} of a sort")
    counts = [f"{number} {_ENGLISH[fate]}" for fate, number in examined.count().items()]
    lines.append(f"{examined.contribution.name}: {', '.join(counts) or 'nothing changed'}")
    return ["".join(letter if letter.isprintable() else " " for letter in line) for line in lines]


def show_page(project: Project, examined: Examined, *, is_written: bool = False) -> str:
    """Return a review as a page in the sender's language, ready to be sent back."""
    fates = {**FATES, "ready": _DONE} if is_written else FATES
    language = examined.contribution.stamp.language
    speak = Speaker(project, language)
    text = importlib.resources.files("inclucities_docs.exchange").joinpath("review.html").read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    supplier = examined.contribution.stamp.supplier
    return environment.from_string(text).render(
        language=language,
        direction=Localisation(language).direction,
        title=speak("What became of your answers"),
        programme=project.programme.name,
        sender=speak.choose(project.find(supplier).name) if supplier else "",
        file=examined.contribution.name,
        counts=[(speak(fates[fate]), fate, number) for fate, number in examined.count().items()],
        groups=[
            (speak(words), fate, [row for row in examined.rows if row.fate == fate])
            for fate, words in fates.items()
            if any(row.fate == fate for row in examined.rows)
        ],
        words={
            "before": speak("Before"),
            "now": speak("Now"),
            "after": speak("After"),
            "source": speak("Source: document or web page"),
            "nothing": speak("Nothing was changed."),
        },
    )


def accept(root: Path, examined: Examined, *, spare: bool = True) -> Review:
    """Write what is ready, all or nothing; raise DiagnosticError and OSError, and then nothing is written."""
    return write_changes(root, examined.changes, spare=spare)
