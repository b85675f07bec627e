"""Commands on documents: ``build``, ``check``, ``explain``, ``list``, ``preview``."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclucities_docs.cli.option import add_output, add_selection, complain, load
from inclucities_docs.diagnostics import FORMS, Diagnostic, DiagnosticError, suggest

if TYPE_CHECKING:
    from inclucities_docs.inputs.project import Project
    from inclucities_docs.inputs.revision import Review

__all__ = ["add_document_commands", "follow"]


def add_document_commands(commands: Any) -> None:
    """Add the commands to a parser's."""
    building = commands.add_parser("build", help="make all documents that are not up to date")
    add_selection(building)
    building.add_argument(
        "--workers", type=_positive, metavar="N", help="processes at work (default: one a core)"
    )
    building.add_argument("--executor", default="", metavar="ADDRESS", help="a Dask cluster: tcp://host:8786")
    building.add_argument(
        "--verify",
        action="store_true",
        help="read every file that stands there, not what looks touched alone",
    )
    building.add_argument(
        "--review", action="store_true",
        help="make them for the office, in review/: every mark, who supplies what, line numbers",
    )  # fmt: skip
    building.add_argument("--quiet", action="store_true", help="say nothing but problems")
    building.add_argument(
        "--verbose", action="store_true", help="keep a log of versions and times in .cache/build.log"
    )
    add_output(building, FORMS)
    building.set_defaults(run=_build)

    checking = commands.add_parser("check", help="look for problems without writing anything")
    add_selection(checking)
    add_output(checking, FORMS)
    checking.add_argument(
        "--deep", action="store_true", help="lay all documents out too, which takes as long as a build"
    )
    checking.set_defaults(run=_check)

    explaining = commands.add_parser("explain", help="say why a file would be made again")
    explaining.add_argument("path", metavar="PATH", help="a file of deliverables/, such as fr/brochure.pdf")
    add_output(explaining, ("json",))
    explaining.set_defaults(run=_explain)

    listing = commands.add_parser("list", help="list every document that is owed")
    add_selection(listing)
    add_output(listing, ("json",))
    listing.set_defaults(run=_list)

    previewing = commands.add_parser("preview", help="show documents in the browser while you write")
    previewing.add_argument(
        "--port", type=int, default=8000, metavar="N", help="port on this machine (default: 8000)"
    )
    previewing.add_argument("--read-only", action="store_true", help="show pages without changing anything")
    previewing.set_defaults(run=_preview)


def _positive(text: str) -> int:
    number = int(text) if re.fullmatch("[0-9]{1,4}", text) else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of processes")
    return number


