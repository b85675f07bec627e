"""``translate extract | update | status | accept``: what office and translators do with texts."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from inclucities_docs.build.executor import Task, run_tasks
from inclucities_docs.build.writer import replace_file
from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, suggest
from inclucities_docs.inputs.catalogue import catalogue_path
from inclucities_docs.inputs.inventory import find_place, list_units
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.translation import STATES, ledger_path, shorten
from inclucities_docs.inputs.warning import warn_at
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render import list_documents
from inclucities_docs.schema.output import StatusOutput, TextState, TranslationState
from inclucities_docs.translate.extraction import TEMPLATE, extract_words, merge_words
from inclucities_docs.translate.ledger import accept_units, update_ledger

__all__ = ["accept", "check_translations", "extract", "find_unsure", "show_status", "update"]


def list_languages(project: Project) -> list[str]:
    """Return every language that a document is owed in, the original first."""
    found = [document.language for document in list_documents(project)]
    portal = project.portal.languages if project.portal is not None else ()
    return list(dict.fromkeys([project.programme.original_language, *found, *portal]))


def _list_catalogues(project: Project) -> list[str]:
    """Return the languages that have a catalogue, those among them that no document is owed in: a programme may add one."""
    found = [one.split("/")[2] for one in project.workspace.files if one.startswith("templates/locale/")]
    return [one for one in dict.fromkeys(found) if catalogue_path(one) in project.workspace.files]


def extract(root: Path) -> int:
    """Write the template of all interface words."""
    project = load_project(Workspace.take(root))
    replace_file(root, TEMPLATE, extract_words(project).encode())
    print(f"{TEMPLATE} written")
    return 0


def update(root: Path, languages: Sequence[str]) -> int:
    """Bring catalogues and ledgers up to date with the texts as they stand."""
    project = load_project(Workspace.take(root))
    template = extract_words(project)
    replace_file(root, TEMPLATE, template.encode())
    wanted = list(languages) or list_languages(project)
    kept = [] if languages else _list_catalogues(project)
    for language in dict.fromkeys([*wanted, *kept]):
        if language != "en":
            replace_file(root, catalogue_path(language), merge_words(project, language, template).encode())
    project = load_project(Workspace.take(root))
    for language in wanted:
        replace_file(root, ledger_path(language), update_ledger(project, language).write().encode())
        counts = Counter(unit.state for unit in list_units(project, language))
        print(f"{language}: " + ", ".join(f"{counts[state]} {state}" for state in STATES))
    return 0


def accept(
    root: Path, languages: Sequence[str], names: Sequence[str], *, reviewed: bool, stale: bool = False
) -> int:
    """Take translations as true to today's originals, and say which; return the exit code."""
    project = load_project(Workspace.take(root))
    total = 0
    for language in languages or list_languages(project):
        made = accept_units(project, language, names, reviewed=reviewed, stale=stale)
        total += len(made.taken) + len(made.left)
        if made.taken:
            replace_file(root, ledger_path(language), made.ledger.write().encode())
            print(f"{language}: {len(made.taken)} {'reviewed' if reviewed else 'accepted'}")
        for unit in made.taken:
            print(f"  {find_place(project, unit.name, language)}: {_shorten(unit.name)}")
        if made.left:
            print(f"{language}: {len(made.left)} left as they are, since their originals have changed")
        for unit in made.left:
            print(f"  {find_place(project, unit.name, language)}: {_shorten(unit.name)}")
        if made.left:
            print("  hint: read them beside their originals; then name them one by one, or add --stale")
    if not total:
        message, hint = _say_nothing(project, languages, names)
        print(f"error: {message}\n  hint: {hint}", file=sys.stderr)
        return 2
    return 0


def _say_nothing(project: Project, languages: Sequence[str], names: Sequence[str]) -> tuple[str, str]:
    """Say why no text is meant by some names, and what would mean one."""
    facts = {unit.name for one in languages or list_languages(project) for unit in list_units(project, one)}
    for name in names:
        plain = name.removeprefix("./")
        known = {*project.workspace.files, *facts, *(one.partition(".")[0] for one in facts)}
        if plain not in known and not any(one.startswith(f"{plain}.") for one in facts):
            return (
                f"no file and no text has the name '{name}'",
                suggest(plain, known, "name a file, or a fact such as cities/jelgava.name"),
            )
    if not names:
        return "nothing is named", "name what is accepted: a file, or a fact such as cities/jelgava.name"
    if tuple(languages) == (project.programme.original_language,):
        return f"the texts there are written in {languages[0]}: they translate nothing", "name another --lang"
    return "no text there is translated yet", "`translate status` lists what is missing"


