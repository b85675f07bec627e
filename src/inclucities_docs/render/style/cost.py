"""What a style may ask of the layout engine: numbers, lists and copies of copies within bounds.

The engine puts in all that a value names before it looks at it, and keeps each cell of a grid;
a line of style could so take all time or memory there is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

__all__ = ["CostChecker", "Excess", "Value", "list_users", "read_values", "walk"]

MOST = 10_000
"""The largest number, and the most words of a value with all that it names put in."""

MOST_TRACKS = 1_000
"""The same in grids."""

LEAST, LEAST_STEP = 0.001, 0.1
"""The smallest number that is not zero, and the smallest in a gradient that repeats itself."""

DEEPEST = 50
"""So many custom properties name one another at most."""


@dataclass(frozen=True, slots=True)
class Value:
    """One property of a style sheet with what it is set to; a rule in a rule without a name."""

    path: str
    line: int
    column: int
    name: str
    tokens: tuple[Any, ...]
    copies: int = 0
    """For rules in rules: the words that their selectors come to."""


class Excess(NamedTuple):
    """What is out of bounds, where, and what to do."""

    value: Value
    token: Any
    message: str
    hint: str


class _Size(NamedTuple):
    """What a value comes to: words, largest number, largest without unit, smallest number but zero, depth of names in names."""

    words: float = 0
    largest: float = 0
    times: float = 0
    smallest: float = math.inf
    depth: int = 0

    def join(self, other: _Size) -> _Size:
        """Return the size of both together."""
        return _Size(
            self.words + other.words,
            max(self.largest, other.largest),
            max(self.times, other.times),
            min(self.smallest, other.smallest),
            max(self.depth, other.depth),
        )


def read_values(path: str, tokens: Iterable[Any], parent: int = 0) -> Iterator[Value]:
    """Return every property that some style sets, in its order; raise RecursionError for rules without end."""
    part: list[Any] = []
    for token in tokens:
        if token.type == "{} block" and not _is_custom(part):
            selectors = parent
            if not any(one.type == "at-keyword" for one in part[:1]):
                selectors = _count_selectors(part, parent)
                if parent and part:
                    yield Value(path, part[0].source_line, part[0].source_column, "", (), selectors)
            yield from read_values(path, token.content, min(selectors, MOST + 1))
            part = []
        elif token == ";":
            yield from _read_value(path, part)
            part = []
        elif part or token.type not in ("whitespace", "comment"):
            part.append(token)
    yield from _read_value(path, part)


def _is_custom(part: Sequence[Any]) -> bool:
    return bool(part) and part[0].type == "ident" and part[0].value.startswith("--")


def _read_value(path: str, part: Sequence[Any]) -> Iterator[Value]:
    solid = [number for number, one in enumerate(part) if one.type not in ("whitespace", "comment")]
    if len(solid) > 1 and part[0].type == "ident" and part[solid[1]] == ":":
        name = part[0].value if part[0].value.startswith("--") else part[0].lower_value
        yield Value(path, part[0].source_line, part[0].source_column, name, tuple(part[solid[1] + 1 :]))


def _count_selectors(part: Sequence[Any], parent: int) -> int:
    """Return the words of a rule's selectors with those of the rule around it put in, as the engine does."""
    alternatives, copies = (sum(bool(one == sign) for one in part) for sign in (",", "&"))
    return max(1, len(part)) + (1 + alternatives) * max(1, copies) * parent


def walk(tokens: Iterable[Any]) -> Iterator[Any]:
    """Return each token of a style, those inside others too."""
    for token in tokens:
        yield token
        yield from walk(_inside(token))


def list_users(values: Iterable[Value], names: Iterable[str]) -> list[Value]:
    """Return the values that name any of some custom properties, or what names them in turn."""
    users: dict[str, list[Value]] = {}
    for value in values:
        for token in walk(value.tokens):
            if token.type == "function" and token.lower_name == "var":
                for key in {_key(one.value) for one in token.arguments if one.type == "ident"}:
                    users.setdefault(key, []).append(value)
    found: dict[int, Value] = {}
    waiting = [_key(name) for name in names]
    while waiting:
        for value in users.pop(waiting.pop(), ()):
            found[id(value)] = value
            waiting += [_key(value.name)] if value.name.startswith("--") else []
    return list(found.values())


def _inside(token: Any) -> Sequence[Any]:
    inside = getattr(token, "arguments", None) or getattr(token, "content", None)
    return inside if isinstance(inside, list) else ()


