"""Braces of style sheets: one that is lost takes the rules below with it, and no reader of style sheets says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inclucities_docs.diagnostics import Diagnostic, Location

__all__ = ["check_braces"]

_SIGN = re.compile(
    r"/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|url\([^)\"']*\)|[{}]|/\*", re.DOTALL
)

_NO_END = "this remark is never closed"


@dataclass
class _Block:
    """A block that is open: where its brace stands, in which column its line begins, whether it holds rules."""

    at: int
    column: int
    is_group: bool


def check_braces(path: str, text: str) -> list[Diagnostic]:
    """Return an error for each brace that has no other half, and for a remark without end."""
    held: list[_Block] = []
    lost: list[Diagnostic] = []
    suspect = None  # a rule inside a rule without & may be meant; where a brace is lost, it begins there
    end = 0
    for found in _SIGN.finditer(text):
        if found[0] == "/*":
            return [*lost, _tell(path, text, found.start(), _NO_END, "*/")]
        if found[0] == "{":
            rule = re.sub(r"/\*.*?\*/", "", text[end : found.start()], flags=re.DOTALL).strip()
            column = _find_column(text, found.start())
            is_nested = "@" in rule or "&" in rule
            if held and not held[-1].is_group and not is_nested:
                is_below = "\n" in text[held[-1].at : found.start()]
                if is_below and column <= held[-1].column:  # what is meant to stand inside stands deeper
                    lost.append(
                        _tell(path, text, held.pop().at, "the block that opens here is never closed", "}")
                    )
                elif suspect is None:
                    suspect = held[-1].at
            is_group = bool(re.match(r"@(?:media|supports|layer|container|keyframes)\b", rule))
            held.append(_Block(found.start(), column, is_group))
        elif found[0] == "}" and held:
            held.pop()
        elif found[0] == "}":
            lost.append(_tell(path, text, found.start(), "this closes a block that was never opened", "{"))
        if found[0] in "{}":
            end = found.end()
    if held:
        at = held[-1].at if suspect is None else suspect
        lost.append(_tell(path, text, at, "the block that opens here is never closed", "}"))
    return lost


def _find_column(text: str, at: int) -> int:
    """Return the column in which the line of a brace begins its words."""
    line = text[text.rfind("\n", 0, at) + 1 : at + 1]
    return len(line) - len(line.lstrip()) + 1


def _tell(path: str, text: str, at: int, message: str, lost: str) -> Diagnostic:
    number, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    hint = f"put the lost {lost} in; the rules behind it are not followed"
    return Diagnostic.at(Location(path, number, column), text, message, hint)
