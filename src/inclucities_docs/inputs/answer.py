"""What a project answers to questions: whether something made earlier would come out the same is decided here alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from inclucities_docs.inputs.document import list_languages
from inclucities_docs.inputs.freshness import today
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.question import ABSENT, Question, fingerprint
from inclucities_docs.schema.value import Model

__all__ = ["Answers", "answer"]


class Answers:
    """The answers of one project, each worked out once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[Question, str] = {}

    def are_same(self, trace: Mapping[Question, str]) -> bool:
        """Return whether every question of a trace has the answer that it had."""
        known = self._known
        return all(
            (known.get(question) or self.give(question)) == before for question, before in trace.items()
        )

    def list_changed(self, trace: Mapping[Question, str]) -> list[Question]:
        """Return the questions of a trace that have another answer now."""
        return [question for question, before in trace.items() if self.give(question) != before]

    def give(self, question: Question) -> str:
        """Return the fingerprint of the answer to a question."""
        if question not in self._known:
            self._known[question] = answer(self._project, question)
        return self._known[question]


def answer(project: Project, question: Question) -> str:
    """Return the fingerprint of a project's answer; ``ABSENT`` for what is not there, or no question of ours."""
    find = ANSWERS.get(question.kind)
    if find is None:
        return ABSENT
    try:
        return find(project, question)
    except (
        LookupError,
        ValueError,
        AttributeError,
        TypeError,
    ):  # what it was asked of is of another kind now
        return ABSENT


def _describe(project: Project, question: Question) -> str:
    """Return the fingerprint of what a reader sees of a value: a leaf, or the shape of a branch."""
    value = project.find(question.name)
    if question.language:
        return fingerprint(project.choose(value, question.language))
    return describe(value)


def describe(value: Any) -> str:
    """Return the fingerprint of a leaf, or of the shape of a branch."""
    if isinstance(value, Model):
        return "model"
    if isinstance(value, tuple):
        return f"list {len(value)}"
    if isinstance(value, Mapping):
        return fingerprint(list(value))
    return fingerprint(value)


def _find_words(project: Project, question: Question) -> str:
    many, number = question.more or ("", "1")
    return fingerprint(project.catalogues.find(question.language, question.name, many, int(number)))


def _judge_prose(project: Project, question: Question) -> str:
    return str(project.judge_prose(question.more[0], question.name, question.language))


ANSWERS: dict[str, Callable[[Project, Question], str]] = {
    # a value, or the shape of a branch; a text in a language
    "fact": _describe,
    # a value with all that is in it
    "value": lambda project, asked: fingerprint(repr(project.find(asked.name))),
    # the records of a collection, and those that an index links to a record
    "records": lambda project, asked: fingerprint(list(project.collections[asked.name])),
    "link": lambda project, asked: fingerprint(
        list(project.links.get(asked.more[0], {}).get(asked.name, ()))
    ),
    # in which languages a kind's document about a record is owed
    "languages": lambda project, asked: fingerprint(
        list_languages(project, project.kinds[asked.more[0]], asked.name)
    ),
    # the state of a translation: of a record's text, a Markdown text, an interface word
    "state": lambda project, asked: str(project.judge_text(project.find(asked.name), asked.language)),
    "prose-state": _judge_prose,
    "word-state": lambda project, asked: str(project.judge_words(asked.language, asked.name)),
    # an interface word in a language, and the characters that all of them are written with
    "word": _find_words,
    "letters": lambda project, asked: fingerprint(project.catalogues.list_letters(asked.language)),
    # a file's content, and the names of the files in a folder
    "file": lambda project, asked: project.workspace.digest(asked.name) or ABSENT,
    "files": lambda project, asked: fingerprint(project.workspace.names(asked.name, asked.more[0])),
    # the brand as a whole, and the day of the build
    "brand": lambda project, asked: fingerprint(repr(project.brand)),  # noqa: ARG005
    "today": lambda project, asked: today(),  # noqa: ARG005
}
"""Sort of question → how a project answers it."""
