"""Spaces, quotation marks and breaks by the rules of each language, set by the pipeline."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from inclucities_docs.language.localisation import Localisation

__all__ = ["begin_small", "bind_numbers", "elide", "typeset"]

NARROW, WIDE = "\u202f", "\u00a0"

_QUOTES = {
    "fr": (f"«{NARROW}", f"{NARROW}»", "“", "”"),
    "el": ("«", "»", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "es": ("«", "»", "“", "”"),
    "pt": ("«", "»", "“", "”"),
    "ar": ("«", "»", "“", "”"),
    "en": ("‘", "’", "“", "”"),
    "nl": ("‘", "’", "“", "”"),
    "lv": ("“", "”", "‘", "’"),
    "de": ("„", "“", "‚", "‘"),
    "pl": ("„", "”", "«", "»"),
    "sv": ("”", "”", "’", "’"),
    "ro": ("„", "”", "«", "»"),
    "uk": ("«", "»", "„", "“"),
    "ru": ("«", "»", "„", "“"),
    "fa": ("«", "»", "‹", "›"),
    "prs": ("«", "»", "‹", "›"),
    "ps": ("«", "»", "‹", "›"),
}
"""Outer and inner marks: of the EU's style guide for the programme's languages, of CLDR for others."""

_ROOT_QUOTES = ("“", "”", "‘", "’")
"""CLDR's marks for languages that have none of their own."""

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_UNITS = (
    r"%|‰|€|£|\$|°C|EUR|km²|km/h|km|m²|m³|kg|ha|cm|mm|pt|kB|MB|GB|min|χλμ\.|"
    r"millions?|milliards?|million|billion|milion[ie]|miliard[oi]|millón|millones|miljoen|miljard|"
    r"miljon[isu]|miljoni|miljardi|εκατ\.|εκατομμύρι[οα]|Mio\.|Mrd\.|lpp\."
)
"""What follows a number and stays on its line."""

_BEFORE_NUMBERS = "p|pp|n|no|nº|art|vol|fig|chap|éd|σ|σελ|αρ|παρ|κ|nr|blz|pág|págs|pag|núm|tel|tél"
_BEFORE_NAMES = "MM|M|Mme|Mr|Mrs|Ms|Dr|Prof|St|Sig|Sra?|Dña|D|dhr|mevr"
"""Abbreviations with a full stop that stay with what follows."""

_CAPITAL_INITIAL = re.compile(r"(?<![\w.])([^\W\d_])\. (?=([^\W\d_]))")

