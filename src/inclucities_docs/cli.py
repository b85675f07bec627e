"""The commands: build, check, explain, schemas. Exit codes: 0 done, 1 problems to mend, 2 wrong command."""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclucities_docs.diagnostics import FORMS, Diagnostic, DiagnosticError, let_go, nearest

if TYPE_CHECKING:
    from inclucities_docs.source.project import Project
    from inclucities_docs.source.revision import Review

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    parser = _make_parser()
    given = parser.parse_args(arguments)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    for name in ("SOURCE_DATE_EPOCH", "INCLUCITIES_TIME_LIMIT"):
        value = os.environ.get(name, "0")
        if not (value.isascii() and value.isdigit()) or len(value) > 11:
            print(f"error: {name} in the environment is '{value[:40]}'", file=sys.stderr)
            print("  hint: it is a number of seconds; take it out, or write one", file=sys.stderr)
            return 2
    try:
        root = Path(given.project).resolve()
    except OSError:  # the folder that the command runs in was taken away
        root = Path(given.project)
    if getattr(given, "needs_project", True) and not os.path.isdir(root / "data"):  # noqa: PTH112 - a folder that may not be looked into is none
        print(f"error: there is no folder data/ in {given.project}", file=sys.stderr)
        print("  hint: name a project with --project DIR, or go to its folder first", file=sys.stderr)
        return 2
    from inclucities_docs.source.file_transaction import recover_inputs

    try:
        try:
            if getattr(given, "needs_project", True) and recover_inputs(root):
                message = "an earlier run was stopped while it wrote; its files are as they were before"
                print(message, file=sys.stderr)
            code = int(given.run(root, given))
        except DiagnosticError as error:
            code = _complain(error.diagnostics, getattr(given, "output", "text"))
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            from inclucities_docs.build.writer import explain_refusal

            code = _complain([explain_refusal(root, error)])
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # who read what is said has gone: nothing was lost but words
        for stream in (sys.stdout, sys.stderr):
            let_go(stream)
        return 128 + int(getattr(signal, "SIGPIPE", 13))
    except KeyboardInterrupt:
        print("\nstopped; what was made so far is kept", file=sys.stderr)
        return 130
    except ModuleNotFoundError:
        raise
    except Exception as error:  # the last net: whatever was forgotten is told in plain words
        from inclucities_docs.build.crash_report import confess

        return _complain([confess(root, error)])


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=Path(sys.argv[0]).stem
        if sys.argv[0].endswith(("inclucities-docs", ".exe"))
        else "python -m inclucities_docs",
        description="Turns the facts in data/ and the templates in templates/ into deliverables/.",
        epilog="Run a command with --help to see its options.",
    )
    parser.add_argument(
        "--project", default=".", metavar="DIR", help="folder of the project (default: this one)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    building = commands.add_parser("build", help="make all documents that are not up to date")
    _add_selection(building)
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
    _add_output(building, FORMS)
    building.set_defaults(run=_build)

    checking = commands.add_parser("check", help="look for problems without writing anything")
    _add_selection(checking)
    _add_output(checking, FORMS)
    checking.add_argument(
        "--deep", action="store_true", help="lay all documents out too, which takes as long as a build"
    )
    checking.set_defaults(run=_check)

    explaining = commands.add_parser("explain", help="say why a file would be made again")
    explaining.add_argument("path", metavar="PATH", help="a file of deliverables/, such as fr/brochure.pdf")
    _add_output(explaining, ("json",))
    explaining.set_defaults(run=_explain)

    listing = commands.add_parser("list", help="list every document that is owed")
    _add_selection(listing)
    _add_output(listing, ("json",))
    listing.set_defaults(run=_list)

    _add_site_commands(commands)

    previewing = commands.add_parser("preview", help="show documents in the browser while you write")
    previewing.add_argument(
        "--port", type=int, default=8000, metavar="N", help="port on this machine (default: 8000)"
    )
    previewing.add_argument("--read-only", action="store_true", help="show pages without changing anything")
    previewing.set_defaults(run=_preview)

    translating = commands.add_parser(
        "translate", help="work with translators: extract, update, status, accept"
    )
    translating.add_argument(
        "action", choices=("extract", "update", "status", "accept"),
        help="extract: write the list of interface words; update: bring catalogues and ledgers up to date; "
        "status: show what is translated; accept: take translations as true to today's originals",
    )  # fmt: skip
    translating.add_argument(
        "names", nargs="*", metavar="NAME", help="for accept: files, or facts such as cities/jelgava.name"
    )
    translating.add_argument(
        "--lang", action="append", default=[], type=_language, metavar="CODE", help="only these languages"
    )
    translating.add_argument(
        "--reviewed", action="store_true", help="for accept: a native reader has read them"
    )
    translating.add_argument(
        "--stale",
        action="store_true",
        help="for accept: also texts of a file whose originals have changed since",
    )
    _add_output(translating, ("json",))
    translating.set_defaults(run=_translate)

    exporting = commands.add_parser("schemas", help="write data/schemas/ anew from the models")
    exporting.set_defaults(run=_export_schemas)
    _add_service_commands(commands)
    from inclucities_docs.exchange.post import add_exchange_commands
    from inclucities_docs.starter.command import add_starter_commands

    add_exchange_commands(commands, _follow)
    add_starter_commands(commands)
    for one in commands.choices.values():  # after its command, too
        if "--project" not in one.format_help():
            one.add_argument(
                "--project", default=argparse.SUPPRESS, metavar="DIR", help="folder of the project"
            )
    return parser


def _add_site_commands(commands: Any) -> None:
    packing = commands.add_parser("kit", help="put all files of a city or a language together as one ZIP")
    packing.add_argument("name", metavar="KIT", help="city-jelgava, language-lv, everything")
    packing.add_argument("--to", metavar="FILE", help="where the ZIP goes (default: KIT.zip, here)")
    packing.set_defaults(run=_pack)

    publishing = commands.add_parser(
        "publish", help="put what was built into a site, as an edition kept for ever"
    )
    publishing.add_argument("--edition", required=True, metavar="NAME", help="its name: 2026-12")
    publishing.add_argument(
        "--to", required=True, metavar="DIR", help="the site's folder, with its earlier editions"
    )
    publishing.add_argument(
        "--dry-run", action="store_true", help="say what would be added, and write nothing"
    )
    publishing.set_defaults(run=_publish)

    comparing = commands.add_parser(
        "compare", help="show what differs from an earlier build: words and pages"
    )
    comparing.add_argument(
        "before",
        metavar="BEFORE",
        help="an earlier build: a project's folder, or that of a published edition",
    )
    comparing.add_argument("--to", required=True, metavar="DIR", help="where the pages and pictures go")
    comparing.set_defaults(run=_compare)

    examining = commands.add_parser("doctor", help="look at what this machine has and lacks")
    _add_output(examining, ("json",))
    examining.set_defaults(run=_examine)


def _add_service_commands(commands: Any) -> None:
    sending = commands.add_parser("export-services", help="write a city's services as HSDS 3: JSON and CSV")
    sending.add_argument("city", metavar="CITY", help="the id of a city, such as schaerbeek")
    sending.add_argument(
        "--lang", default="", metavar="CODE", help="language of the texts (default: the city's first)"
    )
    sending.add_argument(
        "--to", metavar="FOLDER", help="where the files go (default: deliverables/hsds/CITY)"
    )
    sending.set_defaults(run=_export_services)

    taking = commands.add_parser(
        "import-services", help="print services given as HSDS 3 as a directory in YAML"
    )
    taking.add_argument("given", metavar="FILE", help="services.json, or a folder of CSV tables")
    taking.add_argument("--city", required=True, metavar="CITY", help="the id of the city")
    taking.add_argument("--source", required=True, metavar="SOURCE", help="an id of data/sources.yaml")
    taking.add_argument(
        "--lang", default="", metavar="CODE", help="language of the texts (default: the city's first)"
    )
    taking.set_defaults(run=_import_services)
    for one in (sending, taking):
        one.add_argument(
            "--schema",
            type=Path,
            metavar="FILE",
            help="hold it to service.json, a schema file of the standard",
        )

    asking = commands.add_parser("links", help="ask all web addresses of the data whether they still answer")
    asking.set_defaults(run=_check_links)


def _load(root: Path) -> Project:
    from inclucities_docs.source.project import load_project
    from inclucities_docs.source.workspace import Workspace

    return load_project(Workspace.take(root))


def _follow(root: Path, before: Project, review: Review) -> list[str]:
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


def _export_services(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.writer import OUTPUT, replace_file
    from inclucities_docs.exchange.command import export_city

    files = export_city(_load(root), given.city, given.lang, given.schema)
    top, folder = (Path(given.to), "") if given.to else (root, f"{OUTPUT}/hsds/{given.city}/")
    for name, content in files.items():
        replace_file(top, folder + name, content)
        print(top / (folder + name))
    return 0


def _import_services(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.exchange.command import import_city

    made = import_city(_load(root), given.city, given.lang, given.source, Path(given.given), given.schema)
    print(made, end="")
    return 0


def _check_links(root: Path, _: argparse.Namespace) -> int:
    from inclucities_docs.exchange.command import check_links

    lines = check_links(_load(root))
    print("\n".join(lines) or "all addresses answer, and no entry is past its term")
    return 1 if lines else 0


def _add_selection(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME",
        help="only these documents: a kind (brochure), or kind/subject (action-plan/jelgava, action-plan/*)",
    )  # fmt: skip
    parser.add_argument("--lang", action="append", default=[], metavar="CODE", help="only these languages")
    parser.add_argument(
        "--format",
        action="append",
        default=[],
        metavar="NAME",
        help="only these formats, by the ending of their files: html, pdf",
    )


def _add_output(parser: argparse.ArgumentParser, forms: Sequence[str]) -> None:
    parser.add_argument(
        "--output", choices=("text", *forms), default="text", metavar="FORM",
        help=f"for machines, on standard output: {', '.join(forms)}; data/schemas/ describes the JSON",
    )  # fmt: skip


def _positive(text: str) -> int:
    number = int(text) if re.fullmatch("[0-9]{1,4}", text) else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of processes")
    return number


def _language(text: str) -> str:
    from pydantic import TypeAdapter, ValidationError

    from inclucities_docs.schema.value import Language

    try:
        return TypeAdapter(Language).validate_python(text)
    except ValidationError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a language: write its code of ISO 639, such as lv"
        ) from None


def _build(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.builder import Concurrency, Selection, build
    from inclucities_docs.build.log import LOG, Log
    from inclucities_docs.build.reporter import Reporter

    selection = Selection(tuple(given.only), tuple(given.lang), tuple(given.format))
    if not selection.is_everything and not _is_known(root, selection):
        return 2
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
    return _complain(problems, given.output)


def _check(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.builder import Selection
    from inclucities_docs.build.checker import check_project
    from inclucities_docs.starter.task import count_remaining

    selection = Selection(tuple(given.only), tuple(given.lang), tuple(given.format))
    if not selection.is_everything and not _is_known(root, selection):
        return 2
    found = check_project(root, selection, _lint, count=count_remaining, is_deep=given.deep)
    if found.is_sound and given.output == "text":
        print(f"all is well: {found.records} records, {found.documents} documents")
    for line in found.remaining if given.output == "text" else ():
        print(line)
    return _complain(found.problems, given.output)


def _lint(project: Project) -> list[Diagnostic]:
    """Give what is worth a warning in a project's texts."""
    from inclucities_docs.source.contrast import check_contrast
    from inclucities_docs.source.due import check_freshness
    from inclucities_docs.source.edition_check import check_editions, check_planners, check_reasons
    from inclucities_docs.source.fact import check_facts
    from inclucities_docs.source.glossary_check import check_glossary
    from inclucities_docs.source.language_check import check_languages
    from inclucities_docs.source.provenance import check_provenance
    from inclucities_docs.source.punctuation import check_punctuation
    from inclucities_docs.source.readability import check_plainness
    from inclucities_docs.source.subject import check_needs
    from inclucities_docs.source.text_language_check import check_text_languages
    from inclucities_docs.translate.command import find_stale, find_unsure

    lints = (
        find_stale, check_glossary, check_punctuation, check_facts, check_plainness, check_freshness, check_text_languages,
        check_provenance, check_contrast, check_reasons, check_editions, check_planners, find_unsure,
        check_needs, check_languages,
    )  # fmt: skip
    return [problem for lint in lints for problem in lint(project)]


def _explain(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.explanation import explain, say_explanation

    try:
        found = explain(root, given.path)
        print(
            found.model_dump_json(indent=1) if given.output == "json" else "\n".join(say_explanation(found))
        )
    except LookupError:
        print(f"error: '{given.path}' is not a file that the build owes", file=sys.stderr)
        print("  hint: the command `list` shows them all", file=sys.stderr)
        return 2
    return 0


def _list(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.builder import Selection, is_selected
    from inclucities_docs.render import list_documents
    from inclucities_docs.schema.output import ListOutput, OwedFile
    from inclucities_docs.source.project import load_project
    from inclucities_docs.source.workspace import Workspace

    selection = Selection(tuple(given.only), tuple(given.lang), tuple(given.format))
    owed = [
        OwedFile(path=one.path, document=document.name, language=document.language, format=one.format)
        for document in list_documents(load_project(Workspace.take(root)))
        if is_selected(selection, document.name, document.language)
        for one in document.artifacts
        if not selection.formats or one.format in selection.formats
    ]
    if given.output == "json":
        print(ListOutput(files=tuple(owed)).model_dump_json(indent=1))
    else:
        print(*(one.path for one in owed), sep="\n")
    return 0


def _pack(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.portal import pack_kit
    from inclucities_docs.source.project import load_project
    from inclucities_docs.source.workspace import Workspace

    target = Path(given.to or f"{given.name}.zip")
    count = pack_kit(root, load_project(Workspace.take(root)), given.name, target)
    print(f"{target}: {count} files")
    return 0


def _publish(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.publish import publish

    plan = publish(root, given.edition, Path(given.to), dry_run=given.dry_run)
    would = "would add" if given.dry_run else "added"
    print(f"edition {plan.name} {would} {plan.added / 1e6:.1f} MB to {given.to}")
    for words, paths in (("new", plan.new), ("changed", plan.changed), ("withdrawn", plan.withdrawn)):
        if paths:
            more = f" and {len(paths) - 8} more" if len(paths) > 8 else ""
            print(f"  {len(paths)} {words}: {', '.join(paths[:8])}{more}")
    return 0


def _compare(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.publish.comparison import compare_builds

    found = compare_builds(Path(given.before), root, Path(given.to))
    for one in found.documents:
        print(f"  {one.change:<9} {one.name} {one.language}")
    print(f"{len(found.documents)} documents and {found.pages} pages differ: {given.to}/index.html")
    return 0


def _examine(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.doctor import main as examine

    return examine(root, as_json=given.output == "json")


def _preview(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.preview.server import serve

    return serve(root, given.port, read_only=given.read_only)


def _translate(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.translate import command

    if given.action == "extract":
        return command.extract(root)
    if given.action == "update":
        return command.update(root, given.lang)
    if given.action == "status":
        return command.show_status(root, given.lang, as_json=given.output == "json")
    return command.accept(root, given.lang, given.names, reviewed=given.reviewed, stale=given.stale)


def _export_schemas(root: Path, _: argparse.Namespace) -> int:
    from inclucities_docs.build.writer import replace_file
    from inclucities_docs.schema.export import export_schemas

    for name, text in export_schemas().items():
        replace_file(root, f"data/schemas/{name}", text.encode())
    return 0


def _is_known(root: Path, selection: object) -> bool:
    """Tell whether a selection names something; say what it may name where it does not."""
    from inclucities_docs.build.builder import Selection, is_selected
    from inclucities_docs.render import list_documents
    from inclucities_docs.source.project import load_project
    from inclucities_docs.source.workspace import Workspace

    assert isinstance(selection, Selection)
    try:
        documents = list_documents(load_project(Workspace.take(root)))
    except DiagnosticError:  # what follows tells of it, with all else that is wrong
        return True
    formats = {one.format for document in documents for one in document.artifacts}
    languages = {document.language for document in documents}
    unknown = [(name, formats) for name in selection.formats if name not in formats]
    unknown += [(name, languages) for name in selection.languages if name not in languages]
    names = {document.name for document in documents} | {document.kind for document in documents}
    for pattern in selection.only:
        if not any(is_selected(Selection((pattern,)), one.name, one.language) for one in documents):
            unknown.append((pattern, names))
    for name, known in unknown:
        guess = nearest(name, known)
        print(f"error: '{name}' names nothing that the build makes", file=sys.stderr)
        hint = f"did you mean '{guess}'?" if guess else f"known: {', '.join(sorted(known))}"
        print(f"  hint: {hint}", file=sys.stderr)
    return not unknown


def _complain(problems: Sequence[Diagnostic], form: str = "text") -> int:
    """Print all problems, for people and in a form for machines; return the exit code."""
    from inclucities_docs.diagnostics import report

    if form in FORMS:
        from inclucities_docs.annotation import annotate

        print(annotate(problems, form))
    return 1 if report(problems, sys.stderr) else 0