class CostChecker:
    """Measures values, with what their custom properties stand for anywhere in the style sheets."""

    def __init__(self, values: Iterable[Value]) -> None:
        self.custom: dict[str, list[Value]] = {}
        for value in values:
            if value.name.startswith("--"):
                self.custom.setdefault(_key(value.name), []).append(value)
        self.known: dict[str, _Size] = {}
        self.open: list[str] = []

    def find(self, values: Iterable[Value]) -> Iterator[Excess]:
        """Return what is out of bounds: numbers wherever they stand, all else once in each style sheet."""
        told = set()
        for value in values:
            excess = self._judge(value)
            if excess is not None and (excess.token or (value.path, excess.message) not in told):
                told.add((value.path, excess.message))
                yield excess

    def _judge(self, value: Value) -> Excess | None:
        if value.copies > MOST:
            message = f"with those of the rules around it, its selectors come to more than {MOST} words"
            return Excess(value, None, message, "write fewer rules one inside the other")
        try:
            return self._judge_size(value)
        except RecursionError:
            self.open.clear()
            return Excess(
                value, None, "brackets in brackets in this style, without end", "take most of them out"
            )

    def _judge_size(self, value: Value) -> Excess | None:
        most = MOST_TRACKS if value.name.startswith("grid") else MOST
        if value.name.startswith("--"):
            size = self._measure_property(value.name)
        else:
            size = self._measure(value.tokens)
        if math.isinf(size.words) or size.depth > DEEPEST:
            return Excess(value, None, "what this names leads back to itself, or on and on", _CIRCLE)
        if size.largest > MOST or size.times > most:
            numbers = [one for one in walk(value.tokens) if abs(_number(one)) > most]
            token = next((one for one in numbers if one.type == "number" or abs(_number(one)) > MOST), None)
            message = f"a number that is too large for the layout engine: it may be {most} here"
            return Excess(value, token, message, "write a smaller number, in a larger unit if need be")
        if size.words > most:
            message = f"this comes to more than {most} words, with all that it names and repeats"
            return Excess(
                value, None, message, "look for lists of lists, and for what names one thing several times"
            )
        return self._judge_least(value, size)

    def _judge_least(self, value: Value, size: _Size) -> Excess | None:
        steps = [one for one in walk(value.tokens) if getattr(one, "lower_name", "").startswith("repeating-")]
        for part, least in ((size, LEAST), *((self._measure(one.arguments), LEAST_STEP) for one in steps)):
            if part.smallest < least:
                token = next((one for one in walk(value.tokens) if 0 < abs(_number(one)) < least), None)
                message = f"a number that is too small for the layout engine: it may be {least:g} here, or 0"
                return Excess(value, token, message, "write a larger number, in a smaller unit if need be")
        return None

    def _measure(self, tokens: Iterable[Any]) -> _Size:
        """Return the size of some tokens with all that they name put in."""
        size = _Size()
        for token in tokens:
            size = size.join(self._measure_token(token))
        return size

    def _measure_token(self, token: Any) -> _Size:
        if token.type in ("whitespace", "comment"):
            return _Size()
        if token.type == "string":
            return _Size(1 + token.value.count(" "))
        number = abs(_number(token))
        own = _Size(1, number, number if token.type == "number" else 0, number or math.inf)
        inside = self._measure(_inside(token))
        if token.type == "function" and token.lower_name == "var":
            names = [one.value for one in token.arguments if one.type == "ident"][:1]
            inside = inside.join(self._measure_property(names[0]) if names else _Size())
        elif token.type == "function" and token.lower_name == "repeat":
            first = next((place for place, one in enumerate(token.arguments) if one == ","), 0)
            times = self._measure(token.arguments[:first]).times
            inside = inside._replace(words=inside.words * max(1, times))
        return own.join(inside)

    def _measure_property(self, name: str) -> _Size:
        """Return the largest size of a custom property; without end for one that leads back to itself."""
        key = _key(name)
        if key in self.known:
            return self.known[key]
        if key in self.open or len(self.open) > DEEPEST:
            return _Size(math.inf)
        self.open.append(key)
        size = _Size()
        for value in self.custom.get(key, ()):
            one = self._measure(value.tokens)
            size = size.join(one)._replace(words=max(size.words, one.words))
        self.open.pop()
        size = size._replace(depth=size.depth + 1)
        self.known[key] = size
        return size


_CIRCLE = f"give custom properties values of their own; at most {DEEPEST} lead from one to the next"


def _key(name: str) -> str:
    """Return a custom property's name as the engine knows it."""
    return name.replace("-", "_")


def _number(token: Any) -> float:
    """Return the number that a token holds; 0 for others."""
    return float(token.value) if token.type in ("number", "percentage", "dimension") else 0.0
