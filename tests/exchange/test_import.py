"""What other systems give out comes in whole, or is named: nothing is lost without a word."""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml

from inclucities_docs.exchange.plain_text import read_plain_text
from inclucities_docs.exchange.table import write_tables
from inclucities_docs.exchange.table_reader import read_tables
from inclucities_docs.inputs.csv_cell import guard_cell, read_cell
from tiny_project import TESTS, Outcome, TinyProject


@pytest.fixture
def city(project: TinyProject) -> TinyProject:
    folder = project.root / "data" / "directories"
    folder.mkdir()
    (folder / "riverton.yaml").write_text((TESTS / "exchange" / "riverton.yaml").read_text())
    (project.root / "data" / "categories.yaml").write_text(
        (TESTS / "exchange" / "categories.yaml").read_text()
    )
    return project


def identify(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def make(name: str, key: str = "1", owner: str = "Mairie", **fields: Any) -> dict[str, Any]:
    """A service as the standard nests it."""
    term = {"id": identify("term"), "code": "first-days", "name": "A", "description": "A"}
    return {
        "id": identify(f"service {key}"), "name": name, "status": "active", "url": f"https://riverton.example/{key}",
        "organization": {"id": identify(owner), "name": owner, "description": owner},
        "attributes": [{"id": identify(f"attribute {key}"), "link_entity": "service", "taxonomy_term": term}],
        **fields,
    }  # fmt: skip


def take(city: TinyProject, given: object, folder: Path) -> Outcome:
    if not isinstance(given, Path):
        (folder / "given.json").write_text(json.dumps(given))
        given = folder / "given.json"
    return city.run("import-services", str(given), "--city", "riverton", "--source", "booklet")


def read(city: TinyProject, given: object, folder: Path) -> Any:
    outcome = take(city, given, folder)
    assert outcome.code == 0, outcome.err
    return yaml.safe_load(outcome.out)


@pytest.mark.parametrize(
    "names",
    [
        ["Cours de français"] * 3,
        ["Croix verte", "croix-verte 2", "Croix, verte", "CROIX VERTE"],
        ["Μαθήματα ελληνικών", "Ιατρείο", "عيادة"],
        ["service", "Ιατρείο", "service 2"],
        ["x" * 80, "x" * 90],
        ["x" * 59 + " y", "x" * 59 + " z"],
    ],
    ids=str,
)
def test_each_service_comes_in_whatever_its_name(city: TinyProject, tmp_path: Path, names: list[str]) -> None:
    given = [make(name, str(key), owner=name + str(key % 2)) for key, name in enumerate(names)]
    content = read(city, given, tmp_path)
    assert [one["name"]["fr"] for one in content["services"].values()] == names
    owners = [
        content["organizations"][one["organization"]]["name"]["fr"] for one in content["services"].values()
    ]
    assert owners == [one["organization"]["name"] for one in given]
    given[-1]["id"] = given[0]["id"]
    assert len(read(city, given, tmp_path)["services"]) == len(names)


def test_what_two_services_say_otherwise_of_one_organization_is_told(
    city: TinyProject, tmp_path: Path
) -> None:
    given = [make("A", "1"), make("B", "2")]
    given[1]["organization"] |= {"email": "desk@riverton.example"}
    outcome = take(city, given, tmp_path)
    assert "# Not taken over: 'mairie': what a later service says otherwise of it" in outcome.out


def test_codes_of_languages_become_those_of_directories(city: TinyProject, tmp_path: Path) -> None:
    given = [
        {"code": "eng", "name": "English"}, {"code": "fra"}, {"code": "ara"}, {"code": "PT_br"}, {"code": "zh-hans"},
        {"code": "prs"}, {"code": "gre"}, {"name": "Somali"}, {"code": "fr"},
    ]  # fmt: skip
    languages = [{"id": identify(str(key)), **one} for key, one in enumerate(given)]
    (service,) = read(city, [make("A", languages=languages)], tmp_path)["services"].values()
    assert service["languages"] == ["en", "fr", "ar", "pt-BR", "zh-Hans", "prs", "el", "so"]


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("<p>Venez <b>lundi</b>.</p>\n<ul><li>un &eacute;crit</li></ul>", "Venez lundi. – un écrit"),
        ("Gratuit.\n\nSauf : 5&nbsp;€", "Gratuit. Sauf : 5\u00a0€"),
        ("A &amp; B", "A & B"),
        ("A & B, 3 < 4 > 2, <lundi>, AT&T", "A & B, 3 < 4 > 2, <lundi>, AT&T"),
        ('<a href="https://a.example/x">ici</a><br/>non', "ici (https://a.example/x) non"),
        ("<script>x()</script>a<!-- b -->", "a"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_marks_of_web_pages_are_read(given: str, plain: str) -> None:
    assert read_plain_text(given) == plain


def test_no_text_keeps_the_marks_of_web_pages(city: TinyProject, tmp_path: Path) -> None:
    marked = "<p>caf&eacute;</p>"
    outcome = take(
        city,
        [
            make(
                marked,
                owner=marked,
                description=marked,
                fees_description=marked,
                eligibility_description="<p></p>",
            )
        ],
        tmp_path,
    )
    assert outcome.code == 0, outcome.err
    assert outcome.out.count("café") == 4
    assert "<p>" not in outcome.out
    assert "eligibility" not in outcome.out


@pytest.mark.parametrize(
    ("opens", "closes", "days", "spans"),
    [
        ("18:00", "00:00", "MO", [(["MO"], "18:00", "24:00")]),
        ("00:00:00", "00:00:00", "MO,TU", [(["MO", "TU"], "00:00", "24:00")]),
        ("22:00", "02:00", "SA,SU", [(["SA", "SU"], "22:00", "24:00"), (["MO", "SU"], "00:00", "02:00")]),
    ],
)
def test_hours_to_midnight_and_past_it(
    city: TinyProject,
    tmp_path: Path,
    opens: str,
    closes: str,
    days: str,
    spans: list[tuple[list[str], str, str]],
) -> None:
    hours = {"id": identify("hours"), "freq": "WEEKLY", "byday": days, "opens_at": opens, "closes_at": closes}
    (service,) = read(city, [make("A", schedules=[hours])], tmp_path)["services"].values()
    assert [(one["byday"], one["opens_at"], one["closes_at"]) for one in service["schedules"]] == spans


def write(folder: Path, **tables: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_and_columns_without_a_place_are_named(
    city: TinyProject, tmp_path: Path, separator: str
) -> None:
    given = make("Cours")
    place = {"id": identify("hall"), "name": "La halle", "location_type": "physical"}
    place["addresses"] = [{
        "id": identify("address"), "address_1": "1 rue du Pont", "city": "Riverton", "state_province": "Nord",
        "postal_code": "45000", "country": "FR", "address_type": "physical",
    }]  # type: ignore[assignment]  # fmt: skip
    given["service_at_locations"] = [{"id": identify("there"), "location": place}]
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, text in write_tables([given]).items():
        rows = list(csv.reader(io.StringIO(text)))
        if name == "services.csv":
            rows = [[*rows[0], "wait_time", ""], [*rows[1], "3 jours", "x", "y"]]
        out = io.StringIO()
        csv.writer(out, delimiter=separator).writerows(rows)
        (folder / name).write_text("\ufeff" + out.getvalue())
    service, there, hall = (identify(one) for one in ("service 1", "there", "hall"))
    write(
        folder,
        contacts=f"id,service_id,name\nc,{service},Mme Dupuis\nd,nobody,Mme Roux\n",
        cost_options=f"id,service_id,amount\no,{service},3\n",
        accessibility=f"id,location_id,description\na,{hall},Rampe\n",
        schedules=f"id,freq,byday,opens_at,closes_at,service_at_location_id\ns,WEEKLY,MO,09:00,10:00,{there}\n",
        phones=f"id,number,location_id,contact_id\np,1,{hall},\nq,2,,c\n",
        metadata=f"id,resource_id,resource_type\nm,{service},service\n",
        notes="remark\nnone of this is the standard's\n",
    )
    outcome = take(city, folder, tmp_path)
    assert outcome.code == 0, outcome.err
    told = [
        line.removeprefix("# Not taken over: ")
        for line in outcome.out.splitlines()
        if line.startswith("# Not")
    ]
    assert sorted(told) == sorted([
        "contacts.csv: 1 row that belongs to no service",
        "notes.csv: 1 row that belongs to no service",
        "services.csv: cells beyond its columns",
        "'Cours': wait_time", "'Cours': a column without name",
        "'Cours': contacts", "'Cours': cost_options", "'Cours': metadata",
        "'Cours', service_at_locations: schedules",
        "'Cours', service_at_locations, location: accessibility",
        "'Cours', service_at_locations, location: phones",
    ])  # fmt: skip


def test_other_terms_places_and_pages_are_named(city: TinyProject, tmp_path: Path) -> None:
    given = make("Cours")
    term = {"id": identify("food"), "code": "food", "name": "Food", "description": "F"}
    given["attributes"].append({"id": identify("other"), "taxonomy_term": term})
    place = {"id": identify("web"), "location_type": "virtual"}
    given["service_at_locations"] = [{"id": identify("there"), "location": place}]
    page = {"contents": [given], "page_number": 1, "total_pages": 3}
    outcome = take(city, page, tmp_path)
    for left in (
        "the other pages: this is page 1 of 3",
        "'Cours', attributes: food",
        "'Cours', service_at_locations, location: a place without address",
    ):
        assert f"# Not taken over: {left}\n" in outcome.out


@pytest.mark.parametrize("given", [[], {"contents": []}, Path("empty")])
def test_nothing_at_all_is_a_fault(city: TinyProject, tmp_path: Path, given: object) -> None:
    outcome = take(city, write(tmp_path / "empty") if isinstance(given, Path) else given, tmp_path)
    assert (outcome.code, "there is no service in it" in outcome.err) == (1, True)


CELLS = [
    "+ de 60 ans", "=1+1", "-2+3|x", "@SUM(A1)", "'+ de 60 ans", "''=1", "'90s", "Accueil;=1+1", "a; +b;'@c", " =1",
    "a\n=1", "-", "+33 1 70 18 99 00", "-12.5", "5 - 3 = 2", "- 3", "Accueil\t=1+1", "a\t-b", "\t=1", "x\r=1",
]  # fmt: skip


@pytest.mark.parametrize("text", CELLS)
def test_a_cell_begins_no_formula_and_comes_back(text: str) -> None:
    cell = guard_cell(text)
    assert read_cell(cell) == text
    for part in re.split("[\n\r;\t]", cell):
        assert part.lstrip(" ")[:1] not in tuple("=@") or part == ""
    assert (cell == text) == (text in ("'90s", "+33 1 70 18 99 00", "-12.5", "5 - 3 = 2", "- 3"))
    (service,), _ = read_tables(write_tables([make(text)]))
    assert service["name"] == text
