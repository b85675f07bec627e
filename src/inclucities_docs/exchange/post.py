"""``exchange send | receive``: what goes out to be filled in, and what comes back."""

from __future__ import annotations

import argparse
import datetime
import functools
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclucities_docs.diagnostics import refuse, show, suggest

if TYPE_CHECKING:
    from inclucities_docs.exchange.contribution import Contribution
    from inclucities_docs.inputs.project import Project
    from inclucities_docs.inputs.revision import Review

__all__ = ["add_exchange_commands", "read_contribution", "send"]

_PAGES = ".cache/review"
"""Where pages of reviews go, below the project."""


Consequences = Callable[[Path, "Project", "Review"], list[str]]
"""Tells what follows from a change that was written, one line each: root, project before, what was written."""


def add_exchange_commands(commands: Any, follow: Consequences) -> argparse.ArgumentParser:
    """Add the command to a program's commands; return its parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "exchange", help="send out what is to be filled in, and take in what comes back"
    )
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    sending = actions.add_parser(
        "send", help="write the workbook of a city, or the translations of a language"
    )
    sending.add_argument(
        "who", metavar="WHO", help="the id of a city or an organisation (capaci), or a language (lv)"
    )
    sending.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="of a language, only these: guide, plans/capaci-*",
    )
    sending.add_argument("--to", metavar="FOLDER", default=".", help="where the files go (default: here)")
    sending.add_argument("--lang", default="", metavar="CODE", help="language (default: the city's first)")
    sending.set_defaults(run=_send)

    taking = actions.add_parser("receive", help="show what a file that came back would change, or take it in")
    taking.add_argument("file", metavar="FILE", type=Path, help="the file as it came back")
    taking.add_argument("--accept", action="store_true", help="write what is ready into the data")
    taking.add_argument(
        "--only", action="append", default=[], metavar="FIELD", help="only these: capaci-2.actions.*"
    )
    taking.add_argument(
        "--as",
        dest="tongue",
        default="",
        metavar="CODE",
        help="the language that doubtful answers chosen by --only are in",
    )
    taking.add_argument(
        "--date", type=_day, default=None, metavar="DAY", help="the day of the answer (default: today)"
    )
    taking.add_argument(
        "--person", default="", metavar="NAME", help="who answered, where that may be published"
    )
    taking.add_argument(
        "--uncommitted",
        action="store_true",
        help="write also into files with changes that git does not have yet",
    )
    taking.add_argument("--page", type=Path, metavar="FILE", help="where the page of the review goes")
    taking.add_argument("--open", action="store_true", help="open the page in the browser")
    taking.set_defaults(run=functools.partial(_receive, follow))
    for one in (sending, taking):
        one.add_argument("--project", default=argparse.SUPPRESS, metavar="DIR", help="folder of the project")
    return parser


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day: write 2026-11-28") from None


def _send(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.inputs.file_transaction import replace_file
    from inclucities_docs.inputs.project import load_project
    from inclucities_docs.inputs.workspace import Workspace

    project = load_project(Workspace.take(root))
    if _is_language(project, given.who):
        from inclucities_docs.exchange.po_file import count_words, list_passages

        for group, counts in count_words(list_passages(project, given.who, given.only)).items():
            open_words = {name: counts[name] for name in ("missing", "stale", "unreviewed") if counts[name]}
            print(
                f"{group}: {counts['words']} words",
                *(f"{number} {name}" for name, number in open_words.items()),
                sep=", ",
            )
    for name, content in send(project, given.who, given.lang, given.only).items():
        replace_file(Path(given.to), name, content)
        print(Path(given.to) / name)
    return 0


def _is_language(project: Project, who: str) -> bool:
    programme = project.programme
    known = {programme.original_language, *programme.fallback_languages, *programme.languages}
    return who in known or f"templates/locale/{who}/LC_MESSAGES/messages.po" in project.workspace.files


def send(project: Project, who: str, language: str = "", only: Sequence[str] = ()) -> dict[str, bytes]:
    """Return what a city, an organisation or a translator is sent, by the names of the files; raise DiagnosticError."""
    if _is_language(project, who):
        from inclucities_docs.exchange.po_file import write_translations

        return {f"{project.programme.name.lower()}-{who}.po": write_translations(project, who, only)}
    from inclucities_docs.exchange.request import suppliers
    from inclucities_docs.exchange.workbook import write_workbook
    from inclucities_docs.inputs.freshness import this_day
    from inclucities_docs.schema import City

    known = {path.partition("/")[2]: path for path in suppliers(project)}
    if who not in known:
        hint = suggest(who, known, "the cities are in data/cities")
        raise refuse("data/cities", f"'{who}' is not a city or an organisation", hint)
    record = project.find(known[who])
    own = record.languages[0] if isinstance(record, City) else project.programme.original_language
    language = language or own
    name = f"{project.programme.name.lower()}-{who}-{language}.xlsx"
    day = this_day()
    return {name: write_workbook(project, known[who], language, day)}


def read_contribution(project: Project, name: str, content: bytes) -> Contribution:
    """Read a file that came back, whatever its format; raise DiagnosticError where it cannot be read."""
    from inclucities_docs.exchange.contribution import limit_work

    with limit_work(name):
        return _read(project, name, content)


def _read(project: Project, name: str, content: bytes) -> Contribution:
    from inclucities_docs.diagnostics import refuse

    if content[:4] == b"PK\x03\x04":
        from inclucities_docs.exchange.archive import open_archive

        parts = open_archive(name, content)
        if "xl/workbook.xml" in parts:
            from inclucities_docs.exchange.workbook_reader import read_workbook

            return read_workbook(project, name, content)
        if "word/document.xml" in parts:
            from inclucities_docs.exchange.docx_reader import read_document

            return read_document(project, name, content)
    if b"msgid" in content[:20_000]:
        from inclucities_docs.exchange.po_file import read_catalogue

        return read_catalogue(project, name, content)
    hint = "send back the file that was sent out: .xlsx, .docx or .po"
    raise refuse(name, "this is no file of a format that can be taken in", hint)


def _receive(follow: Consequences, root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.exchange.archive import read_file
    from inclucities_docs.exchange.review import accept, examine, show_page, tell
    from inclucities_docs.inputs.file_transaction import replace_file
    from inclucities_docs.inputs.project import load_project
    from inclucities_docs.inputs.workspace import Workspace

    project = load_project(Workspace.take(root))
    contribution = read_contribution(project, given.file.name, read_file(given.file))
    day = given.date or datetime.datetime.now(datetime.UTC).date()
    examined = examine(project, contribution, day, given.only, given.tongue, given.person)
    print("\n".join(tell(examined)))
    place = given.page or root / _PAGES / f"{given.file.stem}.html"
    review = (
        accept(root, examined, spare=not given.uncommitted) if given.accept and examined.changes else None
    )
    page = show_page(project, examined, is_written=review is not None).encode()
    replace_file(
        place.parent if given.page else root, place.name if given.page else f"{_PAGES}/{place.name}", page
    )
    print(f"as a page, to be sent back: {show(str(place))}")
    if given.open:
        webbrowser.open(place.resolve().as_uri())
    if review is not None:
        for path in sorted(review.files):
            print(f"written: {path}")
        print("\n".join([*follow(root, project, review), *_tell_untranslated(review), "next: nox -s build"]))
    elif given.accept:
        print("nothing to write")
    elif examined.changes:
        print("to write what is ready: the same command with --accept")
    return 0


def _tell_untranslated(review: Review) -> list[str]:
    """Tell which of the texts that were written wait for which translations."""
    from inclucities_docs.exchange.po_file import list_passages

    project = review.project
    assert project is not None
    languages = dict.fromkeys([project.programme.original_language, *project.programme.languages])
    written = {one.change.path for one in review.outcomes if one.change.language}
    records = sorted({path.partition(".")[0] for path in written})
    waiting: dict[str, list[str]] = {}
    for language in languages if written else ():
        for one in list_passages(project, language, records):
            if one.translation is None and any(f"{one.name}.".startswith(f"{path}.") for path in written):
                waiting.setdefault(one.name, []).append(language)
    return [f"to be translated: {path} ({', '.join(languages)})" for path, languages in waiting.items()]
