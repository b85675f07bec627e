"""Recording which translation was made from which original."""

from __future__ import annotations

from collections.abc import Callable

from inclucities_docs.source.inventory import Unit, find_place, list_units
from inclucities_docs.source.project import Project
from inclucities_docs.source.translation import Ledger, pair, shorten

__all__ = ["accept_units", "update_ledger"]


def update_ledger(project: Project, language: str) -> Ledger:
    """Give a language's ledger with what is new in it, and without what is gone.

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
    """Give the known pairs with the same translation: of an older original, or of other words put alike."""
    end = key.split("-", 1)[1]
    return {known: state for known, state in ledger.pairs.items() if known.endswith(f"-{end}")}


def accept_units(
    project: Project, language: str, is_meant: Callable[[Unit, str], bool], *, reviewed: bool
) -> tuple[Ledger, int]:
    """Give the ledger with some translations taken as true to today's originals, and their number."""
    ledger = update_ledger(project, language)
    units = list_units(project, language)
    originals = {shorten(unit.original) for unit in units}
    count = 0
    for unit in units:
        if unit.translation is None or not is_meant(unit, find_place(project, unit.name, language).path):
            continue
        key = pair(unit.original, unit.translation)
        for mate in _find_mates(ledger, key):
            if mate.split("-")[0] not in originals:
                del ledger.pairs[mate]
        ledger.pairs[key] = "reviewed" if reviewed else "unreviewed"
        count += 1
    return ledger, count
