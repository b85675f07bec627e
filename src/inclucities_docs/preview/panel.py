"""Where a field is shown and changed: its panel, what would become of an entry, and writing it.

All of it runs in the process that makes pages, which has the project at hand.
"""

from __future__ import annotations

import datetime
import html
import importlib.resources
import itertools
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import jinja2
import lxml.html
from pydantic import ValidationError

from inclucities_docs.build.builder import list_paths
from inclucities_docs.diagnostics import Diagnostic, DiagnosticError
from inclucities_docs.exchange.contribution import Speaker
from inclucities_docs.exchange.field_name import name_choice, name_key
from inclucities_docs.exchange.request import describe_place
from inclucities_docs.inputs.change import Change, find_field, read_words
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.reader import Lookup, Reader
from inclucities_docs.inputs.revision import Review, review_changes, take_back, write_changes
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.preview.entry import WORDS, Entry, explain_refusals, list_changes, say
from inclucities_docs.preview.field import EditTarget, find_target, list_history, list_uses, resolve_line
from inclucities_docs.preview.form import NEW, Input, list_inputs
from inclucities_docs.preview.worker import keep_project, read_project
from inclucities_docs.render import render
from inclucities_docs.render.page.tree import FIELD
from inclucities_docs.render.problem import Problems
from inclucities_docs.render.prose.markdown import read_state
from inclucities_docs.schema import Source

__all__ = ["Entry", "Saved", "has_file", "picture", "save", "show_panel", "undo"]


@dataclass(frozen=True)
class Saved:
    """What became of an entry."""

    problems: dict[str, str]
    """What is wrong, by input; of the whole under an empty name."""
    now: Any = None
    """What stands there now, where that is something else than was seen."""
    changes: tuple[Change, ...] = ()
    """What was written, or would be."""
    files: Mapping[str, tuple[bytes | None, bytes]] = field(default_factory=dict)
    """Files that were written, as they were before and after."""
    documents: tuple[str, ...] = ()
    """Paths of the pages of documents that show it."""
    english: str = ""
    """What is wrong besides, for which the reader's language has no words."""

    @property
    def is_written(self) -> bool:
        """Whether it could be written."""
        return not self.problems and self.now is None


def show_panel(root: str, path: str, language: str, closed: str) -> str:
    """Return the panel of a field as a piece of HTML; ``closed`` says why nothing can be changed, if so."""
    project = read_project(Path(root))
    speak = Speaker(project, language)
    words = {
        key: speak(one, reason=speak(closed), name="") if "%(" in one else speak(one)
        for key, one in WORDS.items()
    }
    if not path:  # what the page itself says
        return json.dumps(words)
    text = importlib.resources.files("inclucities_docs.preview").joinpath("panel.html").read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    panel = environment.from_string(text)
    local = Localisation(language)
    shared: dict[str, Any] = {
        "problem": "",
        "facts": [],
        "words": words,
        "language": language,
        "direction": local.direction,
        "closed": closed,
    }
    shared["name_language"] = local.language_name
    if path.startswith("place:"):
        file, _, line = path[6:].rpartition(":")
        try:
            path = resolve_line(project, file, int(line))
        except (LookupError, ValueError):
            known = file in project.workspace.files
            return panel.render(**shared, target=None, file=file if known else "", line=line)
    if path.startswith("facts:"):
        return panel.render(
            target=None, file="", line="", **shared | {"facts": _list_facts(project, path[6:].split(), speak)}
        )
    try:
        target = find_target(project, path, language)
    except LookupError as error:
        return panel.render(target=None, file="", line="", **shared | {"problem": str(error.args[0])})
    inputs, held = _list_inputs(project, target, speak)
    root_path = Path(root)
    return panel.render(
        **shared,
        target=target,
        title=_title(project, target, speak),
        inputs=inputs,
        new_source=_source_inputs(speak) if any(one.is_source for one in inputs) else [],
        NEW=NEW,
        held=json.dumps(held, ensure_ascii=False),
        state=_name_state(project, target, speak),
        sources=_list_sources(project, target),
        uses=_name_documents(project, list_uses(root_path, target.path)),
        history=list_history(root_path, target.field.file, target.line),
        count=len(find_field(project, target.list_path).value) if target.list_path else 0,
    )


def _list_facts(project: Project, paths: list[str], speak: Speaker) -> list[tuple[str, str, str]]:
    """Return path, name and words of the fields that a figure is drawn from, as far as they can be changed."""
    found: dict[str, tuple[str, str, str]] = {}
    for path in paths[:MOST_FACTS]:
        try:
            target = find_target(project, path, speak.language)
        except LookupError:
            continue
        value = read_words(target.field, "")
        if isinstance(value, dict):
            value = value.get("text", value)
            value = (
                speak.choose(value) if value and all(isinstance(one, str) for one in value.values()) else None
            )
        if value is None or isinstance(value, list) or target.path in found:
            continue
        said = {True: "✓", False: "–"}[value] if isinstance(value, bool) else str(value)
        found[target.path] = (target.path, describe_place(project, target.path, speak.language), said)
    return list(found.values())


