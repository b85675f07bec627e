"""Why a file would be made again, and what it depends on, in words."""

from __future__ import annotations

from pathlib import Path

from inclucities_docs.build.manifest import name_trace
from inclucities_docs.build.trace import TraceStore, fingerprint_program
from inclucities_docs.build.writer import OUTPUT
from inclucities_docs.render import list_editions
from inclucities_docs.source.project import Project, load_project
from inclucities_docs.source.workspace import Workspace

__all__ = ["explain"]


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
            changed = [question for question, answer in answers.items() if project.answer(question) != answer]
            if changed:
                return [f"{path} would be made again, since these changed:", *_put_all(project, changed)]
            return [
                f"{path} is up to date. It depends on:",
                *_put_all(project, answers),
                "  the program and the versions of its tools",
            ]
    raise LookupError(path)


def _put_all(project: Project, questions: list[str] | dict[str, str]) -> list[str]:
    return [f"  {line}" for line in sorted({_put(project, one) for one in questions})]


def _put(project: Project, question: str) -> str:
    """Put a question in words, with the place of what it asks for."""
    sort, _, rest = question.partition(":")
    name, _, language = rest.partition("@")
    first, _, second = rest.partition("|")
    match sort:
        case "fact":
            name = name.removesuffix("!")
            return f"the fact {name}{f' in {language}' if language else ''}{_find_place(project, name)}"
        case "state":
            return f"whether {name} is translated and reviewed in {language}{_find_place(project, name)}"
        case "words":
            return f"the words “{second}” in {first}"
        case "state-words":
            return f"whether the words “{second}” are translated and reviewed in {first}"
        case "state-prose":
            return f"whether {rest} is up to date with its original and reviewed"
        case "link":
            return f"the {rest.partition('/')[0]} of {rest.partition('/')[2]}"
        case "languages":
            return f"the languages in which {first} is made for {second}"
        case "names":
            return f"the list of files in {first}"
        case "file":
            return f"the file {rest}{'' if project.workspace.digest(rest) else ' (there is none)'}"
        case "brand":
            return "the brand (templates/base/brand.yaml)"
        case "today":
            return "the day on which it is made"
    return question


def _find_place(project: Project, name: str) -> str:
    """Give the file and line of a fact, or of the nearest thing that it is part of."""
    while name:
        place = project.places.get(name)
        if place is not None:
            return f" ({place.path}:{place.line})"
        name = name.rpartition(".")[0]
    return ""
