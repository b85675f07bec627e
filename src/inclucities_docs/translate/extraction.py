"""PO files of interface words, kept by Babel so that any translator's tool can take them."""

from __future__ import annotations

import datetime
import functools
import io
import re
from pathlib import Path
from typing import Any

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
            found = _find(project.workspace.files[path], "jinja2.ext:babel_extract")
            _add(catalogue, path, found)
    for path, found in _find_own():
        _add(catalogue, path, found)
    return write_catalogue(catalogue)


_Found = list[tuple[int, Any, list[str], Any]]
"""Words with their line and the remarks above them, as Babel gives them."""


@functools.cache
def _find_own() -> list[tuple[str, _Found]]:
    """Return the words of the program's own modules, which stay the same while it runs."""
    package = Path(__file__).parent.parent
    modules = {one: one.read_bytes() for one in sorted(package.rglob("*.py"))}
    return [
        (f"src/inclucities_docs/{module.relative_to(package).as_posix()}", _find(content, "python"))
        for module, content in modules.items()
        if _CALL.search(content)  # most modules hold no words, and need not be read token by token
    ]


def _find(content: bytes, method: str) -> _Found:
    options = {"silent": "false", "trimmed": "false"} if method != "python" else {}
    stream, tags = io.BytesIO(content), ("Translators:",)
    return list(extract(method, stream, keywords=_KEYWORDS, comment_tags=tags, options=options))


def _add(catalogue: Catalog, path: str, found: _Found) -> None:
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
