"""Plain language: sentences of the pages for newcomers that are too long to be read in haste.

A count of words says enough, in every script. Formulas for readability were tried (textstat 0.7.13):
they judge four of these seventeen languages, say nothing of Arabic, nonsense of Latvian, and fetch a
word list from the network for English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.warning import warn_of

__all__ = ["LONGEST", "check_plainness"]

LONGEST = 18
"""Words that a sentence has at most."""

_END = re.compile(r"[.!?؟።…;؛·]+(?:\s+|$)")


def check_plainness(project: Project) -> Iterator[Diagnostic]:
    """Return a warning for each long sentence in categories and directories, in whichever language."""
    for path, text in project.texts:
        # words that a search knows are no sentence: they may be many
        is_searched = path.startswith("categories/") and path.endswith(".words")
        if path.startswith(("categories/", "directories/")) and not is_searched:
            yield from _judge(project, path, text)


def _judge(project: Project, path: str, text: Mapping[str, str]) -> Iterator[Diagnostic]:
    for language, words in text.items():
        for sentence in _END.split(words):
            count = len(sentence.split())
            if count > LONGEST:
                yield warn_of(
                    project,
                    f"{path}.{language}",
                    f"a sentence of {count} words: '{sentence[:40]}…'",
                    f"newcomers read it on a phone, in a new language: make two of it, of {LONGEST} words at most",
                )
