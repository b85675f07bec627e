"""A text of few words under a language that is not its own is told by the words of all others."""

from __future__ import annotations

from pathlib import Path

import pytest

from inclucities_docs.inputs.catalogue_check import check_catalogues
from inclucities_docs.inputs.word_language import find_foreign_texts, find_same_texts
from inclucities_docs.inputs.workspace import Workspace

TEXTS = [
    (
        f"a.{number}",
        {
            "fr": f"l’emploi social pour {number} habitants",
            "nl": f"sociale tewerkstelling van {number} inwoners",
        },
    )
    for number in range(160)
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ({"fr": "l’emploi social", "nl": "l’emploi social"}, [("x", "nl", "fr")]),
        ({"fr": "sociale tewerkstelling", "nl": "emploi social"}, [("x", "fr", "nl"), ("x", "nl", "fr")]),
        ({"fr": "Emploi", "nl": "Emploi"}, []),
        ({"fr": "emploi social", "nl": "sociale tewerkstelling"}, []),
        ({"fr": "emploi social", "nl": "woorden zonder weerga"}, []),
        ({"fr": "emploi social", "lv": "emploi social"}, []),
    ],
)
def test_a_text_in_the_words_of_another_language_is_found(text: dict[str, str], found: list[object]) -> None:
    assert list(find_foreign_texts([*TEXTS, ("x", text)])) == found
    assert list(find_foreign_texts([*TEXTS, ("x.name", text)])) == [], "a name is the same anywhere"


def test_the_same_words_in_two_languages_are_found() -> None:
    text = {"en": "A plan for newcomers", "fr": "A plan for newcomers"}
    long = {one: f"{words} and neighbours" for one, words in text.items()}
    assert list(find_same_texts([("x", text)])) == []
    assert list(find_same_texts([("x", long)])) == [("x", "fr", "en")]
    assert list(find_same_texts([("x.name", long), ("y", {"fa": long["en"], "prs": long["en"]})])) == []


def test_a_translation_in_another_language_is_told_at_its_line(tmp_path: Path) -> None:
    for language in ("fr", "nl"):
        file = tmp_path / f"templates/locale/{language}/LC_MESSAGES/messages.po"
        file.parent.mkdir(parents=True)
        texts = [*TEXTS, ("of nobody", {"fr": "sociale tewerkstelling van inwoners", "nl": "Voor niemand"})]
        entries = (f'msgid "{name}"\nmsgstr "{text[language]}"\n' for name, text in texts)
        file.write_text("\n".join(entries), "utf-8")
    (told,) = check_catalogues(Workspace.take(tmp_path))
    assert str(told.location) == "templates/locale/fr/LC_MESSAGES/messages.po:481"
    assert told.message.startswith("this translation seems to be in Dutch, and readers of French get it")
