"""Any small edit of any input: what a person may change in a project, drawn by chance."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from PIL import Image

__all__ = ["Edit", "list_edits"]

_TEXT = re.compile(r"(?<![\w{%#&])[a-zà-ÿ]{4,}(?=[ .,])")
_NUMBER = re.compile(r"(?<![\w#.-])\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Edit:
    """One leaf of one file, and what is to stand there instead."""

    path: str
    start: int
    end: int
    new: str
    name: str
    """What is edited, for messages: ``data/organisations.yaml: alliance.name.fr``."""

    def apply(self, root: Path) -> None:
        """Make the edit in a project's folder."""
        target = root / self.path
        if target.suffix in (".png", ".jpg"):
            picture = Image.open(target).convert("RGB").rotate(180)
            picture.putpixel((0, 0), (1, 2, 3))
            stream = io.BytesIO()
            picture.save(stream, "PNG" if target.suffix == ".png" else "JPEG")
            target.write_bytes(stream.getvalue())
            return
        text = target.read_text("utf-8")
        target.write_text(text[: self.start] + self.new + text[self.end :], "utf-8")


def list_edits(root: Path, chance: random.Random) -> dict[str, list[Edit]]:
    """Give an edit for every leaf of every input of a project, by the sort of what it edits."""
    found: dict[str, list[Edit]] = {}
    for folder in ("data", "templates"):
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if not path.is_file() or "schemas" in path.parts or path.suffix == ".pot":
                continue
            for edit in _list(path, name, chance):
                found.setdefault(_sort(name), []).append(edit)
    return found


def _sort(name: str) -> str:
    """Give the sort of an input: a collection, or what templates hold."""
    parts = Path(name).parts
    if parts[0] == "data":
        return Path(parts[1]).stem
    if parts[1] == "portal":
        return "portal.yaml" if name.endswith(".yaml") else "portal"
    return {".yaml": Path(name).stem, ".md": "prose", ".po": "words"}.get(
        Path(name).suffix, Path(name).suffix
    )


def _list(path: Path, name: str, chance: random.Random) -> Iterator[Edit]:
    if path.suffix in (".png", ".jpg"):
        yield Edit(name, 0, 0, "", f"{name}: the picture")
        return
    if path.suffix not in (".yaml", ".md", ".po", ".css", ".html", ".svg", ".js", ".json", ".xml", ".txt"):
        return
    text = path.read_text("utf-8")
    if path.suffix == ".yaml":
        yield from _list_leaves(name, text)
    elif path.suffix == ".po":
        for found in re.finditer(r'^msgstr "(.*[^\\\s].*)"$', text, re.MULTILINE):
            yield Edit(name, found.end(1), found.end(1), "x", f"{name}: {found[1]}")
    elif path.suffix in (".md", ".html", ".txt"):
        spans = [
            one.span()
            for one in re.finditer(r"\{[{%#].*?[}%#]\}|<[^>]*>|^---\n.*?^---", text, re.DOTALL | re.MULTILINE)
        ]
        for found in _TEXT.finditer(text):
            if not any(start <= found.start() < end for start, end in spans):
                yield Edit(name, found.end(), found.end(), "x", f"{name}: {found[0]}")
    elif path.suffix == ".js":
        yield Edit(name, len(text), len(text), "\nvar edited = 1;\n", f"{name}: its end")
    else:
        for found in _NUMBER.finditer(text):
            yield Edit(
                name, *found.span(), _count_on(found[0], chance), f"{name}: {found[0]} at {found.start()}"
            )


def _list_leaves(name: str, text: str) -> Iterator[Edit]:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    leaves = list(_walk(root, ())) if root else []
    values: dict[str, list[str]] = {}
    for keys, node in leaves:
        values.setdefault(_key(keys), []).append(node.value)
    for keys, node in leaves:
        label = f"{name}: {'.'.join(keys)}"
        if node.style in ("|", ">"):
            lines = text[node.start_mark.index : node.end_mark.index].rstrip()
            end = node.start_mark.index + len(lines)
            yield Edit(name, end, end, "x", label)
            continue
        for new in {_alter(node), *values[_key(keys)]} - {node.value}:
            quoted = (
                new if node.tag.endswith((":int", ":float", ":bool")) else "'" + new.replace("'", "''") + "'"
            )
            yield Edit(name, node.start_mark.index, node.end_mark.index, quoted, label)


def _key(keys: tuple[str, ...]) -> str:
    return next((one for one in reversed(keys) if not one.isdigit()), "")


def _walk(node: yaml.Node, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], yaml.ScalarNode]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(value, (*keys, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(value, (*keys, str(index)))
    elif isinstance(node, yaml.ScalarNode):
        yield keys, node


def _alter(node: yaml.ScalarNode) -> str:
    value = str(node.value)
    if node.tag.endswith(":bool"):
        return "false" if value == "true" else "true"
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        return value[:-1] + ("1" if value[-1] != "1" else "2")
    if re.fullmatch(r"[\d.-]+", value):
        return value[:-1] + ("2" if value[-1] != "2" else "3")
    return value + "x"


def _count_on(number: str, chance: random.Random) -> str:
    return number[:-1] + str((int(number[-1]) + chance.randint(1, 8)) % 10)
