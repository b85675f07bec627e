"""How pages are composed: counts over all PDFs of what a typesetter would mend, and where it stands."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw
from rich.console import Console
from rich.table import Table

from inclucities_docs.build.executor import process_context
from inclucities_docs.conformance.inventory import Delivered

__all__ = ["Flaw", "count_flaws", "list_flaws"]

MARGIN = 0.055
"""Share of a page's height at its head and its foot in which running words stand."""

FILL = 0.6
"""Share of its height that a page is filled to, or it wants a reason."""

LAST = 0.3
"""The last page of a chapter or document is filled to that at least: the next begins on a page of its own."""

FEWEST = 3
"""Documents of fewer pages are sheets, whose room is designed."""

LARGE = 1.2
"""A line so many times larger than the page's text is a heading."""

SHORT = 7
"""A last line of fewer letters is a runt."""

BROAD = 150.0
"""Columns that are so wide, points, hold paragraphs: in narrower ones, as in tables, short last lines are common."""

MOST = 3
"""So many pages may follow one another with nothing to see but text, in a document that is read in one go."""

THIN = "not filled"
HEADING = "heading at the foot"
OPENS = "line begins with : ; » ! ?"
CLOSES = "line ends with «"
RUNT = "short last line"
PLAIN = "pages of text alone"
TAIL = "last page nearly empty"
KINDS = (THIN, HEADING, OPENS, CLOSES, RUNT, PLAIN, TAIL)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One place that a typesetter would mend."""

    path: str
    page: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class _Line:
    """Words at one height, and the size in which most of them are set: letters of some scripts are higher in the same."""

    bottom: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class _Part:
    """Words that were set in one go: a line of a column, or what stands apart in it."""

    left: float
    bottom: float
    right: float
    top: float
    size: float
    text: str


def count_flaws(delivered: Iterable[Delivered], console: Console, workers: int = 1) -> None:
    """Print how many of each sort stand in the PDFs, and in which documents most."""
    files = [one for one in delivered if one.format == "pdf" and one.file.is_file()]
    if not files:
        return
    flaws: list[Flaw] = []
    pages = 0
    with ProcessPoolExecutor(max_workers=workers, mp_context=process_context()) as processes:
        for count, found in processes.map(_read_flaws, files, chunksize=4):
            pages += count
            flaws += found
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


def _read_flaws(one: Delivered) -> tuple[int, list[Flaw]]:
    """Return the number of pages of a PDF, and what is amiss on them."""
    with pypdfium2.PdfDocument(one.file) as document:
        return len(document), list_flaws(document, one.path)


def _list_pages(flaws: Sequence[Flaw], path: str) -> list[str]:
    return [str(page) for page in sorted({one.page for one in flaws if one.path == path})[:6]]


def list_flaws(document: Any, path: str) -> list[Flaw]:
    """Return what a typesetter would mend in a PDF; covers and single sheets have a design of their own."""
    found = []
    plain = 0
    for index in range(len(document)):
        page = document[index]
        parts = _read_parts(page)
        lines = _join_lines(parts)
        number = index + 1
        found += [
            Flaw(path, number, OPENS, one.text)
            for one in lines
            if one.text[0] in ":;»!?" and len(one.text) > 1
        ]
        found += [Flaw(path, number, CLOSES, one.text) for one in lines if one.text[-1] == "«"]
        boxes = _list_boxes(page)
        lowest = min([one.bottom for one in lines] + [one[1] for one in boxes], default=page.get_height())
        height = page.get_height()
        filled = (height * (1 - MARGIN) - lowest) / (height * (1 - 2 * MARGIN))
        if 0 < index == len(document) - 1 and filled < LAST:
            found.append(Flaw(path, number, TAIL, f"{max(filled, 0):.0%}"))
        if len(document) < FEWEST or index == 0:
            continue
        found += [Flaw(path, number, RUNT, text) for text in _find_runts(parts)]
        if filled < FILL and index < len(document) - 1:
            least = LAST if _opens_chapter(document[index + 1]) else FILL
            if filled < least:
                found.append(Flaw(path, number, THIN, f"{max(filled, 0):.0%}"))
        sizes = sorted(one.size for one in lines)
        if len(lines) > 3 and any(one.size > LARGE * sizes[len(sizes) // 2] for one in lines[-2:]):
            found.append(Flaw(path, number, HEADING, lines[-1].text))
        plain = 0 if any(_is_seen(*box) for box in boxes) else plain + 1
        if plain == MOST:
            found.append(Flaw(path, number, PLAIN, lines[0].text if lines else ""))
    return found


def _opens_chapter(page: Any) -> bool:
    """Return whether a page begins with a heading: what stands highest is larger than the most of its text."""
    lines = _join_lines(_read_parts(page))
    sizes = sorted(one.size for one in lines)
    return any(one.size > LARGE * sizes[len(sizes) // 2] for one in lines[:2])


def _read_parts(page: Any) -> list[_Part]:
    """Return the words of a page's body from its top, as they were set."""
    text = page.get_textpage()
    height = page.get_height()
    found = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        words = text.get_text_bounded(left, bottom, right, top).strip()
        if not words or not height * MARGIN < bottom < height * (1 - MARGIN):
            continue
        at = text.get_index(left + 0.5, (bottom + top) / 2, 2, 2)
        size = top - bottom
        if at is not None:
            _, bottom, _, top = text.get_charbox(at, loose=True)
            size = _measure_letter(text, at)
        found.append(_Part(left, bottom, right, top, size, words))
    return sorted(found, key=lambda one: (-one.bottom, one.left))


