"""Why a file would be made again, and what it depends on, in words."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

from inclucities_docs.build.manifest import name_trace
from inclucities_docs.build.snapshot import recall_inputs
from inclucities_docs.build.trace import TraceStore, fingerprint_program
from inclucities_docs.build.writer import OUTPUT
from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.inputs.answer import Answers
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.question import Question
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render import list_documents
from inclucities_docs.schema.output import Dependency, ExplainOutput

__all__ = ["explain", "list_affected", "say_explanation"]


def explain(root: Path, path: str) -> ExplainOutput:
    """Say why a file would be made again, and what it depends on; raise LookupError for one not owed."""
    project = load_project(Workspace.take(root))
    store = TraceStore.load(root)
    path = path.removeprefix(f"{OUTPUT}/")
    for document in list_documents(project):
        for artifact in document.artifacts:
            if artifact.path != path:
                continue
            trace = store.traces.get(name_trace(document))
            if trace is None or artifact.key not in trace.files:
                return ExplainOutput(path=path, state="never-made")
            if store.program != fingerprint_program():
                return ExplainOutput(path=path, state="program-changed")
            if not trace.files[artifact.key].is_in_place(root / OUTPUT / path):
                return ExplainOutput(path=path, state="touched")
            answers = trace.answers[artifact.key]
            changed = Answers(project).list_changed(answers)
            if changed:
                before = _recall(root)
                found = {_compare(before, project, one, answers[one]) for one in changed}
            else:
                found = {_put(project, one) for one in answers}
            ordered = tuple(sorted(found, key=_say_line))
            return ExplainOutput(path=path, state="changed" if changed else "current", answers=ordered)
    raise LookupError(path)


def say_explanation(found: ExplainOutput) -> list[str]:
    """Return an explanation in words, a line for each thing."""
    path, lines = found.path, [f"  {_say_line(one)}" for one in found.answers]
    match found.state:
        case "current":
            last = "  the program and the versions of its tools"
            return [f"{path} is up to date. It depends on:", *lines, last]
        case "changed":
            return [f"{path} would be made again, since these changed:", *lines]
        case "touched":
            return [f"{path} would be made again: the file is missing or was changed by hand"]
        case "program-changed":
            return [f"{path} would be made again: the program or a tool it uses has changed"]
    return [f"{path} would be made: it was never made here"]


def _say_line(one: Dependency) -> str:
    is_file = one.words == f"the file {one.path}"
    place = "" if is_file or not one.path else f" ({one.path}:{one.line})" if one.line else f" ({one.path})"
    change = f": {one.before} → {one.after}" if one.before or one.after else ""
    where = f", line {one.line}" if is_file and one.line else ""
    return f"{one.words}{place}{where}{change}"


def _recall(root: Path) -> Project | None:
    """Return the project as it was when documents were last made; none where that is not known any more."""
    kept = recall_inputs(root)
    try:
        return load_project(kept) if kept else None
    except DiagnosticError:
        return None


def _compare(before: Project | None, now: Project, question: Question, answered: str) -> Dependency:
    """Return what changed, with what was answered then and is answered now, where that is known."""
    put = _put(now, question)
    if before is None or Answers(before).give(question) != answered:
        return put
    old, new = _say(before, question), _say(now, question)
    if old == new:
        return put
    line = put.line
    if question.kind == "file":
        pairs = zip_longest(old.splitlines(), new.splitlines(), fillvalue="")
        line, (old, new) = next((at, pair) for at, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    old, new = _cut(old, new)
    return put.model_copy(update={"line": line, "before": old, "after": new})


SHOWN = 60
"""So much is shown of a text that changed, characters."""


def _cut(old: str, new: str) -> tuple[str, str]:
    """Return two texts from shortly before where they differ."""
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    start = max(0, same - 20) if max(len(old), len(new)) > SHOWN else 0
    parts = []
    for text in (old, new):
        end = start + SHOWN
        shown = f"{'…' if start else ''}{text[start:end]}{'…' if len(text) > end else ''}"
        parts.append(shown or "(nothing)")
    return parts[0], parts[1]


def _say(project: Project, question: Question) -> str:
    """Return an answer in words; empty for what has none, or is not there."""
    try:
        match question.kind:
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
                return project.catalogues.find(question.language, question.name)[0]
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
    """Return the documents that will read otherwise, of those that were made here: ``action-plan/capaci it``."""
    old, new = Answers(before), Answers(after)
    traces = TraceStore.load(root).traces
    affected = []
    for document in list_documents(after):
        trace = traces.get(name_trace(document))
        questions = {one for asked in trace.answers.values() for one in asked} if trace else set()
        if any(old.give(one) != new.give(one) for one in questions):
            affected.append(f"{document.name} {document.language}")
    return affected


def _put(project: Project, question: Question) -> Dependency:
    """Put a question in words, with the place of what it asks for."""
    name, language, more = question.name, question.language, question.more
    match question.kind:
        case "fact" | "value":
            return _place(project, f"the fact {name}{f' in {language}' if language else ''}", name)
        case "records":
            words = f"the list of {name}"
        case "state":
            return _place(project, f"whether {name} is translated and reviewed in {language}", name)
        case "word":
            words = f"the words “{name}” in {language}"
        case "word-state":
            words = f"whether the words “{name}” are translated and reviewed in {language}"
        case "prose-state":
            path = f"templates/{more[0]}/text/{language}/{name}.md"
            words = f"whether {path} is up to date with its original and reviewed"
        case "link":
            words = f"the {more[0]} of {name}"
        case "languages":
            words = f"the languages in which {more[0]} is made for {name}"
        case "files":
            words = f"the list of files in {name}"
        case "file" if project.workspace.digest(name):
            return Dependency(words=f"the file {name}", path=name)
        case "file":
            words = f"the file {name} (there is none)"
        case "brand":
            words = "the brand (templates/base/brand.yaml)"
        case "today":
            words = "the day on which it is made"
        case _:
            words = question.kind
    return Dependency(words=words)


def _place(project: Project, words: str, name: str) -> Dependency:
    """Return words with the file and line of a fact, or of the nearest thing that it is part of."""
    while name:
        place = project.places.get(name)
        if place is not None:
            return Dependency(words=words, path=place.path, line=place.line)
        name = name.rpartition(".")[0]
    return Dependency(words=words)
