"""Slips that browsers pass over in silence: properties that none knows, names of values that nothing gives, pale words."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import tinycss2
from tinycss2.color4 import parse_color

from inclucities_docs.build.style_value import find_strange, is_property
from inclucities_docs.diagnostics import Diagnostic, Location, nearest, suggest
from inclucities_docs.inputs.contrast import TEXT, measure_contrast
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render.style.cost import read_values, walk
from inclucities_docs.render.style.sheet import LETTERS, write_brand
from inclucities_docs.schema import Brand

__all__ = ["find_style_slips"]

_FOLDER = "templates/"

_GIVEN = re.compile(r"(?<![\w-])(--[a-zA-Z_][\w-]*)['\"]?\s*[:,]")
"""Where a custom property gets its value: in a style sheet, the style of an element, a script."""

_MOST = 2_000_000
"""Characters of a style sheet; longer ones are refused elsewhere."""


def find_style_slips(workspace: Workspace, brand: Brand | None) -> list[Diagnostic]:
    """Return a warning for each slip in a style sheet; without a brand, for properties alone."""
    sheets = {
        path: text
        for path in sorted(workspace.files)
        if path.startswith(_FOLDER) and path.endswith(".css")
        for text in [_read(workspace, path)]
        if len(text) < _MOST
    }
    found = [one for path, text in sheets.items() for one in _find_unknown(path, text)]
    pages = {path: _read(workspace, path) for path in sorted(workspace.files) if path.endswith(".html")}
    found += [one for path, text in pages.items() for one in _find_inside(path, text)]
    if brand is None:
        return found
    given = write_brand(brand)
    written = [_read(workspace, path) for path in workspace.files if path.endswith((".html", ".js", ".svg"))]
    known = {
        LETTERS,
        *(name for text in [given, *sheets.values(), *written] for name in _GIVEN.findall(text)),
    }
    values = _read_givens({"": given, **sheets})
    of_brand = (
        brand.palette.ink,
        brand.palette.muted,
        brand.palette.primary,
        *(one.strong for one in brand.hues.values()),
    )
    told = {one.lower() for one in of_brand}
    for path, text in sheets.items():
        found += [*_find_ungiven(path, text, known), *_find_pale(path, text, values, told)]
        found += _find_strange_faces(path, text, brand)
    return found


def _read(workspace: Workspace, path: str) -> str:
    content = workspace.read(path) if path.startswith(_FOLDER) else None
    return (content or b"").decode("utf-8", "replace")


@functools.cache
def _list_properties() -> tuple[str, ...]:
    """Return what a misspelt property may have meant."""
    from weasyprint.css.properties import KNOWN_PROPERTIES

    return tuple(sorted(KNOWN_PROPERTIES))


@functools.lru_cache(maxsize=128)
def _find_unknown(path: str, text: str) -> tuple[Diagnostic, ...]:
    """Return a warning for each property that no browser knows."""
    found = []
    for value in _values(path, text):
        if value.name and not is_property(value.name):
            hint = suggest(
                value.name, [*_list_properties(), *_MORE], "take it out, or look for its name at MDN Web Docs"
            )
            message = f"no browser knows the property '{value.name}': it does nothing"
            found.append(_warn(path, text, value.line, value.column, message, hint, len(value.name)))
        elif value.name and not value.name.startswith("--"):
            found += [_warn(path, text, token.source_line, token.source_column, *said, len(token.serialize()))
                      for token, said in find_strange(value)]  # fmt: skip
    found += [
        _warn(path, text, token.source_line, token.source_column, *said) for token, said in _find_unread(text)
    ]
    return tuple(found)


_STYLE = re.compile(r"\bstyle=\"([^\"{}]+)\"")
"""The style of an element that no value makes a part of."""


@functools.lru_cache(maxsize=128)
def _find_inside(path: str, text: str) -> tuple[Diagnostic, ...]:
    """Return a warning for each slip in the style of an element of a page."""
    found = []
    for style in _STYLE.finditer(text):
        number, column = (
            text.count("\n", 0, style.start(1)) + 1,
            style.start(1) - text.rfind("\n", 0, style.start(1)),
        )
        for one in _find_unknown(f"{path} ", style[1]):
            place = Location(path, number, column + max(0, one.location.column - 1))
            found.append(Diagnostic.at(place, text, one.message, one.hint, "warning", one.width))
    return tuple(found)


_FACES = re.compile(
    r"(?:ui-)?(?:serif|sans-serif|monospace|rounded)|system-ui|cursive|fantasy|emoji|math|fangsong|inherit|initial|unset"
)
"""Typefaces that each machine has of its own."""


def _find_strange_faces(path: str, text: str, brand: Brand) -> Iterator[Diagnostic]:
    """Yield a warning for each list of typefaces that begins with one which the project does not bring along."""
    known = {one.family for one in (brand.text, brand.condensed, *brand.scripts.values())}
    for value in _values(path, text):
        words = [one for one in value.tokens if one.type not in ("whitespace", "comment")]
        if value.name == "font-family" and words and words[0].type in ("string", "ident"):
            parts = list(itertools.takewhile(lambda one: one.type in ("string", "ident"), words))
            name = " ".join(one.value for one in parts)
            if name not in known and not _FACES.fullmatch(name.lower()):
                message = f"'{name}' is no typeface of this project: each machine shows it, or another one"
                hint = "those of brand.yaml are var(--text-face) and var(--label-face)"
                yield _warn(
                    path, text, words[0].source_line, words[0].source_column, message, hint, len(name)
                )


_RULES = (
    "media", "supports", "layer", "container", "page", "font-face", "keyframes", "import", "charset", "namespace",
    "property", "scope", "starting-style", "counter-style", "view-transition",
)  # fmt: skip
"""Rules of style sheets that begin with @, those of a page's margins left out."""


