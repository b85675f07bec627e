"""The project as a whole: references resolve, towns lie in their countries, fonts and logos are there."""

from __future__ import annotations

import functools
import importlib.util
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast, get_args

from inclucities_docs.diagnostics import DanglingReference, Diagnostic, Location, nearest, suggest
from inclucities_docs.inputs.consistency import check_documents, check_groups, check_meetings, check_plans
from inclucities_docs.inputs.directory import check_directories
from inclucities_docs.inputs.loader import Loaded
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.inputs.yaml_file import Path
from inclucities_docs.schema import Ref
from inclucities_docs.schema.outlines import Outlines, Ring
from inclucities_docs.schema.value import Coordinates, Model

__all__ = ["check_project", "find_ref", "is_picture", "list_references"]

_SINGULAR = {
    "cities": "city",
    "organisations": "organisation",
    "funders": "funder",
    "roles": "role",
    "groups": "group",
    "sources": "source",
    "meetings": "meeting",
    "plans": "action plan",
    "shops": "one-stop shop",
    "categories": "category",
    "directories": "directory",
}


def check_project(loaded: Loaded, workspace: Workspace) -> None:
    """Note every problem that only shows when all records are seen together."""
    _check_references(loaded)
    check_documents(loaded)
    check_groups(loaded)
    check_meetings(loaded)
    check_plans(loaded)
    _check_places(loaded, workspace)
    _check_typefaces(loaded)
    _check_logos(loaded, workspace)
    check_directories(loaded)


@functools.cache
def find_ref(annotation: Any) -> Ref | None:
    """Return the mark of a field that holds record ids, however it is wrapped."""
    for part in getattr(annotation, "__metadata__", ()):
        if isinstance(part, Ref):
            return part
    for part in get_args(annotation):
        if not isinstance(part, type) or get_args(part):
            found = find_ref(part)
            if found:
                return found
    return None


@functools.cache
def _fields_to_walk(model: type[Model]) -> tuple[str, ...]:
    """Return the fields of a model in which ids of records can stand, in themselves or further inside."""
    refs = ref_fields(model)
    return tuple(
        name for name, info in model.model_fields.items() if name in refs or _models_of(info.annotation)
    )


@functools.cache
def ref_fields(model: type[Model]) -> dict[str, Ref]:
    """Return the fields of a model that refer to records."""
    found = {}
    for name, info in model.model_fields.items():
        ref = next((mark for mark in info.metadata if isinstance(mark, Ref)), None)
        ref = ref or find_ref(cast(Any, info.annotation))
        if ref and not _models_of(info.annotation):
            found[name] = ref
    return found


