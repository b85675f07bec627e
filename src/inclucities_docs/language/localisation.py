"""Numbers, dates, lists, countries and languages as each language writes them: CLDR through Babel."""

from __future__ import annotations

import contextlib
import datetime
import functools
import re
from collections.abc import Iterable, Sequence
from typing import Any

import babel
from babel import dates, lists, numbers

__all__ = ["MOST_PLACES", "PERSIAN", "Localisation"]


MOST_PLACES = 30
"""To so many places numbers are rounded: more of them are worked out in one step, which nothing interrupts."""

_ALIASES = {"prs": "fa_AF"}
"""Languages that CLDR files under another code: Dari is the Persian of Afghanistan."""


@functools.cache
def _locale(language: str) -> babel.Locale:
    language = _ALIASES.get(language, language).replace("-", "_")
    territory = {"en": "GB", "fr": "FR", "nl": "BE", "pt": "PT"}.get(language)
    try:
        return babel.Locale.parse(f"{language}_{territory}" if territory else language)
    except (babel.UnknownLocaleError, ValueError):
        return babel.Locale.parse("en_GB")


class Localisation:
    """Formats values in one language. Spaces inside numbers and dates never break."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = _locale(language)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return str(self.locale.text_direction)

    def number(self, value: float, decimals: int | None = None) -> str:
        """Write a number with the language's separators: 1 234,5 in French.

        ``{{ cities | length | number }}``
        """
        if abs(decimals or 0) > MOST_PLACES:
            raise OverflowError("too large")
        if self.language == "en":
            pattern = "#,##0.###"
            text = numbers.format_decimal(value, format=pattern, locale=self.locale)
            return _no_break(text.replace(",", "\u202f"))
        if decimals is not None:
            value = round(value, decimals)
        if self.language in PERSIAN:
            text = numbers.format_decimal(value, locale=self.locale, numbering_system="arabext")
            return self.digits(_no_break(text))
        if self.language in ("es", "it", "lv") and abs(value) < 10_000:
            return _no_break(numbers.format_decimal(value, locale=self.locale, group_separator=False))
        text = numbers.format_decimal(value, locale=self.locale)
        if self.language in ("es", "it"):
            text = text.replace(".", "\u202f")
        return _no_break(text)

    def digits(self, text: Any) -> str:
        """Write the digits of a time or a number as the language does: ۰۹:۰۰ in Persian.

        ``{{ cities | length | digits }}``
        """
        return str(text).translate(_PERSIAN_DIGITS) if self.language in PERSIAN else str(text)

    def percent(self, value: float) -> str:
        """Write a share given in per cent: 15,37 % in French, 15.37% in English.

        ``{{ 15.37 | percent }}``
        """
        written = _no_break(numbers.format_percent(0.01, locale=self.locale))  # %1 in Turkish, 1 % in French
        if self.language in PERSIAN:
            written = written.replace("%", "٪")
        return written.replace("1", self.number(value), 1)

    def date(self, text: str) -> str:
        """Write a date given as in data: 2021-05-03, 2021-05 or 2021.

        ``{{ "2021-05-03" | date }}``
        """
        return self.digits(self._date(text))

    def _date(self, text: str) -> str:
        parts = [int(part) for part in text.split("-")]
        day = datetime.date(*[*parts, 1, 1][:3])
        if len(parts) == 1:
            return str(parts[0]) if self.language != "lv" else f"{parts[0]}.\u00a0gads"
        if len(parts) == 2:
            return self._month(day)
        return self._first(_no_break(dates.format_date(day, "long", locale=self.locale)), day)

    def period(self, period: Any) -> str:
        """Write a span as shortly as the language does: 3–4 mai 2021.

        ``{{ (sources | first).read | period }}``
        """
        return self.digits(self._period(period))

    def on(self, period: Any) -> str:
        """Write when something happened, as a sentence says it: Latvian bends the month, 3. maijā.

        ``{{ (sources | first).read | on }}``
        """
        text = self.period(period)
        if self.language != "lv":
            return text
        return re.sub(r"(?<=[a-zā-ž])s(?![a-zā-ž])", "ā", re.sub(r"is(?![a-zā-ž])", "ī", text))

    def _period(self, period: Any) -> str:
        start, end = period.start, period.end
        if period.days:
            return self._days([str(day) for day in period.days])
        if end is None or end == start:
            return self._date(start)
        if len(start) == len(end) == 10 and start[:7] == end[:7]:
            first_day, last_day = self._day_numbers([start, end])
            return self._replace_day(end, self._span(first_day, last_day, "–"))
        if len(start) == len(end) == 4:
            return self._span(start, end, dash="–")
        if len(start) == len(end) == 7:
            first, last = (datetime.date.fromisoformat(f"{one}-01") for one in (start, end))
            text = self._months(first, last)
            dash = "–" if first.year == last.year else " – "
            return dash.join(_no_break(part) for part in re.split(r"\s*–\s*", self._spell_year(text)))
        return self._span(self._date(start), self._date(end))

    def between(self, start: str | None, end: str | None) -> str:
        """Write a span of dates of which one may be open: 3 mai 2021 –.

        ``{{ "2021-05-03" | dates_to("2021-06") }}``
        """
        if start and end and start != end:
            return self.digits(self._span(self._date(start), self._date(end)))
        if start and end:
            return self.date(start)
        return f"{self.date(start)} –" if start else f"– {self.date(end)}" if end else ""

    def _span(self, first: str, last: str, dash: str = " – ") -> str:
        """Join the ends of a span: with CLDR's word where the language has one (Persian), or else with a dash."""
        pattern = str(self.locale.interval_formats.get(None) or "")
        has_word = any(letter.isalpha() for letter in pattern)
        return pattern.format(first, last) if has_word else f"{first}{dash}{last}"

    def _months(self, first: datetime.date, last: datetime.date) -> str:
        """Write a span of months by CLDR's pattern for it; some tell the two by the form of their names alone."""
        patterns = self.locale.interval_formats.get("yMMMM", {})
        parts = list(patterns.get("M" if first.year == last.year else "y", ()))
        months = list(re.finditer("L+|M+", parts[0])) if len(parts) == 1 else []
        if len(months) < 2:
            return str(dates.format_interval(first, last, "yMMMM", locale=self.locale))
        cut = months[1].start()
        pairs = ((first, parts[0][:cut]), (last, parts[0][cut:]))
        return "".join(dates.format_date(day, pattern, locale=self.locale) for day, pattern in pairs)

    def _days(self, days: list[str]) -> str:
        if len({day[:7] for day in days}) == 1:
            return self._replace_day(days[-1], self.join_list(self._day_numbers(days)))
        return self.join_list([self._date(day) for day in days])

    def _day_numbers(self, days: list[str]) -> list[str]:
        dot = "." if self.language in ("lv", "de") else ""
        return [f"{int(day[8:])}{dot}" for day in days]

    def _replace_day(self, date: str, numbers: str) -> str:
        """Write a date with other words where its day stands."""
        mark = r"\.?" if self.language in ("lv", "de") else ""
        return re.sub(rf"(?<!\d){int(date[8:])}{mark}(?!\d)", numbers, self._date(date), count=1)

    def month(self, number: int) -> str:
        """Return a month's short name, for axes: 3 is « mars »."""
        return str(dates.get_month_names("abbreviated", "stand-alone", locale=self.locale)[number])

    def months(self) -> list[str]:
        """Return the months' whole names, as they stand in dates and alone."""
        names = (
            dates.get_month_names("wide", form, locale=self.locale) for form in ("format", "stand-alone")
        )
        return list(dict.fromkeys(str(name) for one in names for name in one.values()))

    def _month(self, day: datetime.date) -> str:
        return _no_break(self._spell_year(dates.format_skeleton("yMMMM", day, locale=self.locale)))

    def _spell_year(self, text: str) -> str:
        """Write out what CLDR shortens before months in Latvian: 2021. gada maijs."""
        return re.sub(r"(?<=\d\. )g\.", "gada", text) if self.language == "lv" else text

    def _first(self, text: str, day: datetime.date) -> str:
        if day.day == 1 and self.language in ("fr", "it"):
            ordinal = "1er" if self.language == "fr" else "1º"
            return re.sub(r"^1\b(?!er|º|°)[°º]?", ordinal, text)
        return text

    def join_list(self, items: Iterable[Any]) -> str:
        """Write « a, b et c ».

        ``{{ cities | map(attribute="name") | join_list }}``
        """
        texts = [str(item) for item in items]
        if self.locale.language == "es" and len(texts) > 1 and _LIKE_I.match(texts[-1]):
            return f"{', '.join(texts[:-1])} e {texts[-1]}"
        written = lists.format_list(texts, locale=self.locale) if texts else ""
        return written.replace("\u200f", "")  # CLDR's Persian has marks of direction, which pages state

    def country(self, code: str) -> str:
        """Name a country given by its ISO code.

        ``{{ (cities | first).country | country }}``
        """
        return str(self.locale.territories.get(code, code))

    def language_name(self, code: str) -> str:
        """Name a language in this language, with the script or country where its tag says one.

        ``{{ (cities | first).languages | map("language_name") | join_list }}``
        """
        names = self.locale.languages
        known = names.get(code.replace("-", "_")) or names.get(_ALIASES.get(code, code))
        if not known and "-" in code:
            with contextlib.suppress(babel.UnknownLocaleError, ValueError):
                known = babel.Locale.parse(code, sep="-").get_display_name(self.locale)
        return str(known or code)

    def own_language_name(self, code: str) -> str:
        """Name a language in itself: Ελληνικά."""
        name = Localisation(code).language_name(code)
        return name[:1].upper() + name[1:]

    def plural_forms(self) -> tuple[str, ...]:
        """Name the forms that words take behind whole numbers, in CLDR's order: one and other in English."""
        used = {self.locale.plural_form(number) for number in range(200)}
        return tuple(one for one in ("zero", "one", "two", "few", "many", "other") if one in used)

    def plural(self, number: float, forms: Sequence[str]) -> str:
        """Write that form of some which goes with a number, which they may name as %(num)s; one for each of ``plural_forms``."""
        form = forms[self.plural_forms().index(self.locale.plural_form(number))]
        return form.replace("%(num)s", self.number(number))

    def weekdays(self, codes: Iterable[str]) -> str:
        """Name days given as in calendars (MO, TU, WE, TH, FR, SA, SU); three in a row become « lundi – mercredi ».

        ``{{ ["MO", "TU", "WE", "FR"] | weekdays }}``
        """
        names = _WEEKDAYS.get(self.language) or dates.get_day_names("wide", "format", locale=self.locale)
        week = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
        runs: list[list[int]] = []
        for day in sorted({week.index(code) for code in codes}):
            if runs and runs[-1][-1] == day - 1:
                runs[-1].append(day)
            else:
                runs.append([day])
        spans = [
            [self._span(str(names[run[0]]), str(names[run[-1]]))]
            if len(run) > 2
            else [str(names[day]) for day in run]
            for run in runs
        ]
        return self.join_list(name for span in spans for name in span)


_LIKE_I = re.compile(r"\W*(?:i|í|hi(?![ae])|hí)", re.IGNORECASE)
"""Words before which Spanish « y » is « e »: their first sound is the same."""


def _no_break(text: str) -> str:
    return text.replace(" ", "\u00a0")


_WEEKDAYS = {"ps": ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")}
"""Names of days, Monday first, where CLDR has others than the papers and the people of the country."""

PERSIAN = frozenset({"fa", "prs", "ps"})
"""Languages written with Persian digits; telephone numbers, addresses and codes keep Europe's, as on their keys."""

_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
