"""Programmes unlike IncluCities: what they do not have is not shown, and nothing fails for the lack of it."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from programmes import PROGRAMMES, _say, write_programme
from tiny_project import TinyProject


def _read(project: TinyProject, path: str) -> str:
    page = (project.root / "deliverables" / path).read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL))


@pytest.fixture(scope="module", params=sorted(PROGRAMMES))
def programme(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, TinyProject]:
    """Give a programme, and its folder, in which the brochure and two posters were built."""
    root = write_programme(tmp_path_factory.mktemp(request.param), PROGRAMMES[request.param]())
    project = TinyProject(root)
    told = project.build("--only", "brochure", "--only", "infographic-network", "--format", "html")
    assert told.code == 0, told.err
    return request.param, project


def test_it_is_checked_without_a_problem(programme: tuple[str, TinyProject]) -> None:
    """The check says in plain words which documents are not owed yet, and finds no mistake."""
    name, project = programme
    told = project.run("check")
    assert told.code == 0, told.err
    assert "error" not in told.err
    if name != "network":
        assert "templates/toolkit/kind.yaml:1: warning: no document is made about" in told.err
        assert "what it needs (benchmark)" in told.err
        assert "writes an action plan" in told.err


def test_what_it_lacks_is_not_shown(programme: tuple[str, TinyProject]) -> None:
    """No heading without words, no count of none, no number of one with many."""
    name, project = programme
    language = {"network": "en", "national": "de", "undated": "en"}[name]
    brochure = _read(project, f"{language}/brochure.html")
    poster = _read(project, f"{language}/infographic-network.html")
    for page in (brochure, poster):
        assert not re.search(r"\b0 (national|groups|cities)|\b1 (countries|groups)\b|None|Undefined", page)
    assert "national associations" not in brochure
    assert "Facilitator" not in brochure
    counts = {
        "network": "9 cities · 7 countries",
        "national": "9 Städte · 1 Land · 3 Gruppen",
        "undated": "8 mentor cities and 8 mentee cities, in 13 countries",
    }
    assert counts[name] in poster.replace("\u00a0", " ")
    assert ("mentor" in poster) is (name == "undated")


def test_a_calendar_without_dates_is_drawn(tmp_path: Path) -> None:
    """Where every date is awaited, the calendar shows what is planned and that its days are awaited."""
    data = PROGRAMMES["undated"]()
    data["events"] = {
        f"workshop-{number}": {
            "type": "milestone",
            "title": {"en": f"Workshop {number} on what the towns found"},
            "when": {"awaited_from": "office"},
        }
        for number in range(1, 17)
    }
    project = TinyProject(write_programme(tmp_path, data, ("infographic-calendar",)))
    told = project.build("--format", "html", "--format", "svg", "--format", "pdf")
    assert told.code == 0, told.err  # all of them on one page
    page = _read(project, "en/infographic-calendar.html")
    assert "16 meetings" in page
    assert "32 dates are still awaited" in page
    assert page.count("Vaasa – Umeå") >= 2
    drawing = (project.root / "deliverables/en/infographic-calendar.svg").read_text("utf-8")
    assert drawing.count("awaited from Vaasa") == 1  # of the first round; Umeå receives the second
    assert drawing.count("stroke-dasharray") >= 32, "no room to write the days in"


def test_a_calendar_with_few_dates_is_a_sheet_to_fill_in(tmp_path: Path) -> None:
    """Where most dates are awaited, those that are known stand in it too, each with its place."""
    data = PROGRAMMES["network"]()
    for key in ("meeting-2", "meeting-3", "meeting-4"):
        data["meetings"][key]["when"] = {"awaited_from": "office"}
    project = TinyProject(write_programme(tmp_path, data, ("infographic-calendar",)))
    told = project.build("--format", "pdf", "--lang", "en")
    assert told.code == 0, told.err
    with pypdfium2.PdfDocument(project.root / "deliverables/en/infographic-calendar.pdf") as file:
        words = " ".join(file[0].get_textpage().get_text_range().replace("\u00a0", " ").split())
    assert "14 February 2027" in words
    assert words.count("awaited from") >= 3
    assert all(name in words for name in ("Umeå", "Tromsø", "Oulu", "Tartu"))  # the hosts, as places


@pytest.mark.parametrize("number", [2, 5])
def test_several_funders_stand_side_by_side(number: int, tmp_path: Path) -> None:
    """Each logo in its own proportion with its own words, none upon another, in print as on screens."""
    data = PROGRAMMES["national"]()
    one = data["funders"]["foundation"]
    data["funders"] = {
        f"body-{index}": {**one, "name": {"en": f"Body {index}"}, "statement": _say(f"Paid by body {index}")}
        for index in range(number)
    }
    project = TinyProject(write_programme(tmp_path, data, ("brochure",)))
    told = project.build("--only", "brochure", "--format", "pdf", "--format", "html")
    assert told.code == 0, told.err
    assert "Body 1" in _read(project, "de/brochure.html")
    with pypdfium2.PdfDocument(project.root / "deliverables/de/brochure.pdf") as file:
        page = file[0].get_textpage()
        found = [page.search(f"body {index}").get_next() for index in range(number)]
        assert all(found), "a statement is missing on the cover"
        boxes = [page.get_charbox(start) for start, _ in found if start is not None]
    assert len({round(left) for left, *_ in boxes}) == number, "words lie upon one another"
    assert len({round(bottom) for _, bottom, *_ in boxes}) == 1, "they stand in no row"


@pytest.mark.parametrize("number", [1, 40])
def test_any_number_of_cities(number: int, tmp_path: Path) -> None:
    """One city alone, and forty of one country: each is on the map by its name, or by a letter with a key."""
    data = PROGRAMMES["network"]()
    data.pop("meetings")
    city = dict(data["cities"]["vaasa"])
    data["cities"] = {
        f"town-{index}": {
            **city,
            "name": {"en": f"Town {index}"},
            "population": {"awaited_from": "office", "definition": {"en": "Residents"}},
            "coordinates": {
                "latitude": 61 + index % 7 / 3,
                "longitude": 22 + index // 7 / 2,
                "source": "letter",
            },
        }
        for index in range(number)
    }
    kinds = ("infographic-network", *(("brochure",) if number == 1 else ()))
    project = TinyProject(write_programme(tmp_path, data, kinds))
    told = project.build("--format", "html", "--lang", "en")
    assert told.code == 0, told.err
    page = _read(project, "en/infographic-network.html")
    if number == 1:
        brochure = _read(project, "en/brochure.html")
        assert "city 1" in brochure, "what is counted is one, and said as one"
        assert "cities 1" not in brochure
    assert all(f"Town {index}" in page for index in range(number))
    assert not re.search(r"\b1 (countries|cities)", page)


@pytest.mark.parametrize(
    ("pairs", "language", "words", "said"),
    [
        (
            1,
            "fr",
            {"city": "ville mentor", "cities": "villes mentors"},
            "1 ville mentor et 1 élève, dans 2 pays",
        ),
        (
            2,
            "fr",
            {"city": "ville mentor", "cities": "villes mentors"},
            "2 villes mentors et 2 élèves, dans 3 pays",
        ),
        (2, "pl", {"city": "mentor", "cities": "mentorów", "counted": "mentorzy"}, "2 mentorzy i 2 élèves"),
        (2, "fr", {"city": "ville mentor"}, "4 villes · 3 pays · 2 groupes"),
    ],
)
def test_roles_are_counted_in_the_words_of_the_programme(
    pairs: int, language: str, words: dict[str, str], said: str, tmp_path: Path
) -> None:
    """One city is said as one, several in the form that the language has behind their number, or not by roles."""
    data = PROGRAMMES["undated"]()
    kept = dict(list(data["groups"].items())[:pairs])
    cities = [one["city"] for group in kept.values() for one in group["members"]]
    data |= {"groups": kept, "cities": {one: data["cities"][one] for one in cities}}
    data["meetings"] = {key: one for key, one in data["meetings"].items() if one["group"] in kept}
    data["programme"]["languages"] = [language]
    forms = {key: {language: word} for key, word in words.items()}
    if "counted" in forms:
        forms["counted"] = {"few": forms["counted"]}
    data["roles"]["mentor"] |= {"name": {language: "mentor"}, "cities": None} | forms
    data["roles"]["mentee"] |= {"city": {language: "élève"}, "cities": {language: "élèves"}}
    data["roles"]["mentor"] = {key: one for key, one in data["roles"]["mentor"].items() if one is not None}
    project = TinyProject(write_programme(tmp_path, data, ("infographic-network",)))
    told = project.build("--format", "html")
    assert told.code == 0, told.err
    assert said in _read(project, f"{language}/infographic-network.html").replace("\u00a0", " ")
