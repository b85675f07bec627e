"""EU visibility: the emblem with the funding statement beside it, on every page, PDF and Word file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2

from inclucities_docs import __name__ as program
from inclucities_docs.conformance.docx_file import DRAWING, WORD, NotDocxError, read_parts, text_of
from inclucities_docs.conformance.examiner import Examiner
from inclucities_docs.conformance.html_tree import Element, read_page
from inclucities_docs.conformance.inventory import Delivered
from inclucities_docs.conformance.result import Finding, Result, conclude
from inclucities_docs.conformance.structure import Tag, UnreadableError, read_tagged
from inclucities_docs.conformance.text import squash
from inclucities_docs.inputs.yaml_file import read_yaml

__all__ = ["CHECKS", "EXAMINERS", "FORMAT", "FORMATS", "check", "is_owed"]

CHECKS = ("eu-visibility",)
FORMATS = ("docx", "html", "pdf")
FORMAT = ""
EMBLEM, STATEMENT = "eu-emblem", "eu-funding"
SHORTEST = 12
"""Letters that a funding statement has at least."""
LONGEST = 100
"""Letters that an emblem's words have at most; those of a map that speaks of Europe are more."""
LOWEST = 10 * 72 / 25.4
"""Height that the emblem has in print at least, points: the Commission's guidelines say 1 cm."""
CLEAR = 0.1
"""Share of its height around the emblem in which no text stands."""
NAMES = {
    "de": "europäisch", "el": "Ευρωπαϊκ", "en": "European", "es": "europea", "fr": "europé",
    "it": "europe", "lv": "Eiropas", "nl": "Europese",
}  # fmt: skip
"""The stem of "European" in each language: what an emblem's words and a statement must hold."""


def check(delivered: Sequence[Delivered], workers: int) -> list[Result]:
    """Look for emblem and statement in each file."""
    del workers
    results = []
    for one in delivered:
        look = {"docx": list_docx_faults, "html": list_page_faults, "pdf": list_pdf_faults}[one.format]
        results.append(conclude(one.path, CHECKS[0], (program, ""), list(look(one))))
    return results


