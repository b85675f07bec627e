"""PO files of interface words, kept by Babel so that any translator's tool can take them."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from inclucities_docs.inputs.catalogue import catalogue_path, drop_former, write_catalogue
from inclucities_docs.inputs.project import Project

__all__ = ["TEMPLATE", "extract_words", "merge_words"]

TEMPLATE = "templates/locale/messages.pot"
"""All words, without translations: what a new language begins with."""

_BEGINNING = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
"""Stands for the day in headers, so that the same words give the same file."""

_HEADER = "# Interface words of the documents. Written by `nox -s translate -- extract`."


_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "speak": None,
    "turn_down": (2,),
    "gettext": None,
    "ngettext": (1, 2),
    "label": None,
    "gettext_noop": None,
    "Refusal": None,
}
"""Functions that are given words."""

_CALL = re.compile(rb"\b(?:%s)\s*\(" % "|".join(_KEYWORDS).encode())


def extract_words(project: Project) -> str:
    """Return the template of all words that templates, texts and figures use."""
    catalogue = Catalog(
        project=project.programme.name,
        header_comment=_HEADER,
        creation_date=_BEGINNING,
        revision_date=_BEGINNING,
        charset="utf-8",
    )
    for path in sorted(project.workspace.files):
        if path.startswith("templates/") and path.endswith((".html", ".xml", ".txt")):
            _collect(catalogue, path, project.workspace.files[path], "jinja2.ext:babel_extract")
    package = Path(__file__).parent.parent
    for module in sorted(package.rglob("*.py")):
        name = f"src/inclucities_docs/{module.relative_to(package).as_posix()}"
        content = module.read_bytes()
        if _CALL.search(content):  # most modules hold no words, and need not be read token by token
            _collect(catalogue, name, content, "python")
    return write_catalogue(catalogue)


def _collect(catalogue: Catalog, path: str, content: bytes, method: str) -> None:
    options = {"silent": "false", "trimmed": "false"} if method != "python" else {}
    found = extract(
        method, io.BytesIO(content), keywords=_KEYWORDS, comment_tags=("Translators:",), options=options
    )
    for line, message, comments, _ in found:
        catalogue.add(message, None, [(path, line)], auto_comments=comments)


def merge_words(project: Project, language: str, template: str) -> str:
    """Return a language's catalogue with new words added; words no longer used stay at its end as comments."""
    known = project.workspace.read_text(catalogue_path(language))
    blank = read_po(io.StringIO(template))
    if known is None:
        merged = Catalog(
            locale=language,
            project=project.programme.name,
            creation_date=_BEGINNING,
            revision_date=_BEGINNING,
            last_translator="see the ledger",
            language_team=language,
            header_comment=f"# Interface words in {language}. The msgid is English; translate the msgstr.",
        )
    else:
        merged = read_po(io.StringIO(drop_former(known)), locale=language)
    merged.update(blank, no_fuzzy_matching=True)
    merged.creation_date = merged.revision_date = _BEGINNING
    return write_catalogue(merged, known or "")
