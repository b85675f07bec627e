"""Numbers of records that prose says by hand are pointed out, in every language."""

from __future__ import annotations

import pytest

from inclucities_docs.inputs.count_check import find_counts
from inclucities_docs.language.localisation import Localisation
from tiny_project import TinyProject

TEXT = "templates/leaflet/text/fr/welcome.md"
COUNTS = {"cities": 8, "groups": 4, "countries": 7}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The eight small cities of seven countries form 4 duos.", ["eight small cities", "4 duos", "seven countries"]),
        ("fr", "Huit villes, quatre duos, sept pays ; quatre pages.", ["Huit villes", "quatre duos", "sept pays"]),
        ("nl", "De acht steden en hun vier thema’s.", ["acht steden", "vier thema’s"]),
        ("it", "Le otto città e i quattro temi.", ["otto città", "quattro temi"]),
        ("es", "Ocho ciudades y cuatro temas.", ["Ocho ciudades", "cuatro temas"]),
        ("lv", "Astoņas pilsētas un četras tēmas.", ["Astoņas pilsētas", "četras tēmas"]),
        ("el", "Οι οκτώ πόλεις και τα τέσσερα θέματα.", ["οκτώ πόλεις", "τέσσερα θέματα"]),
        ("de", "Die acht Städte und ihre vier Themen.", ["acht Städte", "vier Themen"]),
        ("pl", "Osiem miast i cztery tematy.", ["Osiem miast", "cztery tematy"]),
        ("pt", "Oito cidades e quatro temas.", ["Oito cidades", "quatro temas"]),
        ("en", "Two cities meet in four half-days; a forty-eight cities-wide plan.", []),
    ],
)  # fmt: skip
def test_numbers_of_records_are_found(language: str, text: str, found: list[str]) -> None:
    assert [words for words, _ in find_counts(text, language, COUNTS)] == found


def test_they_are_warned_of_in_prose_and_titles_with_what_to_write(project: TinyProject) -> None:
    project.change("templates/leaflet/kind.yaml", "Le programme en une page.", "Les deux villes.")
    project.write(TEXT, "Les deux villes.\n\nÀ Riverton, deux pages, « les deux villes ».\n")
    told = project.run("check")
    assert told.code == 0, told.err
    assert f"{TEXT}:1:5: warning: 'deux villes' counts what data/ counts too" in told.err
    assert '{{ cities | plural("one", "%(num)s of them") }}' in told.err
    assert "templates/leaflet/kind.yaml:" in told.err
    assert told.err.count("counts what data/ counts too") == 2


def test_words_take_the_form_of_their_number(project: TinyProject) -> None:
    """As many forms as the language has, or the writer is told how many."""
    assert Localisation("lv").plural_forms() == ("zero", "one", "other")
    assert Localisation("fr").plural_forms() == ("one", "other")
    assert Localisation("pl").plural(22, ("%(num)s miasto", "%(num)s miasta", "%(num)s miast")) == "22 miasta"
    project.write(TEXT, 'Ici {{ cities | plural("une ville", "%(num)s villes") }}.\n')
    assert project.build("--only", "leaflet", "--lang", "fr").code == 0
    assert "Ici 2 villes." in project.made()["fr/leaflet.html"].decode().replace("\N{NO-BREAK SPACE}", " ")
    project.write(TEXT, 'Ici {{ cities | plural("ville") }}.\n')
    told = project.run("check")
    assert told.code == 1
    assert "this language has 2 forms behind a number, and 1 stand here" in told.err
