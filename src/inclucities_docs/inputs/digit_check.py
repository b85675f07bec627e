"""Numbers of Persian, Dari and Pashto texts in Europe's digits, beside others in their own, are pointed out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.inputs.glossary_check import list_lines
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.warning import warn_at
from inclucities_docs.language.localisation import PERSIAN, Localisation
from inclucities_docs.schema import Directory

__all__ = ["check_digits"]

_SKIPPED = re.compile(r"\{\{.*?\}\}|<!--.*?-->|[0-9]{4}-[0-9][0-9].*|[^\s؀-ۿ]*[A-Za-z][^؀-ۿ«»]*")
"""What keeps Europe's digits: values put in by name, dates as they are typed, codes, and Latin names with what follows them."""

_NUMBER = re.compile(r"(?<!\d)[0-9]+(?:[.,:][0-9]+)*(?!\d)")


def check_digits(project: Project) -> Iterator[Diagnostic]:
    """Return a warning for each number in Europe's digits that no telephone has, in a text with digits of its own."""
    numbers = set(_list_numbers(project))
    for language, path, number, line in list_lines(project):
        if language not in PERSIAN:
            continue
        for match in _NUMBER.finditer(_SKIPPED.sub(lambda found: " " * len(found[0]), line)):
            if match[0] in numbers:
                continue
            yield warn_at(
                project,
                path,
                number,
                f"'{match[0]}' stands in Europe's digits",
                f"write {Localisation(language).digits(match[0])}; only telephone numbers, addresses and codes keep them",
                match[0],
            )


def _list_numbers(project: Project) -> Iterator[str]:
    """Return the telephone numbers of all directories, whole and by the groups they are written in."""
    for one in project.collections.get("directories", {}).values():
        assert isinstance(one, Directory)
        phones = [phone for service in one.services.values() for phone in service.phones]
        phones += [phone for provider in one.organizations.values() for phone in provider.phones]
        for number in (*(phone.number for phone in phones), *(call.number for call in one.emergency_numbers)):
            yield from (number, *number.split())
