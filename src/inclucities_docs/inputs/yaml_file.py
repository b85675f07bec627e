"""YAML with the place of every value, and without what makes YAML dangerous.

Only plain values are read: no tags, anchors or aliases, no dates guessed, ``yes`` and ``no``
stay words. Duplicate keys are errors.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.inputs.yaml_complaint import explain_complaint

__all__ = ["Loader", "Path", "Place", "YamlFile", "read_once", "read_yaml"]

Path = tuple[str | int, ...]
"""Where a value stands in a file: keys and positions from the top."""

MAX_DEPTH = 30
MAX_NODES = 200_000
MAX_NUMBER = 30


class Loader(yaml.CSafeLoader):
    """Knows null, true, false, whole numbers and decimals; all else is text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """Return a node's tag; most are texts, which no first letter makes anything else."""
        if kind is yaml.ScalarNode and value[:1] not in self.yaml_implicit_resolvers:
            return _TEXT
        tag: str = super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]
        return tag


_TEXT = "tag:yaml.org,2002:str"


def _resolve(tag: str, pattern: str, first: str) -> None:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


_resolve("null", r"^(?:~|null|)$", "~n")
Loader.yaml_implicit_resolvers.setdefault("", []).append(("tag:yaml.org,2002:null", re.compile(r"^$")))
_resolve("bool", r"^(?:true|false)$", "tf")
_resolve("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789")
_resolve("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", "-0123456789")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record or a value of it stands: for the readiness board and for error messages."""

    path: str
    line: int


@dataclass
class YamlFile:
    """A file's values, and where each stands."""

    path: str
    text: str = field(default="", repr=False)
    value: Any = None
    problems: list[Diagnostic] = field(default_factory=list)
    records: dict[tuple[Path, str], Any] = field(default_factory=dict, repr=False)
    """What was made of the file's values before, by place and sort."""
    gaps: frozenset[int] = frozenset()
    """Numbers of the lines that were left out, since the file cannot be read with them."""

    @functools.cached_property
    def lines(self) -> list[str]:
        """The text as an editor shows it."""
        return self.text.splitlines()

    @property
    def places(self) -> dict[Path, tuple[int, int, int]]:
        """Path → line, column, width of the value."""
        return self._marks[0]

    @property
    def keys(self) -> dict[Path, tuple[int, int, int]]:
        """Path → line, column, width of the key that leads to it."""
        return self._marks[1]

    @functools.cached_property
    def _marks(self) -> _Marks:
        """The file is read again for them: few are ever asked."""
        marks: _Marks = ({}, {})
        _read(YamlFile(self.path, self.text), marks)
        return marks

    def find_place(self, path: Path) -> Place | None:
        """Return the line of a key or a value."""
        found = self.keys.get(path) or self.places.get(path)
        return Place(self.path, found[0]) if found else None

    def diagnose(self, path: Path, message: str, hint: str = "", *, at_key: bool = False) -> Diagnostic:
        """Return a diagnostic at a value, or at its nearest parent that has a place."""
        while True:
            found = (self.keys.get(path) if at_key else None) or self.places.get(path)
            if found or not path:
                break
            path = path[:-1]
        line, column, width = found or (1, 0, 0)
        return Diagnostic.at(Location(self.path, line, column), self.text, message, hint, width=width)


_Marks = tuple[dict[Path, tuple[int, int, int]], dict[Path, tuple[int, int, int]]]
"""Places of values and of keys."""


def read_yaml(path: str, text: str) -> YamlFile:
    """Read a text; what is wrong with it stands in ``problems``, never in an exception."""
    file = YamlFile(path, text)
    _read(file)
    return file


read_once = functools.lru_cache(maxsize=4096)(read_yaml)
"""A file that reads as before is not parsed again: what lets a preview answer at once."""


