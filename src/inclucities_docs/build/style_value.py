"""Values of styles that do nothing, or nothing good: colours and units that are none, words too small to read."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from tinycss2.color4 import parse_color

__all__ = ["find_strange", "is_property"]

_OF_PAGES = {
    "size",
    "marks",
    "bleed",
    "string-set",
    "bookmark-level",
    "bookmark-label",
    "bookmark-state",
    "src",
}
"""Properties of pages and fonts, which the list of properties of elements leaves out."""


@functools.cache
def is_property(name: str) -> bool:
    """Return whether browsers or the layout engine know a property, by the list of Pygments, which Rich brings along."""
    from pygments.lexers.css import CssLexer  # type: ignore[import-untyped]
    from pygments.token import Keyword  # type: ignore[import-untyped]

    if name in _OF_PAGES or name.startswith("-") or not re.fullmatch(r"[a-z-]{2,60}", name):
        return True
    return (Keyword, name) in CssLexer().get_tokens(f"a {{ {name}: x }}")


_COLOURED = re.compile(r"(?:.+-)?color|fill|stroke")
_UNITS = re.compile(
    r"px|pt|pc|mm|cm|in|q|r?em|r?ex|r?ch|r?lh|r?cap|r?ic|[sld]?v(?:w|h|i|b|min|max)|cq(?:w|h|i|b|min|max)|fr"
    r"|deg|grad|rad|turn|m?s|k?hz|dpi|dpcm|dppx|x|n",
    re.IGNORECASE,
)
_LENGTHS = re.compile(
    r"(?:margin|padding|inset)(?:-.+)?|(?:min-|max-)?(?:width|height|inline-size|block-size)|font-size|(?:row-|column-)?gap"
    r"|top|right|bottom|left|letter-spacing|border(?:-.+)?-(?:width|radius)|border-(?:width|radius)|text-indent"
)
"""Properties whose numbers have a unit."""

_POINTS = {
    "pt": 1,
    "px": 0.75,
    "mm": 72 / 25.4,
    "cm": 720 / 25.4,
    "in": 72,
    "pc": 12,
    "q": 18 / 25.4,
    "rem": 12,
    "em": 9,
}
"""Units of sizes → points; those of the words around are what they mostly come to."""

_LEAST = 5
"""Smallest words that anybody can read, points."""

_HIDDEN = 1
"""Words of that size are for those alone who hear a page, points."""

_NO_COLOURS = re.compile(
    r"inherit|initial|unset|revert(?:-layer)?|none|currentcolor|auto|context-(?:fill|stroke)|accentcolor(?:text)?"
    r"|activetext|button(?:border|face|text)|canvas(?:text)?|field(?:text)?|graytext|highlight(?:text)?|linktext"
    r"|mark(?:text)?|selecteditem(?:text)?|visitedtext"
)
"""Words that stand for a colour which the reader's system or another rule gives."""


def find_strange(value: Any) -> Iterator[tuple[Any, tuple[str, str]]]:
    """Yield what of a value no browser reads: colours that are none, units that are none, numbers without one."""
    words = [one for one in value.tokens if one.type not in ("whitespace", "comment")]
    if len(words) == 1 and words[0].type in ("ident", "hash") and _COLOURED.fullmatch(value.name):
        name = words[0].value.lower()
        if parse_color(words[0]) is None and not (words[0].type == "ident" and _NO_COLOURS.fullmatch(name)):
            told = words[0].serialize()
            yield (
                words[0],
                (f"'{told}' is no colour: it does nothing", "colours come from brand.yaml: var(--ink)"),
            )
    if value.name == "font-size" and len(words) == 1 and words[0].type == "dimension":
        size = words[0].value * _POINTS.get(words[0].lower_unit, 0)
        if _HIDDEN < size < _LEAST:
            hint = "sizes come from brand.yaml: the smallest is var(--size-note)"
            yield words[0], (f"words of {words[0].serialize()} are too small to read", hint)
    for before, token in zip([None, *words], words, strict=False):
        if before == "!" and token.type == "ident" and token.lower_value != "important":
            hint = "did you mean '!important'?"
            yield token, (f"no browser knows '!{token.value}': this property does nothing", hint)
        elif (
            token == ":" and before is not None and before.type == "ident" and is_property(before.lower_value)
        ):
            yield (
                before,
                (f"a semicolon is missing before '{before.value}'", "write ; behind the value above it"),
            )
        if token.type == "dimension" and not _UNITS.fullmatch(token.unit):
            yield (
                token,
                (f"'{token.unit}' is no unit of sizes: it does nothing", "write px, pt, mm, rem or %"),
            )
        elif (
            before is not None
            and before.type == "number"
            and token.type == "ident"
            and _UNITS.fullmatch(token.value)
        ):
            hint = f"write {before.serialize()}{token.value}"
            yield token, ("a space stands between this number and its unit: it does nothing", hint)
        elif token.type == "number" and token.value and _LENGTHS.fullmatch(value.name):
            after = words[words.index(token) + 1 :][:1]
            if not after or after[0].type != "ident":
                hint = "write px, pt, mm, rem or % behind it"
                yield token, ("this number has no unit: it does nothing", hint)
