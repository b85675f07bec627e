"""A YAML text that says something else: as few lines changed as can be, all others byte for byte as they were.

The text is not written anew. Where old and new values differ, the characters of just that value, key
or list item are replaced; comments, order, quoting and blank lines elsewhere cannot change.
"""

from __future__ import annotations

import difflib
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString, SingleQuotedScalarString

from inclucities_docs.inputs.yaml_file import Loader, read_yaml

__all__ = ["respell"]

WIDTH = 100
"""Where long texts are folded, characters."""

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def respell(text: str, value: Any) -> str:
    """Return a YAML text so that it holds another value: plain keys, lists, texts, numbers and truths.

    Raise ValueError where that cannot be done; the text is proved by reading it again.
    """
    node = Loader(text).get_single_node() if text.strip() else None
    if node is None:
        made = text + _dump(value)
    else:
        made = text
        edits = sorted(_Comparison(text).compare(node, read_yaml("", text).value, value), reverse=True)
        for start, end, words in edits:
            made = made[:start] + words + made[end:]
    again = read_yaml("", made)
    if again.problems or again.value != value:
        raise ValueError("this value cannot be written into the file")
    return made


_Edit = tuple[int, int, str]
"""Start and end of the characters that are replaced, and what takes their place."""


class _Comparison:
    """Finds the characters of a text to replace so that it says something else."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        self.eol = "\r\n" if "\r\n" in text else "\n"

    def offset(self, mark: Any) -> int:
        """Return where a mark stands, in characters from the beginning."""
        return self.starts[mark.line] + int(mark.column) if mark.line < len(self.starts) else len(self.text)

    def line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Return where the line ends that holds the character before an offset; its remark is in it."""
        found = self.text.find("\n", max(offset - 1, 0))
        return len(self.text) if found < 0 else found + 1

    def end(self, node: Any) -> int:
        """Return where a value ends; blank lines and remarks below a block are not in it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        start, end = self.offset(node.start_mark), self.offset(node.end_mark)
        return start + len(self.text[start:end].rstrip())

    def compare(self, node: Any, old: Any, new: Any) -> Iterator[_Edit]:
        """Return the edits that make a document say something else."""
        if type(old) is not type(new) or not isinstance(node, yaml.CollectionNode):
            raise ValueError("a file stays what it is: keys and values, or a list")
        yield from self._within(node, old, new, None)

    def _within(self, node: Any, old: Any, new: Any, parent: Any) -> Iterator[_Edit]:
        """Compare what has the same shape; ``parent`` is the key above, or none in a list."""
        if old == new and type(old) is type(new):
            return
        if node.flow_style if isinstance(node, yaml.CollectionNode) else False:
            yield from self._flow(node, new, parent)
        elif isinstance(node, yaml.MappingNode) and isinstance(new, dict) and new:
            yield from self._mapping(node, old, new)
        elif isinstance(node, yaml.SequenceNode) and isinstance(new, list) and new:
            yield from self._sequence(node, old, new)
        else:
            yield self._value(node, new, parent)

    def _value(self, node: Any, new: Any, parent: Any) -> _Edit:
        """Replace a value below a key, or an item of a list, as a whole."""
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        if parent is not None:
            start, column = self.offset(parent.end_mark), parent.start_mark.column
            words = self._indent(_dump({"k": new}, style, column), column)[len("k") :]
            colon = self.text.index(":", start)
            return colon, max(self.end(node), colon + 1), words
        dash = self._dash(node)
        column = dash - self.line_start(dash)
        return dash, self.end(node), self._indent(_dump([new], style, column + 2), column)

    def _indent(self, words: str, column: int) -> str:
        lines = words.rstrip("\n").split("\n")
        return self.eol.join([lines[0], *(" " * column + line if line else line for line in lines[1:])])

    def _dash(self, item: Any) -> int:
        """Return where the hyphen of a list item stands."""
        return self.text.rindex("-", 0, self.offset(item.start_mark))

    def _mapping(self, node: Any, old: dict[str, Any], new: dict[str, Any]) -> Iterator[_Edit]:
        nodes = {key.value: (key, value) for key, value in node.value}
        column = node.start_mark.column
        kept = [key for key in old if key in new]
        if not kept:
            start, words = self.offset(node.start_mark), self._indent(_dump(new, None, column), column)
            yield start, self.end(node), words
            return
        for key in kept:
            yield from self._within(nodes[key][1], old[key], new[key], nodes[key][0])
        added: dict[str, list[str]] = {}
        before = ""
        for key, value in new.items():
            if key in old:
                before = key
            else:
                words = self._indent(_dump({key: value}, None, column), column)
                added.setdefault(before, []).append(words)
        for place, entries in added.items():
            if place:
                yield self._after(nodes[place][1], nodes[place][0], entries, column)
            else:
                start = self.offset(node.start_mark)
                if self.text[self.line_start(start) : start].strip():  # behind a hyphen
                    yield start, start, "".join(entry + self.eol + " " * column for entry in entries)
                else:
                    start -= column
                    yield start, start, "".join(" " * column + entry + self.eol for entry in entries)
        names = list(old)
        for index, key in enumerate(names):
            if key in new:
                continue
            start = self.offset(nodes[key][0].start_mark)
            is_first = self.text[self.line_start(start) : start].strip() != ""  # behind a hyphen
            if is_first:
                following = next((one for one in names[index + 1 :] if one in new), None)
                if following is None:
                    raise ValueError("no key is left in this item")
                if names[index + 1] == following:
                    yield start, self.offset(nodes[following][0].start_mark), ""
                    continue
                yield start, self.offset(nodes[names[index + 1]][0].start_mark), ""
                continue
            yield self.line_start(start), self.line_end(self._end_of(*nodes[key])), ""

    def _end_of(self, key: Any, value: Any) -> int:
        return max(self.end(value), self.offset(key.end_mark) + 1)

    def _after(self, value: Any, key: Any, entries: list[str], column: int) -> _Edit:
        """Put lines below a key and its value."""
        end = self.line_end(self._end_of(key, value) if key is not None else self.end(value))
        lead = "" if end == 0 or self.text[end - 1 : end] == "\n" else self.eol
        if (
            column == 0 and key is not None and entries[0].splitlines()[0].endswith(":")
        ):  # records of a file are set apart as those before them
            above = self.line_start(self.offset(key.start_mark))
            lead += self.eol if self.text[:above].endswith(self.eol * 2) else ""
        between = self.eol if lead.endswith(self.eol * 2) or (column == 0 and lead == self.eol) else ""
        return end, end, lead + between.join(" " * column + entry + self.eol for entry in entries)

    def _sequence(self, node: Any, old: list[Any], new: list[Any]) -> Iterator[_Edit]:
        column = node.start_mark.column
        after: dict[int, list[str]] = {}
        for i, j in _align(old, new):
            if i is not None and j is not None:
                yield from self._within(node.value[i], old[i], new[j], None)
        place = -1
        for i, j in _align(old, new):
            if i is not None:
                place = i
                if j is None:
                    dash = self._dash(node.value[i])
                    yield self.line_start(dash), self.line_end(self.end(node.value[i])), ""
            elif j is not None:
                entry = self._again(node, old, new[j]) or self._indent(
                    _dump([new[j]], None, column + 2), column
                )
                after.setdefault(place, []).append(entry)
        for place, entries in after.items():
            if place < 0:
                start = self.line_start(self._dash(node.value[0]))
                yield start, start, "".join(" " * column + entry + self.eol for entry in entries)
            else:
                yield self._after(node.value[place], None, entries, column)

    def _again(self, node: Any, old: list[Any], item: Any) -> str:
        """Return an item that was moved as it was written; an empty text for one that is new."""
        found = next((one for one, held in zip(node.value, old, strict=True) if held == item), None)
        return self.text[self._dash(found) : self.end(found)] if found is not None else ""

    def _flow(self, node: Any, new: Any, parent: Any) -> Iterator[_Edit]:
        """Replace what stands in braces or brackets: by as much on one line, or by a block where it is too long."""
        start, end = self.offset(node.start_mark), self.offset(node.end_mark)
        if not isinstance(new, dict | list):
            yield self._value(node, new, parent)
            return
        words = _dump_flow(new)
        is_short = start - self.line_start(start) + len(words) <= WIDTH + 10 or len(words) <= end - start
        is_short = is_short or end - self.line_start(start) > WIDTH + 10  # it was long before, too
        if (is_short and words) or parent is None:
            if not words:
                raise ValueError("this text does not fit on a line")
            yield start, end, words
        else:
            yield self._value(node, new, parent)


def _align(old: list[Any], new: list[Any]) -> list[tuple[int | None, int | None]]:
    """Return pairs of positions: which item became which, which is gone, which is new; in order."""
    first, second = ([json.dumps(one, sort_keys=True) for one in items] for items in (old, new))
    pairs: list[tuple[int | None, int | None]] = []
    for what, i1, i2, j1, j2 in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if what == "equal" or (what == "replace" and i2 - i1 == j2 - j1):
            pairs += zip(range(i1, i2), range(j1, j2), strict=True)
            continue
        start = j1
        for i in range(i1, i2):
            likeness = [(_liken(old[i], new[j]), -j) for j in range(start, j2)]
            best = max(likeness, default=(0.0, 0))
            if best[0] > 0.5:
                pairs += [(None, j) for j in range(start, -best[1])]
                pairs.append((i, -best[1]))
                start = 1 - best[1]
            else:
                pairs.append((i, None))
        pairs += [(None, j) for j in range(start, j2)]
    return pairs


def _liken(one: Any, other: Any) -> float:
    """Return how alike two items are, from 0 to 1: those with ids are the same or are not."""
    if isinstance(one, dict) and isinstance(other, dict) and ("id" in one or "id" in other):
        return float(one.get("id") == other.get("id"))
    return difflib.SequenceMatcher(None, json.dumps(one), json.dumps(other), autojunk=False).ratio()


def _dump(value: Any, style: str | None = None, column: int = 0) -> str:
    """Return a value as block YAML in the habit of the data files."""
    writer = YAML()
    writer.width = 1 << 20
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    if isinstance(value, list):
        writer.indent(mapping=2, sequence=2, offset=0)
        writer.dump([_style_value(one, style, column) for one in value], stream)
        return stream.getvalue()
    writer.dump(_style_value(value, style, column), stream)
    return stream.getvalue()


def _dump_flow(value: Any) -> str:
    """Return a value in braces or brackets on one line; empty where it does not go on one."""
    writer = YAML()
    writer.width = 1 << 20
    made = _style_value(value, None, -(1 << 20))
    made.fa.set_flow_style()
    stream = io.StringIO()
    writer.dump(made, stream)
    words = stream.getvalue().rstrip("\n")
    return words if "\n" not in words else ""


def _style_value(value: Any, style: str | None, column: int) -> Any:
    """Return a value with the look that data files have: short lists of ids in brackets, long texts folded."""
    if isinstance(value, dict):
        return CommentedMap((key, _style_value(one, style, column + 2)) for key, one in value.items())
    if isinstance(value, list):
        items = CommentedSeq(_style_value(one, style, column + 2) for one in value)
        if value and all(isinstance(one, str) and re.fullmatch(r"[\w-]{1,40}", one) for one in value):
            items.fa.set_flow_style()
        return items
    if not isinstance(value, str):
        return value
    if column + len(value) > WIDTH and _is_foldable(value):
        folded = FoldedScalarString(value)
        folded.fold_pos = _fold(value, max(WIDTH - column, 40))
        return folded
    if style == "'":
        return SingleQuotedScalarString(value)
    return DoubleQuotedScalarString(value) if style == '"' else value


def _is_foldable(text: str) -> bool:
    return " " in text.strip() and not re.search(r"[\n\r\t\x85\u2028\u2029]|^ | $|  ", text)


def _fold(text: str, width: int) -> list[int]:
    """Return the spaces at which a text goes to the next line."""
    places, start, last = [], 0, -1
    for found in re.finditer(" ", text):
        if found.start() - start > width and last > start:
            places.append(last)
            start = last + 1
        last = found.start()
    if len(text) - start > width and last > start:
        places.append(last)
    return places