def show_status(root: Path, languages: Sequence[str], *, as_json: bool = False) -> int:
    """Print a table of documents by language, then what is stale or missing, with its place.

    Raise DiagnosticError afterwards for documents that cannot be looked at.
    """
    project = load_project(Workspace.take(root))
    tasks: list[Task] = [
        (one, ()) for one in list_documents(project) if not languages or one.language in languages
    ]
    looked_at = {done.document: done for done in run_tasks(project, tasks)}
    documents, texts = [], []
    for document, _ in tasks:
        states = looked_at[document].translation
        counts = dict.fromkeys(STATES, 0) | Counter(states.values())
        documents.append(TranslationState(document=document.name, language=document.language, **counts))
        for unit, state in states.items():
            if state in {"stale", "missing"}:
                place = find_place(project, unit, document.language)
                texts.append(
                    TextState(
                        path=place.path, line=place.line, language=document.language, state=state, name=unit
                    )
                )
    unique = sorted(dict.fromkeys(texts), key=lambda one: (one.path, one.line, one.language, one.name))
    if as_json:
        print(StatusOutput(documents=tuple(documents), texts=tuple(unique)).model_dump_json(indent=1))
    else:
        _print_status(documents, unique)
    problems = [problem for done in looked_at.values() for problem in done.problems]
    if problems:
        raise DiagnosticError(dict.fromkeys(problems))
    return 0


def _print_status(documents: Sequence[TranslationState], texts: Sequence[TextState]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Translations", title_justify="left")
    for name in ("document", "language", *STATES):
        table.add_column(name, justify="left" if name in {"document", "language"} else "right")
    for one in documents:
        table.add_row(one.document, one.language, *(str(getattr(one, state)) for state in STATES))
    Console(width=None if sys.stdout.isatty() else 100).print(table)
    for text in texts:
        place = Location(text.path, text.line)
        print(f"{place}: {text.state} in {text.language}: {_shorten(text.name)}")


def _shorten(unit: str) -> str:
    name = unit.removeprefix("words:")
    return name if len(name) < 80 else name[:79] + "…"


def check_translations(project: Project) -> list[Diagnostic]:
    """Return a warning for every translation whose original has changed since, or that was there and is gone."""
    found = []
    for language in list_languages(project):
        units = list_units(project, language)
        known = {key.split("-")[0] for key in project.ledger(language).pairs}
        known -= {
            shorten(unit.original) for unit in units if unit.translation is not None
        }  # said the same elsewhere
        for unit in units:
            if unit.state == "stale":
                message = f"the original of this translation ({language}) has changed"
                hint = f"translate it anew, or run: nox -s translate -- accept {unit.name}"
            elif unit.state == "missing" and shorten(unit.original) in known:
                message = f"the translation ({language}) of this text was here, and is gone"
                hint = "bring it back from the last version; if it is to go, translate update forgets it"
            else:
                continue
            place = find_place(project, unit.name, language)
            found.append(warn_at(project, place.path, place.line, message, hint))
    return found


def find_unsure(project: Project) -> list[Diagnostic]:
    """Return a warning for every interface word whose translation is marked as unsure: readers get the original."""
    found = []
    for language in list_languages(project):
        path = catalogue_path(language)
        lines = (project.workspace.read_text(path) or "").splitlines()
        entry = range(len(lines))
        for at in entry:
            if not lines[at].startswith("#,") or "fuzzy" not in lines[at]:
                continue
            number = next((one for one in entry[at:] if lines[one].startswith("msgid ")), at) + 1
            if lines[number - 1] == 'msgid ""' and at < 30 and not lines[number].startswith('"'):
                continue  # the catalogue's own head
            found.append(
                Diagnostic(
                    Location(path, number),
                    f"this translation ({language}) is marked as unsure (fuzzy): readers get the original",
                    "read it, mend it, and take the word fuzzy out",
                    "warning",
                    lines[number - 1],
                )
            )
    return found