def _measure_letter(text: Any, index: int) -> float:
    """Return the size that a letter has on paper: its font's, as pages and drawings scale it."""
    scaled = pypdfium2.raw.FS_MATRIX()
    pypdfium2.raw.FPDFText_GetMatrix(text.raw, index, ctypes.byref(scaled))
    return float(pypdfium2.raw.FPDFText_GetFontSize(text.raw, index) * math.hypot(scaled.c, scaled.d))


def _join_lines(parts: Sequence[_Part]) -> list[_Line]:
    """Return the lines that parts of one height make, in their order: small signs stand on the line of their words."""
    rows: list[list[_Part]] = []
    for one in parts:
        row = next((row for row in rows[-2:] if any(_are_level(one, other) for other in row)), None)
        if row is None:
            rows.append([one])
        else:
            row.append(one)
    return [
        _Line(
            min(one.bottom for one in row),
            max(row, key=lambda one: one.right - one.left).size,
            " ".join(one.text for one in sorted(row, key=lambda one: one.left)),
        )
        for row in rows
    ]


def _are_level(one: _Part, other: _Part) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared > 0.6 * min(one.top - one.bottom, other.top - other.bottom)


def _find_runts(parts: Sequence[_Part]) -> list[str]:
    """Return the short last lines of paragraphs: alone on their height, close below a full line of their column."""
    found = []
    for one in parts:
        if not 0 < sum(letter.isalnum() for letter in one.text) < SHORT:
            continue
        size = one.top - one.bottom
        column = [other for other in parts if abs(other.left - one.left) < 1 and other is not one]
        above = [other for other in column if 0 < other.bottom - one.bottom < 1.6 * size]
        below = [other for other in column if 0 < one.bottom - other.bottom < 1.3 * size]
        beside = [other for other in parts if other is not one and _are_level(one, other)]
        is_full = any(
            other.right - other.left > BROAD and abs(other.top - other.bottom - size) < 0.5 for other in above
        )
        goes_on = any(-2 < other.left - one.right < 20 for other in beside)  # italics lean over what follows
        if is_full and not below and not goes_on:
            found.append(one.text)
    return found


def _list_boxes(page: Any) -> list[tuple[float, float, float, float]]:
    """Return left, bottom, right and top of the pictures and shapes in a page's body."""
    height = page.get_height()
    boxes = [one.get_bounds() for one in page.get_objects(max_depth=1) if one.type in (2, 3, 5)]
    return [box for box in boxes if height * MARGIN < box[1] and box[3] - box[1] < height * 0.8]


def _is_seen(left: float, bottom: float, right: float, top: float) -> bool:
    """Return whether a shape is more than a rule: a picture, a box around words, a field to write in."""
    return right - left > 30 and top - bottom > 12