def _read(file: YamlFile, marks: _Marks | None = None) -> None:
    """Read a file's text into it, and note where each value stands if so asked."""
    path, text = file.path, file.text
    try:
        place = _find_abyss(text)
        if place is not None:
            file.problems.append(Diagnostic(Location(path, *place), _TOO_DEEP, _FLAT))
            return
        loader = Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        file.problems.append(explain_complaint(path, file.lines, error))
        return
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1 if isinstance(error.position, int) else 1
        file.problems.append(
            Diagnostic(Location(path, line), "holds a control character that text must not have", "delete it")
        )
        return
    except RecursionError:
        file.problems.append(Diagnostic(Location(path, 1), _TOO_DEEP, _FLAT))
        return
    if node is not None:
        _Builder(file, marks).build(node)


def _find_abyss(text: str) -> tuple[int, int] | None:
    """Return line and column where a text nests deeper than may be, before what reads it would run out of stack."""
    if text.count("[") + text.count("{") < MAX_PLAIN and not _INDENTED.search(text):
        return None  # it cannot be that deep
    depth = 0
    for event in yaml.parse(text, Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH + 1:
                return _place(event)[:2]
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


MAX_PLAIN = 1000
"""A text with fewer brackets, and less indented, is read at once: its depth does no harm."""

_INDENTED = re.compile(rf"^[ ?:-]{{{MAX_PLAIN}}}", re.MULTILINE)

_TOO_DEEP = "too deeply nested, or too much for one file"

_FLAT = "data files hold short texts, a few levels deep"


class _Builder:
    """Turns nodes into values once each, and notes every place."""

    def __init__(self, file: YamlFile, marks: _Marks | None) -> None:
        self.file = file
        self.marks = marks
        self.seen: set[int] = set()
        self.is_full = False

    def build(self, root: yaml.Node) -> None:
        self.file.value = self._value(root, (), 0)

    def _problem(self, node: yaml.Node, message: str, hint: str = "") -> None:
        line, column, width = _place(node)
        place = Location(self.file.path, line, column)
        self.file.problems.append(Diagnostic.at(place, self.file.text, message, hint, width=width))

    def _value(self, node: yaml.Node, path: Path, depth: int) -> Any:
        if self.marks:
            self.marks[0][path] = _place(node)
        if id(node) in self.seen:
            self._problem(node, "anchors and aliases (& and *) are not used here", "write the text out")
            return None
        self.seen.add(id(node))
        if depth > MAX_DEPTH or len(self.seen) > MAX_NODES:
            if not self.is_full:
                self._problem(node, _TOO_DEEP, _FLAT)
            self.is_full = True
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            self._check_tag(node, "seq")
            return [self._value(item, (*path, index), depth + 1) for index, item in enumerate(node.value)]
        self._check_tag(node, "map")
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str) or not key:
                self._problem(key_node, "a key must be a plain word", "a key is a word, a colon and a space")
                continue
            if key in result:
                self._problem(key_node, f"the key '{key}' stands here twice", "keep one of them")
                continue
            if self.marks:
                self.marks[1][(*path, key)] = _place(key_node)
            result[key] = self._value(value_node, (*path, key), depth + 1)
        return result

    def _check_tag(self, node: yaml.Node, kind: str) -> None:
        if node.tag != f"tag:yaml.org,2002:{kind}":
            self._refuse_tag(node)

    def _refuse_tag(self, node: yaml.Node) -> None:
        tag = node.tag.replace("tag:yaml.org,2002:", "!!", 1)
        self._problem(node, f"the tag '{tag[:60]}' is not used here", "take it out")

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        tag, text = node.tag.removeprefix("tag:yaml.org,2002:"), node.value
        if tag == "str":
            return text
        if tag == "null":
            return None
        if tag == "bool":
            return text == "true"
        if tag in ("int", "float") and len(text) <= MAX_NUMBER and re.fullmatch(r"-?[0-9.]+", text):
            return int(text) if tag == "int" else float(text)
        if tag in ("int", "float"):
            self._problem(node, "this number is too long", "look for digits too many; a text needs quotes")
        else:
            self._refuse_tag(node)
        return None


def _place(node: Any) -> tuple[int, int, int]:
    start, end = node.start_mark, node.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return start.line + 1, start.column + 1, max(1, width)
