"""Braces of style sheets: one that is lost takes the rules below with it, and no reader of style sheets says so."""

from __future__ import annotations

import re

from inclucities_docs.diagnostics import Diagnostic, Location

__all__ = ["check_braces"]

_SIGN = re.compile(r"/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|url\([^)\"']*\)|[{}]", re.DOTALL)


def check_braces(path: str, text: str) -> list[Diagnostic]:
    """Return an error for the first brace that has no other half."""
    held: list[tuple[int, bool]] = []
    suspect = None  # a rule inside a rule without & may be meant; where a brace is lost, it begins there
    end = 0
    for found in _SIGN.finditer(text):
        if found[0] == "{":
            rule = re.sub(r"/\*.*?\*/", "", text[end : found.start()], flags=re.DOTALL).strip()
            is_nested = "@" in rule or "&" in rule
            if held and not held[-1][1] and not is_nested and suspect is None:
                suspect = held[-1][0]
            is_group = bool(re.match(r"@(?:media|supports|layer|container|keyframes)\b", rule))
            held.append((found.start(), is_group))
        elif found[0] == "}" and not held:
            return [_tell(path, text, found.start(), "this closes a block that was never opened", "{")]
        elif found[0] == "}":
            held.pop()
        if found[0] in "{}":
            end = found.end()
    if held:
        at = held[-1][0] if suspect is None else suspect
        return [_tell(path, text, at, "the block that opens here is never closed", "}")]
    return []


def _tell(path: str, text: str, at: int, message: str, lost: str) -> Diagnostic:
    number, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    hint = f"put the lost {lost} in; the rules behind it are not followed"
    return Diagnostic.at(Location(path, number, column), text, message, hint)
