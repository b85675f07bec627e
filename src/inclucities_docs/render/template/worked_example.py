"""Worked examples: pieces of a text that name records, and stand in it only where a programme has these records.

``{% example %}In {{ cities["jelgava"].name }}, … {{ cite("site-pair-4") }}{% endexample %}`` needs the city and
the source. What an example needs is read off from what it names, so that the two cannot come apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import reduce

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

__all__ = ["WorkedExample", "cut_examples", "keep_line_end", "list_named"]

_RECORDS = frozenset(
    {"cities", "groups", "duos", "meetings", "visits", "events", "organisations", "funders", "roles", "plans",
     "shops", "sources", "directories"}
)  # fmt: skip
"""Collections whose records belong to one programme."""

_SUBJECTS = ("cities", "groups", "meetings", "organisations", "funders")
"""Where a figure's subject is looked for."""


class WorkedExample(Extension):
    """The tags ``example`` and ``endexample``."""

    tags = {"example"}

    def parse(self, parser: Parser) -> nodes.Node:
        """Read an example as what is shown if all that it names is there."""
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endexample",), drop_needle=True)
        named = dict.fromkeys(name for node in body for name in list_named(node))
        if not named:
            parser.fail("this example names no record and no source", line)
        tests = [_ask(*name) for name in named]
        return nodes.If(reduce(nodes.And, tests), body, [], []).set_lineno(line)


def _ask(collections: tuple[str, ...], key: str) -> nodes.Expr:
    """Return the question whether a record stands in one of some collections."""
    asked: list[nodes.Expr] = [
        nodes.Compare(nodes.Const(key), [nodes.Operand("in", nodes.Name(one, "load"))]) for one in collections
    ]
    return reduce(nodes.Or, asked)


def list_named(tree: nodes.Node) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the records that a text names by id: where each may stand, and its id."""
    for found in _walk(tree):
        if isinstance(found, nodes.Getitem):
            owner, key = found.node, found.arg
            if isinstance(owner, nodes.Name) and owner.name in _RECORDS and isinstance(key, nodes.Const):
                yield (owner.name,), str(key.value)
        elif isinstance(found, nodes.Call) and isinstance(found.node, nodes.Name):
            given = [one.value for one in found.args if isinstance(one, nodes.Const)]
            if found.node.name == "cite":
                yield from ((("sources",), str(one)) for one in given)
            elif found.node.name == "figure":
                yield from ((_SUBJECTS, str(one)) for one in given[1:])


def _walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    yield tree
    for child in tree.iter_child_nodes():
        yield from _walk(child)


_EXAMPLE = re.compile(
    r"\{%[-+]?\s*example\s*[-+]?%\}(?P<body>.*?)\{%[-+]?\s*endexample\s*[-+]?%\}\n?", re.DOTALL
)

_END = re.compile(r"(\{%\s*endexample\s*%\})[ \t]*$")


def keep_line_end(line: str) -> str:
    """Return a line whose last word is the end of an example, with its line end in the example."""
    words = line.rstrip("\r\n")
    found = _END.search(words)
    before = words[: found.start()] if found else ""
    return f"{before}\n{found[1]}" if found and before.strip() and line != words else line


def cut_examples(text: str, has: Callable[[Iterable[str], str], bool]) -> str:
    """Return a text without the examples whose records are not there, and without the tags of the others."""
    engine = Environment(comment_start_string="{#!", comment_end_string="!#}")

    def choose(found: re.Match[str]) -> str:
        named = list_named(engine.parse(found["body"]))
        return found["body"].strip("\n") + "\n" if all(has(*one) for one in named) else ""

    return re.sub(r"\n{3,}", "\n\n", _EXAMPLE.sub(choose, text))