MOST_FACTS = 400
"""So many fields of a figure are listed."""


def _title(project: Project, target: EditTarget, speak: Speaker) -> str:
    if target.path.startswith("words:"):
        return f"{say(speak, 'word')}: {target.path[6:]}"
    if target.path.startswith("templates/"):
        number = f" {int(target.field.steps[0]) + 1}" if target.field.steps else ""
        return f"{say(speak, 'paragraph')}{number}"
    return describe_place(project, target.path, speak.language)


def _list_inputs(project: Project, target: EditTarget, speak: Speaker) -> tuple[list[Input], Any]:
    """Return the inputs of a field, and what it holds as they name it."""
    if target.path.startswith("templates/"):
        label = say(speak, "paragraph")
        return [
            Input("", "lines", label, str(target.field.value or ""), _text_language(target))
        ], target.field.value
    languages = tuple(dict.fromkeys((speak.language, *project.programme.languages)))
    if target.path.startswith("words:"):
        said: dict[str, Any] = {}
        for one in languages:
            if one != "en":
                try:
                    said[one] = find_field(project, target.path, one).value
                except LookupError:
                    continue
        inputs = []
        for one, value in said.items():
            forms = value if isinstance(value, list) else [value or ""]
            for number, form in enumerate(forms):
                name = f"{one}.{number}" if isinstance(value, list) else one
                inputs.append(Input(name, "long", speak(name_key("text")), form, one))
        return inputs, said
    assert target.schema is not None
    label = describe_place(project, target.path, speak.language).rpartition(" › ")[2]
    return list_inputs(target.schema, target.field.value, speak, languages, label), target.field.value


def _text_language(target: EditTarget) -> str:
    return target.path.split("/")[3]


def _source_inputs(speak: Speaker) -> list[Input]:
    """Return the inputs of a source that is not there yet."""
    day = {"read": datetime.date.today().isoformat()}
    return [
        Input(f"new.{key}", "date" if key == "read" else "text", speak(name_key(key)), day.get(key, ""))
        for key in ("title", "publisher", "url", "read")
    ]


def _name_state(project: Project, target: EditTarget, speak: Speaker) -> str:
    """Return the state of a field in words; of a paragraph, that of its text."""
    if target.path.startswith("templates/"):
        text = project.workspace.read_text(target.field.file) or ""
        return speak(name_choice(read_state(target.field.file, text, Problems(Lookup(project.workspace)))))
    return speak(name_choice(target.field.model.state)) if hasattr(target.field.model, "state") else ""


_CITED = re.compile(r"\bcite\(([^()]*)\)")
_QUOTED = re.compile(r"""(["'])([a-z0-9-]+)\1""")


def _list_sources(project: Project, target: EditTarget) -> list[Source]:
    """Return the sources of a field; of a paragraph, those that its notes name."""
    if target.path.startswith("templates/"):
        lines = (project.workspace.read_text(target.field.file) or "").splitlines()[target.line - 1 :]
        cited = _CITED.findall("\n".join(itertools.takewhile(str.strip, lines)))
        names = dict.fromkeys(name for one in cited for _, name in _QUOTED.findall(one))
    else:
        names = dict.fromkeys(getattr(target.field.model, "source", ()) or ())
    sources = project.collections["sources"]
    return [sources[one] for one in names if one in sources]  # type: ignore[misc]


def _name_documents(project: Project, names: list[str]) -> list[tuple[str, str, str]]:
    """Return address, title and language of documents."""
    pages = {
        f"{one.name} {one.language}": one for one, _ in list_paths(project).values() if "html" in one.formats
    }
    found = []
    for name in names:
        if (document := pages.get(name)) is not None:
            path = next(one.path for one in document.artifacts if one.format == "html")
            found.append((f"/{path}", f"{document.name}", document.language))
    return found


def save(root: str, entry: Entry, is_trial: bool = False) -> Saved:
    """Write an entry into the project's files, or say what is wrong with it; a trial writes nothing."""
    project = read_project(Path(root))
    speak = Speaker(project, entry.language)
    try:
        target = find_target(project, entry.path, entry.language)
        changes, problems = list_changes(project, target, entry, speak)
    except LookupError as error:
        return Saved({"": say(speak, "nothing")}, english=str(error.args[0]))
    if problems:
        return Saved(problems)
    if changes is None:
        return Saved({}, target.field.value)
    if not changes:
        return Saved({"": say(speak, "unchanged")})
    saved = _write(root, project, target, changes, is_trial, speak)
    touched = [name for name in entry.said if not name.startswith("new.")]
    if "" in saved.problems and len(touched) == 1:  # what is wrong with the whole came from there
        return replace(saved, problems={touched[0]: " ".join(saved.problems.values())})
    return saved


