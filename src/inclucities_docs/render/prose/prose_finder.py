"""Markdown texts of a kind: found by name in the page's language, or the one it falls back to."""

from __future__ import annotations

from inclucities_docs.inputs.document import Document
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.translation import Tally

__all__ = ["ProseFinder"]


class ProseFinder:
    """The texts of one document's kind; what was looked for is noted, found or not."""

    def __init__(self, reader: Reader, document: Document, tally: Tally) -> None:
        self.reader, self.document, self.tally = reader, document, tally
        self.languages = tuple(dict.fromkeys((document.language, *reader.fallback_languages)))

    @property
    def folder(self) -> str:
        """Where the texts of the page's language stand."""
        return self.path("", self.document.language).rsplit("/", 1)[0]

    def path(self, name: str, language: str) -> str:
        """Return where a text stands; ``toolkit/01-use`` names one of another kind."""
        kind, _, text = name.rpartition("/")
        return f"templates/{kind or self.document.kind}/text/{language}/{text}.md"

    def find(self, name: str) -> tuple[str, str] | None:
        """Return a text's path and language, or none."""
        for language in self.languages:
            path = self.path(name, language)
            if self.reader.read(path) is not None:
                self._judge(name)
                return path, language
        return None

    def list(self, start: str = "") -> list[str]:
        """List the texts by name, in the order of their file names."""
        found: set[str] = set()
        for language in self.languages:
            folder = self.path("", language).rsplit("/", 1)[0]
            found |= {path.rsplit("/", 1)[1][:-3] for path in self.reader.list_files(folder, ".md")}
        return sorted(name for name in found if name.startswith(start))

    def _judge(self, name: str) -> None:
        """Count a text as a translation, unless it is the original."""
        kind, _, text = name.rpartition("/")
        state = self.reader.judge_prose(kind or self.document.kind, text, self.document.language)
        if state is not None:
            self.tally.note(self.path(name, self.document.language), state)
