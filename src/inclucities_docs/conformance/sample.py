"""Pages that stand for others in the browser, which is slow.

Siblings come from one template and differ in their words. What words change is asked of every
document, and of the portal's pages of each folder in each language: of one, and of the one with the
longest word, which is the first to be too wide. What hangs on styles and scripts alone is asked of
pages on which together stands everything that stands on any: no look goes untried. A look is an
element and the one that it stands in, with what a style sheet can tell of each; it is another one on a
page with other styles or scripts, that is read from the other side, or in a language of which the
styles say something.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from lxml import etree
from lxml.html import HtmlElement

from inclucities_docs.conformance.html_tree import parse
from inclucities_docs.conformance.inventory import Delivered

__all__ = ["choose_sample"]

TELLING = frozenset({
    "class", "role", "type", "hidden", "open", "disabled", "checked", "tabindex", "contenteditable", "dir",
    "aria-hidden", "aria-current", "aria-expanded", "aria-pressed", "aria-selected",
})  # fmt: skip
"""Attributes by which elements of one tag look or behave differently in any style."""
CARRIED = re.compile(r"@font-face\s*\{[^}]*\}|url\([^)]*\)")
"""What styles that are the same carry along: the letters that a page needs, and pictures."""
MEASURE = re.compile(r"(--[\w-]+:\s*)\d+(?=\s*(?:;|$))|(?<![#\w.(])[\d.]+(?=%|[a-z]+\s*(?:;|$))")
"""How long, wide or many, which follows from words."""
ATTRIBUTE = re.compile(r"""\[([\w-]+)(?:([~|^$*]?)=["']?([^"'\]]*)["']?)?\]""")
BRACES = re.compile(r"[{}]")
LANGUAGE = re.compile(r":lang\(([\w-]*)\)")
MATCHES: dict[str, Callable[[str, str], bool]] = {
    "": operator.eq,
    "~": lambda value, wanted: wanted in value.split(),
    "|": lambda value, wanted: value.split("-")[0] == wanted,
    "^": str.startswith,
    "$": str.endswith,
    "*": operator.contains,
}


@dataclass(frozen=True, eq=False)
class Style:
    """The styles and scripts of a page, and what they ask of elements beside their classes."""

    text: str
    attributes: dict[str, list[tuple[str, str]]]
    """Attribute → in which ways its value is compared with what."""
    languages: dict[str, frozenset[tuple[int, str]]]
    """What they say of a language: two of which they say the same look alike."""


def choose_sample(delivered: Sequence[Delivered]) -> list[Delivered]:
    """Return the pages to try, the largest first to be tried in all; the others say on which pages their looks are tried."""
    known: dict[tuple[object, ...], dict[object, str]] = {}
    groups: set[tuple[str, str]] = set()
    longest: dict[tuple[str, str], tuple[int, Delivered]] = {}
    chosen: dict[Delivered, Delivered] = {}
    for one in sorted(delivered, key=lambda one: (-one.file.stat().st_size, one.path)):
        top = parse(one.file)
        if top is None:
            chosen[one] = one
            continue
        language = top.get("lang", "")
        style = read_style(top, one.file)
        tried = known.setdefault((style.text, top.get("dir"), style.languages.get(language)), {})
        looks = list_looks(top, style)
        new = looks - tried.keys()
        standing = replace(one, alike=() if new else tuple(sorted({tried[look] for look in looks})))
        tried.update(dict.fromkeys(new, one.path))
        group = (name_folder(one, language), language)
        if one.is_document or new or group not in groups:
            chosen[one] = standing
        groups.add(group)
        words = "".join(top.itertext("p", "li", "td", "h1", "h2", "h3", "a")).split()
        if (width := max(map(len, words), default=0)) > longest.get(group, (0, one))[0]:
            longest[group] = (width, standing)
    return sorted({*chosen.values(), *(one for _, one in longest.values())})


def name_folder(one: Delivered, language: str) -> str:
    """Return the folder of a page without its language."""
    parts = PurePosixPath(one.path).parts
    return "/".join(parts[1:-1] if parts[0] == language else parts[:-1]) or parts[-1]


def read_style(top: HtmlElement, file: Path) -> Style:
    """Return the styles and the scripts of a page."""
    texts = []
    for one in top.iter("style", "script", "link"):
        address = one.get("src") or (one.get("href") if one.get("rel") == "stylesheet" else None)
        if address:
            texts.append(read_shared((file.parent / address).resolve()))
        elif one.tag != "link" and "json" not in one.get("type", ""):
            texts.append(CARRIED.sub("", one.text or ""))
    return describe_style("\n".join(texts))


@lru_cache(maxsize=256)
def read_shared(file: Path) -> str:
    """Return a style sheet or script that pages share; its name, where it is not there."""
    return file.read_text("utf-8") if file.is_file() else file.name


@lru_cache(maxsize=256)
def describe_style(text: str) -> Style:
    """Return what styles ask of elements."""
    told: dict[str, set[tuple[int, str]]] = {}
    for number, selectors in enumerate(BRACES.split(text)):
        for one in selectors.split(",") if ":lang(" in selectors else ():
            for language in LANGUAGE.findall(one):
                told.setdefault(language, set()).add((number, LANGUAGE.sub("", one).strip()))
    attributes: dict[str, list[tuple[str, str]]] = {}
    for name, way, wanted in sorted(set(ATTRIBUTE.findall(text))):
        attributes.setdefault(name, []).append((way, wanted))
    return Style(text, attributes, {language: frozenset(rules) for language, rules in told.items()})


def list_looks(top: HtmlElement, style: Style) -> set[tuple[object, ...]]:
    """Return the looks on a page: what styles can tell of each element, and of the one that it stands in."""
    own = {one: describe(one, style) for one in top.iter(etree.Element)}
    return {(look, own.get(one.getparent())) for one, look in own.items()}


def describe(one: HtmlElement, style: Style) -> tuple[object, ...]:
    """Return what styles can tell of an element."""
    own: list[object] = [one.tag]
    for name, value in one.items():
        if name in TELLING:
            own.append((name, value))
        elif name == "style":
            own.append(MEASURE.sub(r"\1", CARRIED.sub("", value)))
        elif name == "lang":
            own.append(style.languages.get(value))
        for way, wanted in style.attributes.get(name, ()):
            if not wanted or MATCHES[way](value, wanted):
                own.append((name, way, wanted))
    return tuple(own)
