"""The reader: gives a value of a project and notes the question, in one step.

What makes documents holds a reader and nothing else of a project. So nothing is read unseen: what
was made is made again when, and only when, an answer that it asked for changes.
"""

from __future__ import annotations

from typing import Any

from inclucities_docs.inputs.answer import Answers
from inclucities_docs.inputs.document import list_languages
from inclucities_docs.inputs.freshness import today
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.question import Question, Trace
from inclucities_docs.inputs.translation import TranslationState
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.schema import Brand

__all__ = ["Lookup", "Reader"]


class Lookup:
    """Input files looked at to say where something stands; not noted, since what fails is never kept."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def line(self, path: str, number: int) -> str:
        """Return one line of a file for an excerpt, or an empty text."""
        return self._workspace.line(path, number)

    def text(self, path: str) -> str:
        """Return a file's text, or an empty one."""
        return self._workspace.read_text(path) or ""

    def paths(self, start: str | tuple[str, ...] = "", ends: str | tuple[str, ...] = "") -> list[str]:
        """Return the paths of input files that begin and end so, sorted."""
        return sorted(one for one in self._workspace.files if one.startswith(start) and one.endswith(ends))


class Reader:
    """Reads a project for one thing that is made, and keeps what was asked."""

    def __init__(self, project: Project, answers: Answers | None = None) -> None:
        self._project = project
        self._answers = answers or Answers(project)
        self.trace: Trace = {}
        self.lookup = Lookup(project.workspace)

    def note(self, kind: str, name: str = "", language: str = "", *more: str, answered: str = "") -> None:
        """Keep a question with the fingerprint of its answer, which is worked out where it is not given."""
        question = Question(kind, name, language, more)
        if question not in self.trace:
            self.trace[question] = answered or self._answers.give(question)

    def start_again(self) -> Reader:
        """Return a reader of the same project that has noted nothing."""
        return Reader(self._project, self._answers)

    def take_over(self, trace: Trace) -> None:
        """Keep what something used here had asked for."""
        self.trace.update(trace)

    def is_current(self, trace: Trace) -> bool:
        """Return whether every question of a trace has the answer that it had."""
        return self._answers.are_same(trace)

    # ── files ────────────────────────────────────────────────────────────────────────────────────

    def read(self, path: str) -> bytes | None:
        """Return a file's content; none where there is no such file, which is an answer too."""
        self.note("file", path)
        return self._project.workspace.read(path)

    def read_text(self, path: str) -> str | None:
        """Return a UTF-8 file's text, or none; raise DiagnosticError for what is no text."""
        self.note("file", path)
        return self._project.workspace.read_text(path)

    def list_files(self, folder: str, suffix: str = "") -> tuple[str, ...]:
        """Return the paths of the files directly in a folder, by name."""
        self.note("files", folder, "", suffix)
        return self._project.workspace.names(folder, suffix)

    # ── values ───────────────────────────────────────────────────────────────────────────────────

    def value(self, path: str) -> Any:
        """Return a value with all that is in it, such as ``portal.languages``; none where it is not there."""
        self.note("value", path)
        try:
            return self._project.find(path)
        except (LookupError, ValueError):
            return None

    @property
    def brand(self) -> Brand:
        """The brand, as a whole."""
        self.note("brand")
        return self._project.brand

    @property
    def today(self) -> str:
        """The day of the build, where it is given one."""
        self.note("today")
        return today()

    def list_languages(self, kind: str, record: str) -> list[str]:
        """Return the languages in which a kind's document about a record is owed; none where there is no such kind."""
        self.note("languages", record, "", kind)
        if kind not in self._project.kinds:
            return []
        return list_languages(self._project, self._project.kinds[kind], record)

    # ── words and translations ───────────────────────────────────────────────────────────────────

    def find_word(self, language: str, one: str, many: str = "", number: int = 1) -> tuple[str, bool]:
        """Return an interface word in a language, and whether it is there in that language."""
        self.note("word", one, language, *((many, str(number)) if many else ()))
        return self._project.catalogues.find(language, one, many, number)

    def list_letters(self, language: str) -> str:
        """Return the characters that the interface words of a language are written with, sorted."""
        self.note("letters", "", language)
        return self._project.catalogues.list_letters(language)

    def judge_word(self, language: str, msgid: str) -> TranslationState | None:
        """Return the state of an interface word's translation; none where it is the original."""
        self.note("word-state", msgid, language)
        return self._project.judge_words(language, msgid)

    def judge_prose(self, kind: str, name: str, language: str) -> TranslationState | None:
        """Return the state of a Markdown text's translation; none where it is the original."""
        self.note("prose-state", name, language, kind)
        return self._project.judge_prose(kind, name, language)

    def judge_text(self, path: str, language: str) -> TranslationState | None:
        """Return the state of a record's text in a language; none where it is the original."""
        self.note("state", path, language)
        return self._project.judge_text(self._project.find(path), language)

    def choose(self, path: str, language: str) -> tuple[str, str]:
        """Return the language and words of a record's text: the language asked for, else a fallback."""
        self.note("fact", path, language)
        return self._project.choose(self._project.find(path), language)

    def list_translations(self, path: str) -> list[str]:
        """Return the languages that a record's text is there in."""
        self.note("fact", path)
        return list(self._project.find(path))

    @property
    def fallback_languages(self) -> tuple[str, ...]:
        """The languages that stand in for a missing one."""
        return tuple(self.value("programme.fallback_languages") or ())

    @property
    def original_language(self) -> str:
        """The language that the programme's texts are written in first."""
        return str(self.value("programme.original_language"))