_EVERYWHERE: list[Rule] = [
    (re.compile(rf"(\d)[ \u202f](?=(?:{_UNITS})(?!\w))"), rf"\1{WIDE}"),
    (re.compile(r"([€£$]) (?=\d)"), rf"\1{WIDE}"),
    (re.compile(rf"(?<!\w)({_BEFORE_NUMBERS})\. (?=\d)"), rf"\1.{WIDE}"),
    (re.compile(rf"(?<!\w)({_BEFORE_NAMES})\. (?=[^\W\d_])"), rf"\1.{WIDE}"),
    (re.compile(r"(?<!\w)([^\W\d_])\. (?=[^\W\d_]\.[ \u00a0])"), rf"\1.{WIDE}"),
    (
        _CAPITAL_INITIAL,
        lambda found: f"{found[1]}.{WIDE}" if found[1].isupper() and found[2].isupper() else found[0],
    ),
    (re.compile(r"(?<=\w)'"), "’"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    (re.compile(r"(?<=[^\W\d_])\.\.(?=$|\s)"), "."),  # a sentence that ends in an abbreviation
    (re.compile(r" – (?=[^–]*)"), f"{WIDE}– "),
]

_FRENCH: list[Rule] = [
    (re.compile(r"(?<![(\[])[ \u00a0\u202f]*([;!?]+)(?=$|[\s\u00a0\u202f»)\]”’.,…])"), rf"{NARROW}\1"),
    (re.compile(r"[ \u00a0\u202f]+:(?=$|[\s\u00a0\u202f])"), f"{WIDE}:"),
    (re.compile(r"(?<=[^\s:/])[ \u00a0\u202f]*:(?=$|[ \u00a0])"), f"{WIDE}:"),
    (re.compile(r"«[ \u00a0\u202f]*"), f"«{NARROW}"),
    (re.compile(r"[ \u00a0\u202f]*»"), f"{NARROW}»"),
    (re.compile(r"\b(M|MM|Mme|Mmes|Dr) (?=[A-ZÀ-Ý])"), rf"\1{WIDE}"),
    (re.compile(r"\b(chapitre|tableau|figure|annexe|page|article|note) (?=\d)"), rf"\1{WIDE}"),
    (re.compile(r"(?<![\w.,])(\d{1,2}) ?h ?(?=\d{2}(?!\w))"), rf"\1{WIDE}h{WIDE}"),
    (re.compile(r"(?<![\w.,])(\d{1,2}) h(?!\w)"), rf"\1{WIDE}h"),
    (re.compile(r"(?<![\w.,])(\d{1,3}) (?=\d{3}(?!\d))"), rf"\1{NARROW}"),
    (re.compile(r"(?<!\w)[nN][°º] ?(?=\d)"), f"nº{WIDE}"),
    (re.compile(r"\b([IVX]+(?:er|e)) (?=siècles?\b)"), rf"\1{WIDE}"),
    (re.compile(r"(?<=\d)(?:ème|ième)(?=s?\b)"), "e"),
    (re.compile(r"(?<!\d)1ère(?=s?\b)"), "1re"),
    (re.compile(r"(?<=\d)%"), f"{WIDE}%"),
]

_ELIDED = re.compile(
    r"\b([Dd]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)e (?!Onze|Oui\b)(?=(?:[AEÀÂÉÈÊIÎOÔÛŒ]|U(?!n\b))[a-zà-ÿ’])"
)
"""A French word that loses its vowel before the name that a value put behind it; of names in H, it cannot be known."""


def elide(text: str, language: str) -> str:
    """Return a text in which « de Aubagne » is « d’Aubagne »; a name that is put in by value has no grammar."""
    return _ELIDED.sub(r"\1’", text) if language.split("-", 1)[0] == "fr" else text


_BY_LANGUAGE: dict[str, list[Rule]] = {
    "fr": _FRENCH,
    "el": [
        (re.compile("\u037e"), ";"),
        (re.compile("\u0387"), "·"),
        (re.compile(r"(?<=\w)[ \u00a0\u202f]+;(?=\s|$)"), ";"),
    ],
    "lv": [
        (
            re.compile(r"(?<=\d\.) (?=([^\W\d_]))"),
            lambda found: WIDE if found[1].islower() else found[0],
        )
    ],
    "nl": [
        (re.compile(r"(?<![^\s(])['‘](?=[nst]\b)"), "’"),
        (re.compile(r"\bIj(?=[a-z])"), "IJ"),
    ],
}

_LENGTH = r"(?<=\d)' ?\d{1,2}(?:[.,]\d+)?\"(?!\w)"
"""Feet and inches, minutes and seconds, whose signs are no quotation marks; true primes are in few typefaces."""

_ADDRESS = re.compile(
    _LENGTH
    + r"|(?:https?://|www\.|mailto:)[^\s<>«»“”\"]*[\w/]|[\w.+-](?:[\w.+'-]*[\w.+-])?@[\w-]+\.[\w.-]*\w"
)
"""Addresses of pages and letters, and lengths, whose signs are no punctuation."""

_HOLE = "\ue00f"
"""Stands for an address while the rules are applied; a private sign that no text may hold."""


@functools.cache
def _rules(language: str) -> tuple[Rule, ...]:
    """Return the rules of a language, months by their names in CLDR."""
    months = "|".join(map(re.escape, Localisation(language).months()))
    dates: list[Rule] = [
        (re.compile(rf"(?<!\d)(\d{{1,2}}(?:er|º|\.)?) (?=(?:{months})(?!\w))", re.IGNORECASE), rf"\1{WIDE}"),
        (re.compile(rf"(?<!\w)({months}) (?=\d{{4}}(?!\d))", re.IGNORECASE), rf"\1{WIDE}"),
    ]
    return (*_EVERYWHERE, *dates, *_BY_LANGUAGE.get(language, ()))


@functools.lru_cache(maxsize=1 << 15)  # the same words stand on many pages
def typeset(text: str, language: str, *, starts_word: bool = True) -> str:
    """Return a text as the language's rules set it; doing it twice changes nothing.

    ``starts_word`` says that what stands before the text is a space or nothing, so that a
    straight quotation mark at its start opens.
    """
    if not text.strip():
        return text
    base = language.split("-", 1)[0]
    addresses = _ADDRESS.findall(text)
    if addresses:
        text = _ADDRESS.sub(_HOLE, text)
    text = elide(text, base)
    if "'" in text:
        text = _set_single_quotes(text, base)
    if '"' in text:
        text = _set_quotes(text, base, starts_word)
    for pattern, replacement in _rules(base):
        text = pattern.sub(replacement, text)
    for address in addresses:
        text = text.replace(_HOLE, address, 1)
    return text


_LEFT_OUT = re.compile(r"(?<!\w)'(?=\d\ds?\b|n'|(?:tis|twas|em|til|cause)\b)")
"""Where letters or a century are left out, no quotation begins."""

_SINGLE = re.compile(r"(?<![\w'])'(?=[^\s'’])((?:[^'’\n]|(?<=\w)['’](?=\w))*(?:[^\s'’]))'(?![\w'])")


def _set_single_quotes(text: str, language: str) -> str:
    """Turn pairs of straight single marks into the language's own; feet and inches get their primes."""
    outer, outer_end, inner, inner_end = _QUOTES.get(language, _ROOT_QUOTES)
    is_outer = outer == "‘" and '"' not in text  # beside double marks, single ones stand inside
    opening, closing = (outer, outer_end) if is_outer else (inner, inner_end)
    if language == "en":
        text = _LEFT_OUT.sub("’", text)
    elif language == "nl":
        text = re.sub(r"(?<![^\s(])'(?=[nst]\b)", "’", text)
    return _SINGLE.sub(lambda found: f"{opening}{found[1]}{closing}", text)


def _set_quotes(text: str, language: str, starts_word: bool) -> str:
    """Turn straight marks into the language's, inner ones where one stands open."""
    outer, outer_end, inner, inner_end = _QUOTES.get(language, _ROOT_QUOTES)
    result = []
    open_marks: list[str] = []  # what closes each that stands open
    begins = starts_word  # whether a mark would open here
    for letter in text:
        mark = letter
        if letter == '"' and begins:
            is_inner = bool(open_marks) and open_marks[-1] == outer_end
            mark = inner if is_inner else outer
            open_marks.append(inner_end if is_inner else outer_end)
        elif letter == '"':
            mark = open_marks.pop() if open_marks else outer_end
        elif letter == outer[0] and letter != "‘":  # apostrophes look like English and Dutch marks
            open_marks.append(outer_end)
        elif letter == outer_end[-1] and letter != "’" and open_marks:
            open_marks.pop()
        result.append(mark)
        if letter != '"':
            begins = letter.isspace() or letter in "([{–—/'’" or letter in {outer[0], inner[0]}
        else:
            begins = mark in {outer, inner}
    return "".join(result)


_NUMBER = re.compile(r"(?<![\w.,\u00a0\u202f])(\d{1,3}) (?=[^\W\d_])")
"""A short number that stays on its line with what it counts."""


def bind_numbers(title: str) -> str:
    """Return a title in which short numbers stay on the line of what they count."""
    return _NUMBER.sub("\\1\u00a0", title)


_CAPITAL_NOUNS = ("de", "lb")
"""Languages that write every noun with a capital."""


def begin_small(text: str, language: str) -> str:
    """Return a text as it goes on behind a colon: its first letter small, but that of an abbreviation or a capital noun."""
    keeps = language.split("-", maxsplit=1)[0] in _CAPITAL_NOUNS or text[1:2].isupper()
    return text if keeps else text[:1].lower() + text[1:]
