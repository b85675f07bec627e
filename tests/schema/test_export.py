"""The published JSON Schemas are those of the models, every data file names one, and they accept our data."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import ClassVar

import jsonschema
import pytest
import yaml

from inclucities_docs.schema.export import export_schemas
from tiny_project import TESTS, TinyProject

ROOT = TESTS.parent
SCHEMAS = ROOT / "data" / "schemas"
TINY = TESTS / "project"


class PlainLoader(yaml.CSafeLoader):
    """Reads dates as the words they are, as the program does."""

    yaml_implicit_resolvers: ClassVar = {
        letter: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
        for letter, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def list_data(folder: Path) -> list[Path]:
    """Give all data files and declarations of kinds of a project."""
    return sorted(
        [*folder.glob("data/*.yaml"), *folder.glob("data/*/*.yaml"), *folder.glob("templates/*/kind.yaml")]
    )


FILES = [*list_data(ROOT), *list_data(TINY)]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_files_to_look_at() -> None:
    names = [name_of(path) for path in FILES]
    assert {"data/programme.yaml", "data/sources.yaml", "tests/project/data/meetings.yaml"} <= set(names)
    assert sum(name.startswith("data/cities/") for name in names) == 8
    assert sum(name.endswith("kind.yaml") for name in names) >= 4


def test_published_schemas_are_not_stale() -> None:
    wanted = export_schemas()
    there = {path.name: path.read_text("utf-8") for path in SCHEMAS.glob("*.json")}
    assert len(wanted) >= 20
    assert sorted(there) == sorted(wanted), "run `nox -s schemas`"
    assert [name for name in wanted if there[name] != wanted[name]] == [], "run `nox -s schemas`"


def test_the_command_writes_them(project: TinyProject) -> None:
    assert project.run("schemas").code == 0
    made = {path.name: path.read_text("utf-8") for path in (project.root / "data/schemas").iterdir()}
    assert made == export_schemas()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_first_line_names_a_schema_that_accepts_the_file(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found, f"the first line of {path} names no schema"
    target = (path.parent / found[1]).resolve()
    assert target.parent == SCHEMAS.resolve()

    collection = path.parent.name if path.parent.parent.name == "data" else path.stem
    expected = {
        True: "kind.json",
        path.parent.parent.name == "data" and path.name != "kind.yaml": f"{collection}.json",
        path.parent.name == "data": f"{path.stem}.json"
        if path.stem in ("programme", "portal")
        else f"{path.stem}-collection.json",
    }[True]
    if path.name != "kind.yaml":
        assert target.name == expected

    schema = json.loads(target.read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    content = yaml.load(path.read_text("utf-8"), PlainLoader)
    assert content
    problems = [
        f"{'.'.join(map(str, one.path))}: {one.message[:200]}"
        for one in jsonschema.Draft202012Validator(schema).iter_errors(content)
    ]
    assert problems == []


def test_schemas_refuse_what_the_program_refuses() -> None:
    schema = json.loads((SCHEMAS / "cities.json").read_bytes())
    content = yaml.load((TINY / "data/cities/riverton.yaml").read_text("utf-8"), PlainLoader)
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(content)
    for key, value in (
        ("populaton", 3),
        ("country", "France"),
        ("languages", []),
        ("name", "Riverton"),
        ("name", {"french": "x"}),
    ):
        assert not validator.is_valid({**content, key: value}), key
    assert not validator.is_valid({key: value for key, value in content.items() if key != "country"})


def test_schemas_carry_the_words_that_editors_show() -> None:
    schema = json.loads((SCHEMAS / "cities.json").read_bytes())
    without = [name for name, field in schema["properties"].items() if not field.get("description")]
    assert without == []
    assert len(schema["properties"]) > 10
