"""The sheet of a city's services: what is there stands on it, what is added becomes a service, slips are told."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from inclucities_docs.exchange.opening_hours import read_hours
from inclucities_docs.exchange.service_sheet import SERVICE_COLUMNS
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import Outcome, TinyProject

HERE = Path(__file__).parent
PLACES = {name: index for index, (name, _, _) in enumerate(SERVICE_COLUMNS, 1)}
CLUB = {
    "topic": "first days", "name": "Homework club", "provider": "Friends of the river", "street": "1 rue du Pont",
    "postcode": 45000, "phone": "+33 1 70 18 99 01", "hours": "Mon-Fri 15:00-17:30", "languages": "French, Arabic",
    "url": "riverton.example/club",
}  # fmt: skip


class Sheet:
    def __init__(self, project: TinyProject, who: str) -> None:
        self.project = project
        (project.root / "data/directories").mkdir(exist_ok=True)
        shutil.copy(HERE / "categories.yaml", project.root / "data/categories.yaml")
        shutil.copy(HERE / "riverton.yaml", project.root / "data/directories/riverton.yaml")
        assert project.run("exchange", "send", who, "--lang", "en", "--to", str(project.root)).code == 0
        self.path = next(project.root.glob(f"*-{who}-en.xlsx"))
        self.book = load_workbook(self.path)
        self.sheet = self.book["Services for newcomers"]
        self.row = next(row for row in range(2, 99) if self.sheet.cell(row, 1).value is None)

    def add(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            self.sheet.cell(self.row, PLACES[name]).value = value
        self.row += 1

    def receive(self, *arguments: str) -> Outcome:
        self.book.save(self.path)
        return self.project.run("exchange", "receive", str(self.path), "--date", "2026-11-28", *arguments)


def test_new_services(project: TinyProject) -> None:
    sheet = Sheet(project, "riverton")
    assert "nothing changed" in sheet.receive().out
    before = project.read("data/directories/riverton.yaml").splitlines()
    topic = next(iter(load_project(Workspace.take(project.root)).collections["categories"].values())).name[
        "en"
    ]
    sheet.add({**CLUB, "topic": topic.upper()})
    sheet.add({"topic": "Kitchen", "name": "Soup", "provider": "Town"})
    sheet.add(
        {
            "topic": topic,
            "name": "Desk",
            "provider": "Town",
            "phone": "12",
            "email": "desk",
            "languages": "Klingon",
        }
    )
    sheet.add(
        {"topic": topic, "name": "Tea", "provider": "Town", "phone": "0170189901", "hours": "when asked"}
    )
    sheet.add({"topic": topic, "provider": "Town"})
    sheet.sheet.cell(2, PLACES["phone"]).value = "another"
    sheet.sheet.cell(2, PLACES["comment"]).value = "It has moved."
    told = sheet.receive("--accept")
    assert "2 ready, 6 refused, 1 question" in told.out, told.out + told.err
    for words in (
        "“Kitchen” is none of the topics", "“12” is not a telephone number", "“desk” is not an e-mail address",
        "a service without contact", "needs a topic, a name", "This service is there already", "It has moved.",
    ):  # fmt: skip
        assert words in told.out, words
    made = load_project(Workspace.take(project.root)).find("directories/riverton")
    club = made.services["homework-club"]
    assert made.organizations[club.organization].name == {"en": "Friends of the river"}
    assert made.locations[club.locations[0]].postal_code == "45000"
    assert (club.phones[0].number, club.languages) == ("+33 1 70 18 99 01", ("fr", "ar"))
    assert (club.schedules[0].opens_at, len(club.schedules[0].byday)) == ("15:00", 5)
    assert club.source == ("reply-riverton-2026-11-28",)
    assert made.services["tea"].description[0].text["en"] == "Opening hours: when asked"
    after = project.read("data/directories/riverton.yaml").splitlines()
    assert [line for line in before if line not in after] == []
    assert "nothing to write" in sheet.receive("--accept").out  # the same file once more adds nothing
    assert len(load_project(Workspace.take(project.root)).find("directories/riverton").services) == len(
        made.services
    )


def test_a_city_without_directory(project: TinyProject) -> None:
    sheet = Sheet(project, "hilltown")
    topic = next(iter(load_project(Workspace.take(project.root)).collections["categories"].values())).name[
        "en"
    ]
    sheet.add({**CLUB, "topic": topic})
    sheet.add({**CLUB, "topic": topic, "name": "Second club"})
    told = sheet.receive("--accept")
    assert "2 ready" in told.out, told.out + told.err
    made = load_project(Workspace.take(project.root)).find("directories/hilltown")
    assert (made.city, list(made.services)) == ("hilltown", ["homework-club", "second-club"])
    assert len(made.organizations) == 1


@pytest.mark.parametrize(
    ("text", "language", "spans"),
    [
        ("lun–ven 9–13, 15:00–18:00", "it", "MO-FR 09:00-13:00 MO-FR 15:00-18:00"),
        ("Du lundi au vendredi de 9h à 12h30", "fr", "MO-FR 09:00-12:30"),
        ("Δευτέρα έως Παρασκευή 8:00-15:00", "el", "MO-FR 08:00-15:00"),
        ("P.–Pk. 8.00–17.00", "lv", "MO-FR 08:00-17:00"), ("lunes a viernes 9:00 a 14:00", "es", "MO-FR 09:00-14:00"),
        ("ma, do 9-12", "nl", "MO-TH 09:00-12:00"), ("tutti i giorni 8-20", "it", "MO-SU 08:00-20:00"),
        ("Sat to Mon 9-12", "en", "MO-SU 09:00-12:00"), ("9-12", "en", ""), ("Mon 9", "en", ""), ("Mon 9-25", "en", ""),
        ("su appuntamento", "it", ""), ("Mon 9-12, not in August", "en", ""),
    ],
)  # fmt: skip
def test_hours_in_each_habit(text: str, language: str, spans: str) -> None:
    found = [
        f"{one['byday'][0]}-{one['byday'][-1]} {one['opens_at']}-{one['closes_at']}"
        for one in read_hours(text, language) or ()
    ]
    assert " ".join(found) == spans