def _build(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.builder import Concurrency, build
    from inclucities_docs.build.log import LOG, Log
    from inclucities_docs.build.reporter import Reporter
    from inclucities_docs.build.selection import Selection

    selection = Selection(tuple(given.only), tuple(given.lang), tuple(given.format))
    log = Log(root) if given.verbose else None
    reporter = Reporter(quiet=given.quiet, log=log)
    problems: Sequence[Diagnostic] = ()
    try:
        concurrency = Concurrency(given.workers, given.executor)
        if given.review:
            from inclucities_docs.build.review import build_review

            problems = build_review(root, selection, reporter, concurrency=concurrency)
        else:
            problems = build(root, selection, reporter, concurrency=concurrency, verify=given.verify)
    except DiagnosticError as error:
        problems = error.diagnostics
    finally:
        if log is not None:
            log.note_problems(problems)
            log.note("ended")
            log.close()
            print(f"the log is in {LOG}", file=sys.stderr)
    return complain(problems, given.output)


def _check(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.checker import check_project
    from inclucities_docs.build.selection import Selection
    from inclucities_docs.starter.task import count_remaining

    selection = Selection(tuple(given.only), tuple(given.lang), tuple(given.format))
    found = check_project(root, selection, _lint, count=count_remaining, is_deep=given.deep)
    if found.is_sound and given.output == "text":
        count = len(found.problems)  # warnings
        well = f"nothing stops a build, {count} warning{'s' if count > 1 else ''}" if count else "all is well"
        print(f"{well}: {found.records} records, {found.documents} documents")
    for line in found.remaining if given.output == "text" else ():
        print(line)
    return complain(found.problems, given.output)


def _lint(project: Project) -> list[Diagnostic]:
    """Return what is worth a warning in a project's texts."""
    from inclucities_docs.inputs.contrast import check_contrast
    from inclucities_docs.inputs.count_check import check_counts
    from inclucities_docs.inputs.digit_check import check_digits
    from inclucities_docs.inputs.due import check_freshness
    from inclucities_docs.inputs.edition_check import check_editions, check_planners, check_reasons
    from inclucities_docs.inputs.fact import check_facts
    from inclucities_docs.inputs.glossary_check import check_glossary
    from inclucities_docs.inputs.language_check import check_languages
    from inclucities_docs.inputs.name_spelling import check_names_of_cities
    from inclucities_docs.inputs.number_check import check_numbers
    from inclucities_docs.inputs.plausibility import check_plausibility
    from inclucities_docs.inputs.prose_language_check import check_prose_languages
    from inclucities_docs.inputs.provenance import check_provenance
    from inclucities_docs.inputs.punctuation import check_punctuation
    from inclucities_docs.inputs.readability import check_plainness
    from inclucities_docs.inputs.repetition import check_repetitions
    from inclucities_docs.inputs.subject import check_needs
    from inclucities_docs.translate.command import check_translations, find_unsure

    lints = (
        check_translations, check_glossary, check_punctuation, check_digits, check_facts, check_plainness,
        check_freshness, check_prose_languages, check_names_of_cities,
        check_provenance, check_contrast, check_reasons, check_editions, check_planners, find_unsure,
        check_needs, check_languages, check_plausibility, check_counts, check_numbers, check_repetitions,
    )  # fmt: skip
    return [problem for lint in lints for problem in lint(project)]


def follow(root: Path, before: Project, review: Review) -> list[str]:
    """Tell what follows from a change that was written: what a check says of its files, what will be made anew."""
    from inclucities_docs.build.explanation import list_affected

    assert review.project is not None
    said = [one for one in _lint(review.project) if one.location.path in review.files]
    old = {(one.location.path, one.message) for one in _lint(before)} if said else set()
    said = [one for one in said if (one.location.path, one.message) not in old]
    affected = list_affected(root, before, review.project)
    return [
        *(f"will be made anew: {name}" for name in affected),
        *(
            []
            if affected
            else ["no document that was made here reads otherwise; a build makes what is not there yet"]
        ),
        *map(str, said),
        *([] if said else ["check: nothing to mend in what was written"]),
    ]


def _explain(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.explanation import explain, say_explanation

    try:
        found = explain(root, given.path)
        print(
            found.model_dump_json(indent=1) if given.output == "json" else "\n".join(say_explanation(found))
        )
    except LookupError:
        from inclucities_docs.render import list_documents

        owed = [file.path for one in list_documents(load(root)) for file in one.artifacts]
        hint = suggest(given.path, owed, "'nox -s list' shows them all")
        print(f"error: '{given.path}' is not a file that the build owes\n  hint: {hint}", file=sys.stderr)
        return 2
    return 0


def _list(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.selection import Selection, check_selection, is_selected
    from inclucities_docs.render import list_documents
    from inclucities_docs.schema.output import ListOutput, OwedFile

    selection = Selection(tuple(given.only), tuple(given.lang), tuple(given.format))
    project = load(root)
    check_selection(project, selection)
    owed = [
        OwedFile(path=one.path, document=document.name, language=document.language, format=one.format)
        for document in list_documents(project)
        if is_selected(selection, document.name, document.language)
        for one in document.artifacts
        if not selection.formats or one.format in selection.formats
    ]
    if given.output == "json":
        print(ListOutput(files=tuple(owed)).model_dump_json(indent=1))
    else:
        print(*(one.path for one in owed), sep="\n")
    return 0


def _preview(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.preview.server import serve

    return serve(root, given.port, read_only=given.read_only)
