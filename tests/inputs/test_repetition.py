"""A word that stands twice by a slip is found; one that its language has twice is not."""

from __future__ import annotations

import pytest

from inclucities_docs.inputs.repetition import find_repetitions


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "This is the the town hall."),
        ("en", "Groups of residents residents met."),
        ("fr", "La ville de de Capaci."),
        ("nl", "De stad en en de streek."),
        ("it", "La città della della Sicilia."),
        ("es", "El plan de de la ciudad."),
        ("el", "Η πόλη και και η περιοχή."),
        ("lv", "Pilsēta un un novads."),
        ("ru", "Город в в области."),
        ("ar", "المدينة في في الشمال"),
        ("prs", "شهر را را ببینید"),
        ("tr", "Şehir ve ve köy."),
    ],
)
def test_a_slip_is_found(language: str, text: str) -> None:
    assert len(list(find_repetitions(text, language))) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He said that that was why they had had to. Walla Walla, well well. It is never never late."),
        ("fr", "Nous nous levons, vous vous levez ; faire faire un plan ; en en parlant."),
        ("nl", "Dat dat kan, zijn zijn plannen die die stad maakt."),
        ("de", "Die Stadt, die die Frauen liebt, wo sie geliebt werden werden."),
        ("it", "Via via, piano piano, sì sì."),
        ("el", "Ο γιος του του είπε, σιγά σιγά, ένα ένα."),
        ("tr", "Yavaş yavaş, bir bir, için için."),
        ("lv", "Lēnām lēnām, tālu tālu."),
        ("en", "{{ the }} the {{ of }} of, “the the”, the-the, the’the, `of of`"),
    ],
)
def test_what_a_language_says_twice_is_left_alone(language: str, text: str) -> None:
    assert [found[0] for found in find_repetitions(text, language)] == []
