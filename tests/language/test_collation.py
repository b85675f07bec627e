"""Lists of words stand in the order of a dictionary of their language."""

from __future__ import annotations

import pytest

from inclucities_docs.language.collation import drop_article, find_initial, sort_key

IN_ORDER = {
    "fr": ["cote", "côté", "école", "Écoute", "œuvre", "offre", "outil", "zone"],
    "el": ["Αθήνα", "άτομο", "έκδοση", "Ένταξη", "ζεύγος", "ώρα"],
    "lv": [
        "cena",
        "cilvēks",
        "čakls",
        "dome",
        "gads",
        "ģimene",
        "lapa",
        "ļaudis",
        "sarunas",
        "šodien",
        "zeme",
        "žurka",
    ],
    "es": ["nube", "nunca", "ñandú", "obra"],
    "nl": ["Ieper", "IJmuiden", "inwoner", "’s-Hertogenbosch", "stad"],
    "de": ["Amt", "Ämter", "Straße", "Strauß", "über", "Ufer"],
    "ro": ["iaz", "izvor", "înainte", "joc"],
}


@pytest.mark.parametrize("language", IN_ORDER)
def test_words_stand_in_the_order_of_the_language(language: str) -> None:
    words = IN_ORDER[language]
    shuffled = words[::-1]
    assert sorted(shuffled, key=lambda word: sort_key(word, language)) == words


@pytest.mark.parametrize(
    ("word", "language", "letter"),
    [("école", "fr", "E"), ("œuvre", "fr", "O"), ("čakls", "lv", "Č"), ("ānis", "lv", "A"), ("έκδοση", "el", "Ε"),
     ("«ñandú»", "es", "Ñ"), ("ñandú", "fr", "N")],
)  # fmt: skip
def test_a_word_stands_under_its_letter(word: str, language: str, letter: str) -> None:
    assert find_initial(word, language) == letter


@pytest.mark.parametrize(
    ("name", "language", "rest"),
    [("A shared story", "en", "shared story"), ("L’intégration au travail", "fr", "intégration au travail"),
     ("Het huis", "nl", "huis"), ("Anti-Rumours network", "en", "Anti-Rumours network"), ("A", "en", "A"),
     ("La Mesa", "en", "La Mesa"), ("Οι πόλεις", "el", "πόλεις")],
)  # fmt: skip
def test_a_name_is_looked_for_without_its_article(name: str, language: str, rest: str) -> None:
    assert drop_article(name, language) == rest
