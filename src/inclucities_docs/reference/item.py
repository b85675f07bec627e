"""One thing that a template can name or call, and a section of such things."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

__all__ = ["Item", "Section", "read_docstring"]


@dataclass(frozen=True)
class Item:
    """Something that templates can name, call, filter with or draw."""

    name: str
    """As it is written: ``city.population``, ``quantity``."""
    about: str
    """What it is, in the words of its docstring or field."""
    example: str
    """A line that works in a template as it stands."""
    value_type: str = ""
    """What it gives, for a field: text, statements, Group; what it takes, for what is called."""
    given: tuple[tuple[str, str], ...] = ()
    """What must be named for the example, and the path of the record or part that it is tried with."""
    link: str = ""
    """The section that tells what it gives."""

    def tried_with(self, **places: str) -> Item:
        """Return it with the records that its example is tried with."""
        return replace(self, given=tuple(places.items()))


@dataclass(frozen=True)
class Section:
    """Things of one kind: the filters, or the fields of a city."""

    key: str
    title: str
    about: str
    items: tuple[Item, ...]


_EXAMPLE = re.compile(r"``(?=[^`]*\{[{%])([^`]+)``")


def read_docstring(text: str) -> tuple[str, str]:
    """Return what a docstring says in a sentence or two, and the example that stands in it."""
    found = _EXAMPLE.search(text)
    words = _EXAMPLE.sub("", text).replace("``", "`").strip()
    paragraph = " ".join(words.split("\n\n")[0].split())
    return re.sub(r"^(Give|Return) ", "", paragraph)[:1].upper() + re.sub(r"^(Give|Return) ", "", paragraph)[
        1:
    ], found[1] if found else ""
