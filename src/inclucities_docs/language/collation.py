"""The order of words as a dictionary of each language has it."""

from __future__ import annotations

import re
import unicodedata
from string import ascii_lowercase

__all__ = ["drop_article", "find_initial", "sort_key"]

_OWN_PLACES = {
    "es": "nñ", "lv": "cčgģkķlļnņsšzž", "pl": "aącćeęlłnńoósśzźż", "cs": "cčrřsšzž", "sv": "zåäö",
    "ro": "aăâiîsștț",
}  # fmt: skip
"""Letters that have a place of their own in a language's alphabet, each after the one it follows (CLDR)."""

_TWO_IN_ONE = str.maketrans({"œ": "oe", "æ": "ae", "ł": "l", "ø": "o"})
"""Letters that sort as others where a language has no place for them."""


_ARTICLES = {
    "en": "a an the", "fr": "le la les l un une des", "nl": "de het een", "de": "der die das ein eine",
    "es": "el la los las un una unos unas", "it": "il lo la i gli le l un uno una",
    "pt": "o a os as um uma uns umas", "el": "ο η το οι τα ένας μια μία ένα", "ro": "un o niște",
}  # fmt: skip
"""Words before a name under which no dictionary lists it."""


def drop_article(text: str, language: str) -> str:
    """Return a name from the word that it is looked for under: "A shared story" from "shared"."""
    first = re.match(r"(\w+)(?:['’]|\s+)(?=\w)", text)
    articles = _ARTICLES.get(language.split("-", maxsplit=1)[0], "").split()
    return text[first.end() :] if first and first[1].casefold() in articles else text


def sort_key(text: str, language: str = "") -> tuple[str, str]:
    """Return a key that sorts words: accents and case count last, but for letters of the language's own.

    What is neither letter nor digit counts as a space.
    """
    own = _OWN_PLACES.get(language.split("-", maxsplit=1)[0], "")
    result = []
    for letter in unicodedata.normalize("NFC", text.casefold()):
        if letter in own and letter not in ascii_lowercase:
            base = next(one for one in reversed(own[: own.index(letter)]) if one in ascii_lowercase)
            result.append(base + "\uffff" * (own.index(letter) - own.index(base)))
        elif letter.isalnum() or letter.isspace():
            plain = unicodedata.normalize("NFKD", letter.translate(_TWO_IN_ONE))
            result.append("".join(one for one in plain if not unicodedata.combining(one)))
        else:
            result.append(" ")
    return " ".join("".join(result).split()), text


def find_initial(text: str, language: str = "") -> str:
    """Return the letter that a word stands under in an index: É under E, but Č under Č in Latvian."""
    key = sort_key(text, language)[0]
    first = next((one for one in text if one.isalnum()), "")
    return first.upper() if key[1:2] == "\uffff" else key[:1].upper()
