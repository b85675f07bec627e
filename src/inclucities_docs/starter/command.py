"""``new``, ``add`` and ``upgrade``: the folder of a programme, what comes to it, and what a newer version would change."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from inclucities_docs.diagnostics import DiagnosticError, refuse

__all__ = ["add_starter_commands"]


def add_starter_commands(commands: Any) -> None:
    """Add the commands to a program's commands."""
    making = commands.add_parser("new", help="make the folder of another programme, from about ten answers")
    making.add_argument("folder", nargs="?", metavar="DIR", help="a folder that is not there yet, or empty")
    making.add_argument(
        "--answers", metavar="FILE", help="answers in YAML, instead of questions at the screen"
    )
    making.add_argument(
        "--example", action="store_true", help="print answers to begin with, and make nothing"
    )
    making.set_defaults(run=_make, needs_project=False)

    adding = commands.add_parser("add", help="write the stubs of something new, and say what remains")
    adding.add_argument("what", choices=("city", "plan", "edition", "chapter", "kind", "language"))
    adding.add_argument(
        "name", metavar="NAME", help="name of a town, chapter or kind; id of a city; code of a language"
    )
    adding.add_argument("--country", default="", metavar="CODE", help="of a city: LV")
    adding.add_argument("--id", default="", metavar="ID", help="of a city, where its name gives none")
    adding.add_argument(
        "--lang", action="append", default=[], metavar="CODE", help="of a city: what it writes in"
    )
    adding.add_argument("--group", default="", metavar="ID", help="of a city or a plan")
    adding.add_argument("--role", default="", metavar="ID", help="of a city in its group")
    adding.add_argument("--kind", default="", metavar="NAME", help="of a chapter: its book (default: guide)")
    adding.set_defaults(run=_add)

    renewing = commands.add_parser(
        "upgrade", help="say what this version would change in a folder that an older one made"
    )
    renewing.add_argument(
        "--take", action="store_true", help="take over what nobody here changed; what people wrote stays"
    )
    renewing.add_argument("--full", action="store_true", help="show each line that changed")
    renewing.set_defaults(run=_upgrade)


def _make(_: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.starter.answer_file import find_in_answers, read_answers
    from inclucities_docs.starter.answers import EXAMPLE
    from inclucities_docs.starter.folder import make_folder, refuse_used_folder
    from inclucities_docs.starter.interview import interview
    from inclucities_docs.starter.task import list_next_steps, list_untranslated

    if given.example:
        print(EXAMPLE, end="")
        return 0
    if not given.folder:
        print("error: which folder?", file=sys.stderr)
        print("  hint: new ../my-programme, or new --example for answers to begin with", file=sys.stderr)
        return 2
    target = Path(given.folder).absolute()
    refuse_used_folder(target)
    if given.answers:
        path = Path(given.answers)
        name, text = given.answers, _read(path)
        folder = path.absolute().parent
    else:
        name, text, folder = "answers.yaml", _ask(interview), Path.cwd()
    try:
        answers = read_answers(name, text, folder)
        project = make_folder(target, answers, text, folder)
    except DiagnosticError as error:
        if not given.answers and not Path(name).exists():
            Path(name).write_text(text, "utf-8")
            print(
                f"your answers are kept in {name}: mend them there, then: new {given.folder} --answers {name}"
            )
        raise DiagnosticError(find_in_answers(name, text, one) for one in error.diagnostics) from None
    towns = [(city.name, answers.town_of(city)) for city in answers.cities if city.latitude is None]
    found = [
        f"{name}{'' if name == town.name else f' = {town.name}'} ({town.country})"
        for name, town in towns
        if town
    ]
    print(f"Towns found in the gazetteer: {', '.join(found) or 'none'}")
    for line in list_untranslated(project):
        print(line)
    _say_what_next(given.folder, project.programme.name, list_next_steps(target, project))
    return 0


def _add(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.starter.addition import add

    return add(root, given)


def _upgrade(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.starter.upgrade import show_upgrade, take_over

    return take_over(root) if given.take else show_upgrade(root, in_full=given.full)


MOST_ANSWERS = 1 << 20
"""Largest file of answers, bytes."""


def _read(path: Path) -> str:
    """Return the text of a file of answers; raise DiagnosticError for what cannot be one."""
    from inclucities_docs.exchange.archive import read_file

    hint = "new --example prints one"
    try:
        content = read_file(path)
        if len(content) <= MOST_ANSWERS:
            return content.decode("utf-8-sig").replace("\r\n", "\n")
        message = f"about ten answers are asked for, and this file holds {len(content) >> 10} kB"
    except UnicodeDecodeError:
        message, hint = "this file is not UTF-8 text", "save it with the encoding UTF-8"
    except DiagnosticError as error:
        message = error.diagnostics[0].message
    raise refuse(str(path), message, hint)


def _ask(interview: Any) -> str:
    try:
        return str(interview())
    except EOFError:
        hint = "questions need a screen to be answered at; or give --answers FILE (new --example prints one)"
        raise refuse("answers", "the answers ended too soon", hint) from None


def _say_what_next(folder: str, name: str, steps: list[str]) -> None:
    print(
        f"{name} is in {folder}: it can be checked and built as it is. What to do next, what is worth most first:"
    )
    for number, step in enumerate(steps, 1):
        print(f"  {number}. {step}")
    place = f'"{folder}"' if " " in folder else folder  # quotes that every shell understands
    print(f"\nThen: cd {place} && nox -s check (or: inclucities-docs check), nox -s preview, nox -s build")
