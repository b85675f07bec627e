"""The order of names as readers of a language expect it."""

from __future__ import annotations

import unicodedata

__all__ = ["sort_key"]

_AFTER = {
    "es": {"ñ": "n"},
    "lv": {"č": "c", "ģ": "g", "ķ": "k", "ļ": "l", "ņ": "n", "š": "s", "ž": "z"},
}
"""Letters that stand on their own in an alphabet, after the letter they look like (CLDR)."""


def sort_key(text: str, language: str = "") -> tuple[str, str]:
    """Give a key that sorts names: accents and case count last, but for letters of the language's own."""
    own = _AFTER.get(language, {})
    plain = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        if letter in own:
            plain.append(own[letter] + "\uffff")
        else:
            plain += [one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one)]
    return "".join(plain), text
