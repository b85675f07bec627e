"""Tries an example on a project: what it gives there, or what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from lxml import html

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.inputs.branch import without_marks
from inclucities_docs.inputs.document import Document
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.reference.item import Item
from inclucities_docs.render import list_documents
from inclucities_docs.render.page.tree import has_class
from inclucities_docs.render.template.picture import Picture
from inclucities_docs.render.template.sandbox import FAILURES, explain_failure
from inclucities_docs.render.template.vocabulary import Vocabulary

__all__ = ["Outcome", "Trial"]

_LONGEST = 240
"""Characters of an outcome that are shown."""


@dataclass(frozen=True)
class Outcome:
    """What an example gave: its words, its pictures, what was wrong."""

    text: str = ""
    pictures: tuple[Picture, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


class Trial:
    """One document of a project, on whose vocabulary examples are tried."""

    def __init__(self, project: Project, language: str) -> None:
        self.reader = Reader(project)
        self.document = _choose_document(project, language)
        self.vocabulary = Vocabulary(self.reader, self.document, drawn=True)

    def run(self, item: Item) -> Outcome:
        """Return what the example of an item gives in a page; one without an example gives nothing."""
        if item.example.startswith(":::") or any(not path for _, path in item.given):
            return Outcome()  # a box is told by its label; what no record says yet gives nothing
        subject = item.value_type.removeprefix("of a ") if item.value_type.startswith("of a ") else ""
        document = self._about(subject) if subject else self.document
        words = Vocabulary(self.reader, document, drawn=True) if subject else self.vocabulary
        words.problems.found.clear()
        words.pictures.clear()
        given = {name: words.records.branch(path) for name, path in item.given if "." not in path}
        given |= {name: self._follow(words, path) for name, path in item.given if "." in path}
        made = ""
        source = '{% import "base/macros.html" as m with context %}' + item.example
        try:
            made = words.pages.from_string(source).render(**given)
            for number, late in enumerate(words.say_late()):
                made = made.replace(f"<!--late {number}-->", late)
        except FAILURES as error:
            explain_failure(error, words.problems)
        finally:
            words.lates.clear()
            words._is_late = False
        drawn = tuple(one for one in words.pictures.values() if one.width > 100)[:1]
        return Outcome(_read(made), drawn, tuple(words.problems.found.values()))

    def _follow(self, words: Vocabulary, path: str) -> Any:
        """Return the part of a record at a path, as a template comes to it."""
        head, *steps = path.split(".")
        value: Any = words.records.branch(head)
        for step in steps:
            if isinstance(value, tuple):
                value = value[int(step)]
            else:
                value = value[step] if isinstance(value, dict) else getattr(value, step)
        return value

    def _about(self, subject: str) -> Document:
        """Return the document as if it were about the first record of a sort that says most."""
        collection = {"city": "cities", "group": "groups", "plan": "cities"}[subject]
        records = list(getattr(self.vocabulary.records, collection))
        wanted = "plan" if subject == "plan" else "population" if subject == "city" else "benchmark"
        chosen = next((one for one in records if getattr(one, wanted)), records[0] if records else None)
        if chosen is None:
            return self.document
        return replace(self.document, subject=chosen.id, record=f"{collection}/{chosen.id}")


def _choose_document(project: Project, language: str) -> Document:
    """Return the document that has most to try with: a book about the programme, with its texts."""
    documents = [one for one in list_documents(project) if one.record == "programme"]
    documents.sort(key=lambda one: (project.kinds[one.kind].layout != "book", one.language != language))
    return replace(documents[0], language=language)


def _read(made: str) -> str:
    """Return what a reader of the page would read, in a line."""
    text = without_marks(made)
    if not text.strip():
        return ""
    tree = html.fragment_fromstring(text, create_parent="div")
    for element in list(tree.iter()):
        is_within = isinstance(element.tag, str) and element is not tree and element.getparent() is not None
        if is_within and any(has_class(element, one) for one in ("review-only", "visually-hidden")):
            element.drop_tree()
    words = " ".join(str(tree.text_content()).split())
    words = re.sub(r"\s+([,.;])", r"\1", words)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"
