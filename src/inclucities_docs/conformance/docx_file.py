"""Every Word file: language, title, headings, tables, pictures, and no empty paragraphs."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from inclucities_docs import __name__ as program
from inclucities_docs.conformance.examiner import Examiner
from inclucities_docs.conformance.inventory import Delivered
from inclucities_docs.conformance.result import Finding, Result, conclude
from inclucities_docs.conformance.text import find_broken, looks_like_file

__all__ = [
    "CHECKS",
    "DRAWING",
    "EXAMINERS",
    "FORMAT",
    "WORD",
    "NotDocxError",
    "check",
    "read_parts",
    "text_of",
]

CHECKS = ("docx-structure",)
FORMAT = "docx"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
HELD = ("drawing", "pict", "object", "sectPr", "bookmarkStart", "br")


def check(delivered: Sequence[Delivered], workers: int) -> list[Result]:
    """Read Word files one by one."""
    del workers
    return [conclude(one.path, CHECKS[0], (program, ""), list(list_faults(one))) for one in delivered]


class NotDocxError(Exception):
    """A file is not a Word file, or a part of it is missing."""


def read_parts(file: Path, *names: str) -> list[ElementTree.Element]:
    """Return parts of a Word file as trees; raise NotDocxError."""
    try:
        with zipfile.ZipFile(file) as archive:
            return [ElementTree.fromstring(archive.read(name)) for name in names]
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as problem:
        raise NotDocxError(str(problem)) from None


def list_faults(delivered: Delivered) -> Iterator[Finding]:
    """Return what is wrong with a file."""
    try:
        document, styles, properties = read_parts(
            delivered.file, "word/document.xml", "word/styles.xml", "docProps/core.xml"
        )
    except NotDocxError as problem:
        yield Finding("", f"not readable as a Word file: {problem}")
        return
    yield from list_property_faults(properties, styles, delivered)
    body = document.find(f"{WORD}body")
    if body is None:
        yield Finding("", "the file has no body")
        return
    yield from list_heading_faults(body, heading_levels(styles))
    yield from list_paragraph_faults(body)
    for number, table in enumerate(body.iter(f"{WORD}tbl"), start=1):
        yield from list_table_faults(table, f"table {number}")
    for number, picture in enumerate(body.iter(f"{DRAWING}docPr"), start=1):
        words = (picture.get("descr") or "").strip()
        decorative = next(picture.iter(DECORATIVE), None)
        if decorative is not None and decorative.get("val") in {"1", "true"}:
            continue
        if not words:
            yield Finding(f"picture {number}", "picture without alternative text")
        elif looks_like_file(words):
            yield Finding(f"picture {number}", f"alternative text is a file name or says nothing: {words!r}")


def list_property_faults(
    properties: ElementTree.Element, styles: ElementTree.Element, delivered: Delivered
) -> Iterator[Finding]:
    """Title and language."""
    title = (properties.findtext(f"{DUBLIN}title") or "").strip()
    if not title or looks_like_file(title):
        yield Finding("", "the file has no title that names it")
    languages = [one.get(f"{WORD}val", "") for one in styles.iter(f"{WORD}lang")]
    language = languages[0] if languages else ""
    if not language:
        yield Finding("", "the file has no language", "word/styles.xml: w:lang in the defaults")
    elif delivered.language and language.split("-")[0] != delivered.language.split("-")[0]:
        yield Finding("", f"the language is {language}, the manifest says {delivered.language}")


def heading_levels(styles: ElementTree.Element) -> dict[str, int]:
    """Return the outline level of each paragraph style that has one, from 1."""
    levels = {}
    for style in styles.iter(f"{WORD}style"):
        level = style.find(f"{WORD}pPr/{WORD}outlineLvl")
        if level is not None:
            levels[style.get(f"{WORD}styleId", "")] = int(level.get(f"{WORD}val", "9")) + 1
    return {name: level for name, level in levels.items() if level <= 9} | {
        f"Heading{level}": level for level in range(1, 7)
    }


def style_of(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return "" if style is None else style.get(f"{WORD}val", "")


def text_of(element: ElementTree.Element) -> str:
    """Return the text of a part of a Word file."""
    return "".join(one.text or "" for one in element.iter(f"{WORD}t")).strip()


def list_heading_faults(body: ElementTree.Element, levels: dict[str, int]) -> Iterator[Finding]:
    """Headings that jump or are empty, or none at all."""
    before = 0
    for number, paragraph in enumerate(body.iter(f"{WORD}p"), start=1):
        level = levels.get(style_of(paragraph), 0)
        if not level:
            continue
        text = text_of(paragraph)
        if level > before + 1:
            message = f"heading level jumps from {before} to {level}: {text[:60]!r}"
            yield Finding(f"paragraph {number}", message)
        if not text:
            yield Finding(f"paragraph {number}", "empty heading")
        before = level
    if not before:
        yield Finding("", "no headings")


def list_paragraph_faults(body: ElementTree.Element) -> Iterator[Finding]:
    """Empty paragraphs used as spacing, and characters nobody can read."""
    for number, paragraph in enumerate(body.findall(f"{WORD}p"), start=1):
        holds = any(next(paragraph.iter(f"{WORD}{name}"), None) is not None for name in HELD)
        text = text_of(paragraph)
        if not text and not holds and not list(paragraph.iter(f"{WORD}fldSimple")):
            yield Finding(f"paragraph {number}", "empty paragraph as spacing", "space belongs to the styles")
        if broken := find_broken(text):
            yield Finding(f"paragraph {number}", f"unreadable character {broken} in {text[:40]!r}")


def list_table_faults(table: ElementTree.Element, place: str) -> Iterator[Finding]:
    """Tables whose first row is not a header that repeats, or has empty header cells."""
    rows = table.findall(f"{WORD}tr")
    headers = [row for row in rows if row.find(f"{WORD}trPr/{WORD}tblHeader") is not None]
    if not headers:
        yield Finding(place, "table without a header row", "w:tblHeader on the first row")
    for row in headers:
        for index, cell in enumerate(row.findall(f"{WORD}tc")):
            if index and not text_of(cell):
                yield Finding(place, "empty header cell")


EXAMINERS = (Examiner(CHECKS, ("docx",), check),)
