"""What is known of the field behind a word on a page: where it stands, what may stand there, who uses it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inclucities_docs.build.folder import CACHE
from inclucities_docs.build.trace import TraceStore
from inclucities_docs.inputs.change import Field, find_field
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.prose_block import split_blocks
from inclucities_docs.inputs.yaml_file import read_once
from inclucities_docs.preview.form import FieldSchema, find_schema
from inclucities_docs.schema import COLLECTIONS
from inclucities_docs.schema.value import Period

__all__ = ["EditTarget", "find_target", "list_history", "list_uses", "resolve_line"]


@dataclass(frozen=True)
class EditTarget:
    """A field that can be shown, and changed as one."""

    path: str
    field: Field
    schema: FieldSchema | None
    """What the models say of it; none for prose and words."""
    line: int
    list_path: str = ""
    """The list that it is an item of."""
    position: int = 0


def find_target(project: Project, path: str, language: str) -> EditTarget:
    """Return the field that a name on a page leads to: of a text in a statement, the statement.

    Raise LookupError for what is no field.
    """
    if path.startswith("words:"):
        found = _find_word(project, path, language)
        return EditTarget(path, found, None, _line_of(project, found, path))
    if path.startswith("templates/"):
        found = find_field(project, path)
        if found.value is None:
            raise LookupError(f"'{path}' is no paragraph of a text")
        return EditTarget(path, found, None, _line_of(project, found, path))
    record, *steps = path.split(".")
    model = type(project.find(record))
    length = len(steps)
    for end in range(len(steps) + 1):
        schema = find_schema(model, tuple(steps[:end]))
        if schema is None:
            raise LookupError(f"there is no field '{path}'")
        if schema.is_text or schema.model is Period:
            length = end
            break
        if (
            schema.model is not None
            and "awaited_from" in schema.model.model_fields
            and steps[end:][:1] != ["others"]
        ):
            length = end
            break
    unit = ".".join((record, *steps[:length]))
    found, schema = find_field(project, unit), find_schema(model, tuple(steps[:length]))
    above = find_schema(model, tuple(steps[: length - 1])) if length else None
    is_item = above is not None and above.item is not None and isinstance(found.steps[-1], int)
    return EditTarget(
        unit, found, schema, _line_of(project, found, unit),
        ".".join((record, *steps[: length - 1])) if is_item else "",
        int(found.steps[-1]) if is_item else 0,
    )  # fmt: skip


def _find_word(project: Project, path: str, language: str) -> Field:
    """Return where interface words stand in a language, or in the first that has them: English has no catalogue."""
    for one in (language, *project.programme.languages):
        try:
            return find_field(project, path, one)
        except LookupError:
            continue
    raise LookupError(f"'{path[6:]}' stands in no catalogue")


def _line_of(project: Project, found: Field, path: str) -> int:
    text = project.workspace.read_text(found.file) or ""
    if path.startswith("words:"):
        msgid = path[6:].replace("\\", "\\\\").replace('"', '\\"')
        lines = text.splitlines()
        return next((number for number, line in enumerate(lines, 1) if line == f'msgid "{msgid}"'), 1)
    if path.startswith("templates/"):
        blocks, start = split_blocks(text), 0
        for one in blocks[: int(found.steps[0]) + 1] if found.steps else ():
            start = max(text.find(one, start), 0)
            line = text.count("\n", 0, start) + 1
            start += len(one)
        return line if found.steps else 1
    steps = found.steps
    while steps:
        place = read_once(found.file, text).find_place(steps)
        if place is not None:
            return place.line
        steps = steps[:-1]
    return 1


def resolve_line(project: Project, file: str, line: int) -> str:
    """Return the field that stands in a line of a file of data, or begins there; raise LookupError."""
    text = project.workspace.read_text(file)
    if text is None:
        raise LookupError(f"there is no file {file}")
    if file.endswith(".po"):
        found = re.findall(r'^msgid "(.+)"$', "\n".join(text.splitlines()[:line]), re.MULTILINE)
        if found:
            return "words:" + str(found[-1]).replace('\\"', '"').replace("\\\\", "\\")
    if file.endswith(".md"):
        return f"{file}#{max(len(split_blocks(chr(10).join(text.splitlines()[:line]))) - 1, 0)}"
    name = file.removeprefix("data/").removesuffix(".yaml")
    marks = read_once(file, text)
    steps = min(
        (one for one, place in {**marks.places, **marks.keys}.items() if place[0] == line and one),
        key=len,
        default=None,
    )
    if steps is None or not file.startswith("data/"):
        raise LookupError(f"no field begins at {file}:{line}")
    parts = [str(one) for one in steps]
    if name in COLLECTIONS:
        return ".".join((f"{name}/{parts[0]}", *parts[1:]))
    return ".".join((name, *parts))


@dataclass
class _Index:
    """Who asked for what when it was last built, kept while the traces are the same."""

    state: tuple[int, int] = (0, 0)
    users: Mapping[str, set[str]] = field(default_factory=dict)


_INDEX = _Index()


def list_uses(root: Path, path: str) -> list[str]:
    """Return the documents that show a field, as they were last built: ``action-plan/jelgava fr``."""
    try:
        status = (root / CACHE / "traces.json").stat()
    except OSError:
        return []
    if (state := (status.st_mtime_ns, status.st_size)) != _INDEX.state:
        users: dict[str, set[str]] = defaultdict(set)
        for name, trace in TraceStore.load(root).traces.items():
            for question in {one for asked in trace.answers.values() for one in asked}:
                if question.kind in ("fact", "word", "file", "value"):
                    users[question.name].add(name)
        _INDEX.state, _INDEX.users = state, users
    wanted = path.removeprefix("words:").partition("#")[0]
    found = set(_INDEX.users.get(wanted, ()))
    for name, users_of in _INDEX.users.items():
        if name.startswith(f"{wanted}."):
            found |= users_of
    return sorted(found)


def list_history(root: Path, file: str, line: int) -> list[tuple[str, str, str]]:
    """Return day, author and words of the last commits that changed a line; none where git does not know."""
    git = shutil.which("git")
    if not git:
        return []
    command = [git, "-C", str(root), "log", "-n", "5", "-s", "--date=short", "--format=%ad%x00%an%x00%s"]
    try:
        done = subprocess.run(
            [*command, f"-L{line},{line}:{file}"], capture_output=True, timeout=3, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return []
    rows = [one.split("\0") for one in done.stdout.decode("utf-8", "replace").splitlines()]
    return [(row[0], row[1], row[2]) for row in rows if len(row) == 3]
