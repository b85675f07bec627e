"""Plain language: sentences of the pages for newcomers that are too long to be read in haste.

A count of words says enough, in every script. Formulas for readability were tried (textstat 0.7.13):
they judge four of these seventeen languages, say nothing of Arabic, nonsense of Latvian, and fetch a
word list from the network for English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.schema.value import Model
from inclucities_docs.source.project import Project, text_fields

__all__ = ["LONGEST", "check_plainness"]

LONGEST = 18
"""Words that a sentence has at most."""

_END = re.compile(r"[.!?؟።…;؛·]+(?:\s+|$)")


def check_plainness(project: Project) -> Iterator[Diagnostic]:
    """Return a warning for each long sentence in categories and directories, in whichever language."""
    for collection in ("categories", "directories"):
        for key, record in project.collections.get(collection, {}).items():
            for path, text in _texts(record, f"{collection}/{key}"):
                yield from _judge(project, path, text)


def _texts(value: Any, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(value, Model):
        for name in value.model_fields_set:
            inner = getattr(value, name)
            if name in text_fields(type(value)) and isinstance(inner, dict):
                yield f"{path}.{name}", inner
            else:
                yield from _texts(inner, f"{path}.{name}")
    elif isinstance(value, tuple | list):
        for index, one in enumerate(value):
            yield from _texts(one, f"{path}.{index}")
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, f"{path}.{key}")


def _judge(project: Project, path: str, text: dict[str, str]) -> Iterator[Diagnostic]:
    for language, words in text.items():
        for sentence in _END.split(words):
            count = len(sentence.split())
            if count > LONGEST:
                found = project.places.get(f"{path}.{language}") or project.places.get(path)
                yield Diagnostic(
                    Location(found.path, found.line) if found else Location("data"),
                    f"a sentence of {count} words: '{sentence[:40]}…'",
                    f"newcomers read it on a phone, in a new language: make two of it, of {LONGEST} words at most",
                    severity="warning",
                )
