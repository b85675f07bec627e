"""From files to records: every problem of every file, in plain words, at its place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, nearest
from inclucities_docs.schema import COLLECTIONS, Brand, Kind, Portal, Programme, Record
from inclucities_docs.schema.value import Identifier, Model
from inclucities_docs.source.file_check import find_conflicts
from inclucities_docs.source.name_check import find_original
from inclucities_docs.source.workspace import Workspace
from inclucities_docs.source.yaml_file import Path, YamlFile, read_once

__all__ = ["Loaded", "load_files", "put_into_words"]

M = TypeVar("M", bound=Model)

_IDENTIFIER = TypeAdapter(Identifier)


@dataclass
class Loaded:
    """What the files hold, where each record stands, and what is wrong."""

    programme: Programme | None = None
    brand: Brand | None = None
    portal: Portal | None = None
    collections: dict[str, dict[str, Record]] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    origins: dict[str, tuple[YamlFile, Path]] = field(default_factory=dict)
    """``cities/jelgava`` → the file and the path in it."""
    unread: set[str] = field(default_factory=set)
    """Names of records, and of collections, that could not be read: nothing is said of what refers to them."""
    problems: list[Diagnostic] = field(default_factory=list)

    def diagnose(self, record: str, path: Path, message: str, hint: str = "") -> None:
        """Note a problem at a place inside a record."""
        file, start = self.origins[record]
        self.problems.append(file.diagnose((*start, *path), message, hint))


def load_files(workspace: Workspace) -> Loaded:
    """Read all YAML of a project."""
    loaded = Loaded()
    loaded.problems += find_conflicts(workspace)
    loaded.programme = _load_one(loaded, workspace, "data/programme.yaml", Programme, "programme")
    loaded.brand = _load_one(loaded, workspace, "templates/base/brand.yaml", Brand, "brand")
    if workspace.digest("templates/portal/portal.yaml") is not None:
        loaded.portal = _load_one(loaded, workspace, "templates/portal/portal.yaml", Portal, "portal")
    for collection, model in COLLECTIONS.items():
        loaded.collections[collection] = _load_collection(loaded, workspace, collection, model)
    _refuse_strangers(loaded, workspace)
    _refuse_nameless_kinds(loaded, workspace)
    for path in sorted(workspace.files):
        found = re.fullmatch(r"templates/([^/]+)/kind\.yaml", path)
        if found:
            name = found[1]
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
                loaded.problems.append(
                    Diagnostic(
                        Location(path),
                        f"the folder name '{name}' cannot name a kind",
                        "use lower-case letters, digits and single hyphens",
                    )
                )
                continue
            kind = _load_one(loaded, workspace, path, Kind, f"kinds/{name}")
            if kind is not None:
                loaded.kinds[name] = kind
    _check_portal(loaded, workspace)
    return loaded


def _check_portal(loaded: Loaded, workspace: Workspace) -> None:
    """Point at kinds of document that the portal leads to, and that are not there."""
    for key in ("door", "kept") if loaded.portal is not None else ():
        name = getattr(loaded.portal, key)
        if name and workspace.digest(f"templates/{name}/kind.yaml") is None:
            guess = nearest(name, loaded.kinds)
            hint = (
                f"did you mean '{guess}'?" if guess else "name a folder of templates/, or take the line out"
            )
            file = loaded.origins["portal"][0]
            loaded.problems.append(file.diagnose((key,), f"'{name}' is not a kind of document", hint))


def _open(loaded: Loaded, workspace: Workspace, path: str) -> YamlFile | None:
    """Read a YAML file and note its problems; none where it is unreadable or empty."""
    try:
        text = workspace.read_text(path)
    except DiagnosticError as error:
        loaded.problems.extend(error.diagnostics)
        return None
    if text is None:
        loaded.problems.append(
            Diagnostic(Location(path), "this file is missing", "every project has one; copy it from another")
        )
        return None
    if any(one.location.path == path for one in loaded.problems):
        return None  # two versions stand in it
    file = read_once(path, text)
    loaded.problems.extend(file.problems)
    if file.problems:
        return None
    if file.value is None:
        hint = "bring back what stood in it, or take the file out"
        loaded.problems.append(Diagnostic(Location(path, 1), "nothing stands in this file", hint))
        return None
    if not isinstance(file.value, dict):
        loaded.problems.append(
            Diagnostic(Location(path, 1), "this file should hold keys and values", "write `key: value` lines")
        )
        return None
    return file


def _load_one(loaded: Loaded, workspace: Workspace, path: str, model: type[M], name: str) -> M | None:
    file = _open(loaded, workspace, path)
    if file is None:
        return None
    loaded.origins[name] = (file, ())
    return _validate(loaded, file, (), model, file.value)


def _load_collection(
    loaded: Loaded, workspace: Workspace, collection: str, model: type[Record]
) -> dict[str, Record]:
    records: dict[str, Record] = {}
    single = f"data/{collection}.yaml"
    if workspace.digest(single) is not None:
        file = _open(loaded, workspace, single)
        if file is None:
            loaded.unread.add(collection)
        for key in file.value if file else ():
            assert file is not None
            _add(loaded, records, collection, model, key, file, (key,))
    for path in workspace.names(f"data/{collection}", ".yaml"):
        key = path.rsplit("/", 1)[1].removesuffix(".yaml")
        file = _open(loaded, workspace, path)
        if file is None:
            loaded.unread.add(f"{collection}/{key}")
        else:
            _add(loaded, records, collection, model, key, file, ())
    return records


def _add(
    loaded: Loaded,
    records: dict[str, Record],
    collection: str,
    model: type[Record],
    key: str,
    file: YamlFile,
    path: Path,
) -> None:
    try:
        _IDENTIFIER.validate_python(key)
    except ValidationError:
        original = "" if path else find_original(file.path)
        message, hint = f"'{key[:60]}' cannot be an id", "use lower-case letters, digits and single hyphens"
        if not path:
            right = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
            hint = f"rename the file, {right}.yaml for instance; ids have lower-case letters, digits, single hyphens"
        if original:
            message = "by its name, this is a copy of another file"
            hint = f"take it out, or let it take the place of {original}"
        loaded.problems.append(file.diagnose(path, message, hint, at_key=True))
        return
    if key in records:
        first = loaded.origins[f"{collection}/{key}"][0].path
        loaded.problems.append(
            file.diagnose(
                path,
                f"the id '{key}' is taken: it stands in {first} too",
                "give this one another id, or take one of them out",
                at_key=True,
            )
        )
        return
    value: Any = file.value
    for step in path:
        value = value[step]
    if isinstance(value, dict) and "id" in value:
        loaded.problems.append(
            file.diagnose((*path, "id"), "an id is never written by hand", "take the line out", at_key=True)
        )
        loaded.unread.add(f"{collection}/{key}")
        return
    loaded.origins[f"{collection}/{key}"] = (file, path)
    record = _validate(loaded, file, path, model, value)
    if record is None:
        loaded.unread.add(f"{collection}/{key}")
    else:
        records[key] = record.model_copy(update={"id": key})


def _refuse_strangers(loaded: Loaded, workspace: Workspace) -> None:
    """Point at YAML files in data/ that nothing reads: most often a misspelt name."""
    known = {"programme", *COLLECTIONS}
    for path in workspace.files:
        if not path.startswith("data/") or not path.endswith((".yaml", ".yml")):
            continue
        parts = path.removeprefix("data/").split("/")
        name = parts[0].rsplit(".", 1)[0] if len(parts) == 1 else parts[0]
        if path.endswith(".yaml") and name in known and len(parts) <= 2:
            continue
        if path.endswith(".yml") and name in known:
            hint = "file names end in .yaml"
        else:
            guess = nearest(name, known)
            hint = f"did you mean '{guess}'?" if guess else f"data/ holds: {', '.join(sorted(known))}"
        loaded.problems.append(Diagnostic(Location(path), "nothing reads this file", hint))


_NO_KINDS = {"base", "locale", "portal"}
"""Folders of templates/ that all kinds share."""


def _refuse_nameless_kinds(loaded: Loaded, workspace: Workspace) -> None:
    """Point at folders of templates/ that hold a page and do not say what sort of document it is."""
    folders = {
        path.split("/")[1] for path in workspace.files if re.fullmatch(r"templates/[^/]+/page\.html", path)
    }
    for name in sorted(folders - _NO_KINDS):
        path = f"templates/{name}/kind.yaml"
        if workspace.digest(path) is None:
            loaded.problems.append(
                Diagnostic(
                    Location(f"templates/{name}"),
                    "this folder has a page and no kind.yaml, so that no document is made of it",
                    f"write {path}, as the other folders have, or take the folder out",
                )
            )


def _validate(loaded: Loaded, file: YamlFile, path: Path, model: type[M], value: object) -> M | None:
    known = file.records.get((path, model.__name__))
    if isinstance(known, model):
        return known
    try:
        record = model.model_validate(value)
        file.records[path, model.__name__] = record
        return record
    except ValidationError as error:
        seen: set[tuple[Path, str]] = set()
        details = error.errors(include_url=False)
        places = Counter(_place_of(one) for one in details)
        for detail in details:
            place = detail["loc"]
            if detail["type"] in ("literal_error", "dict_type") and places[_place_of(detail)] > 1:
                continue  # words or languages may stand here too: what is wrong says the other problem
            if detail["type"] == "too_short" and any(
                len(one["loc"]) > len(place) and one["loc"][: len(place)] == place for one in details
            ):
                continue  # it is short just because what stands in it is wrong
            where, message, hint, at_key = put_into_words(detail, model)
            if (where, message) not in seen:
                seen.add((where, message))
                loaded.problems.append(file.diagnose((*path, *where), message, hint, at_key=at_key))
        return None


def _place_of(detail: Any) -> Path:
    """Return the place of a pydantic error without what it says of kinds of values."""
    steps = detail["loc"]
    return tuple(
        one for one in steps if not re.match(r"\[key\]|literal\[|dict\[|function-|constrained-", str(one))
    )


def put_into_words(detail: Any, model: type[Model]) -> tuple[Path, str, str, bool]:
    """Put one pydantic error into plain words: place, message, hint, whether the key is meant."""
    where = _place_of(detail)
    kind, context, given = detail["type"], detail.get("ctx", {}), detail.get("input")
    name = next((step for step in reversed(where) if isinstance(step, str)), "")
    if re.search(_STIFF, f"{name} {given if isinstance(given, str) else ''}") and kind != "value_error":
        return where, "a space that does not break stands here", "write an ordinary space in its place", True
    if kind == "extra_forbidden":
        known = _known_keys(model, where[:-1])
        guess = nearest(name, known)
        hint = f"did you mean '{guess}'?" if guess else f"known here: {', '.join(sorted(known))}"
        return where, f"'{name[:60]}' is not a key that is known here", hint, True
    if kind == "missing":
        return where[:-1], f"'{name}' is missing", f"add a line `{name}: …`", True
    if kind == "value_error":
        message, _, hint = str(context.get("error", detail["msg"])).partition(" | ")
        return where, message, hint, isinstance(given, dict)
    if given is None and kind.endswith("_type"):
        hint = "write something, or take the line out; a value that begins with # needs quotes"
        return where, f"'{name}' is empty", hint, True
    wording = _WORDING.get(kind)
    if wording is None:
        return where, f"'{name}' is not as expected here", "look at the same key in another file", False
    message, hint = wording
    values = {key: str(value) for key, value in context.items()}
    shown = str(given)
    if isinstance(given, dict | list):
        shown = "a list" if isinstance(given, list) else "a group of keys"
        message = message.replace("'{given}'", "{given}")
    values |= {"name": name, "given": shown if len(shown) <= 40 else shown[:39] + "…"}
    if kind == "string_type" and isinstance(given, dict | list):
        hint = "write one text, without brackets, braces or hyphens"
    if kind == "literal_error":
        options = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        guess = nearest(str(given), options)
        hint = f"did you mean '{guess}'?" if guess else f"one of: {', '.join(options)}"
    if kind == "string_pattern_mismatch":
        hint = _PATTERN_HINTS.get(str(context.get("pattern")), hint)
    at_key = "[key]" in detail["loc"]
    return where, message.format_map(_Blank(values)), hint.format_map(_Blank(values)), at_key


_STIFF = r"(?<=:)[\u00a0\u202f\u2007\u3000]"
"""What word processors put behind a colon, where YAML wants an ordinary space."""


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


_PATTERN_HINTS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "an id has lower-case letters, digits and single hyphens",
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$": "a language is two or three letters: fr, en, el",
    r"^https?://[^\s<>\"]+$": "an address begins with https:// and holds no spaces",
    r"^#[0-9A-Fa-f]{6}$": 'a colour is # and six digits or letters from a to f: "#003399"',
    r"^[A-Za-z0-9][A-Za-z0-9 -]*$": "a family of fonts is named with letters, digits, spaces and hyphens",
    r"^[A-Z]{2}$": "a country is two capitals, ISO 3166: GR for Greece",
}

_WORDING: dict[str, tuple[str, str]] = {
    "string_type": ("'{name}' should be a text, not {given}", "put it in quotes"),
    "string_too_short": ("'{name}' is empty", "write something, or take the line out"),
    "string_too_long": (
        "this text is longer than {max_length} characters",
        "long texts are prose: put them into templates/…/text/",
    ),
    "string_pattern_mismatch": (
        "'{given}' does not have the right form",
        "look at the same key in another file",
    ),
    "int_type": ("'{name}' should be a whole number, not '{given}'", "write it in digits: 2"),
    "int_parsing": ("'{name}' should be a whole number, not '{given}'", "write it in digits: 2"),
    "int_from_float": ("'{name}' should be a whole number, not {given}", "write it in digits: 2"),
    "float_type": ("'{name}' should be a number, not '{given}'", "write 188737 or 15.37, without spaces"),
    "float_parsing": ("'{name}' should be a number, not '{given}'", "write 188737 or 15.37, without spaces"),
    "finite_number": ("'{name}' should be a number", "write 188737 or 15.37, without spaces"),
    "bool_type": ("'{name}' should be true or false, not '{given}'", "write true or false"),
    "bool_parsing": ("'{name}' should be true or false, not '{given}'", "write true or false"),
    "dict_type": (
        "'{name}' should have keys below it, not '{given}'",
        "a text is given per language: {{fr: …, en: …}}",
    ),
    "model_type": (
        "'{name}' should have keys below it, not '{given}'",
        "look at the same key in another file",
    ),
    "model_attributes_type": (
        "'{name}' should have keys below it, not '{given}'",
        "look at the same key in another file",
    ),
    "tuple_type": ("'{name}' should be a list", "begin each item with a hyphen and a space"),
    "list_type": ("'{name}' should be a list", "begin each item with a hyphen and a space"),
    "too_short": ("'{name}' needs at least {min_length}", "add one, or take the line out"),
    "too_long": ("'{name}' takes at most {max_length}", "take the others out"),
    "greater_than_equal": ("{given} is too small: at least {ge}", "look for a slip"),
    "less_than_equal": ("{given} is too large: at most {le}", "look for a slip"),
    "literal_error": ("'{given}' is not a known value of '{name}'", ""),
    "none_required": ("'{name}' should be left out", "take the line out"),
    "recursion_loop": ("nested too deeply", "data files hold short texts, a few levels deep"),
}


def _known_keys(model: type[Model], path: Path) -> list[str]:
    """List the keys that are known at a place inside a model."""
    current: object = model
    for step in path:
        if isinstance(step, int):
            continue
        found = _models_in(current)
        fields = [one.model_fields[step].annotation for one in found if step in one.model_fields]
        if not fields:
            continue
        current = fields[0]
    return [key for one in _models_in(current) for key in one.model_fields if key != "id"]


def _models_in(annotation: object) -> list[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return [annotation]
    return [one for part in getattr(annotation, "__args__", ()) for one in _models_in(part)]
