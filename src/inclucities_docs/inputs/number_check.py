"""Numbers that a translation lacks or adds: a wrong hour, year or telephone number harms its reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.warning import warn_of

__all__ = ["check_numbers"]

_GROUPS = re.compile(r"(?<=\d)[\s.,’'](?=\d{3}(?!\d))")
"""What stands between the thousands: 7,145 and 7 145."""
_FULL_HOUR = re.compile(r"(?<=\d)[:.]00(?!\d)")
_AFTERNOON = re.compile(r"\b(\d{1,2}) ?p\.?m\b", re.IGNORECASE)


def check_numbers(project: Project) -> Iterator[Diagnostic]:
    """Return a warning for each text of a record that holds other numbers than its original."""
    order = (project.programme.original_language, *project.programme.fallback_languages)
    for where, text in project.texts:
        original = next((one for one in order if one in text), None)
        if original is None:
            continue
        expected = _list_numbers(text[original])
        for language, words in text.items():
            found = _list_numbers(words)
            if found != expected:
                yield warn_of(
                    project,
                    f"{where}.{language}",
                    f"the text in '{language}' holds other numbers than the one in '{original}': "
                    f"{_name(found)}, not {_name(expected)}",
                    "a number is the same in every language; write both in figures, or both in words",
                )


def _list_numbers(text: str) -> list[str]:
    """Return the numbers of a text, sorted: its digits in any script, hours by the clock of twenty-four."""
    if not any(map(str.isdigit, text)):
        return []
    plain = "".join(str(unicodedata.digit(one, one)) for one in text)
    plain = _FULL_HOUR.sub("", _GROUPS.sub("", plain))
    plain = _AFTERNOON.sub(lambda found: str(int(found[1]) % 12 + 12), plain)
    return sorted(re.findall(r"\d+", plain))


def _name(numbers: list[str]) -> str:
    return ", ".join(numbers) or "none"
