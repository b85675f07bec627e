"""From files to records: every problem of every file, in plain words, at its place."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, suggest
from inclucities_docs.inputs.field_error import place_of, put_into_words
from inclucities_docs.inputs.file_check import find_conflicts
from inclucities_docs.inputs.name_check import find_original
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.inputs.yaml_file import Path, YamlFile, read_once
from inclucities_docs.inputs.yaml_rest import read_rest
from inclucities_docs.schema import COLLECTIONS, Brand, Kind, Portal, Programme, Record
from inclucities_docs.schema.value import Identifier, Model

__all__ = ["Loaded", "load_files"]

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
    partial: dict[str, Record] = field(default_factory=dict)
    """What could be read of some of these records: for the names in them alone."""
    problems: list[Diagnostic] = field(default_factory=list)
    parsed: dict[str, Any] = field(default_factory=dict)
    """Fingerprint of a file's content → the values in it, of files in which nothing is wrong."""

    def diagnose(self, record: str, path: Path, message: str, hint: str = "") -> None:
        """Note a problem at a place inside a record."""
        file, start = self.origins[record]
        self.problems.append(file.diagnose((*start, *path), message, hint))


def load_files(workspace: Workspace, parsed: dict[str, Any] | None = None) -> Loaded:
    """Read all YAML of a project; what ``parsed`` holds already is not parsed again, and what it lacks is added."""
    loaded = Loaded(parsed={} if parsed is None else parsed)
    loaded.problems += find_conflicts(workspace)
    loaded.programme = _load_one(loaded, workspace, "data/programme.yaml", Programme, "programme")
    loaded.brand = _load_one(loaded, workspace, "templates/base/brand.yaml", Brand, "brand")
    if workspace.digest("templates/portal/portal.yaml") is not None:
        loaded.portal = _load_one(loaded, workspace, "templates/portal/portal.yaml", Portal, "portal")
    for collection, model in COLLECTIONS.items():
        loaded.collections[collection] = _load_collection(loaded, workspace, collection, model)
    _refuse_unread_files(loaded, workspace)
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
            hint = suggest(name, loaded.kinds, "name a folder of templates/, or take the line out")
            file = loaded.origins["portal"][0]
            loaded.problems.append(file.diagnose((key,), f"'{name}' is not a kind of document", hint))


def _open(loaded: Loaded, workspace: Workspace, path: str) -> YamlFile | None:
    """Read a YAML file and note its problems; none where it is unreadable or empty."""
    try:
        text = workspace.read_text(path)
    except DiagnosticError as error:
        loaded.problems.extend(error.diagnostics)
        return None
    if text is None and f"{path.removesuffix('.yaml')}.yml" in workspace.files:
        return None  # told at that file
    if text is None:
        loaded.problems.append(
            Diagnostic(Location(path), "this file is missing", "every project has one; copy it from another")
        )
        return None
    if any(one.location.path == path for one in loaded.problems):
        return None  # two versions stand in it
    digest = workspace.digest(path) or ""
    if digest in loaded.parsed:
        return YamlFile(path, text, loaded.parsed[digest])
    file = read_once(path, text)
    loaded.problems.extend(file.problems)
    if file.value is None and file.problems:
        file = read_rest(file)
        loaded.problems.extend(file.problems)
        return file if isinstance(file.value, dict) else None
    if file.value is None:
        hint = "bring back what stood in it, or take the file out"
        loaded.problems.append(Diagnostic(Location(path, 1), "nothing stands in this file", hint))
        return None
    if not isinstance(file.value, dict):
        loaded.problems.append(
            Diagnostic(Location(path, 1), "this file should hold keys and values", "write `key: value` lines")
        )
        return None
    if not file.problems:
        loaded.parsed[digest] = file.value
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
        if file is None or file.gaps:
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
        rest = _read_what_fits(model, value)
        if rest is not None:
            loaded.partial[f"{collection}/{key}"] = rest
    else:
        records[key] = record.model_copy(update={"id": key})


def _read_what_fits(model: type[Record], value: Any) -> Record | None:
    """Return a record without the parts that do not fit, so that the names in it can be looked at; none without most."""
    for _ in range(MOST_STEPS):
        try:
            return model.model_validate(value)
        except ValidationError as error:
            value = copy.deepcopy(value)
            places = {place_of(one) for one in error.errors(include_url=False)}
            for place in sorted(places, key=lambda one: [f"{step:>9}" for step in one], reverse=True):
                _take_out(value, place)
    return None


