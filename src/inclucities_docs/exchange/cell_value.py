"""Dates, numbers and texts as people type them into a cell, in the habit of their language."""

from __future__ import annotations

import datetime
import functools
import re

from babel.dates import get_month_names
from babel.numbers import NumberFormatError, parse_decimal

from inclucities_docs.language.letter import fold
from inclucities_docs.schema.value import INVISIBLE

__all__ = ["clean", "read_date", "read_number"]


def clean(text: str) -> str:
    """Return a text on one line, without what programs put into it unseen."""
    return " ".join(INVISIBLE.sub("", text.replace("\n", " ").replace("\t", " ").replace("\r", " ")).split())


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else language.replace("-", "_")


def read_number(text: str, language: str) -> float | int | None:
    """Return a number written in a language's habit, 9.123,5 in Italian; none where it is none, or could be two."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", clean(text)).removesuffix("%")
    for one in (plain, plain.replace("'", "").replace("’", "")):
        try:
            number = float(parse_decimal(one, _locale(language), strict=True))
        except (NumberFormatError, ValueError, ArithmeticError):
            continue
        return int(number) if number.is_integer() else number
    return int(plain) if re.fullmatch(r"\d{1,12}", plain) else None


def read_date(text: str, language: str) -> str | None:
    """Return a day, month or year as the data writes it, from words in a language's habit; none where it is none.

    Days stand before months, as in all of Europe; where both could be either and differ, English is asked again.
    """
    words = fold(clean(text)).strip(" .")
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", words):
        return _spell(found[1], found[2], found[3])
    if found := re.fullmatch(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4})", words):
        is_open = language == "en" and int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]
        return None if is_open else _spell(found[3], found[2], found[1])
    if found := re.fullmatch(r"(\d{1,2})[./-](\d{4})", words):
        return _spell(found[2], found[1], None)
    if re.fullmatch(r"(19|20)\d\d", words):
        return words
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", words)
    months = {
        number
        for name, number in _months(language).items()
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words)
    }
    days = re.findall(r"(?<!\d)(\d{1,2})(?!\d)", words)
    if len(years) != 1 or len(months) != 1 or len(days) > 1:
        return None
    return _spell(years[0], str(months.pop()), days[0] if days else None)


@functools.cache
def _months(language: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for tongue in (language, "en"):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, _locale(tongue)).items():
                    if not name.isdecimal():
                        names.setdefault(fold(name).strip("."), number)
    return names


def _spell(year: str, month: str, day: str | None) -> str | None:
    try:
        made = datetime.date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return None
    return made if day else made[:7]
