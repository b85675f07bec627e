"""A text of few words under a language that is not its own is told by the words of all others."""

from __future__ import annotations

import re

import pytest

from inclucities_docs.inputs.word_language import find_foreign_texts, find_same_texts

NOTHING = re.compile("(?!)")
TEXTS = [
    (
        f"a.{number}",
        {
            "fr": f"L’emploi social pour {number} habitants",
            "nl": f"Sociale tewerkstelling van {number} inwoners",
        },
    )
    for number in range(160)
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ({"fr": "L’emploi social", "nl": "L’emploi social"}, [("x", "nl", "fr")]),
        ({"fr": "Sociale tewerkstelling", "nl": "Emploi social"}, [("x", "fr", "nl"), ("x", "nl", "fr")]),
        ({"fr": "Emploi", "nl": "Emploi"}, []),
        ({"fr": "Emploi social", "nl": "Sociale tewerkstelling"}, []),
        ({"fr": "Emploi social", "nl": "Woorden zonder weerga"}, []),
        ({"fr": "Emploi social", "lv": "Emploi social"}, []),
    ],
)
def test_a_text_in_the_words_of_another_language_is_found(text: dict[str, str], found: list[object]) -> None:
    assert list(find_foreign_texts([*TEXTS, ("x", text)], NOTHING)) == found
    assert list(find_foreign_texts([*TEXTS, ("x.name", text)], NOTHING)) == [], "a name is the same anywhere"


def test_the_same_words_in_two_languages_are_found() -> None:
    text = {"en": "A plan for newcomers", "fr": "A plan for newcomers"}
    long = {one: f"{words} and neighbours" for one, words in text.items()}
    assert list(find_same_texts([("x", text)], NOTHING)) == []
    assert list(find_same_texts([("x", long)], NOTHING)) == [("x", "fr", "en")]
    assert (
        list(find_same_texts([("x.name", long), ("y", {"fa": long["en"], "prs": long["en"]})], NOTHING)) == []
    )
