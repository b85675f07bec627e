"""Numbers that a translation lacks or adds: a wrong hour, year or telephone number harms its reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.schema.value import Model
from inclucities_docs.source.project import Project, text_fields

__all__ = ["check_numbers"]

_GROUPS = re.compile(r"(?<=\d)[\s.,’'](?=\d{3}(?!\d))")
"""What stands between the thousands: 7,145 and 7 145."""
_FULL_HOUR = re.compile(r"(?<=\d)[:.]00(?!\d)")
_AFTERNOON = re.compile(r"\b(\d{1,2}) ?p\.?m\b", re.IGNORECASE)


def check_numbers(project: Project) -> Iterator[Diagnostic]:
    """Return a warning for each text of a record that holds other numbers than its original."""
    order = (project.programme.original_language, *project.programme.fallback_languages)
    records: list[tuple[str, Any]] = [("programme", project.programme)]
    for collection, of_a_kind in project.collections.items():
        records += [(f"{collection}/{key}", record) for key, record in of_a_kind.items()]
    for name, record in records:
        for where, text in _walk(record, name):
            original = next((one for one in order if one in text), None)
            if original is None:
                continue
            expected = _list_numbers(text[original])
            for language, words in text.items():
                found = _list_numbers(words)
                if found != expected:
                    place = project.places.get(f"{where}.{language}") or project.places.get(where)
                    yield Diagnostic(
                        Location(place.path, place.line) if place else Location("data"),
                        f"the text in '{language}' holds other numbers than the one in '{original}': "
                        f"{_name(found)}, not {_name(expected)}",
                        "a number is the same in every language; write both in figures, or both in words",
                        "warning",
                    )


def _walk(value: Any, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(value, Model):
        texts = text_fields(type(value))
        for field in value.model_fields_set:
            yield from _walk_field(getattr(value, field), f"{path}.{field}", field in texts)


def _walk_field(value: Any, path: str, is_text: bool) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(value, tuple | list):
        for index, one in enumerate(value):
            yield from _walk_field(one, f"{path}.{getattr(one, 'id', '') or index}", is_text)
    elif isinstance(value, dict):
        if is_text:
            yield path, value
        else:
            for key, one in value.items():
                yield from _walk(one, f"{path}.{key}")
    else:
        yield from _walk(value, path)


def _list_numbers(text: str) -> list[str]:
    """Return the numbers of a text, sorted: its digits in any script, hours by the clock of twenty-four."""
    plain = "".join(str(unicodedata.digit(one, one)) for one in text)
    plain = _FULL_HOUR.sub("", _GROUPS.sub("", plain))
    plain = _AFTERNOON.sub(lambda found: str(int(found[1]) % 12 + 12), plain)
    return sorted(re.findall(r"\d+", plain))


def _name(numbers: list[str]) -> str:
    return ", ".join(numbers) or "none"
