"""How pages are composed: counts over all PDFs of what a typesetter would mend, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
from rich.console import Console
from rich.table import Table

from inclucities_docs.conformance.inventory import Delivered

__all__ = ["Flaw", "count_flaws", "list_flaws"]

MARGIN = 0.085
"""Share of a page's height at its head and its foot in which running words stand."""

FILL = 0.6
"""Share of its height that a page is filled to, or it wants a reason."""

FEWEST = 3
"""Documents of fewer pages are sheets, whose room is designed."""

LARGE = 1.2
"""A line so many times larger than the page's text is a heading."""

NEAR = 2.5
"""Words whose lines are so near to one another stand on one, points."""

THIN = "not filled"
HEADING = "heading at the foot"
OPENS = "line begins with : ; » ! ?"
CLOSES = "line ends with «"
KINDS = (THIN, HEADING, OPENS, CLOSES)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One place that a typesetter would mend."""

    path: str
    page: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class _Line:
    top: float
    bottom: float
    text: str


def count_flaws(delivered: Iterable[Delivered], console: Console) -> None:
    """Print how many of each sort stand in the PDFs, and in which documents most."""
    files = [one for one in delivered if one.format == "pdf" and one.file.is_file()]
    if not files:
        return
    flaws: list[Flaw] = []
    pages = 0
    for one in files:
        with pypdfium2.PdfDocument(one.file) as document:
            pages += len(document)
            flaws += list_flaws(document, one.path)
    table = Table(box=None, pad_edge=False, title=f"Composition of {pages} pages", title_justify="left")
    for name in ("what", "how many", "where most"):
        table.add_column(name, justify="right" if name == "how many" else "left")
    for kind in KINDS:
        mine = [one for one in flaws if one.kind == kind]
        paths = sorted(
            {one.path for one in mine}, key=lambda path: (-sum(f.path == path for f in mine), path)
        )
        where = ", ".join(f"{path} (p. {', '.join(_list_pages(mine, path))})" for path in paths[:3])
        table.add_row(kind, str(len(mine)), where)
    console.print(table)


def _list_pages(flaws: Sequence[Flaw], path: str) -> list[str]:
    return [str(page) for page in sorted({one.page for one in flaws if one.path == path})[:6]]


def list_flaws(document: Any, path: str) -> list[Flaw]:
    """Return what a typesetter would mend in a PDF; covers and single sheets have a design of their own."""
    found = []
    for index in range(len(document)):
        page = document[index]
        lines = _read_lines(page)
        number = index + 1
        found += [
            Flaw(path, number, OPENS, one.text)
            for one in lines
            if one.text[0] in ":;»!?" and len(one.text) > 1
        ]
        found += [Flaw(path, number, CLOSES, one.text) for one in lines if one.text[-1] == "«"]
        if len(document) < FEWEST or index == 0:
            continue
        lowest = min([one.bottom for one in lines] + _list_bottoms(page), default=page.get_height())
        height = page.get_height()
        filled = (height * (1 - MARGIN) - lowest) / (height * (1 - 2 * MARGIN))
        if filled < FILL and index < len(document) - 1:
            found.append(Flaw(path, number, THIN, f"{max(filled, 0):.0%}"))
        sizes = sorted(one.top - one.bottom for one in lines)
        if len(lines) > 3 and any(
            one.top - one.bottom > LARGE * sizes[len(sizes) // 2] for one in lines[-2:]
        ):
            found.append(Flaw(path, number, HEADING, lines[-1].text))
    return found


def _read_lines(page: Any) -> list[_Line]:
    """Return the lines of a page's body from its top: words on one height, in their order."""
    text = page.get_textpage()
    height = page.get_height()
    rows: list[list[tuple[float, float, float, str]]] = []
    rects = sorted(
        (text.get_rect(number) for number in range(text.count_rects())), key=lambda one: (-one[1], one[0])
    )
    for left, bottom, right, top in rects:
        words = text.get_text_bounded(left, bottom, right, top).strip()
        if not words or not height * MARGIN < bottom < height * (1 - MARGIN):
            continue
        at = text.get_index(left + 0.5, (bottom + top) / 2, 2, 2)
        _, low, _, high = text.get_charbox(at, loose=True) if at is not None else (left, bottom, right, top)
        if rows and abs(rows[-1][0][1] - low) < NEAR:
            rows[-1].append((left, low, high, words))
        else:
            rows.append([(left, low, high, words)])
    return [
        _Line(max(one[2] for one in row), max(one[1] for one in row), " ".join(one[3] for one in sorted(row)))
        for row in rows
    ]


def _list_bottoms(page: Any) -> list[float]:
    """Return the lower edges of the pictures and shapes in a page's body."""
    height = page.get_height()
    boxes = [one.get_bounds() for one in page.get_objects(max_depth=2) if one.type in (2, 3, 5)]
    return [bottom for _, bottom, _, top in boxes if height * MARGIN < bottom and top - bottom < height * 0.8]
