"""A guess of a language is made where it is plain, and nowhere else."""

from __future__ import annotations

import pytest

from inclucities_docs.language.guess import guess_language

TEXTS = {
    "fr": "La ville accueille les personnes qui arrivent, et les aide avec des associations dans la vie de tous.",
    "en": "The city welcomes those who arrive, and helps them with the associations in the life of all of us.",
    "el": "Ο δήμος υποδέχεται όσους έρχονται και τους βοηθά στην καθημερινή ζωή με τους συλλόγους.",
    "ru": "Город принимает тех, кто приезжает, и помогает им в жизни вместе с объединениями для всех, как и вы.",
    "uk": "Місто приймає тих, хто приїжджає, і допомагає їм у житті разом з об’єднаннями для всіх, як і ви.",
    "fa": "شهر از کسانی که می‌آیند استقبال می‌کند و به آنها در زندگی با انجمن‌ها برای همه کمک می‌کند که این را در شهر با هم.",
}


@pytest.mark.parametrize("own", TEXTS)
@pytest.mark.parametrize("told", TEXTS)
def test_a_text_under_another_language_is_known(own: str, told: str) -> None:
    guess = guess_language(TEXTS[own], told)
    if own == told:
        assert guess == ""
    else:
        assert guess == own


def test_names_and_short_words_make_no_guess() -> None:
    for text in ("Saint-Jean-de-la-Ruelle", "OK", "", "123", "Paris, Milano, London"):
        assert guess_language(text, "nl", 5) == ""
