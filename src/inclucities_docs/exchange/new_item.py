"""Items that were added to a Word file as whole blocks: a heading like those of the others, and what stands below it.

They are known by their neighbours: a heading of the same style, the same labels (« Who leads »), below
each what belongs to it. What a new item does not say yet is awaited from its sender.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inclucities_docs.exchange.cell_value import clean
from inclucities_docs.exchange.docx_paragraph import Passage, fingerprint, strip_beside
from inclucities_docs.inputs.project import Project
from inclucities_docs.language.letter import find_free, make_id
from inclucities_docs.schema import ActionPlan

__all__ = ["NewItem", "find_new_items"]

_FIELD = re.compile(r"(plans/[a-z0-9-]+\.actions)\.([^.]+)\.(\w+)")


@dataclass
class NewItem:
    """An action that a city wrote into its plan."""

    passage: Passage
    """Its heading."""
    path: str
    """Where it goes: the list and the position."""
    value: dict[str, Any]
    is_placed: bool
    """Whether it says in which phases it starts and ends."""
    used: list[int] = field(default_factory=list)
    """Numbers of the paragraphs that it takes up."""


@dataclass
class _Pattern:
    """What the items that are there look like."""

    list_path: str = ""
    style: str = ""
    headings: dict[str, int] = field(default_factory=dict)
    """Id of an item → number of its heading."""
    labels: dict[str, str] = field(default_factory=dict)
    """Fingerprint of a label → field that stands below it."""
    names: dict[str, str] = field(default_factory=dict)
    """Field → words of its label."""
    beside: set[str] = field(default_factory=set)
    """What the page puts beside fields: lines to fill in, numbers of notes."""


def find_new_items(
    project: Project,
    passages: Sequence[Passage],
    table: Mapping[str, tuple[str, str, str]],
    known: set[str],
    language: str,
    blanks: set[str],
) -> Iterator[NewItem]:
    """Return the actions that were added; ``blanks`` are fingerprints of fields that stood empty."""
    pattern = _learn(passages, table)
    if pattern is None:
        return
    plan = project.find(pattern.list_path.partition(".")[0])
    assert isinstance(plan, ActionPlan)
    ids = [one.id for one in plan.actions]
    first = min(pattern.headings.values())
    order = {number: ids.index(key) for key, number in pattern.headings.items() if key in ids}
    for index, heading in enumerate(passages):
        is_new = heading.style == pattern.style and heading.number > first and not heading.fields
        if not is_new or not clean(heading.text) or fingerprint(heading.rest) in known:
            continue
        block = _take_block(passages[index + 1 :])
        if not any(clean(one.text) for one in block):
            continue
        title = re.sub(r"^\d+\s*[.)]?\s*", "", clean(heading.text))
        said = _sort(block, pattern, blanks)
        before = [position for number, position in order.items() if number < heading.number]
        value, is_placed = _make(project, plan, title, said, pattern, language, ids)
        ids.append(value["id"])
        used = [heading.number, *(one.number for one in block)]
        path = f"{pattern.list_path}.{max(before, default=-1) + 1}"
        yield NewItem(heading, path, value, is_placed, used)


def _learn(passages: Sequence[Passage], table: Mapping[str, tuple[str, str, str]]) -> _Pattern | None:
    pattern = _Pattern()
    label = own = ""
    for passage in passages:
        if passage.style.startswith("Heading"):
            label = own = ""
        for name in passage.fields:
            found = _FIELD.match(table[name][0])
            if found is None:
                continue
            if passage.style.startswith("Heading") and found[3] == "title":
                pattern.list_path, own = found[1], found[2]
                pattern.style = pattern.style or passage.style
                pattern.headings.setdefault(own, passage.number)
            if found[2] != own:  # it stands in a summary, too
                continue
            part = found[3]
            if label and part not in ("title", "objective"):
                pattern.labels[fingerprint(label)] = part
                pattern.names[part] = label
            pattern.beside.add(table[name][2])
        if not passage.fields and clean(passage.text) and not passage.style.startswith("Heading"):
            label = clean(passage.text)
    return pattern if pattern.headings and pattern.labels else None


def _take_block(passages: Sequence[Passage]) -> list[Passage]:
    """Return what stands below a heading, up to the next one or to what is there already."""
    block = []
    for one in passages:
        if one.fields or one.style.startswith("Heading"):
            break
        block.append(one)
    return block


def _sort(block: Sequence[Passage], pattern: _Pattern, blanks: set[str]) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    part = "objective"
    for one in block:
        words = clean(one.text)
        mark = fingerprint(words)
        start, _, rest = words.partition(":")
        if mark in pattern.labels:
            part = pattern.labels[mark]
            continue
        if rest.strip() and fingerprint(start) in pattern.labels:  # « Who leads: the library »
            part, words = pattern.labels[fingerprint(start)], rest.strip()
        words = strip_beside(words, pattern.beside)
        if words and mark not in blanks:
            said.setdefault(part, []).append(words)
    return said


def _make(
    project: Project,
    plan: ActionPlan,
    title: str,
    said: dict[str, list[str]],
    pattern: _Pattern,
    language: str,
    ids: Sequence[str],
) -> tuple[dict[str, Any], bool]:
    phases = [clean(project.choose(one, language)[1]).casefold() for one in plan.phases]
    period = " ".join(said.get("period", []))
    named = [number for number, one in enumerate(phases, 1) if one in period.casefold()]
    for one in plan.phases if named else ():  # what stands before « . » names the phases alone
        period = re.sub(rf"^\W*{re.escape(project.choose(one, language)[1])}\W*", "", period)
    said["period"] = [period] if period else []

    def state(part: str) -> list[dict[str, Any]]:
        given = [{"text": {language: one}, "source": ""} for one in said.get(part, [])]
        label = pattern.names.get(part, title)
        return given or [{"text": {language: label}, "awaited_from": plan.city}]

    def join(part: str) -> dict[str, Any]:
        said[part] = [" ".join(said[part])] if said.get(part) else []
        return state(part)[0]

    name = make_id(clean(title), 40)
    value: dict[str, Any] = {
        "id": find_free(name if len(name) > 2 else "action", ids),
        "title": {language: title},
        "objective": join("objective"),
        "steps": state("steps"),
        "lead": join("lead"),
    }
    if said.get("partners"):
        value["partners"] = state("partners")
    value |= {
        "period": join("period"),
        "starts": named[0] if named else 1,
        "ends": named[-1] if named else len(phases),
        "resources": join("resources"),
        "progress": state("progress"),
    }
    return value, bool(named)
