"""Why a file would be made again, and what it depends on, in words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

from inclucities_docs.build.manifest import name_trace
from inclucities_docs.build.snapshot import recall_inputs
from inclucities_docs.build.trace import TraceStore, fingerprint_program
from inclucities_docs.build.writer import OUTPUT
from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.render import list_documents
from inclucities_docs.source.answer import Answers
from inclucities_docs.source.project import Project, load_project
from inclucities_docs.source.question import Question
from inclucities_docs.source.workspace import Workspace

__all__ = ["explain", "list_affected"]


def explain(root: Path, path: str) -> list[str]:
    """Say why a file would be made again, and what it depends on; raises LookupError for one not owed."""
    project = load_project(Workspace.take(root))
    store = TraceStore.load(root)
    path = path.removeprefix(f"{OUTPUT}/")
    for document in list_documents(project):
        for artifact in document.artifacts:
            if artifact.path != path:
                continue
            trace = store.traces.get(name_trace(document))
            if trace is None or artifact.key not in trace.files:
                return [f"{path} would be made: it was never made here"]
            if store.program != fingerprint_program():
                return [f"{path} would be made again: the program or a tool it uses has changed"]
            if not trace.files[artifact.key].is_in_place(root / OUTPUT / path):
                return [f"{path} would be made again: the file is missing or was changed by hand"]
            answers = trace.answers[artifact.key]
            changed = Answers(project).list_changed(answers)
            if changed:
                before = _recall(root)
                lines = {_put(project, one) + _compare(before, project, one, answers[one]) for one in changed}
                return [
                    f"{path} would be made again, since these changed:",
                    *(f"  {line}" for line in sorted(lines)),
                ]
            return [
                f"{path} is up to date. It depends on:",
                *_put_all(project, answers),
                "  the program and the versions of its tools",
            ]
    raise LookupError(path)


def _recall(root: Path) -> Project | None:
    """Return the project as it was when documents were last made; none where that is not known any more."""
    kept = recall_inputs(root)
    try:
        return load_project(kept) if kept else None
    except DiagnosticError:
        return None


def _compare(before: Project | None, now: Project, question: Question, answered: str) -> str:
    """Return what was answered then and what is answered now: ``: 12345 → 54321``."""
    if before is None or Answers(before).give(question) != answered:
        return ""
    old, new = _say(before, question), _say(now, question)
    if old == new:
        return ""
    if question.sort == "file":
        pairs = zip_longest(old.splitlines(), new.splitlines(), fillvalue="")
        number, (old, new) = next((at, pair) for at, pair in enumerate(pairs, 1) if pair[0] != pair[1])
        return f", line {number}: {_cut(old, new)}"
    return f": {_cut(old, new)}"


SHOWN = 60
"""So much is shown of a text that changed, characters."""


def _cut(old: str, new: str) -> str:
    """Return two texts from shortly before where they differ."""
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    start = max(0, same - 20) if max(len(old), len(new)) > SHOWN else 0
    parts = []
    for text in (old, new):
        end = start + SHOWN
        shown = f"{'…' if start else ''}{text[start:end]}{'…' if len(text) > end else ''}"
        parts.append(shown or "(nothing)")
    return " → ".join(parts)


def _say(project: Project, question: Question) -> str:
    """Return an answer in words; empty for what has none, or is not there."""
    try:
        match question.sort:
            case "fact" | "value":
                value = project.find(question.name)
                if question.language:
                    return project.choose(value, question.language)[1]
                if isinstance(value, float):
                    return str(int(value) if value.is_integer() else value)
                if isinstance(value, tuple) and not all(isinstance(one, str | int) for one in value):
                    return f"{len(value)} entries"
                return ", ".join(map(str, value)) if isinstance(value, tuple | dict) else str(value)
            case "records":
                return ", ".join(project.collections[question.name])
            case "state":
                return str(project.judge_text(project.find(question.name), question.language))
            case "word":
                return project.words.find(question.language, question.name)[0]
            case "word-state":
                return str(project.judge_words(question.language, question.name))
            case "prose-state":
                return str(project.judge_prose(question.more[0], question.name, question.language))
            case "file":
                return project.workspace.read_text(question.name) or ""
    except (LookupError, ValueError, AttributeError, TypeError, DiagnosticError):
        return ""
    return ""


def list_affected(root: Path, before: Project, after: Project) -> list[str]:
    """Give the documents that will read otherwise, of those that were made here: ``action-plan/capaci it``."""
    old, new = Answers(before), Answers(after)
    traces = TraceStore.load(root).traces
    affected = []
    for document in list_documents(after):
        trace = traces.get(name_trace(document))
        questions = {one for asked in trace.answers.values() for one in asked} if trace else set()
        if any(old.give(one) != new.give(one) for one in questions):
            affected.append(f"{document.name} {document.language}")
    return affected


def _put_all(project: Project, questions: Iterable[Question]) -> list[str]:
    return [f"  {line}" for line in sorted({_put(project, one) for one in questions})]


def _put(project: Project, question: Question) -> str:
    """Put a question in words, with the place of what it asks for."""
    name, language, more = question.name, question.language, question.more
    match question.sort:
        case "fact" | "value":
            return f"the fact {name}{f' in {language}' if language else ''}{_find_place(project, name)}"
        case "records":
            return f"the list of {name}"
        case "state":
            return f"whether {name} is translated and reviewed in {language}{_find_place(project, name)}"
        case "word":
            return f"the words “{name}” in {language}"
        case "word-state":
            return f"whether the words “{name}” are translated and reviewed in {language}"
        case "prose-state":
            path = f"templates/{more[0]}/text/{language}/{name}.md"
            return f"whether {path} is up to date with its original and reviewed"
        case "link":
            return f"the {more[0]} of {name}"
        case "languages":
            return f"the languages in which {more[0]} is made for {name}"
        case "files":
            return f"the list of files in {name}"
        case "file":
            return f"the file {name}{'' if project.workspace.digest(name) else ' (there is none)'}"
        case "brand":
            return "the brand (templates/base/brand.yaml)"
        case "today":
            return "the day on which it is made"
    return question.sort


def _find_place(project: Project, name: str) -> str:
    """Give the file and line of a fact, or of the nearest thing that it is part of."""
    while name:
        place = project.places.get(name)
        if place is not None:
            return f" ({place.path}:{place.line})"
        name = name.rpartition(".")[0]
    return ""