def _find_unread(text: str) -> Iterator[tuple[Any, tuple[str, str]]]:
    """Yield what makes browsers leave out a whole rule: a name behind @ that is none, a comma without a selector."""
    part: list[Any] = []
    for token in _tokens(text):
        if token.type == "at-keyword" and not part:
            guess = nearest(token.lower_value, _RULES)
            if token.lower_value not in _RULES and guess and not token.lower_value.startswith("-"):
                yield (
                    token,
                    (
                        f"no browser knows the rule '@{token.value}': it does nothing",
                        f"did you mean '@{guess}'?",
                    ),
                )
        if token.type == "{} block" or token == ";":
            is_rule = token.type == "{} block" and part and part[0].type != "at-keyword"
            if is_rule and (part[0] == "," or part[-1] == ","):
                comma = part[0] if part[0] == "," else part[-1]
                yield (
                    comma,
                    ("nothing stands beside this comma: the rule is not followed", "take the comma out"),
                )
            part = []
        elif token.type not in ("whitespace", "comment"):
            part.append(token)


_MORE = (
    "accent-color", "animation", "aspect-ratio", "backdrop-filter", "background-blend-mode", "box-shadow", "cursor",
    "grid-template-columns", "inset-inline-start", "letter-spacing", "margin-inline", "object-fit", "overflow-wrap",
    "padding-inline", "pointer-events", "scroll-behavior", "text-decoration", "text-shadow", "transition", "user-select",
)  # fmt: skip
"""Properties of screens that are often misspelt."""


@functools.lru_cache(maxsize=64)
def _tokens(text: str) -> list[Any]:
    return list(tinycss2.parse_component_value_list(text))


@functools.lru_cache(maxsize=64)
def _values(path: str, text: str) -> tuple[Any, ...]:
    try:
        return tuple(read_values(path, _tokens(text)))
    except RecursionError:  # told where style sheets are weighed
        return ()


