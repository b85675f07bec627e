"""Services leave as HSDS 3 and come back the same, as JSON and as CSV tables."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from inclucities_docs.exchange.hsds_schema import TABLES, find_faults, make_schema
from inclucities_docs.exchange.link_check import find_dead_links, list_addresses
from inclucities_docs.exchange.table import write_tables
from inclucities_docs.exchange.table_reader import read_tables
from inclucities_docs.inputs.csv_cell import read_cell
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import TESTS, Outcome, TinyProject

FULL = (TESTS / "exchange" / "riverton.yaml").read_text()
ID = "ac148810-d857-441c-9679-408f346de14b"
CATEGORIES = (TESTS / "exchange" / "categories.yaml").read_text()


@pytest.fixture
def city(project: TinyProject) -> TinyProject:
    """The tiny project with a directory that uses every field."""
    folder = project.root / "data" / "directories"
    folder.mkdir()
    (folder / "riverton.yaml").write_text(FULL.replace('"18:00"', '"24:00"'))
    (project.root / "data" / "categories.yaml").write_text(CATEGORIES)
    return project


def export(city: TinyProject, folder: Path) -> list[dict[str, object]]:
    outcome = city.run("export-services", "riverton", "--to", str(folder))
    assert outcome.code == 0, outcome.err
    services = json.loads((folder / "services.json").read_text())
    assert isinstance(services, list)
    return services


def test_what_leaves_keeps_to_the_standard(city: TinyProject, tmp_path: Path) -> None:
    services = export(city, tmp_path)
    assert [fault for one in services for fault in find_faults(one)] == []
    checker = jsonschema.Draft202012Validator(
        make_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert [error.message for one in services for error in checker.iter_errors(one)] == []
    one = services[0]
    assert one["name"] == "Cours de langue"
    assert one["status"] == "active"
    assert one["schedules"][1]["closes_at"] == "00:00", "24:00 is no time there"  # type: ignore[index]
    assert "fees_description" not in one, "what is awaited does not leave"


def test_ids_stay_the_same(city: TinyProject, tmp_path: Path) -> None:
    assert export(city, tmp_path / "a") == export(city, tmp_path / "b")


def test_tables_hold_each_record_once_and_nest_again(city: TinyProject, tmp_path: Path) -> None:
    services = export(city, tmp_path)
    tables = write_tables(services)
    assert set(tables) <= {table.file for table in TABLES.values()}
    for text in tables.values():
        rows = list(csv.DictReader(io.StringIO(text)))
        assert len({row["id"] for row in rows}) == len(rows)
    again, unread = read_tables(tables)
    assert unread == []
    assert len(again) == len(services)
    assert [fault for one in again for fault in find_faults(one)] == []
    assert write_tables(again) == tables


def without_ids(value: object) -> object:
    """What stands in services, but for the ids, which are made from the names of a file's entries."""
    if isinstance(value, dict):
        return {
            key: without_ids(one) for key, one in value.items() if key != "id" and not key.endswith("_id")
        }
    return [without_ids(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("form", ["services.json", ""])
def test_comes_back_as_it_left(city: TinyProject, tmp_path: Path, form: str) -> None:
    before = export(city, tmp_path / "first")
    outcome = city.run(
        "import-services", str(tmp_path / "first" / form), "--city", "riverton", "--source", "booklet"
    )
    assert outcome.code == 0, outcome.err
    assert "Not taken over" not in outcome.out
    content = yaml.safe_load(outcome.out)
    assert content["services"]["cours-de-langue"]["phones"][0]["number"] == "+33 1 70 18 99 00"
    assert content["services"]["cours-de-langue"]["schedules"][1]["closes_at"] == "24:00"
    (city.root / "data" / "directories" / "riverton.yaml").write_text(outcome.out)
    assert city.run("check").code == 0
    assert without_ids(export(city, tmp_path / "second")) == without_ids(before)


def test_tables_are_a_data_package(city: TinyProject, tmp_path: Path) -> None:
    export(city, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert {one["path"] for one in package["resources"]} == {path.name for path in tmp_path.glob("*.csv")}
    keys = {"organization_id": "organization", "service_id": "service", "location_id": "location"}
    for one in package["resources"]:
        rows = list(csv.DictReader(io.StringIO((tmp_path / one["path"]).read_text())))
        names = [field["name"] for field in one["schema"]["fields"]]
        assert names == list(rows[0])
        for field in one["schema"]["fields"]:
            assert not field["constraints"]["required"] or all(row[field["name"]] for row in rows)
        for key in one["schema"]["foreignKeys"]:
            assert keys.get(key["fields"], key["reference"]["resource"]) == key["reference"]["resource"]
    assert "09:00:00" in (tmp_path / "schedules.csv").read_text()


def test_a_pattern_of_a_schema_that_never_ends_is_stopped(
    city: TinyProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inclucities_docs.exchange.command.SECONDS", 1)
    schema = {"properties": {"name": {"pattern": "^(.|.|.|.|.)*!$"}}}
    (tmp_path / "service.json").write_text(json.dumps(schema))
    outcome = city.run("export-services", "riverton", "--schema", str(tmp_path / "service.json"))
    assert outcome.code == 1
    assert outcome.err.startswith(
        "service.json: error: holding the services to this schema takes more than 1 sec"
    )
    assert "  hint: look for a pattern" in outcome.err


def test_the_standards_own_schema_is_read_where_it_is_given(city: TinyProject, tmp_path: Path) -> None:
    schema = {"$id": "https://standard.example/schema/service.json", "required": ["id", "name"]}
    schema["properties"] = {"phones": {"type": "array", "items": {"$ref": "phone.json"}}}
    (tmp_path / "service.json").write_text(json.dumps(schema))
    phone = {"$id": "https://standard.example/schema/phone.json", "required": ["number"]}
    (tmp_path / "phone.json").write_text(json.dumps(phone))
    asked = ["--to", str(tmp_path / "out"), "--schema", str(tmp_path / "service.json")]
    assert city.run("export-services", "riverton", *asked).code == 0
    (tmp_path / "phone.json").write_text(json.dumps(phone | {"required": ["colour"]}))
    outcome = city.run("export-services", "riverton", *asked)
    assert outcome.code == 1
    assert "service 1.phones[0]: 'colour' is a required property" in outcome.err
    outcome = city.run("export-services", "riverton", "--schema", str(tmp_path / "none.json"))
    assert (outcome.code, "not a schema file of the standard" in outcome.err) == (1, True)


def test_what_has_no_place_is_named_and_numbers_get_their_country(city: TinyProject, tmp_path: Path) -> None:
    (one, *_) = export(city, tmp_path)
    one["alert"] = "Closed on Friday"
    one["cost_options"] = [{"id": "1", "amount": 3}]
    one["schedules"].append({"id": one["id"], "freq": "MONTHLY", "bymonthday": "1"})  # type: ignore[attr-defined]
    one["schedules"].append({"id": one["id"], "freq": "WEEKLY", "interval": 2, "byday": "FR"})  # type: ignore[attr-defined]
    one["schedules"][0] |= {"opens_at": "09:00Z"}  # type: ignore[index]
    one["phones"][0] |= {"number": "01 70 18 99 00"}  # type: ignore[index]
    one["languages"] = [{"id": one["id"], "name": "Dari"}, {"id": one["id"], "name": "Arabic"}]
    (tmp_path / "given.json").write_text(json.dumps({"contents": [one]}))
    outcome = city.run(
        "import-services", str(tmp_path / "given.json"), "--city", "riverton", "--source", "booklet"
    )
    assert outcome.code == 0, outcome.err
    for left in (
        "alert",
        "cost_options",
        "schedules: hours that are not those of a week",
        "schedules: the zone",
    ):
        assert re.search(f"# Not taken over: 'Cours de langue'[,:] {left}", outcome.out)
    service = yaml.safe_load(outcome.out)["services"]["cours-de-langue"]
    assert service["phones"][0]["number"] == "+33 1 70 18 99 00"
    assert service["languages"] == ["prs", "ar"]
    assert len(service["schedules"]) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("no json", "not readable JSON"),
        ('[{"id": "1"}]', "'name' is missing"),
        ("[3]", "should be a record"),
        ('[{"id": "1", "name": "A", "status": "open"}]', "not one of active"),
        (f'[{{"id": "{ID}", "name": "A", "status": "active"}}]', "has the code of a category: first-days"),
        (
            f'[{{"id": "{ID}", "name": "A", "status": "active", "attributes": [{{"id": "{ID}", "taxonomy_term":'
            f' {{"id": "{ID}", "code": "health", "name": "H", "description": "H"}}}}],'
            f' "phones": [{{"id": "{ID}", "number": "ask"}}]}}]',
            "phones number: 'ask' is a telephone number of no country",
        ),
    ],
)
def test_refuses_what_is_not_the_standard(city: TinyProject, tmp_path: Path, given: str, said: str) -> None:
    (tmp_path / "bad.json").write_text(given)
    outcome = city.run(
        "import-services", str(tmp_path / "bad.json"), "--city", "riverton", "--source", "booklet"
    )
    assert outcome.code == 1
    assert said in outcome.err
    assert "hint:" in outcome.err
    assert "Traceback" not in outcome.err


def give(city: TinyProject, tmp_path: Path, **fields: object) -> Outcome:
    """Import the exported service with some fields changed."""
    services = export(city, tmp_path)
    services[0].update(fields)
    (tmp_path / "given.json").write_text(json.dumps(services))
    return city.run(
        "import-services", str(tmp_path / "given.json"), "--city", "riverton", "--source", "register"
    )


@pytest.mark.parametrize("end", ["\n", "\r", "\x85", "\u2028", "\x0c"])
def test_words_of_others_stay_in_their_remark(city: TinyProject, tmp_path: Path, end: str) -> None:
    outcome = give(
        city,
        tmp_path,
        alternate_name="x",
        name=f"Desk{end}services: {{stolen: true}}{end}x",
        **{f"a{end}b: c": 1},
    )
    if outcome.code == 0:
        read = yaml.safe_load(outcome.out)
        assert "a" not in read
        assert set(read) == set(yaml.safe_load(give(city, tmp_path).out))


@pytest.mark.parametrize(
    "name", ["attributes", "organization", "phones", "schedules", "languages", "service_at_locations", "url"]
)
def test_null_says_nothing(city: TinyProject, tmp_path: Path, name: str) -> None:
    outcome = give(city, tmp_path, **{name: None})
    assert outcome.code == (1 if name == "attributes" else 0), outcome.err


ODD = {
    "pipe": None,
    "zeros": b"\0" * 100,
    "gigabytes": 5 << 30,
    "deep": b"[" * 200_000,
    "deep objects": b'{"a":' * 100_000,
    "long number": b'[{"id":' + b"9" * 10_000 + b"}]",
    "nothing": b"",
    "not UTF-8": b"\xff\xfe[]",
}


@pytest.mark.parametrize("sort", ODD)
@pytest.mark.parametrize("name", ["given.json", "tables/services.csv"])
def test_files_of_others_may_be_anything(city: TinyProject, tmp_path: Path, sort: str, name: str) -> None:
    place, content = tmp_path / name, ODD[sort]
    place.parent.mkdir(exist_ok=True)
    if content is None:
        os.mkfifo(place)
    elif isinstance(content, int):
        place.touch()
        os.truncate(place, content)
    else:
        place.write_bytes(content)
    given = place if name == "given.json" else place.parent
    outcome = city.run("import-services", str(given), "--city", "riverton", "--source", "register")
    assert outcome.code == 1 or (name != "given.json" and "services: {}" not in outcome.out)
    assert outcome.code == 0 or "  hint: " in outcome.err


def test_a_field_longer_than_tables_have_is_refused(city: TinyProject, tmp_path: Path) -> None:
    (tmp_path / "services.csv").write_text('id,name\nx,"' + "y" * 200_000 + '"\n')
    outcome = city.run("import-services", str(tmp_path), "--city", "riverton", "--source", "register")
    assert (outcome.code, "this is not readable JSON or CSV" in outcome.err) == (1, True)


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "http://127.0.0.1:9/x"}, {"$ref": "file:///etc/passwd"}, {"$ref": "#"}, [], 5, {"type": 5},
        {"properties": []}, {"properties": {"name": {"pattern": "("}}}, {"properties": {"name": {"$ref": "#/x"}}},
    ],
    ids=str,
)  # fmt: skip
def test_a_schema_that_is_none_is_told_of_and_nothing_is_fetched(
    city: TinyProject, tmp_path: Path, schema: object
) -> None:
    export(city, tmp_path / "made")
    (tmp_path / "schema.json").write_text(json.dumps(schema))
    outcome = city.run(
        "import-services", str(tmp_path / "made" / "services.json"), "--city", "riverton", "--source", "register",
        "--schema", str(tmp_path / "schema.json"),
    )  # fmt: skip
    assert outcome.code == 1
    assert "schema.json: error: this is not a schema file of the standard" in outcome.err


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|x", "@SUM(A1)", "\t=1", "+A1", "-"])
def test_formulas_do_not_leave_in_tables(name: str) -> None:
    text = write_tables([{"id": "1", "name": name, "status": "active"}])["services.csv"]
    cell = next(csv.DictReader(io.StringIO(text)))["name"]
    assert cell == "'" + name.replace("\t", "\t'")  # where a tab parts cells, none of them begins with a sign
    assert read_cell(cell) == name


@pytest.mark.parametrize("number", ["+33 1 70 18 99 00", "+371 (63) 005-447", "-12.5"])
def test_numbers_leave_as_they_are(number: str) -> None:
    text = write_tables([{"id": "1", "name": number, "status": "active"}])["services.csv"]
    assert next(csv.DictReader(io.StringIO(text)))["name"] == number


def test_an_address_that_does_not_answer_is_named_with_its_place(city: TinyProject) -> None:
    project = load_project(Workspace.take(city.root))
    addresses = list_addresses(project)
    assert addresses["https://riverton.example/lessons"].startswith("data/directories/riverton.yaml:")
    dead = find_dead_links({"http://127.0.0.1:9/": "data/x.yaml:1"})
    assert [(place, address) for place, address, _ in dead] == [("data/x.yaml:1", "http://127.0.0.1:9/")]
