"""Opening hours as people write them, « lun–ven 9–13, 15:00–18:00 », in the words of their language."""

from __future__ import annotations

import functools
import re
from typing import Any

from babel.dates import get_day_names

from inclucities_docs.exchange.cell_value import clean
from inclucities_docs.language.letter import fold

__all__ = ["read_hours"]

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_RANGE = {"-", "–", "—", "a", "al", "to", "till", "until", "au", "tot", "lidz", "εωσ", "ωσ", "alle"}
"""Words as `fold` writes them, here and below. What stands between the first and the last day, or between opening and closing."""
_AND = {
    ",", ";", "/", "+", ":", "&", ".", "e", "y", "et", "and", "en", "un", "και", "ed", "h", "ore", "dalle", "dal", "de",
    "du", "des", "from", "van", "no", "plkst", "ωρεσ", "απο", "il", "le", "les", "la", "los", "op", "uur", "horas",
}  # fmt: skip
"""What may stand anywhere, and says nothing."""
_DAILY = {
    "tutti i giorni", "ogni giorno", "tous les jours", "every day", "daily", "καθημερινα", "katru dienu",
    "todos los dias", "elke dag", "dagelijks",
}  # fmt: skip
_SHORT = {
    "lv": "p o t c pk s sv",
    "nl": "ma di wo do vr za zo",
    "ru": "пн вт ср чт пт сб вс",
    "uk": "пн вт ср чт пт сб нд",
}
"""Short names of the days that timetables have, and CLDR has not."""
_TOKEN = re.compile(r"(\d{1,2})(?:\s?[:.h]\s?(\d{2})|\s?h)?(?!\d)|([^\W\d_]+)|([-–—])|([^\s\w]|_)")


def read_hours(text: str, language: str) -> list[dict[str, Any]] | None:
    """Return opening hours as the data writes them; none where one word of them is not understood."""
    words = fold(clean(text))
    for daily in _DAILY:
        words = words.replace(daily, f"{_day(language, 0)} - {_day(language, 6)}")
    days: list[int] = []
    times: list[str] = []
    found: list[dict[str, Any]] = []
    is_range = False
    for token in _TOKEN.finditer(words):
        hour, minutes, word, dash, sign = token.groups()
        if hour:
            time = f"{int(hour):02}:{minutes or '00'}"
            if int(hour) > 24 or int(minutes or 0) > 59 or not days or (len(times) % 2 and not is_range):
                return None
            times.append(time)
            is_range = False
        elif word and (number := _days(language).get(word)) is not None:
            if times:
                found += _spell(days, times)
                days, times = [], []
            days += [one % 7 for one in range(days[-1] + 1, days[-1] + 8)] if is_range and days else [number]
            if is_range:
                days = days[: days.index(number) + 1] if number in days else days
            is_range = False
        elif dash or word in _RANGE:
            is_range = True
        elif (word or sign) not in _AND:
            return None
    if len(times) % 2 or not times or is_range:
        return None
    return found + _spell(days, times)


def _spell(days: list[int], times: list[str]) -> list[dict[str, Any]]:
    pairs = zip(times[::2], times[1::2], strict=False)
    byday = [_CODES[one] for one in sorted(set(days))]
    return [{"byday": byday, "opens_at": start, "closes_at": end} for start, end in pairs]


def _day(language: str, number: int) -> str:
    return next(name for name, one in _days(language).items() if one == number)


@functools.cache
def _days(language: str) -> dict[str, int]:
    """Return names of days, whole and short, in a language and in English."""
    names: dict[str, int] = {word: number for number, word in enumerate(_SHORT.get(language, "").split())}
    for tongue in (language, "en"):
        for width in ("wide", "abbreviated", "short"):
            for context in ("format", "stand-alone"):
                for number, name in get_day_names(width, context, tongue.replace("-", "_")).items():
                    names.setdefault(fold(name).strip(" ."), number)
    return names
