"""Style sheets of a page: the brand as custom properties, then base, then the kind's own."""

from __future__ import annotations

import functools
import re
from typing import Protocol

import tinycss2
from lxml.html import HtmlElement

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.inputs.branch import Branch
from inclucities_docs.inputs.document import Document
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.render.picture import PictureError
from inclucities_docs.render.style.cost import CostChecker, Excess, Value, list_users, read_values, walk
from inclucities_docs.render.style.fetch import admit_style, find_addresses, find_in_templates
from inclucities_docs.schema import Brand

__all__ = [
    "LETTERS",
    "check_sheets",
    "find_fetches",
    "list_sheets",
    "list_words",
    "publish_rules",
    "write_brand",
]

LETTERS = "--letters"
"""The custom property that says on a part of a long book how many letters it has: pages are written with it."""


class Styled(Protocol):
    """What style sheets are found for: a page."""

    @property
    def document(self) -> Document:
        """The document that it is a page of."""

    @property
    def kind(self) -> Branch:
        """The document's kind."""

    @property
    def reader(self) -> Reader:
        """What it is made from."""

    @property
    def tree(self) -> HtmlElement:
        """Its elements."""


def write_brand(brand: Brand) -> str:
    """Return the brand's colours and sizes as custom properties: ``--hue-plum``, ``--size-h1``."""
    lines = []
    for name, hue in brand.hues.items():
        lines += [
            f"--hue-{name}:{hue.strong}",
            f"--hue-{name}-tint:{hue.tint}",
            f"--hue-{name}-dark:{hue.dark}",
        ]
    lines += [f"--{name.replace('_', '-')}:{colour}" for name, colour in brand.palette.model_dump().items()]
    lines += [f"--size-{name}:{brand.measure(size):g}pt" for name, size in brand.scale.items()]
    lines += [
        f"--body:{brand.base_size:g}pt",
        f"--size-base:{brand.base_size:g}pt",
        f"--leading:{brand.measure(brand.leading):g}pt",
        f'--font-text:"{brand.text.family}"',
        f'--font-condensed:"{brand.condensed.family}"',
    ]
    return f":root{{{';'.join(lines)}}}"


def list_sheets(page: Styled, medium: str) -> list[tuple[str, str]]:
    """Return path and text of the style sheets for ``screen`` or ``print``, in their order."""
    reader, kind, layout = page.reader, page.document.kind, page.kind.layout
    sheets = [("templates/base/brand.yaml", write_brand(reader.brand))]
    for path in (
        "templates/base/base.css",
        f"templates/base/{medium}.css",
        *(("templates/base/pane.css",) if medium == "screen" and has_pane(page) else ()),
        *((f"templates/base/{layout}.css", f"templates/base/{layout}-{medium}.css") if layout else ()),
        f"templates/{kind}/style.css",
        f"templates/{kind}/{medium}.css",
    ):
        text = reader.read_text(path)
        if text is not None:
            sheets.append((path, _with_pictures(text)))
    return sheets


def has_pane(page: Styled) -> bool:
    """Return whether contents stand beside a page on screens, which have a style and a script of their own."""
    return bool(page.tree.find_class("pane"))


@functools.lru_cache(maxsize=128)
def _with_pictures(sheet: str) -> str:
    """Return a style sheet with its pictures as they may be published; what is wrong with them is told elsewhere."""
    try:
        return admit_style(sheet) if "data:" in sheet else sheet
    except (PictureError, RecursionError):
        return sheet


_UNPLAIN = re.compile(r"[^\w .,:;!?'’·–—…«»‹›„“”+=#%&|°§-]")


def _escape(found: re.Match[str]) -> str:
    return f"\\{ord(found[0]):x} "


@functools.lru_cache(maxsize=64)
def list_words(sheet: str) -> str:
    """Return every text that a style sheet puts on a page."""
    return "".join(
        one.value for one in walk(tinycss2.parse_component_value_list(sheet)) if one.type == "string"
    )


@functools.lru_cache(maxsize=64)
def publish_rules(sheet: str) -> str:
    """Return a style sheet as readers get it, without remarks; what goes out is looked at once more.

    Raise DiagnosticError for what would fetch something after all.
    """
    tokens = tinycss2.parse_component_value_list(sheet, skip_comments=True)
    for token in walk(tokens):
        if token.type == "string":  # so that no reader takes a part of a text for a rule, however it reads
            token.representation = f'"{_UNPLAIN.sub(_escape, token.value)}"'
    rules = re.sub(r"\n\s*", "\n", tinycss2.serialize(tokens)).strip()
    problems = find_fetches("a style sheet", rules)
    if problems:
        raise DiagnosticError(problems)
    return rules