def is_owed(project: Path) -> bool:
    """Return whether the Union pays for the programme of a folder; held to be so where that cannot be read."""
    if not (project / "data" / "programme.yaml").is_file():
        return True
    path = project / "data" / "funders.yaml"
    if not path.is_file():
        return False
    try:
        read = read_yaml(str(path), path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return True
    if read.problems or not isinstance(read.value, dict):
        return True
    return any(isinstance(one, dict) and one.get("rules_of") == "eu" for one in read.value.values())


def names_union(text: str, language: str) -> bool:
    """Return whether a text speaks of the European Union in its language, as far as one can tell."""
    stem = NAMES.get(language.split("-", maxsplit=1)[0], "")
    return squash(stem) in squash(text)


def list_page_faults(delivered: Delivered) -> Iterator[Finding]:
    """The emblem is an image marked as such; the statement stands in the same block."""
    page = read_page(delivered.file)
    language = next((one.get("lang") for one in page.find("html")), "")
    emblems = [one for one in page.walk() if one.get("data-role") == EMBLEM]
    if not emblems:
        hint = f'an image with data-role="{EMBLEM}" and its statement with data-role="{STATEMENT}"'
        yield Finding("", "the EU emblem is missing", hint)
    for one in emblems:
        words = one.get("alt") or one.get("aria-label")
        if not words or not names_union(words, language):
            yield Finding(
                one.place, f"the EU emblem's alternative text does not name it: {words!r}", one.origin
            )
        if not statement_beside(one, language):
            yield Finding(one.place, "no funding statement beside the EU emblem", one.origin)


def statement_beside(emblem: Element, language: str) -> str:
    """Return the statement in the two blocks around an emblem, empty where there is none."""
    for around in list(emblem.ancestors())[1:4]:
        marked = [one for one in around.walk() if one.get("data-role") == STATEMENT]
        for one in marked or []:
            if len(squash(one.text)) >= SHORTEST and names_union(one.text, language):
                return one.text
    return ""


def statements_of(delivered: Delivered) -> list[str]:
    """Return the statements of the HTML edition, which the PDF must carry word for word."""
    if delivered.page is None:
        return []
    marked = (one for one in read_page(delivered.page).walk() if one.get("data-role") == STATEMENT)
    return [squash(one.text) for one in marked if squash(one.text)]


def list_pdf_faults(delivered: Delivered) -> Iterator[Finding]:
    """The emblem is a figure that names the Union; the statement is the text near it."""
    try:
        pdf, _, root = read_tagged(delivered.file)
    except UnreadableError as problem:
        yield Finding("", f"not readable as PDF: {problem}")
        return
    language = str(pdf.Root.get("/Lang", ""))
    figures = [] if root is None else [tag for tag in root.walk() if tag.role == "Figure"]
    emblems = [
        tag
        for tag in figures
        if 0 < len(tag.alternative or "") <= LONGEST and names_union(tag.alternative or "", language)
    ]
    if not emblems:
        yield Finding(
            "", "the EU emblem is missing", "a figure whose alternative text names the European Union"
        )
        return
    wanted = statements_of(delivered)

    def is_stated(emblem: Tag) -> bool:
        near = squash(text_near(emblem))
        if wanted:
            return any(statement in near for statement in wanted)
        return len(near) >= SHORTEST and names_union(near, language)

    stated = [tag for tag in emblems if is_stated(tag)]
    if not stated:
        yield Finding(emblems[0].place, "no funding statement beside the EU emblem")
    yield from list_print_faults(delivered.file, stated)


def list_print_faults(file: Path, emblems: Sequence[Tag]) -> Iterator[Finding]:
    """Each emblem is large enough on its page, and no text stands on it or touches it."""
    with pypdfium2.PdfDocument(file) as pdf:
        for tag in emblems:
            box = tag.attributes.get("BBox")
            if box is None:
                yield Finding(tag.place, "the EU emblem does not say where it stands (BBox)", tag.origin)
                continue
            left, bottom, right, top = map(float, box)
            height = top - bottom
            if height < LOWEST - 0.1:
                millimetres = f"{height / 72 * 25.4:.1f}"
                yield Finding(
                    tag.place, f"the EU emblem is {millimetres} mm high, less than 10 mm", tag.origin
                )
            room = height * CLEAR
            near = (
                pdf[tag.page - 1]
                .get_textpage()
                .get_text_bounded(left - room, bottom - room, right + room, top + room)
            )
            if squash(near):
                yield Finding(tag.place, f"text stands on the EU emblem or touches it: {near!r}", tag.origin)


def list_docx_faults(delivered: Delivered) -> Iterator[Finding]:
    """The emblem is a picture whose words name the Union; the statement stands in its paragraph or the next."""
    try:
        document, styles = read_parts(delivered.file, "word/document.xml", "word/styles.xml")
    except NotDocxError as problem:
        yield Finding("", f"not readable as a Word file: {problem}")
        return
    language = next((one.get(f"{WORD}val", "") for one in styles.iter(f"{WORD}lang")), "")
    paragraphs = list(document.iter(f"{WORD}p"))
    emblems = [
        number
        for number, one in enumerate(paragraphs)
        if any(names_union(picture.get("descr") or "", language) for picture in one.iter(f"{DRAWING}docPr"))
    ]
    if not emblems:
        yield Finding("", "the EU emblem is missing", "a picture whose words name the European Union")
        return
    nearby = ["".join(map(text_of, paragraphs[number : number + 2])) for number in emblems]
    if not any(len(squash(text)) >= SHORTEST and names_union(text, language) for text in nearby):
        yield Finding(f"paragraph {emblems[0] + 1}", "no funding statement beside the EU emblem")


def text_near(figure: Tag) -> str:
    """Return the text of the blocks that hold a figure, and of the block after it."""
    texts = []
    one = figure
    for around in list(figure.ancestors())[:2]:
        kids = [kid for kid in around.kids if isinstance(kid, Tag)]
        at = kids.index(one)
        texts.append(around.own_text)
        texts += [kid.text for kid in kids[max(0, at - 1) : at + 3]]
        one = around
    return " ".join(texts)


EXAMINERS = (Examiner(CHECKS, FORMATS, check),)
