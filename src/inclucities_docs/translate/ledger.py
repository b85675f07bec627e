"""Recording which translation was made from which original."""

from __future__ import annotations

from collections.abc import Callable

from inclucities_docs.source.project import Project
from inclucities_docs.source.translation import Ledger, pair
from inclucities_docs.translate.inventory import Unit, find_place, list_units

__all__ = ["accept_units", "update_ledger"]


def update_ledger(project: Project, language: str) -> Ledger:
    """Give a language's ledger with what is new in it, and without what is gone.

    A stale translation stays stale: only `accept`, or another wording, ends that.
    """
    ledger = project.ledger(language)
    pairs: dict[str, str] = {}
    for unit in list_units(project, language):
        if unit.translation is None:
            continue
        key = pair(unit.original, unit.translation)
        if unit.state == "stale":
            end = key.split("-", 1)[1]
            pairs |= {known: state for known, state in ledger.pairs.items() if known.endswith(end)}
        else:
            pairs[key] = ledger.pairs.get(key, "unreviewed")
    return Ledger(pairs)


def accept_units(
    project: Project, language: str, is_meant: Callable[[Unit, str], bool], *, reviewed: bool
) -> tuple[Ledger, int]:
    """Give the ledger with some translations taken as true to today's originals, and their number."""
    ledger = update_ledger(project, language)
    count = 0
    for unit in list_units(project, language):
        if unit.translation is None or not is_meant(unit, find_place(project, unit.name, language).path):
            continue
        key = pair(unit.original, unit.translation)
        end = key.split("-", 1)[1]
        ledger.pairs = {known: state for known, state in ledger.pairs.items() if not known.endswith(end)}
        ledger.pairs[key] = "reviewed" if reviewed else "unreviewed"
        count += 1
    return ledger, count