def _write(
    root: str, project: Project, target: EditTarget, changes: list[Change], is_trial: bool, speak: Speaker
) -> Saved:
    told: Saved | None = None
    if not is_trial:
        try:
            try:
                review = write_changes(Path(root), changes, spare=False, known=project)
            except DiagnosticError:
                # an editor that saved its file at this moment may have left the field alone
                project = read_project(Path(root))
                review = write_changes(Path(root), changes, spare=False, known=project)
            if review.project is not None:
                keep_project(review.project)
            return _note(root, project, target, changes, review)
        except DiagnosticError as error:
            told = _refuse(error.diagnostics, speak)
        except OSError as error:
            return Saved({"": f"{say(speak, 'unwritten')} ({error.strerror})"})
    review = review_changes(project, changes)
    refused = [problem for one in review.select("refused") for problem in one.problems]
    conflicts = review.select("conflict")
    if refused:
        return _place_problems(target, changes, refused, speak)
    if conflicts:
        return Saved({}, conflicts[0].now if conflicts[0].now is not None else "")
    return told or _note(root, project, target, changes, review)


def _note(root: str, project: Project, target: EditTarget, changes: list[Change], review: Review) -> Saved:
    """Return what was written, or would be, with the documents that show it."""
    files = {path: (project.workspace.read(path), after) for path, after in review.files.items()}
    documents = tuple(one[0] for one in _name_documents(project, list_uses(Path(root), target.path)))
    return Saved({}, None, tuple(changes), files, documents)


def _place_problems(
    target: EditTarget, changes: list[Change], found: list[Diagnostic], speak: Speaker
) -> Saved:
    """Return problems by the input that they are about, where the model of the field tells it."""
    problems: dict[str, str] = {}
    model = target.schema.model if target.schema else None
    value = changes[-1].value
    if model is not None and isinstance(value, dict):
        try:
            model.model_validate(value)
        except ValidationError as error:
            problems = explain_refusals(error, model, speak)
    return Saved(problems) if problems else _refuse(found, speak)


def _refuse(found: Iterable[Diagnostic], speak: Speaker) -> Saved:
    """Return what the rest of the project has against it: in the reader's words where there are such, else in English."""
    said, english = [], []
    for message, hint in dict.fromkeys((one.message, one.hint) for one in found):
        words = speak.project.catalogues.say_again(speak.language, message)
        more = speak.project.catalogues.say_again(speak.language, hint) if hint and words else ""
        said += [f"{words} ({more})" if more else words] if words else []
        english += [] if words else [f"{message} ({hint})" if hint else message]
    return Saved({"": " ".join((say(speak, "misfit"), "; ".join(said))).strip()}, english="; ".join(english))


def undo(root: str, saved: Saved, language: str) -> Saved:
    """Take back what was written: the files as they were, or the fields alone where more was changed since."""
    if take_back(Path(root), saved.files):
        return replace(saved, files={})
    changes = saved.changes
    back = [
        Change(
            one.path,
            one.seen,
            one.value,
            one.language,
            is_whole=one.is_whole or one.path.startswith("sources/"),
        )
        for one in reversed(changes)
    ]
    project = read_project(Path(root))
    target = find_target(project, changes[-1].path, changes[-1].language or "en")
    return _write(root, project, target, back, False, Speaker(project, language))


def picture(root: str, path: str, page: str, text: str) -> str:
    """Return a paragraph as it would look on a page, as HTML; what is wrong with it as plain words."""
    project = read_project(Path(root))
    found = list_paths(project).get(page)
    target = find_target(project, path, "en")
    review = review_changes(project, [Change(target.path, text, target.field.value, is_whole=True)])
    if found is None or not review.files:
        return ""
    files = {**project.workspace.files, **review.files}
    tried = replace(project, workspace=Workspace(files))
    done = render(Reader(tried), replace(found[0], view="edit"), ("html",))
    if done.has_failed:
        told = "; ".join(f"{one.message} ({one.hint})" if one.hint else one.message for one in done.problems)
        return f'<span lang="en">{html.escape(told)}</span>'
    tree = lxml.html.fromstring(done.files["html"].decode())
    parts = [one for one in tree.iter() if isinstance(one.tag, str) and one.get(FIELD) == path]
    for one in parts:
        one.tail = None
    return "".join(lxml.html.tostring(one, encoding="unicode") for one in parts)


def has_file(root: str, path: str) -> bool:
    """Return whether a path names an input file of the project."""
    return path in read_project(Path(root)).workspace.files
