"""Slips in how a template or a text is written: all of a file, and the text that can be read without them.

The template engine stops at the first. Here each tag is read by itself and the tags that open and close are
paired, so that the rest of a file can be looked at too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from jinja2 import Environment, TemplateSyntaxError, nodes

from inclucities_docs.diagnostics import MOST_TOLD, Location, nearest, suggest
from inclucities_docs.inputs.template_comment import blank_comments
from inclucities_docs.render.problem import Problems

__all__ = ["Mended", "TornTemplateError", "explain_syntax", "leave_out_tags", "note_slips", "note_unknown"]


class TornTemplateError(TemplateSyntaxError):
    """A template that cannot be read, of which all has been told."""


@dataclass(frozen=True)
class _Slip:
    """What is wrong with a tag, and the words to underline."""

    line: int
    message: str
    hint: str
    word: str = ""


_SYNTAX: list[tuple[re.Pattern[str], str, str]] = [
    (
        re.compile(r"this example names no record and no source"),
        "this example names no record and no source",
        "an example vanishes where what it names is not there; take the two tags out, or name what it is about",
    ),
    (
        re.compile(r"unexpected char '[“”„«»‘’]'"),
        "a quotation mark of a text editor stands here",
        "write straight quotation marks in values put in by name",
    ),
    (
        re.compile(r"Missing end of comment tag"),
        "a remark that begins with {{# is never closed",
        "write #}} behind it",
    ),
    (
        re.compile(r"unexpected '(.)', expected '(.)'"),
        "'{1}' is missing before '{0}'",
        "look for a bracket that is never closed",
    ),
    (re.compile(r"Encountered unknown tag '(\w+)'"), "there is no tag '{0}'", "look for a slip in its name"),
    (
        re.compile(r"Expected an expression, got '(.*)'"),
        "something is missing before '{0}'",
        "name what is put in, looped over or asked",
    ),
    (
        re.compile(r"expected token '(.*)', got '(.*)'"),
        "'{0}' is missing before '{1}'",
        "look for a bracket, a quote or a comma that is missing",
    ),
]
"""What the template engine says of a tag that cannot be read → message and hint."""

_TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "name": "a name",
    "string": "a text",
}

_CANNOT = "this template cannot be read: "


def explain_syntax(error: TemplateSyntaxError) -> tuple[str, str]:
    """Return what the template engine complains of in plain words, and what to do."""
    for pattern, words, hint in _SYNTAX:
        found = pattern.search(str(error.message))
        if found:
            parts = [_TOKENS.get(part, part) for part in found.groups()]
            return _CANNOT + words.format(*parts), hint.format(*parts)
    message = str(error.message).rstrip(".")
    return _CANNOT + message, "look for a bracket, a quote or an `end…` that is missing"


_PAIRS = {
    name: f"end{name}"
    for name in ("if", "for", "block", "macro", "call", "filter", "set", "with", "autoescape", "example")
}
"""The tags that are closed by another."""

_BETWEEN = {"else": ("if", "for"), "elif": ("if",)}
"""The tags that part what stands between two others."""

_ALONE = ("extends", "include", "import", "from", "do", "break", "continue")

_NAMES = (*_PAIRS, *_PAIRS.values(), *_BETWEEN, *_ALONE)

_SKIPPED = {"if": "{% if false %}", "elif": "{% elif false %}", "for": "{% for _ in () %}"}
"""What stands in place of a tag that cannot be read: what depends on it is not shown."""

_INSIDE = r"(?:(?!\{\{|\{%|%\}|\}\})[^\n"

_PART = re.compile(rf"\"{_INSIDE}\"])*\"|'{_INSIDE}'])*'|\{{\{{|\{{%|%\}}|[{{}}\"']")
"""What tells where a tag ends."""

_RAW = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}", re.DOTALL)


@dataclass(frozen=True)
class _Tag:
    """A tag, or what was meant as one."""

    start: int
    end: int
    text: str
    is_value: bool
    wrong: tuple[str, str] | None = None
    """Message and hint where it does not end as it should."""

    @property
    def word(self) -> str:
        """The name of a tag."""
        found = re.match(r"\{%[-+]?\s*(\w+)", self.text)
        return found[1] if found and not self.is_value else ""


@dataclass(frozen=True)
class Mended:
    """What can be read of a text with slips, and the names that it no longer gives."""

    text: str
    lost: frozenset[str]


def note_slips(engine: Environment, source: str, path: str, problems: Problems) -> Mended | None:
    """Note all slips of a text that ``engine`` cannot read; return what can be read of it, none where nothing can."""
    text = blank_comments(source, is_markdown=engine.comment_start_string != "{#")
    text = _RAW.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    reader = _Reader(engine, source, text)
    mended = reader.read()
    for one in reader.slips[:MOST_TOLD]:  # no report tells more
        problems.add(Location(path, one.line), one.message, one.hint, one.word)
    return Mended(mended, frozenset(reader.gone)) if reader.is_readable else None


def leave_out_tags(engine: Environment, source: str, lines: Collection[int]) -> str:
    """Return a text without what its tags in some lines put in, loop over or ask; others keep their places."""
    text = blank_comments(source, is_markdown=engine.comment_start_string != "{#")
    reader = _Reader(engine, source, text)
    for tag in _cut(text):
        first = text.count("\n", 0, tag.start) + 1
        is_meant = any(first <= line <= first + tag.text.count("\n") for line in lines)
        if is_meant and (tag.is_value or tag.word in _SKIPPED):
            reader.leave_out(tag, _SKIPPED.get(tag.word, ""))
    return reader.mend()


def note_unknown(tree: nodes.Template, path: str, engine: Environment, problems: Problems) -> None:
    """Note filters and tests that ``engine`` does not know, and numbers that are none.

    From then on it knows them, and they give nothing.
    """
    for node_type, word, known in (
        (nodes.Filter, "filter", engine.filters),
        (nodes.Test, "test", engine.tests),
    ):
        names = [*known]
        for one in tree.find_all(node_type):
            if one.name not in names:
                hint = suggest(one.name, names, "look for a slip in this name")
                problems.add(Location(path, one.lineno), f"there is no {word} '{one.name}'", hint, one.name)
                known[one.name] = lambda *_, **__: ""
    for number in tree.find_all(nodes.Const):
        if isinstance(number.value, float) and not math.isfinite(number.value):
            message = "this number is larger than any can be"
            problems.add(Location(path, number.lineno), message, "write a smaller one")
            number.value = 0.0  # the engine has no word for it


class _Reader:
    """Goes through a text tag by tag, and notes what to write in the place of those that are wrong."""

    def __init__(self, engine: Environment, source: str, text: str) -> None:
        self.engine, self.source, self.text = engine, source, text
        self.slips: list[_Slip] = []
        self.edits: dict[tuple[int, int], str] = {}
        self.open: list[tuple[str, _Tag]] = []
        self.lost: set[int] = set()
        self.gone: set[str] = set()
        """The words of tags that are left out: a page lacks what they give."""
        self.is_readable = True

    def read(self) -> str:
        """Read all tags; return the text that is left."""
        for found in _cut(self.text):
            tag = self.complete(found) if found.wrong else found
            if tag.is_value:
                self.take_value(tag)
            else:
                self.take_statement(tag)
        for name, tag in reversed(self.open):
            self.tell(tag, f"'{name}' is never closed", f"close it with {{% {_PAIRS[name]} %}}")
            self.insert(len(self.source), f"{{% {_PAIRS[name]} %}}")
        if "block" in self.gone:  # what stood in it is looked through where no page above leaves it out
            self.gone.add("super")
            for tag in _cut(self.text):
                if tag.word == "extends":
                    self.leave_out(tag)
        mended = self.mend()
        try:
            self.engine.parse(mended)
        except TemplateSyntaxError as error:
            message, hint = explain_syntax(error)
            if all(error.lineno != one.line for one in self.slips):
                self.slips.append(_Slip(error.lineno, message, hint))
            self.is_readable = False
        self.slips.sort(key=lambda one: one.line)
        return mended

    def mend(self) -> str:
        """Return the text without what is wrong; all else keeps its line."""
        made, at = [], 0
        for (start, end), words in sorted(self.edits.items()):
            made += [self.source[at:start], words, "\n" * self.source.count("\n", start, end)]
            at = end
        return "".join([*made, self.source[at:]])

    def tell(self, tag: _Tag, message: str, hint: str) -> None:
        number = self.text.count("\n", 0, tag.start) + 1
        word = tag.text.partition("\n")[0].replace("+%}", "%}")  # a plus keeps the end of the line
        self.slips.append(_Slip(number, _CANNOT + message, hint, word))

    def complete(self, tag: _Tag) -> _Tag:
        """Tell how a tag does not end as it should, and return it with the end that is meant."""
        self.tell(tag, *(tag.wrong or ("", "")))
        is_clear = tag.text.endswith("}") or not tag.is_value  # words of the text may have followed
        whole = f"{tag.text.rstrip(' %}')} {'}}' if tag.is_value else '%}'}" if is_clear else ""
        self.leave_out(tag, whole)
        return replace(tag, text=whole)

    def leave_out(self, tag: _Tag, words: str = "") -> None:
        self.edits[tag.start, tag.end] = words

    def insert(self, at: int, words: str) -> None:
        self.edits[at, at] = self.edits.get((at, at), "") + words

    def is_sound(self, tag: _Tag, text: str) -> bool:
        """Return whether a tag can be read by itself, and tell where not, unless it was told already."""
        try:
            self.engine.parse(text)
        except TemplateSyntaxError as error:
            message, hint = explain_syntax(error)
            if not tag.wrong:
                self.tell(tag, message.removeprefix(_CANNOT), hint)
            return False
        return True

    def take_value(self, tag: _Tag) -> None:
        if not self.is_sound(tag, tag.text):
            self.leave_out(tag)

    def take_statement(self, tag: _Tag) -> None:
        name = tag.word
        if name and name not in _NAMES:
            guess = next((one for one in _NAMES if sorted(one) == sorted(name)), nearest(name, _NAMES))
            hint = f"did you mean '{guess}'?" if guess else "look for a slip in its name"
            self.tell(tag, f"there is no tag '{name}'", hint)
            meant = tag.text.replace(name, guess, 1) if guess else ""
            self.leave_out(tag, meant)
            if guess:
                self.take_statement(replace(tag, text=meant, wrong=("", "")))
            else:
                self.gone |= set(re.findall(r"\w+", tag.text))
        elif name in _PAIRS.values():
            self.close(tag, name)
        elif name in _BETWEEN:
            self.part(tag, name)
        elif name in _PAIRS and not (name == "set" and "=" in tag.text):
            self.open.append((name, tag))
            body = "{{ cite('x') }}" if name == "example" else ""
            self.keep_sound(tag, name, f"{tag.text}{body}{{% {_PAIRS[name]} %}}")
        else:
            self.keep_sound(tag, name, tag.text)

    def keep_sound(self, tag: _Tag, name: str, text: str) -> None:
        """Leave out a tag that cannot be read; without one that is more than a question, no page is made."""
        if not self.is_sound(tag, text):
            self.leave_out(tag, _SKIPPED.get(name, ""))
            if name not in _SKIPPED:
                self.gone |= set(re.findall(r"\w+", tag.text))
                self.lost.add(tag.start)

    def part(self, tag: _Tag, name: str) -> None:
        if not self.open or self.open[-1][0] not in _BETWEEN[name]:
            self.tell(
                tag, f"'{name}' stands here outside of what it belongs to", "open it above with {% if … %}"
            )
            self.leave_out(tag)
        else:
            self.keep_sound(tag, name, f"{{% if true %}}{tag.text}{{% endif %}}" if name == "elif" else "")

    def close(self, tag: _Tag, name: str) -> None:
        """Pair a tag that closes with the one that opened, and tell which have no other half."""
        opened = next((one for one, closing in _PAIRS.items() if closing == name), "")
        if opened not in [one for one, _ in self.open]:
            hint = f"take it out, or open it above with {{% {opened} %}}"
            self.tell(tag, f"'{opened}' is closed here, and was never opened", hint)
            self.leave_out(tag)
            return
        number = self.text.count("\n", 0, tag.start) + 1
        while self.open[-1][0] != opened:
            inner, left = self.open.pop()
            hint = f"close it with {{% {_PAIRS[inner]} %}}, before the '{name}' in line {number}"
            self.tell(left, f"'{inner}' is never closed", hint)
            self.insert(tag.start, f"{{% {_PAIRS[inner]} %}}")
        if self.open.pop()[1].start in self.lost:
            self.leave_out(tag)


def _cut(text: str) -> Iterator[_Tag]:
    """Yield the tags of a text; one that is not closed ends with its line, or where the next begins."""
    at = 0
    while (
        at := min((one for one in (text.find("{{", at), text.find("{%", at)) if one >= 0), default=-1)
    ) >= 0:
        tag = _cut_one(text, at)
        yield tag
        at = max(tag.end, at + 2)


def _cut_one(text: str, start: int) -> _Tag:
    is_value = text.startswith("{{", start)
    closing = "}}" if is_value else "%}"
    depth = 0
    line_end = text.find("\n", start) if "\n" in text[start:] else len(text)

    def end(at: int, *wrong: str) -> _Tag:
        return _Tag(start, at, text[start:at], is_value, (wrong[0], wrong[1]) if wrong else None)

    opening, behind = text[start : start + 2], f"write {closing} behind it"
    unclosed = f"'{opening}' is never closed in this line"
    for found in _PART.finditer(text, start + 2):
        sign, at = found[0], found.start()
        if sign in "\"'":  # without its other half in this line
            half = re.compile(r"\{\{|\{%|%\}|\}\}").search(text, at, line_end)
            if half and half[0] == closing:
                hint = "put a quotation mark behind the text too"
                return end(half.end(), "a quotation mark without its other half", hint)
            continue
        if sign == "}" and not depth and is_value and text.startswith("}}", at):
            return end(at + 2)
        if sign == "%}" and not is_value:
            return end(at + 2)
        if sign == "%}":
            return end(at + 2, f"'{opening}' is closed by another sign", behind)
        if sign in ("{{", "{%"):
            return end(min(at, line_end), unclosed, behind)
        if sign == "{":
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
        elif sign == "}":
            return end(at + 1, f"one }} stands here in place of {closing}", behind)
    return end(line_end, unclosed, behind)