def _models_of(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return True
    return any(_models_of(part) for part in get_args(annotation))


_BRANCHES = (Model, tuple, dict)


def list_references(value: Any, path: Path) -> Iterator[tuple[Path, Ref, str]]:
    """Walk a record: every id in it, with where it stands and what it may name."""
    if isinstance(value, Model):
        refs, stated = ref_fields(type(value)), value.model_fields_set
        for name in _fields_to_walk(type(value)):
            if name not in stated:
                continue
            inner = getattr(value, name)
            if name not in refs:
                if isinstance(inner, _BRANCHES):
                    yield from list_references(inner, (*path, name))
            elif isinstance(inner, str):
                yield (*path, name), refs[name], inner
            elif isinstance(inner, tuple):
                for index, one in enumerate(inner):
                    yield (*path, name, index), refs[name], one
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            if isinstance(one, _BRANCHES):
                yield from list_references(one, (*path, index))
    elif isinstance(value, dict):
        for key, one in value.items():
            if isinstance(one, Model | tuple):
                yield from list_references(one, (*path, key))


def _check_references(loaded: Loaded) -> None:
    known: dict[str, set[str]] = {collection: set() for collection in loaded.collections}
    for name in loaded.origins:
        collection, _, key = name.partition("/")
        if collection in known and key:
            known[collection].add(key)
    records: list[tuple[str, Model]] = [
        (f"{collection}/{key}", record)
        for collection, items in loaded.collections.items()
        for key, record in items.items()
    ]
    records += loaded.partial.items()
    if loaded.programme is not None:
        records.append(("programme", loaded.programme))
    dangling: dict[tuple[str, tuple[str, ...]], list[tuple[str, Path]]] = {}
    for name, record in records:
        for path, ref, given in _recall_references(loaded, name, record):
            if not any(
                given in known[collection] or {collection, f"{collection}/{given}"} & loaded.unread
                for collection in ref.collections
            ):
                dangling.setdefault((given, ref.collections), []).append((name, path))
    for (given, collections), places in dangling.items():
        words = " or ".join(_SINGULAR.get(one, one) for one in collections)
        message = f"'{given}' is not {'an' if words[0] in 'aeiou' else 'a'} {words}"
        guess = nearest(given, [key for one in collections for key in known[one]])
        hint = f"did you mean '{guess}'? " if guess else "was its file deleted, or given another name? "
        hint += (
            f"The {' and '.join(collections)} are in {' and '.join(f'data/{one}' for one in collections)}."
        )
        if len(places) > MANY:
            message += f", and {len(places)} places name it"
            files = ", ".join(sorted({loaded.origins[name][0].path for name, _ in places}))
            hint = f"if its file was deleted or renamed, bring it back; or take its name out of {files}"
        for name, path in places[: 1 if len(places) > MANY else None]:
            file, start = loaded.origins[name]
            at = file.diagnose((*start, *path), message, hint)
            loaded.problems.append(
                DanglingReference(
                    at.location, message, hint, "error", at.excerpt, at.width, given, len(places)
                )
            )


def _recall_references(loaded: Loaded, name: str, record: Model) -> Sequence[tuple[Path, Ref, str]]:
    """Return every id in a record, which is walked once while its file stays as it is."""
    file, start = loaded.origins[name]
    key = start, "references"
    if name in loaded.partial:
        return tuple(list_references(record, ()))
    if key not in file.records:
        file.records[key] = tuple(list_references(record, ()))
    found: tuple[tuple[Path, Ref, str], ...] = file.records[key]
    return found


MANY = 4
"""From more places on that name what is not there, it was deleted rather than misspelt in each."""


TOLERANCE = 0.3
"""How far from its country's simplified outline a town may lie, degrees."""


def _check_places(loaded: Loaded, workspace: Workspace) -> None:
    content = workspace.read("data/maps/europe.json")
    if content is None:
        return
    try:
        shapes = _read_outlines(content)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        loaded.problems.append(
            Diagnostic(
                Location("data/maps/europe.json", line),
                "this map cannot be read",
                "take the file from the last version that worked",
            )
        )
        return
    towns: list[tuple[str, str, str, Coordinates]] = [
        (f"cities/{key}", "coordinates", city.country, city.coordinates)
        for key, city in cast(Any, loaded.collections["cities"]).items()
        if city.coordinates
    ]
    for key, body in cast(Any, loaded.collections["organisations"]).items():
        if body.country and body.seat:
            towns.append((f"organisations/{key}", "seat", body.country, body.seat))
    for name, country in _list_countries(loaded):
        if country not in _countries():
            loaded.diagnose(
                name,
                ("country",),
                f"there is no country '{country}'",
                f"did you mean '{_OFTEN[country]}'?"
                if country in _OFTEN
                else "countries are named by ISO 3166: GR for Greece",
            )
    for name, field, country, place in towns:
        elsewhere = _find_slip(shapes, country, place)
        if elsewhere:
            loaded.diagnose(
                name,
                (field,),
                f"{place.latitude}, {place.longitude} does not lie in the country {country}",
                elsewhere,
            )


_OFTEN = {"UK": "GB", "EL": "GR"}
"""What countries are often called in place of their code."""

FARTHEST = 25
"""How far from its country's outline an island may lie, degrees: the Azores lie 17 from Portugal."""


def _find_slip(shapes: dict[str, list[Ring]], country: str, place: Coordinates) -> str:
    """Return a hint where a place cannot be in its country; the map has no small or far islands, which may."""
    rings = shapes.get(country)
    x, y = place.longitude, place.latitude
    if not rings or any(_is_near(x, y, ring) for ring in rings):
        return ""
    if any(_is_near(y, x, ring) for ring in rings):
        return "exchange the two: latitude is degrees north, longitude degrees east"
    other = next(
        (one for one, outline in shapes.items() if any(_is_near(x, y, ring, 0) for ring in outline)), ""
    )
    if other:
        return (
            f"it lies in {other}: is the country right, and are latitude and longitude the right way round?"
        )
    away = min(abs(east - x) + abs(north - y) for ring in rings for east, north in ring)
    return "are latitude and longitude the right way round? Is the country right?" if away > FARTHEST else ""


@functools.lru_cache(maxsize=2)
def _read_outlines(content: bytes) -> dict[str, list[Ring]]:
    """Return the outer lines of each country of a map; raise ValueError, and RecursionError for one without end."""
    countries = Outlines.model_validate(json.loads(content)).features
    return {one.id: [polygon[0] for polygon in one.geometry.coordinates] for one in countries}


def _list_countries(loaded: Loaded) -> Iterator[tuple[str, str]]:
    """Yield each record that names a country, and its code."""
    for collection in ("cities", "organisations"):
        for key, record in loaded.collections[collection].items():
            country = getattr(record, "country", None)
            if country:
                yield f"{collection}/{key}", country


_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
"""What CLDR has two letters for, and ISO 3166 no country."""


@functools.cache
def _countries() -> frozenset[str]:
    """List the countries by ISO code."""
    import babel

    return frozenset(code for code in babel.Locale("en").territories if len(code) == 2) - _NO_COUNTRIES


def _check_typefaces(loaded: Loaded) -> None:
    for field in ("text", "condensed", "scripts") if loaded.brand is not None else ():
        value = getattr(loaded.brand, field)
        faces = {(field,): value} if field != "scripts" else {(field, key): one for key, one in value.items()}
        for path, face in faces.items():
            is_font = face.package.startswith(("fontpkg_", "justmytype_"))
            if not is_font or importlib.util.find_spec(face.package) is None:
                loaded.diagnose(
                    "brand",
                    (*path, "package"),
                    f"there is no package of fonts '{face.package}'",
                    "fonts come from installed packages, such as fontpkg_fira_sans; add it to pyproject.toml first",
                )


def _check_logos(loaded: Loaded, workspace: Workspace) -> None:
    """Point at logos that are not there, or are no picture of the sort that their name says."""
    for key, funder in cast(Any, loaded.collections["funders"]).items():
        if funder.logo is None:
            continue
        content = workspace.read(f"templates/{funder.logo}")
        ending = funder.logo.rpartition(".")[2]
        if content is None:
            pictures = [
                path.removeprefix("templates/") for path in workspace.files if path.endswith(f".{ending}")
            ]
            loaded.diagnose(
                f"funders/{key}",
                ("logo",),
                f"there is no picture templates/{funder.logo}",
                suggest(funder.logo, pictures, "put the file there; SVG or PNG"),
            )
        elif not is_picture(funder.logo, content):
            loaded.diagnose(
                f"funders/{key}",
                ("logo",),
                f"templates/{funder.logo} is no {ending.upper()} picture",
                "save the logo again as SVG or PNG; a file is not a picture by its name alone",
            )


_SIGNS: dict[str, Callable[[bytes], bool]] = {
    "svg": lambda content: b"<svg" in content[:4000],
    "png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda content: content.startswith(b"\xff\xd8\xff"),
    "jpeg": lambda content: content.startswith(b"\xff\xd8\xff"),
}
"""How a picture begins, by the ending of its name."""


def is_picture(name: str, content: bytes) -> bool:
    """Return whether a file is a picture of the sort that its name says, and of one that documents can show."""
    sign = _SIGNS.get(name.rpartition(".")[2])
    return sign is not None and sign(content)


def _is_near(x: float, y: float, ring: Ring, tolerance: float = TOLERANCE) -> bool:
    """Return whether a point lies inside a ring or within the tolerance of its line."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        share = (
            0.0 if length == 0 else max(0.0, min(1.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length))
        )
        if (x - x1 - share * (x2 - x1)) ** 2 + (y - y1 - share * (y2 - y1)) ** 2 < tolerance**2:
            return True
    return inside
