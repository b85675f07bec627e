"""Why a file would be made again, and what it depends on, in words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from inclucities_docs.build.manifest import name_trace
from inclucities_docs.build.trace import TraceStore, fingerprint_program
from inclucities_docs.build.writer import OUTPUT
from inclucities_docs.render import list_editions
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
    for edition in list_editions(project):
        for artifact in edition.artifacts:
            if artifact.path != path:
                continue
            trace = store.traces.get(name_trace(edition))
            if trace is None or artifact.key not in trace.files:
                return [f"{path} would be made: it was never made here"]
            if store.program != fingerprint_program():
                return [f"{path} would be made again: the program or a tool it uses has changed"]
            if not trace.files[artifact.key].is_in_place(root / OUTPUT / path):
                return [f"{path} would be made again: the file is missing or was changed by hand"]
            answers = trace.answers[artifact.key]
            changed = Answers(project).list_changed(answers)
            if changed:
                return [f"{path} would be made again, since these changed:", *_put_all(project, changed)]
            return [
                f"{path} is up to date. It depends on:",
                *_put_all(project, answers),
                "  the program and the versions of its tools",
            ]
    raise LookupError(path)


def list_affected(root: Path, before: Project, after: Project) -> list[str]:
    """Give the documents that will read otherwise, of those that were made here: ``action-plan/capaci it``."""
    old, new = Answers(before), Answers(after)
    traces = TraceStore.load(root).traces
    affected = []
    for edition in list_editions(after):
        trace = traces.get(name_trace(edition))
        questions = {one for asked in trace.answers.values() for one in asked} if trace else set()
        if any(old.give(one) != new.give(one) for one in questions):
            affected.append(f"{edition.name} {edition.language}")
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