MOST_STEPS = 6
"""So often what lacks something that was taken out is taken out too."""


def _take_out(value: Any, place: Path) -> None:
    """Take a part out of nested keys and lists, or what should hold it."""
    holder: Any = None
    for step in place:
        is_item = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if not is_item and not (isinstance(value, dict) and step in value):
            break
        holder, key, value = value, step, value[step]
    if holder is not None:
        del holder[key]


def _refuse_unread_files(loaded: Loaded, workspace: Workspace) -> None:
    """Point at YAML files in data/ that nothing reads: most often a misspelt name."""
    known = {"programme", *COLLECTIONS}
    for path in workspace.files:
        ending = re.search(r"\.ya?ml(?:\.te?xt)?$", path, re.IGNORECASE)
        if not path.startswith("data/") or ending is None:
            continue
        parts = path.removeprefix("data/").removesuffix(ending[0]).split("/")
        name = parts[0]
        if ending[0] == ".yaml" and name in known and len(parts) <= 2:
            continue
        if ending[0] != ".yaml" and name in known:
            hint = f"file names end in .yaml: name it {path.removesuffix(ending[0])}.yaml"
            loaded.unread.add("/".join(parts))  # what names it is not wrong
        else:
            hint = suggest(name, known, f"data/ holds: {', '.join(sorted(known))}")
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
        return None if file.gaps else record
    except ValidationError as error:
        seen: set[tuple[Path, str]] = set()
        doubtful = _list_doubtful(file)
        details = error.errors(include_url=False)
        other = _find_collection(value, details) if not path else ""
        if other:
            message = (
                f"this is not what data/{file.path.split('/')[1]} holds: it reads like one of data/{other}"
            )
            loaded.problems.append(file.diagnose((), message, f"move the file to data/{other}/"))
            return None
        places = Counter(place_of(one) for one in details)
        for detail in details:
            place = detail["loc"]
            if detail["type"] in ("literal_error", "dict_type") and places[place_of(detail)] > 1:
                continue  # words or languages may stand here too: what is wrong says the other problem
            if detail["type"] == "too_short" and any(
                len(one["loc"]) > len(place) and one["loc"][: len(place)] == place for one in details
            ):
                continue  # it is short just because what stands in it is wrong
            if file.gaps and detail["type"] in ("missing", "too_short"):
                continue  # it may stand in what was left out
            where, message, hint, at_key = put_into_words(detail, model)
            told = file.diagnose((*path, *where), message, hint, at_key=at_key)
            if isinstance(detail.get("input"), dict | list) and _has_gap(file, told.location.line):
                continue
            if (where, message) not in seen and told.location.line not in doubtful:
                seen.add((where, message))
                loaded.problems.append(told)
        return None


def _has_gap(file: YamlFile, number: int) -> bool:
    """Return whether something was left out of the group of keys, or list, that begins in a line."""
    depth = None
    gaps = file.gaps | {one.location.line for one in file.problems}
    for at in range(number, len(file.lines) + 1) if gaps else ():
        line = file.lines[at - 1]
        depth = len(line) - len(line.lstrip()) if depth is None else depth
        if at in gaps:
            return True
        if line.strip() and len(line) - len(line.lstrip()) < depth:
            break
    return False


def _list_doubtful(file: YamlFile) -> set[int]:
    """Return the lines of which nothing more is to be said: with a slip of YAML, left out, or right above that."""
    lines = {one.location.line for one in file.problems} | file.gaps
    for number in file.gaps:
        above = number - 1
        while above > 0 and (above in file.gaps or not file.lines[above - 1].strip()):
            above -= 1
        lines.add(above)
    return lines


STRANGE = 3
"""From so many keys on that a file of one sort does not have, it may be one of another."""


def _find_collection(value: object, details: Sequence[Any]) -> str:
    """Return the collection that a record fits by its keys, where it stands in a folder that it does not fit."""
    strange = [one for one in details if one["type"] == "extra_forbidden" and len(one["loc"]) == 1]
    if len(strange) < STRANGE or not isinstance(value, dict):
        return ""
    for collection, model in COLLECTIONS.items():
        fields = {name: field for name, field in model.model_fields.items() if name != "id"}
        needed = {name for name, field in fields.items() if field.is_required()}
        if needed <= set(value) <= set(fields):
            return collection
    return ""