def _find_ungiven(path: str, text: str, known: set[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each ``var(--name)`` that nothing gives a value, and that has no other to fall back on."""
    for value in _values(path, text):
        for token in walk(value.tokens):
            if token.type != "function" or token.lower_name != "var":
                continue
            words = [one for one in token.arguments if one.type not in ("whitespace", "comment")]
            name = words[0].value if words and words[0].type == "ident" else ""
            if len(words) == 1 and name not in known:
                yield _warn(
                    path,
                    text,
                    words[0].source_line,
                    words[0].source_column,
                    f"nothing gives '{name}' a value: this property does nothing",
                    suggest(name, known, "colours and sizes come from templates/base/brand.yaml"),
                    len(name),
                )


def _warn(
    path: str, text: str, line: int, column: int, message: str, hint: str, width: int = 1
) -> Diagnostic:
    return Diagnostic.at(Location(path, line, column), text, message, hint, "warning", width)


@dataclass
class _Rule:
    """One rule of a style sheet: whom it is for, and what it says of colours."""

    selectors: list[frozenset[str]]
    media: str
    colours: dict[str, Any] = field(default_factory=dict)


def _list_rules(nodes: Any, media: str = "") -> Iterator[_Rule]:
    for node in nodes:
        if (
            node.type == "at-rule"
            and node.content
            and node.lower_at_keyword in ("media", "supports", "layer")
        ):
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _list_rules(inner, f"{media} {tinycss2.serialize(node.prelude)}")
        elif node.type == "qualified-rule":
            rule = _Rule(_read_selectors(tinycss2.serialize(node.prelude)), media)
            for one in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
                if one.type == "declaration" and one.lower_name in (
                    "color",
                    "background",
                    "background-color",
                ):
                    rule.colours[one.lower_name.partition("-")[0]] = one
            yield rule


def _read_selectors(words: str) -> list[frozenset[str]]:
    """Return the elements, classes and names that each selector of a list speaks of."""
    plain = re.sub(r"\(.*?\)|\[.*?\]|::?[\w-]+", "", words)
    return [frozenset(re.findall(r"[.#]?[\w-]+", one)) for one in plain.split(",")]


def _read_givens(sheets: dict[str, str]) -> dict[str, tuple[Any, ...]]:
    """Return what each custom property is first set to, which is what it is by day."""
    values: dict[str, tuple[Any, ...]] = {}
    for path, text in sheets.items():
        for value in _values(path, text):
            if value.name.startswith("--"):
                values.setdefault(value.name, value.tokens)
    return values


def _find_colour(tokens: Any, values: dict[str, tuple[Any, ...]], depth: int = 0) -> str:
    """Return the one colour that a value names, ``#RRGGBB``; empty where there is none, or more than that."""
    words = [one for one in tokens if one.type not in ("whitespace", "comment")]
    if len(words) != 1 or depth > 8:
        return ""
    if words[0].type == "function" and words[0].lower_name == "var":
        name = next((one.value for one in words[0].arguments if one.type == "ident"), "")
        return _find_colour(values.get(name, ()), values, depth + 1)
    try:
        colour = parse_color(words[0])
    except (ValueError, TypeError):
        return ""
    if (
        colour is None
        or isinstance(colour, str)
        or colour.alpha != 1
        or colour.space not in ("srgb", "hsl", "hwb")
    ):
        return ""
    red, green, blue = (round(255 * max(0.0, min(1.0, one))) for one in colour.to("srgb").coordinates)
    return f"#{red:02x}{green:02x}{blue:02x}"


_WHITE = 1.5
"""Contrast on paper up to which words are meant for a ground that another rule paints."""

_DARK = re.compile(r"dark|forced-colors|prefers-contrast")


def _find_pale(
    path: str, text: str, values: dict[str, tuple[Any, ...]], told: set[str]
) -> Iterator[Diagnostic]:
    """Yield a warning for each colour of words that cannot be told from what they stand on.

    That is the background of the same rule, or paper where no rule of the sheet gives one to any of
    the elements and classes that the selector names. What cascades is seen by the checks of finished pages.
    """
    try:
        nodes = tinycss2.parse_stylesheet(_tokens(text), skip_comments=True, skip_whitespace=True)
        rules = [one for one in _list_rules(nodes) if not _DARK.search(one.media)]
    except RecursionError:
        return
    paper = _find_colour(values.get("--paper", ()), values)
    grounded = {
        name for rule in rules if "background" in rule.colours for one in rule.selectors for name in one
    }
    for rule in rules:
        if "color" not in rule.colours:
            continue
        colour = _find_colour(rule.colours["color"].value, values)
        ground, place = paper, "on paper"
        if "background" in rule.colours:
            ground, place = _find_colour(rule.colours["background"].value, values), "on its background"
        elif any(names & grounded for names in rule.selectors):
            continue
        if colour in told and ground == paper:
            continue  # where the brand gives it
        contrast = measure_contrast(colour, ground) if colour and ground else TEXT
        if contrast < TEXT and ("background" in rule.colours or contrast > _WHITE):
            one = rule.colours["color"]
            yield _warn(
                path,
                text,
                one.source_line,
                one.source_column,
                f"this colour has a contrast of {contrast:.1f}:1 {place}, and words need {TEXT:g}:1",
                "many readers could not make it out: take a darker one, or a lighter one on a dark ground",
            )
