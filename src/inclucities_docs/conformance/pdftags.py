"""What validators miss in a PDF: the tag tree, read as a screen reader reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
import pypdfium2

from inclucities_docs.conformance.examiner import Examiner
from inclucities_docs.conformance.html_tree import read_page
from inclucities_docs.conformance.inventory import Delivered
from inclucities_docs.conformance.pdf_content import PageContent
from inclucities_docs.conformance.pdf_properties import is_licensed, list_property_faults
from inclucities_docs.conformance.result import Finding, Result, conclude
from inclucities_docs.conformance.structure import Tag, UnreadableError, read_tagged
from inclucities_docs.conformance.text import find_broken, find_foreign_script, looks_like_file, squash
from inclucities_docs.conformance.text_agreement import list_reading_faults

__all__ = ["CHECKS", "EXAMINERS", "FORMAT", "check"]

CHECKS = ("pdf-properties", "pdf-tags", "pdf-text", "pdf-reading-order")
FORMAT = "pdf"
READER = ("pikepdf", pikepdf.__version__)
VIEWER_SHARE = 0.9
"""How much of the tagged text a viewer must find; it joins hyphenated words."""
LEVELS = {f"H{level}": level for level in range(1, 7)}
ALLOWED = {
    "L": {"LI", "Caption", "L"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI", "TOC", "Caption"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}  # fmt: skip
NEEDED_PARENT = {
    "LI": {"L"}, "LBody": {"LI"}, "TOCI": {"TOC"}, "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"},
}  # fmt: skip


def check(delivered: Sequence[Delivered], workers: int) -> list[Result]:
    """Read PDFs one by one."""
    del workers
    return [result for one in delivered for result in check_file(one)]


def check_file(one: Delivered) -> list[Result]:
    """Return the results of one PDF."""
    page = None if one.page is None else read_page(one.page)
    try:
        pdf, pages, root = read_tagged(one.file)
    except UnreadableError as problem:
        unreadable = [Finding("", f"not readable as PDF: {problem}")]
        return [conclude(one.path, name, READER, unreadable) for name in CHECKS]
    licensed = is_licensed(Path(one.directory).resolve().parent)
    found = [list(list_property_faults(pdf, one.language, one.title, has_licence=licensed))]
    if root is None:
        untagged = [Finding("", "the file is not tagged")]
        found += [untagged, list(list_text_faults(Tag("Root", 1, ""), pages)), untagged]
    else:
        found += [list(list_tag_faults(root, is_part=bool(one.part))), list(list_text_faults(root, pages))]
        found.append([] if page is None else list(list_reading_faults(root, page)))
    found[CHECKS.index("pdf-text")] += list_viewer_faults(one.file, pages)
    return [conclude(one.path, name, READER, each) for name, each in zip(CHECKS, found, strict=True)]


def blame(tag: Tag, message: str, hint: str = "") -> Finding:
    """Return a finding at a tag, with the template line where the file tells it."""
    return Finding(tag.place, message, "; ".join(part for part in (hint, tag.origin) if part))


def list_tag_faults(root: Tag, *, is_part: bool = False) -> Iterator[Finding]:
    """Headings, figures, tables, lists and notes; ``is_part``: a chapter alone, with the notes of the whole."""
    yield from list_heading_faults(root)
    for tag in root.walk():
        if tag.role == "Figure":
            yield from list_figure_faults(tag)
        elif tag.role == "Table":
            yield from list_table_faults(tag)
        elif tag.role == "Link" and not tag.links:
            yield blame(tag, f"a link leads nowhere: {tag.text[:60]!r}")
        elif tag.role == "L" and not any(kid.role == "LI" for kid in kids_of(tag)):
            yield blame(tag, "a list has no items")
        if tag.role in ALLOWED:
            for kid in kids_of(tag):
                if kid.role not in ALLOWED[tag.role]:
                    yield blame(kid, f"<{kid.role}> may not stand in <{tag.role}>")
            if any(isinstance(kid, str) and kid.strip() for kid in tag.kids):
                yield blame(tag, f"text stands directly in <{tag.role}>: {tag.own_text[:40]!r}")
        around = tag.parent.role if tag.parent else ""
        if around not in NEEDED_PARENT.get(tag.role, {around}):
            yield blame(tag, f"<{tag.role}> stands in <{around}>")
    yield from list_note_faults(root, is_part=is_part)


def kids_of(tag: Tag) -> list[Tag]:
    return [kid for kid in tag.kids if isinstance(kid, Tag)]


def list_heading_faults(root: Tag) -> Iterator[Finding]:
    level = 0
    for tag in root.walk():
        if tag.role not in LEVELS:
            continue
        if LEVELS[tag.role] > level + 1:
            message = f"heading level jumps from {level} to {LEVELS[tag.role]}: {tag.text[:60]!r}"
            yield blame(tag, message)
        level = LEVELS[tag.role]
        if not tag.text and not any(one.alternative for one in tag.walk()):
            yield blame(tag, "empty heading")
    if level == 0:
        yield Finding("", "no headings")


def list_figure_faults(tag: Tag) -> Iterator[Finding]:
    words = (tag.alternative or "").strip()
    if not words:
        hint = 'give the image an alt; a decorative one is alt="" and becomes an artifact'
        yield blame(tag, "figure without alternative text", hint)
    elif looks_like_file(words):
        yield blame(tag, f"alternative text is a file name or says nothing: {words!r}")


def list_table_faults(table: Tag) -> Iterator[Finding]:
    caption = next((kid for kid in kids_of(table) if kid.role == "Caption"), None)
    if caption is None or not caption.text:
        yield blame(table, "table without caption", "give the table a <caption>")
    headers = [tag for tag in table.walk() if tag.role == "TH"]
    if not headers:
        yield blame(table, "table without header cells", "use <th scope=…>")
    for cell in headers:
        if not cell.text and not any(one.alternative for one in cell.walk()):
            yield blame(cell, "empty header cell", "an empty corner is a <td>")
        if str(cell.attributes.get("Scope", "")) not in {"/Row", "/Column", "/Both"}:
            yield blame(cell, f"header cell without scope: {cell.text[:40]!r}")
    widths: dict[int, int] = {}
    rows = [tag for tag in table.walk() if tag.role == "TR"]
    for index, row in enumerate(rows):
        for cell in kids_of(row):
            for below in range(int(cell.attributes.get("RowSpan", 1))):
                at = index + below
                widths[at] = widths.get(at, 0) + int(cell.attributes.get("ColSpan", 1))
    if len({widths.get(index, 0) for index in range(len(rows))}) > 1:
        yield blame(table, "rows of a table differ in their number of cells")


def list_note_faults(root: Tag, *, is_part: bool) -> Iterator[Finding]:
    notes = [tag for tag in root.walk() if tag.role == "Note"]
    calls: set[str] = set()
    for tag in root.walk():
        inside = {one.role for one in tag.ancestors()}
        if tag.role == "Link" and "Reference" in inside and not inside & {"Note", "TOC", "TOCI"}:
            calls |= {link.target for link in tag.links if link.is_internal}
    if calls and not notes:
        yield Finding("", f"{len(calls)} note marks, but no note is tagged as one", "see the endnotes")
    seen: set[str] = set()
    linked = 0
    for note in notes:
        if not note.identifier or note.identifier in seen:
            yield blame(note, f"note without an ID of its own: {note.text[:40]!r}")
        seen.add(note.identifier)
        if any(link.is_internal for tag in note.walk() for link in tag.links):
            linked += 1
        elif calls and not is_part:
            yield blame(note, f"note without a link back to the text: {note.text[:40]!r}")
    if linked != len(calls) and (linked or is_part):
        yield Finding("", f"{linked} notes lead back to the text, but its marks lead to {len(calls)}")


def list_text_faults(root: Tag, pages: list[PageContent]) -> Iterator[Finding]:
    """All content tagged or artifact, every character readable, every script in its language."""
    for number, content in enumerate(pages, start=1):
        if content.loose:
            yield Finding(f"page {number}", "content that is neither tagged nor an artifact")
        for font in sorted(content.unmapped):
            yield Finding(f"page {number}", f"a glyph of {font} stands for no character")
        for text in content.texts.values():
            if (broken := find_broken(text)) and broken != "U+FFFD":
                yield Finding(f"page {number}", f"unreadable character {broken} in {text[:40]!r}")
    reached = {text for tag in root.walk() for text in tag.kids if isinstance(text, str)}
    for number, content in enumerate(pages, start=1):
        for text in content.texts.values():
            if text.strip() and text not in reached:
                yield Finding(f"page {number}", f"text that no tag holds: {text[:60]!r}")
    for tag in root.walk():
        if tag.role == "Figure" and tag.alternative:
            continue  # its alternative is read in its place
        for text in (kid for kid in tag.kids if isinstance(kid, str)):
            if foreign := find_foreign_script(text, tag.language):
                message = f"{foreign[0]} text tagged as {tag.language or 'no language'}: {foreign[1]!r}"
                yield blame(tag, message, "give the element a lang")


def list_viewer_faults(file: Path, pages: list[PageContent]) -> Iterator[Finding]:
    """Pages that a viewer cannot open, or on which it finds fewer letters than are tagged.

    Files with wrong cross-references pass validators that mend them silently.
    """
    number = 0
    try:
        with pypdfium2.PdfDocument(file) as pdf:
            for number, content in enumerate(pages, start=1):
                shown = len(squash(pdf[number - 1].get_textpage().get_text_range()))
                tagged = sum(len(squash(text)) for text in content.texts.values())
                if shown < tagged * VIEWER_SHARE:
                    yield Finding(f"page {number}", f"a viewer finds {shown} of {tagged} letters")
    except pypdfium2.PdfiumError as problem:
        yield Finding(f"page {number}", f"a viewer cannot show it: {problem}")


EXAMINERS = (Examiner(CHECKS, ("pdf",), check),)
