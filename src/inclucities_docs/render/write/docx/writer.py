"""A page as a Word file that can be edited: real headings, captions, table headers, contents, language."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import lxml.html

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, refuse
from inclucities_docs.exchange.contribution import Stamp
from inclucities_docs.exchange.field_table import embed_fields
from inclucities_docs.render.font import find_faces
from inclucities_docs.render.layout.engine import prepare
from inclucities_docs.render.page.page import Page
from inclucities_docs.render.page.tree import words_of
from inclucities_docs.render.prose.markdown import pandoc_path
from inclucities_docs.render.write import Written
from inclucities_docs.render.write.docx.content import simplify
from inclucities_docs.render.write.docx.field import name_fields
from inclucities_docs.render.write.docx.postprocess import postprocess_docx
from inclucities_docs.render.write.docx.styles import fill_styles, find_accent, make_reference
from inclucities_docs.zip_archive import write_zip

__all__ = ["write"]


def write(page: Page, keys: Sequence[str] = ("docx",)) -> Written:
    """Return the page for word processors; raise DiagnosticError where it cannot be converted."""
    prepare(tuple(face.path for face in find_faces(page.reader.brand)))
    brand, document = page.reader.brand, page.document

    def gettext(message: str, **_: str) -> str:
        return page.reader.find_word(document.language, message)[0]

    parts = [page.tree.find_class(name) for name in ("cover-programme", "state")]
    subtitle = " · ".join(words_of(found[0]) for found in parts if found)
    main = simplify(page.tree, page.pictures, gettext, find_accent(brand, _hue(page)))
    supplier = document.record if document.record.startswith("cities/") else ""
    fields = name_fields(main) if supplier else {}
    reference = make_reference(_styles(page), document.language, brand.text.family)
    author = str(page.records.programme.lead.name)
    with tempfile.TemporaryDirectory(prefix="inclucities-") as folder:
        path = Path(folder) / "reference.docx"
        path.write_bytes(reference)
        command = [
            pandoc_path(), "--sandbox", "--from=html", "--to=docx", f"--reference-doc={path}",
            f"--metadata=lang:{document.language}", f"--metadata=title:{page.title}",
            f"--metadata=subtitle:{subtitle}", f"--metadata=author:{author}", "--output=-",
        ]  # fmt: skip
        if page.kind.layout == "book":
            command += ["--toc", "--toc-depth=2", f"--metadata=toc-title:{gettext('Contents')}"]
        done = subprocess.run(
            command,
            input=lxml.html.tostring(main, encoding="utf-8"),
            capture_output=True,
            timeout=110,
            check=False,
            env={
                **os.environ,
                "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0"),
                "LC_ALL": "C.UTF-8",  # pandoc reads what stands in its command by it
            },
        )
    if done.returncode:
        place = Location(f"templates/{document.kind}/page.html")
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["unknown reason"]
        raise DiagnosticError([Diagnostic(place, f"this page cannot be made into a Word file: {reason[0]}")])
    files = postprocess_docx(done.stdout, document.language)
    if fields:
        stamp = Stamp(str(page.records.programme.name), "document", supplier, document.language)
        embed_fields(files, fields, stamp)
    return {keys[0]: (write_zip(files.items()), 0)}


_STYLES = "templates/base/word.xml"
_NEW_PAGE = '<w:pageBreakBefore/><w:spacing w:before="0"'
_SAME_PAGE = '<w:spacing w:before="480"'
"""Chapters of a book begin on a page of their own; the parts of a letter, a form or a plan follow one another."""


def _styles(page: Page) -> str:
    """Return the styles of Word files in the document's hue."""
    try:
        styles = fill_styles(page.reader.read_text(_STYLES) or "", page.reader.brand, _hue(page))
    except (KeyError, ValueError, IndexError) as error:
        message = f"the brand has no colour or size {error}"
        hint = "what stands in braces is named in templates/base/brand.yaml"
        raise refuse(_STYLES, message, hint) from None
    return styles if page.kind.layout == "book" else styles.replace(_NEW_PAGE, _SAME_PAGE)


def _hue(page: Page) -> str:
    """Return the hue of the duo that the document is about, or none."""
    record = page.records.branch(page.document.record)
    duo = record if page.document.record.startswith("groups/") else getattr(record, "group", None)
    return str(duo.hue) if duo is not None else ""
