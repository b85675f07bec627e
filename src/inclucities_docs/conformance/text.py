"""What can be told of a text without reading it: its letters, its script, whether it is a name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["find_broken", "find_foreign_script", "looks_like_file", "squash"]

FILE = re.compile(r"\S+\.(?:avif|gif|jpe?g|pdf|png|svg|webp|tiff?)$", re.IGNORECASE)
EMPTY_WORDS = frozenset({"image", "img", "figure", "picture", "photo", "logo", "graphic", "unknown"})
SCRIPTS = {
    "Greek": (re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]{3,}"), {"el", "grc"}),
    "Cyrillic": (re.compile(r"[\u0400-\u04ff]{3,}"), {"uk", "ru", "bg", "be", "mk", "sr"}),
    "Arabic": (re.compile(r"[\u0600-\u06ff]{3,}"), {"ar", "fa", "prs", "ps", "ur"}),
    "Ethiopic": (re.compile(r"[\u1200-\u137f]{2,}"), {"ti", "am"}),
}
PRIVATE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")


def looks_like_file(text: str) -> bool:
    """Return whether an alternative text is a file name or says nothing."""
    return bool(FILE.search(text.strip())) or text.strip().lower() in EMPTY_WORDS


def find_broken(text: str) -> str:
    """Return the first character that nobody can read: a replacement or a private-use one."""
    found = PRIVATE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def find_foreign_script(text: str, language: str) -> tuple[str, str] | None:
    """Return a script and a word in it that the language is not written in."""
    for script, (pattern, languages) in SCRIPTS.items():
        if language.split("-", maxsplit=1)[0] not in languages and (found := pattern.search(text)):
            return script, found[0]
    return None


@lru_cache(maxsize=65536)
def squash(text: str) -> str:
    """Return the letters and digits alone, without case, accents or spaces, to compare two editions.

    Capitals of a style sheet, Greek capitals without accents, hyphens and no-break spaces differ
    between a page and its print; the words may not.
    """
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text)
        text = "".join(one for one in plain if not unicodedata.combining(one))
    return "".join(one for one in text.casefold().replace("ς", "σ") if one.isalnum())
