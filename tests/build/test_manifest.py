"""The manifest says what there is: it fits its published schema, and its checksums are true."""

from __future__ import annotations

import hashlib
import json

import jsonschema
import pytest

from tiny_project import TESTS, TinyProject

SCHEMA = json.loads((TESTS.parent / "data/schemas/manifest.json").read_bytes())


def test_it_fits_its_schema(built: TinyProject) -> None:
    manifest = built.manifest()
    jsonschema.validate(manifest, SCHEMA)
    assert len(manifest["artifacts"]) == 4


def test_its_schema_refuses_what_is_wrong(built: TinyProject) -> None:
    for key, value in (("sha256", "0"), ("state", "ready"), ("bytes", 0), ("color", "blue")):
        manifest = built.manifest()
        manifest["artifacts"][0][key] = value
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(manifest, SCHEMA)


def test_its_sizes_and_checksums_are_true(built: TinyProject) -> None:
    made = built.made()
    entries = built.manifest()["artifacts"]
    assert [one["path"] for one in entries] == sorted(path for path in made if path != "manifest.json")
    for one in entries:
        content = made[one["path"]]
        assert (one["bytes"], one["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_it_counts_what_is_proposed_and_awaited(built: TinyProject) -> None:
    entries = {one["path"]: one for one in built.manifest()["artifacts"]}
    leaflet, card = entries["fr/leaflet.html"], entries["fr/card-hilltown.html"]
    assert (leaflet["proposed"], leaflet["awaited"], leaflet["state"]) == (1, 0, "draft")
    assert (card["proposed"], card["awaited"], card["edition"]) == (0, 1, 1)
    built.change("data/programme.yaml", "    state: proposed", "    source: booklet")
    built.build()
    leaflet = next(one for one in built.manifest()["artifacts"] if one["path"] == "fr/leaflet.html")
    assert (leaflet["proposed"], leaflet["state"]) == (0, "final")


def test_it_names_what_made_the_files(built: TinyProject) -> None:
    versions = built.manifest()["made_with"]
    assert {"weasyprint", "jinja2", "babel"} <= set(versions)
    assert "absent" not in versions.values()
