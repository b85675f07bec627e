"""Numbers and Latin words in text from right to left keep the order in which they are read."""

from __future__ import annotations

import pytest

from inclucities_docs.language.direction import MARK, mark_runs
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.language.typography import elide, typeset
from inclucities_docs.schema.value import Period


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("اتصلوا على +33 2 38 79 00 00 أو", "اتصلوا على |+33 2 38 79 00 00| أو"),
        ("مرحباً (Mairie) أولاً", "مرحباً |(Mairie)| أولاً"),
        (
            "العنوان: 18-20 rue de la Paix, 45140 Saint-Jean.",
            "العنوان: |18-20 rue de la Paix, 45140 Saint-Jean|.",
        ),
        ("أو 18-20 ساعة (A2).", "أو |18-20| ساعة |(A2)|."),
        ("09:00-12:30", "|09:00-12:30|"),
        ("(انظر www.a.example)", "(انظر |www.a.example|)"),
        ("C++ و info@a.example، x", "|C++| و |info@a.example|، |x|"),
        ("בטלפון +972 2 123 4567.", "בטלפון |+972 2 123 4567|."),
        ("۳ مه ۲۰۲۱", "۳ مه ۲۰۲۱"),
        ("من 2021–2023 سنة 112", "من 2021–2023 سنة 112"),
        ("", ""),
    ],
)
def test_runs_are_marked_on_either_side(text: str, marked: str) -> None:
    assert mark_runs(text).replace(MARK, "|") == marked
    assert mark_runs(mark_runs(text)).replace(MARK, "") == text


@pytest.mark.parametrize(
    ("language", "span"),
    [
        ("fa", "مارس تا مهٔ ۲۰۲۱"), ("prs", "مارچ تا می ۲۰۲۱"), ("fr", "mars–mai 2021"),
        ("el", "Μάρτιος–Μάιος 2021"), ("lv", "2021. gada marts–maijs"),
    ],
)  # fmt: skip
def test_a_span_of_months_names_both(language: str, span: str) -> None:
    written = Localisation(language).period(Period(start="2021-03", end="2021-05"))
    assert written.replace("\u00a0", " ") == span


@pytest.mark.parametrize(
    ("items", "written"),
    [
        (["griego", "inglés"], "griego e inglés"), (["a", "b", "Hiyab"], "a, b e Hiyab"),
        (["agua", "hielo"], "agua y hielo"), (["a", "b"], "a y b"), (["inglés"], "inglés"),
    ],
)  # fmt: skip
def test_spanish_lists_sound_right(items: list[str], written: str) -> None:
    assert Localisation("es").join_list(items) == written


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("pt-BR", "Português (Brasil)"),
        ("zh-Hans", "简体中文"),
        ("en", "English"),
        ("ar", "العربية"),
        ("prs", "دری"),
    ],
)
def test_languages_are_named_in_themselves(code: str, name: str) -> None:
    assert Localisation(code).own_language_name(code) == name


@pytest.mark.parametrize(
    ("given", "elided"),
    [
        ("Actions de Aubagne", "Actions d’Aubagne"), ("Profil de Uccle", "Profil d’Uccle"),
        ("lorsque Évry", "lorsqu’Évry"), ("de A à Z", "de A à Z"), ("de Jelgava", "de Jelgava"),
        ("de Onze", "de Onze"), ("Le Havre de Un", "Le Havre de Un"),
    ],
)  # fmt: skip
def test_french_elides_before_names(given: str, elided: str) -> None:
    assert elide(given, "fr") == elided
    assert elide(given, "it") == given


@pytest.mark.parametrize(
    ("language", "given", "set_"),
    [
        ("en", "'hello' of the '90s, rock 'n' roll, don't", "‘hello’ of the ’90s, rock ’n’ roll, don’t"),
        ("en", "'it's so' and o'neil@a.example", "‘it’s so’ and o'neil@a.example"),
        ("nl", "'s avonds 'hallo'", "’s avonds ‘hallo’"),
        ("fr", "dit 'bonjour' à l'ami (?) et 5'10\" de long", "dit “bonjour” à l’ami (?) et 5'10\" de long"),
        ("de", "sagt 'hallo'", "sagt ‚hallo‘"),
    ],
)  # fmt: skip
def test_single_marks_are_set_in_pairs(language: str, given: str, set_: str) -> None:
    assert typeset(given, language) == set_
    assert typeset(set_, language) == set_
