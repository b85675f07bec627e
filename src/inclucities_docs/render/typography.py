"""Spaces, quotation marks and breaks by the rules of each language, set by the pipeline."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

__all__ = ["typeset"]

NARROW, WIDE = "\u202f", "\u00a0"

_QUOTES = {
    "fr": (f"«{NARROW}", f"{NARROW}»", "“", "”"),
    "el": ("«", "»", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "es": ("«", "»", "“", "”"),
    "en": ("‘", "’", "“", "”"),
    "nl": ("‘", "’", "“", "”"),
    "lv": ("“", "”", "‘", "’"),
    "de": ("„", "“", "‚", "‘"),
    "uk": ("«", "»", "„", "“"),
    "ru": ("«", "»", "„", "“"),
    "ar": ("«", "»", "“", "”"),
}

_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|dicembre|"
    "januari|februari|maart|mei|juni|juli|augustus|oktober|"
    "Ιανουαρίου|Φεβρουαρίου|Μαρτίου|Απριλίου|Μαΐου|Ιουνίου|Ιουλίου|Αυγούστου|Σεπτεμβρίου|Οκτωβρίου|"
    "Νοεμβρίου|Δεκεμβρίου|janvāris|februāris|marts|aprīlis|maijs|jūnijs|jūlijs|augusts|septembris|"
    "oktobris|novembris|decembris"
)

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_EVERYWHERE: list[Rule] = [
    (re.compile(r"(\d)[  ](?=(?:%|€|km|kg|m²|ha|°C|pt|mm|cm)(?!\w))"), rf"\1{WIDE}"),
    (re.compile(rf"(\d{{1,2}}(?:er|º|\.)?) (?=(?:{_MONTHS})\b)"), rf"\1{WIDE}"),
    (re.compile(rf"\b({_MONTHS}) (?=\d{{4}}\b)"), rf"\1{WIDE}"),
    (
        re.compile(
            r"\b(p|pp|n|no|nº|art|vol|fig|σ|σελ|lpp|blz|pág|MM|M|Mme|Mr|Ms|Dr|St|Sig|Sra?)\. (?=[\w])"
        ),
        rf"\1.{WIDE}",
    ),
    (re.compile(r"\b([^\W\d_])\. (?=[^\W\d_]\. )"), rf"\1.{WIDE}"),
    (re.compile(r"(?<=\w)'"), "’"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    (re.compile(r" – (?=[^–]*)"), f"{WIDE}– "),
]

_FRENCH: list[Rule] = [
    (re.compile(r"[  \u202f]*([;!?]+)(?=$|[\s\u00a0\u202f»)\]”’.,…])"), rf"{NARROW}\1"),
    (re.compile(r"[  \u202f]+:(?=$|[\s\u00a0\u202f])"), f"{WIDE}:"),
    (re.compile(r"(?<=[^\s:/])[  \u202f]*:(?=$|[  ])"), f"{WIDE}:"),
    (re.compile(r"«[  \u202f]*"), f"«{NARROW}"),
    (re.compile(r"[  \u202f]*»"), f"{NARROW}»"),
    (re.compile(r"\b(M|MM|Mme|Mmes|Dr) (?=[A-ZÀ-Ý])"), rf"\1{WIDE}"),
    (re.compile(r"\b(chapitre|tableau|figure|annexe|page|article|note) (?=\d)"), rf"\1{WIDE}"),
    (re.compile(r"(?<=\d)(?:ème|ième)\b"), "e"),
    (re.compile(r"(?<=\d)%"), f"{WIDE}%"),
]

_BY_LANGUAGE: dict[str, list[Rule]] = {
    "fr": _FRENCH,
    "lv": [(re.compile(r"(?<=\d\.) (?=\w)"), WIDE)],
    "nl": [(re.compile(r"(?<![^\s(])['‘](?=[nst]\b)"), "’")],
    "es": [],
}


@functools.cache
def _rules(language: str) -> tuple[Rule, ...]:
    return (*_EVERYWHERE, *_BY_LANGUAGE.get(language, ()))


def typeset(text: str, language: str, *, starts_word: bool = True) -> str:
    """Give a text as the language's rules set it; doing it twice changes nothing.

    ``starts_word`` says that what stands before the text is a space or nothing, so that a
    straight quotation mark at its start opens.
    """
    if not text.strip():
        return text
    base = language.split("-", 1)[0]
    if '"' in text:
        text = _set_quotes(text, base, starts_word)
    for pattern, replacement in _rules(base):
        text = pattern.sub(replacement, text)
    return text


def _set_quotes(text: str, language: str, starts_word: bool) -> str:
    opening, closing, _, _ = _QUOTES.get(language, _QUOTES["en"])
    result = []
    before = " " if starts_word else "a"
    for letter in text:
        if letter == '"':
            letter = opening if before.isspace() or before in "([{–—/'’\u00a0\u202f" else closing
        result.append(letter)
        before = letter[0] if letter == opening else letter[-1]
    return "".join(result)
