"""Numbers, dates, spans and lists as seven languages write them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from inclucities_docs.language.localisation import Localisation
from inclucities_docs.schema import Period

SHOWN = str.maketrans({"\u202f": "⸱", "\u00a0": "~"})

LANGUAGES = ("fr", "en", "el", "it", "es", "nl", "lv")


def span(start: str, end: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(start=start, end=end, days=())


def say(text: str) -> str:
    return text.translate(SHOWN)


NUMBERS = {
    #      1234     12345     1234567.5        15.37    0.5
    "fr": ("1⸱234", "12⸱345", "1⸱234⸱567,5", "15,37", "0,5"),
    "en": ("1⸱234", "12⸱345", "1⸱234⸱567.5", "15.37", "0.5"),
    "el": ("1.234", "12.345", "1.234.567,5", "15,37", "0,5"),
    "it": ("1234", "12⸱345", "1⸱234⸱567,5", "15,37", "0,5"),
    "es": ("1234", "12⸱345", "1⸱234⸱567,5", "15,37", "0,5"),
    "nl": ("1.234", "12.345", "1.234.567,5", "15,37", "0,5"),
    "lv": ("1234", "12~345", "1~234~567,5", "15,37", "0,5"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers(language: str) -> None:
    write = Localisation(language).number
    assert tuple(say(write(value)) for value in (1234, 12345, 1234567.5, 15.37, 0.5)) == NUMBERS[language]
    assert write(188737.0) == write(188737)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "15,37~%"),
        ("en", "15.37%"),
        ("el", "15,37%"),
        ("it", "15,37%"),
        ("es", "15,37~%"),
        ("nl", "15,37%"),
        ("lv", "15,37%"),
    ],
)
def test_shares(language: str, expected: str) -> None:
    assert say(Localisation(language).percent(15.37)) == expected


DATES = {
    #      2021          2021-05           2021-05-12               2021-05-01
    "fr": ("2021", "mai~2021", "12~mai~2021", "1er~mai~2021"),
    "en": ("2021", "May~2021", "12~May~2021", "1~May~2021"),
    "el": ("2021", "Μάιος~2021", "12~Μαΐου~2021", "1~Μαΐου~2021"),
    "it": ("2021", "maggio~2021", "12~maggio~2021", "1º~maggio~2021"),
    "es": ("2021", "mayo~de~2021", "12~de~mayo~de~2021", "1~de~mayo~de~2021"),
    "nl": ("2021", "mei~2021", "12~mei~2021", "1~mei~2021"),
    "lv": ("2021.~gads", "2021.~gada~maijs", "2021.~gada~12.~maijs", "2021.~gada~1.~maijs"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates(language: str) -> None:
    write = Localisation(language).date
    assert (
        tuple(say(write(day)) for day in ("2021", "2021-05", "2021-05-12", "2021-05-01")) == DATES[language]
    )


SPANS = {
    #      two days of a month, two months of a year, two years, over the end of a month
    "fr": ("3–4~mai~2021", "mai–juin~2021", "2020–2022", "31~mai~2021 – 1er~juin~2021"),
    "en": ("3–4~May~2021", "May–June~2021", "2020–2022", "31~May~2021 – 1~June~2021"),
    "el": ("3–4~Μαΐου~2021", "Μάιος–Ιούνιος~2021", "2020–2022", "31~Μαΐου~2021 – 1~Ιουνίου~2021"),
    "it": ("3–4~maggio~2021", "maggio–giugno~2021", "2020–2022", "31~maggio~2021 – 1º~giugno~2021"),
    "es": (
        "3–4~de~mayo~de~2021",
        "mayo–junio~de~2021",
        "2020–2022",
        "31~de~mayo~de~2021 – 1~de~junio~de~2021",
    ),
    "nl": ("3–4~mei~2021", "mei–juni~2021", "2020–2022", "31~mei~2021 – 1~juni~2021"),
    "lv": (
        "2021.~gada~3.–4.~maijs",
        "2021.~gada~maijs–jūnijs",
        "2020–2022",
        "2021.~gada~31.~maijs – 2021.~gada~1.~jūnijs",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_spans(language: str) -> None:
    write = Localisation(language).period
    spans = (
        span("2021-05-03", "2021-05-04"),
        span("2021-05", "2021-06"),
        span("2020", "2022"),
        span("2021-05-31", "2021-06-01"),
    )
    assert tuple(say(write(one)) for one in spans) == SPANS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_span_of_one_day_is_a_date(language: str) -> None:
    local = Localisation(language)
    assert (
        local.period(span("2021-05-12"))
        == local.period(span("2021-05-12", "2021-05-12"))
        == local.date("2021-05-12")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_span_of_a_month_keeps_both_days_and_the_year(language: str) -> None:
    local = Localisation(language)
    for first in range(1, 31):
        for last in range(first + 1, 32):
            text = local.period(span(f"2021-05-{first:02}", f"2021-05-{last:02}"))
            days = text.replace("2021", "").replace("1er", "1").replace("1º", "1")
            assert [int("".join(filter(str.isdigit, part))) for part in days.split("–")] == [first, last], (
                text
            )
            assert "2021" in text


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ("a, b et c", "Grèce", "letton")),
        ("en", ("a, b and c", "Greece", "Latvian")),
        ("el", ("a, b και c", "Ελλάδα", "Λετονικά")),
        ("it", ("a, b e c", "Grecia", "lettone")),
        ("es", ("a, b y c", "Grecia", "letón")),
        ("nl", ("a, b en c", "Griekenland", "Lets")),
        ("lv", ("a, b un c", "Grieķija", "latviešu")),
    ],
)
def test_lists_and_names(language: str, expected: tuple[str, str, str]) -> None:
    local = Localisation(language)
    assert (local.join_list(["a", "b", "c"]), local.country("GR"), local.language_name("lv")) == expected
    assert local.join_list([]) == ""
    assert local.join_list(["a"]) == "a"


def test_languages_name_themselves() -> None:
    names = [Localisation("fr").own_language_name(code) for code in LANGUAGES]
    assert names == ["Français", "English", "Ελληνικά", "Italiano", "Español", "Nederlands", "Latviešu"]


def test_a_language_that_is_not_known_is_written_as_english() -> None:
    assert Localisation("xx").date("2021-05-12").translate(SHOWN) == "12~May~2021"
    assert Localisation("ar").direction == "rtl"


def test_persian_writes_its_own_digits_and_lists_without_marks_of_direction() -> None:
    persian = Localisation("fa")
    assert persian.number(1234.5) == "۱٬۲۳۴٫۵"
    assert persian.date("2026-11-22") == "۲۲\u00a0نوامبر\u00a0۲۰۲۶"
    assert "\u200f" not in persian.join_list("abc")
    assert persian.digits("09:00–19:00") == "۰۹:۰۰–۱۹:۰۰"
    assert Localisation("ar").date("2026-11-22").startswith("22")
    assert Localisation("ar").digits("09:00") == "09:00"


def test_portuguese_is_that_of_portugal() -> None:
    assert Localisation("pt").country("LV") == "Letónia"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2021-03", "2021-05", "مارس تا مهٔ ۲۰۲۱"),
        ("2021-05-03", "2021-05-04", "۳ تا ۴ مهٔ ۲۰۲۱"),
        ("2021-05-30", "2021-06-02", "۳۰ مهٔ ۲۰۲۱ تا ۲ ژوئن ۲۰۲۱"),
        ("2019", "2021", "۲۰۱۹ تا ۲۰۲۱"),
    ],
)
def test_spans_are_joined_as_the_language_joins_them(start: str, end: str, written: str) -> None:
    persian = Localisation("fa")
    span = Period.model_validate({"start": start, "end": end})
    assert persian.period(span).replace("\u00a0", " ") == written
    assert persian.between(start, end).replace("\u00a0", " ").split()[-1] == written.rsplit(maxsplit=1)[-1]
    assert " تا " in persian.weekdays(["MO", "TU", "WE"])
    assert Localisation("fr").between("2021-05", None) == "mai\u00a02021 –"


@pytest.mark.parametrize(
    ("language", "days", "written"),
    [
        ("fr", "MO TU WE TH FR", "lundi – vendredi"),
        ("fr", "FR MO TU WE", "lundi – mercredi et vendredi"),
        ("lv", "TU TH", "otrdiena un ceturtdiena"),
        ("fr", "MO TU", "lundi et mardi"),
    ],
)
def test_days_in_a_row_are_a_span(language: str, days: str, written: str) -> None:
    assert Localisation(language).weekdays(days.split()) == written


SINGLE_DAYS = {
    "fr": "18, 19 et 21 mai 2021",
    "en": "18, 19 and 21 May 2021",
    "el": "18, 19 και 21 Μαΐου 2021",
    "lv": "2021. gada 18., 19. un 21. maijs",
}


@pytest.mark.parametrize(("language", "expected"), SINGLE_DAYS.items())
def test_single_days_are_no_span(language: str, expected: str) -> None:
    days = Period.model_validate(["2021-05-18", "2021-05-19", "2021-05-21"])
    assert Localisation(language).period(days).replace("\u00a0", " ") == expected


def test_days_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="not two days in order"):
        Period.model_validate(["2021-05-18", "2021-05-12", "2021-05-21"])


def test_latvian_bends_the_month_of_a_day_on_which_something_happened() -> None:
    assert Localisation("lv").on(span("2026-11-22")).replace("\u00a0", " ") == "2026. gada 22. novembrī"
    assert Localisation("lv").on(span("2021-05")).replace("\u00a0", " ") == "2021. gada maijā"


def test_the_sign_of_per_cent_stands_where_the_language_has_it() -> None:
    written = {
        one: Localisation(one).percent(15.5) for one in ("en", "fr", "lv", "tr", "fa", "pl", "de", "es", "pt")
    }
    assert written == {
        "en": "15.5%", "fr": "15,5\u00a0%", "lv": "15,5%", "tr": "%15,5", "fa": "۱۵٫۵٪", "pl": "15,5%", "de": "15,5\u00a0%",
        "es": "15,5\u00a0%", "pt": "15,5%",
    }  # fmt: skip
