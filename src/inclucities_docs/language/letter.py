"""Words in plain letters: to compare them however they are spelt, and to make ids of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

__all__ = ["find_free", "fold", "make_id"]

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
"""Latin letters that are no letter with an accent."""


def fold(text: str) -> str:
    """Return a text in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in plain if not unicodedata.combining(one))


def make_id(name: str, most: int = 60) -> str:
    """Return an id made from a name, of so many letters at most; empty where none of its letters is Latin."""
    latin = re.sub(r"[^\x00-\x7f]", "", unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)))
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:most].strip("-")


def find_free(name: str, taken: Container[str]) -> str:
    """Return an id, with a number behind it where it is taken."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free
