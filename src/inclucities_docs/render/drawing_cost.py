"""How much a drawing draws, where each use of an element counts: `use` in `use` doubles them again and again."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

import tinycss2
from lxml import etree

__all__ = ["MAX_DRAWN", "count_drawn", "links_of", "local_name", "parse_style"]

MAX_DRAWN = 100_000
"""Most elements of a drawing, each use of an element counted: `use` in `use` doubles them again and again."""

MAX_COPIED = 50
"""Deepest nesting of uses in uses."""

_GRADIENTS = ("linearGradient", "radialGradient")


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(etree.QName(element).localname)


def links_of(element: etree._Element) -> list[str]:
    """Return the attributes by which an element names another one, or a file."""
    return [str(key) for key in element.attrib if etree.QName(key).localname.lower() in ("href", "src")]


@functools.lru_cache(maxsize=512)
def parse_style(style: str) -> list[Any]:
    """Return the tokens of a style, as tinycss2 has them."""
    return list(tinycss2.parse_component_value_list(style, skip_comments=True))


def count_drawn(root: etree._Element) -> int:
    """Return how many elements are drawn where each use counts, as a copy, mask, marker, pattern or filter."""
    named: dict[str, etree._Element] = {}
    for one in root.iter():
        if one.get("id"):
            named.setdefault(str(one.get("id")), one)
    uses = _list_uses(root)
    counts: dict[etree._Element, int] = {}

    def count(element: etree._Element, above: tuple[etree._Element, ...]) -> int:
        if element in above or len(above) > MAX_COPIED:
            return MAX_DRAWN + 1
        if element not in counts:
            total = 0
            for one in element.iter():
                total += 1
                for name in uses.get(one, ()):
                    used = named.get(name)
                    if used is not None and local_name(used) not in _GRADIENTS:
                        total += count(used, (*above, element))
                if total > MAX_DRAWN:
                    break
            counts[element] = total
        return counts[element]

    return count(root, ())


def _list_uses(root: etree._Element) -> dict[etree._Element, list[str]]:
    """Return the names of what each element uses, by link, attribute or rule of style."""
    uses: dict[etree._Element, list[str]] = {}
    elements = list(root.iter())
    for element in elements:
        found = uses.setdefault(element, [])
        if local_name(element) != "a":
            found += [str(element.get(key)).strip().removeprefix("#") for key in links_of(element)]
        for key, value in element.attrib.items():
            if "(" in str(value) and etree.QName(key).localname not in ("d", "points", "transform"):
                found += _names_in(parse_style(str(value)))
    for element in elements:
        if local_name(element) == "style":
            for rule in tinycss2.parse_stylesheet(
                "".join(map(str, element.itertext())), skip_comments=True, skip_whitespace=True
            ):
                names = _names_in(getattr(rule, "content", None) or [])
                if names:
                    for one in _select(elements, tinycss2.serialize(rule.prelude)):
                        uses[one] += names
    return uses


def _names_in(tokens: list[Any]) -> list[str]:
    names = []
    for token in tokens:
        if token.type in ("url", "string") and token.value.strip().startswith("#"):
            names.append(token.value.strip()[1:])
        inside = getattr(token, "arguments", None) or getattr(token, "content", None)
        if isinstance(inside, list):
            names += _names_in(inside)
    return names


def _select(elements: list[etree._Element], selectors: str) -> Iterator[etree._Element]:
    """Return what some selectors may mean: all that their last part names, or everything."""
    for selector in selectors.split(","):
        found = re.fullmatch(r"([A-Za-z]+)?(?:\.([\w-]+))?(?:#([\w-]+))?", selector.strip())
        for one in elements:
            if found is None or (
                (not found[1] or found[1] == local_name(one))
                and (not found[2] or found[2] in str(one.get("class", "")).split())
                and (not found[3] or found[3] == one.get("id"))
            ):
                yield one
