"""Style sheets of a page: the brand as custom properties, then base, then the kind's own."""

from __future__ import annotations

import re

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.render.page import Page
from inclucities_docs.schema import Brand
from inclucities_docs.source.inquiry import ABSENT

__all__ = ["check_sheets", "find_fetches", "list_sheets", "write_brand"]

_REACHES_OUT = re.compile(r"@import|url\(\s*['\"]?(?!data:|#|['\"]?\))", re.IGNORECASE)


def write_brand(brand: Brand) -> str:
    """Give the brand's colours and sizes as custom properties: ``--hue-plum``, ``--size-h1``."""
    lines = []
    for name, hue in brand.hues.items():
        lines += [f"--hue-{name}:{hue.strong}", f"--hue-{name}-tint:{hue.tint}", f"--hue-{name}-dark:{hue.dark}"]
    lines += [f"--{name.replace('_', '-')}:{colour}" for name, colour in brand.palette.model_dump().items()]
    lines += [f"--size-{name}:{size:g}pt" for name, size in brand.scale.items()]
    lines += [
        f"--size-base:{brand.base_size:g}pt",
        f"--leading:{brand.leading:g}pt",
        f'--font-text:"{brand.text.family}"',
        f'--font-condensed:"{brand.condensed.family}"',
    ]
    return f":root{{{';'.join(lines)}}}"


def list_sheets(page: Page, medium: str) -> list[tuple[str, str]]:
    """Give path and text of the style sheets for ``screen`` or ``print``, in their order."""
    workspace, kind = page.project.workspace, page.edition.kind
    page.inquiry.note("brand", page.project.answer("brand"))
    sheets = [("templates/base/brand.yaml", write_brand(page.project.brand))]
    layout = page.project.kinds[kind].layout
    for path in (
        "templates/base/base.css",
        f"templates/base/{medium}.css",
        *((f"templates/base/{layout}.css", f"templates/base/{layout}-{medium}.css") if layout else ()),
        f"templates/{kind}/style.css",
        f"templates/{kind}/{medium}.css",
    ):
        page.inquiry.note(f"file:{path}", workspace.digest(path) or ABSENT)
        text = workspace.read_text(path)
        if text is not None:
            sheets.append((path, text))
    return sheets


def check_sheets(page: Page) -> None:
    """Look whether any style sheet would fetch something; raises DiagnosticError if so."""
    sheets = dict([*list_sheets(page, "screen"), *list_sheets(page, "print")])
    problems = [problem for path, sheet in sheets.items() for problem in find_fetches(path, sheet)]
    if problems:
        raise DiagnosticError(problems)


def find_fetches(path: str, sheet: str) -> list[Diagnostic]:
    """Give every place where a style sheet would fetch something."""
    problems = []
    for number, line in enumerate(sheet.splitlines(), 1):
        found = _REACHES_OUT.search(line)
        if found:
            problems.append(
                Diagnostic(
                    Location(path, number, found.start() + 1),
                    "a style sheet may not fetch anything",
                    "fonts and colours come from brand.yaml, pictures from templates",
                    excerpt=line,
                    width=len(found[0]),
                )
            )
    return problems
