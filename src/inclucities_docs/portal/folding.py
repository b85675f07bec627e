"""Words as they are compared: whoever writes them, with whatever keyboard, finds the same.

The page's script does the same (``fold`` and ``split`` in templates/portal/portal.js), and a test
holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

__all__ = ["fold", "list_words", "pack_places"]

_LETTERS = str.maketrans(
    {
        **{"ς": "σ", "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"},
        **{"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": ""},
        **{chr(start + digit): str(digit) for start in (0x660, 0x6F0) for digit in range(10)},
    }
)
_ARTICLE = re.compile("^(?:[وبكف]?ال|لل)(?=.{3})")
"""What Arabic writes in one word with the noun: the article, with a preposition before it."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def fold(text: str) -> str:
    """Return a text without capitals, accents and ligatures, and with one form of each letter."""
    spread = unicodedata.normalize("NFKD", text.lower())
    return "".join(one for one in spread if unicodedata.category(one)[0] != "M").translate(_LETTERS)


def list_words(text: str) -> list[str]:
    """Return the words of a text, folded, without those of one letter."""
    words = re.findall(r"[^\W_]+", fold(text))
    return [_ARTICLE.sub("", word) for word in words if len(word) > 1]


def pack_places(places: Mapping[int, int]) -> str:
    """Return rising numbers with their weights: distances from the one before in base 36, ``3*2 a 1``."""
    before, parts = -1, []
    for number, weight in places.items():
        parts.append(_base36(number - before) + (f"*{min(9, weight)}" if weight > 1 else ""))
        before = number
    return " ".join(parts)


def _base36(number: int) -> str:
    text = ""
    while True:
        number, rest = divmod(number, 36)
        text = _DIGITS[rest] + text
        if not number:
            return text
