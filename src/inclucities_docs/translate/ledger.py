"""Recording which translation was made from which original."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inclucities_docs.inputs.inventory import Unit, find_place, list_units
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.translation import Ledger, pair, shorten

__all__ = ["Acceptance", "accept_units", "update_ledger"]


def update_ledger(project: Project, language: str) -> Ledger:
    """Return a language's ledger with what is new in it, and without what is gone.

    A stale translation stays stale: only `accept`, or another wording, ends that.
    """
    ledger = project.ledger(language)
    pairs: dict[str, str] = {}
    units = list_units(project, language)
    originals = {shorten(unit.original) for unit in units}
    for unit in units:
        if unit.translation is None:
            continue
        key = pair(unit.original, unit.translation)
        mates = _find_mates(ledger, key)
        is_namesake = unit.name.startswith("words:") and all(one.split("-")[0] in originals for one in mates)
        if unit.state == "stale" and not is_namesake:
            pairs |= mates
        else:
            pairs[key] = ledger.pairs.get(key, "unreviewed")
    return Ledger(pairs)


def _find_mates(ledger: Ledger, key: str) -> dict[str, str]:
    """Return the known pairs with the same translation: of an older original, or of other words put alike."""
    end = key.split("-", 1)[1]
    return {known: state for known, state in ledger.pairs.items() if known.endswith(f"-{end}")}


@dataclass(frozen=True)
class Acceptance:
    """What became of the translations that were meant: the ledger, those taken, those whose original changed."""

    ledger: Ledger
    taken: list[Unit]
    left: list[Unit]


def accept_units(
    project: Project, language: str, names: Sequence[str], *, reviewed: bool, stale: bool = False
) -> Acceptance:
    """Take translations as true to today's originals: those in some files, or with some names.

    A stale one is left as it is, unless it is named by itself or ``stale`` says so: whoever accepts a whole
    file has seldom read each of its texts beside its new original.
    """
    ledger = update_ledger(project, language)
    units = list_units(project, language)
    originals = {shorten(unit.original) for unit in units}
    taken: dict[str, Unit] = {}
    left: dict[str, Unit] = {}
    for name in names:
        meant = [
            unit
            for unit in units
            if unit.translation is not None and _is_meant(project, unit, language, name)
        ]
        for unit in meant:
            if unit.state == "stale" and not stale and len(meant) > 1:
                left[unit.name] = unit
            else:
                taken[unit.name] = unit
    for unit in taken.values():
        key = pair(unit.original, unit.translation or "")
        for mate in _find_mates(ledger, key):
            if mate.split("-")[0] not in originals:
                del ledger.pairs[mate]
        ledger.pairs[key] = "reviewed" if reviewed else ledger.pairs.get(key, "unreviewed")
    return Acceptance(ledger, list(taken.values()), [one for name, one in left.items() if name not in taken])


def _is_meant(project: Project, unit: Unit, language: str, name: str) -> bool:
    """Return whether a name means a text: its own, that of a record or key that it is part of, or its file's."""
    plain = name.removeprefix("./")
    return (
        plain == unit.name
        or unit.name.startswith(f"{plain}.")
        or unit.name == f"words:{plain}"
        or (plain in project.workspace.files and plain == find_place(project, unit.name, language).path)
    )
