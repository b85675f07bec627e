"""A page as a Word file that can be edited: real headings, captions, table headers, contents, language."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import lxml.html

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.render.font import find_faces
from inclucities_docs.render.layout.engine import prepare
from inclucities_docs.render.page.page import Page
from inclucities_docs.render.page.tree import words_of
from inclucities_docs.render.prose.markdown import pandoc_path
from inclucities_docs.render.write.docx.finish import finish_docx
from inclucities_docs.render.write.docx.page import simplify
from inclucities_docs.render.write.docx.styles import fill_styles, find_accent, make_reference
from inclucities_docs.schema import Duo
from inclucities_docs.source.inquiry import ABSENT

__all__ = ["write_docx"]


def write_docx(page: Page) -> bytes:
    """Give the page for word processors; raises DiagnosticError where it cannot be converted."""
    prepare(tuple(face.path for face in find_faces(page.project.brand)))
    brand, edition, words = page.project.brand, page.edition, page.project.words

    def gettext(message: str, **_: str) -> str:
        page.inquiry.note(
            f"words:{edition.language}|{message}", page.project.answer(f"words:{edition.language}|{message}")
        )
        return words.find(edition.language, message)[0]

    parts = [page.tree.find_class(name) for name in ("cover-programme", "state")]
    subtitle = " · ".join(words_of(found[0]) for found in parts if found)
    main = simplify(page.tree, page.pictures, gettext, find_accent(brand, _hue(page)))
    reference = make_reference(_styles(page), edition.language, brand.text.family)
    lead = page.project.collections["organisations"][page.project.programme.lead]
    author = page.project.choose(lead.name, edition.language)[1]  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory(prefix="inclucities-") as folder:
        path = Path(folder) / "reference.docx"
        path.write_bytes(reference)
        command = [
            pandoc_path(), "--sandbox", "--from=html", "--to=docx", f"--reference-doc={path}",
            f"--metadata=lang:{edition.language}", f"--metadata=title:{page.title}",
            f"--metadata=subtitle:{subtitle}", f"--metadata=author:{author}", "--output=-",
        ]  # fmt: skip
        if page.project.kinds[edition.kind].layout == "book":
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
        place = Location(f"templates/{edition.kind}/page.html")
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["unknown reason"]
        raise DiagnosticError([Diagnostic(place, f"this page cannot be made into a Word file: {reason[0]}")])
    return finish_docx(done.stdout, edition.language)


_STYLES = "templates/base/word.xml"


def _styles(page: Page) -> str:
    """Give the styles of Word files in the document's hue."""
    workspace = page.project.workspace
    page.inquiry.note(f"file:{_STYLES}", workspace.digest(_STYLES) or ABSENT)
    page.inquiry.note("brand", page.project.answer("brand"))
    try:
        return fill_styles(workspace.read_text(_STYLES) or "", page.project.brand, _hue(page))
    except (KeyError, ValueError, IndexError) as error:
        message = f"the brand has no colour or size {error}"
        hint = "what stands in braces is named in templates/base/brand.yaml"
        raise DiagnosticError([Diagnostic(Location(_STYLES), message, hint)]) from None


def _hue(page: Page) -> str:
    """Give the hue of the duo that the document is about, or none."""
    record = page.project.find(page.edition.record)
    for duo in page.project.collections["duos"].values():
        if isinstance(duo, Duo) and (duo is record or page.edition.subject in (duo.mentor, duo.mentee)):
            return duo.hue
    return ""