def check_sheets(page: Styled) -> None:
    """Look whether any style would fetch something or keep the layout engine busy; raise DiagnosticError if so."""
    media = [tuple(list_sheets(page, medium)) for medium in ("screen", "print")]
    problems = [
        problem for path, sheet in dict(sum(media, ())).items() for problem in find_fetches(path, sheet)
    ]
    if not problems:
        styles = dict.fromkeys(page.tree.xpath("//@style"))
        custom = tuple(sorted(one for one in styles if "--" in one))
        for sheets in media:
            checker, excesses = _weigh(sheets, custom)
            problems += excesses
            for style in styles:
                problems += (_say_where(page, style, one) for one in checker.find(_read(style, style)))
    if problems:
        raise DiagnosticError(dict.fromkeys(problems))


@functools.lru_cache(maxsize=64)
def _weigh(
    sheets: tuple[tuple[str, str], ...], custom: tuple[str, ...]
) -> tuple[CostChecker, tuple[Diagnostic, ...]]:
    """Return what measures the styles that hold together, and what is out of bounds in the sheets among them."""
    values, excesses = _weigh_sheets(sheets)
    own = [value for style in custom for value in _read(style, style)]
    checker = CostChecker([*values, *own])
    changed = list_users(values, {value.name for value in own}) if own else ()  # the rest is known
    lines = {path: sheet.splitlines() for path, sheet in sheets}
    return checker, (*excesses, *(_say(lines[one.value.path], one) for one in checker.find(changed)))


@functools.lru_cache(maxsize=64)
def _weigh_sheets(sheets: tuple[tuple[str, str], ...]) -> tuple[list[Value], tuple[Diagnostic, ...]]:
    """Return all values of some sheets, and what is out of bounds among them, whatever a page adds."""
    values = [value for path, sheet in sheets for value in _read(path, sheet)]
    lines = {path: sheet.splitlines() for path, sheet in sheets}
    return values, tuple(_say(lines[one.value.path], one) for one in CostChecker(values).find(values))


@functools.lru_cache(maxsize=512)
def _read(path: str, style: str) -> tuple[Value, ...]:
    return tuple(read_values(path, tinycss2.parse_component_value_list(style)))


def _say(lines: list[str], excess: Excess) -> Diagnostic:
    """Say at its place what is out of bounds in a style sheet."""
    value, token = excess.value, excess.token
    line, column = (token.source_line, token.source_column) if token else (value.line, value.column)
    if value.path.endswith(".yaml"):  # written from there
        return Diagnostic(Location(value.path), excess.message, excess.hint)
    excerpt = lines[line - 1] if line <= len(lines) else ""
    width = len(token.serialize()) if token else 1
    where = Location(value.path, line, column)
    return Diagnostic(where, excess.message, excess.hint, excerpt=excerpt, width=width)


def _say_where(page: Styled, style: str, excess: Excess) -> Diagnostic:
    """Say in which template or text an element has a style that is out of bounds."""
    lookup = page.reader.lookup
    where = find_in_templates(lookup, page.document.kind, style)
    return Diagnostic(where, excess.message, excess.hint, excerpt=lookup.line(where.path, where.line))


@functools.lru_cache(maxsize=128)
def find_fetches(path: str, sheet: str) -> list[Diagnostic]:
    """Return every place where a style sheet would fetch something, however it is spelt."""
    lines = sheet.splitlines()
    tokens = tinycss2.parse_component_value_list(sheet)
    try:
        places = sorted(set(find_addresses(tokens)))
        torn = [one for one in walk(tokens) if one.type == "error" and one.kind.startswith("bad-")]
        admit_style(sheet)
    except PictureError as error:
        line = next((at for at, one in enumerate(lines, 1) if "data:" in one), 0)
        return [Diagnostic(Location(path, line), f"an embedded picture {error.message}", error.hint)]
    except RecursionError:
        message = "brackets in brackets in this style sheet, without end"
        return [Diagnostic(Location(path, 1), message, "look for brackets that are never closed")]
    return [
        Diagnostic(
            Location(path, one.source_line, one.source_column),
            "this quote or address is never closed on its line",
            "close it, or take it out",
            excerpt=lines[one.source_line - 1] if one.source_line <= len(lines) else "",
        )
        for one in torn
    ] + [
        Diagnostic(
            Location(path, line, column),
            "a style sheet may not fetch anything",
            "fonts and colours come from brand.yaml, pictures from templates",
            excerpt=lines[line - 1] if line <= len(lines) else "",
        )
        for line, column in places
    ]
