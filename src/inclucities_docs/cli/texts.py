"""Commands on texts and models: ``translate``, ``schemas``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from inclucities_docs.cli.option import add_output

__all__ = ["add_text_commands"]


def add_text_commands(commands: Any) -> None:
    """Add the commands to a parser's."""
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
    add_output(translating, ("json",))
    translating.set_defaults(run=_translate)

    exporting = commands.add_parser("schemas", help="write data/schemas/ anew from the models")
    exporting.set_defaults(run=_export_schemas)


def _language(text: str) -> str:
    from pydantic import TypeAdapter, ValidationError

    from inclucities_docs.schema.value import Language

    try:
        return TypeAdapter(Language).validate_python(text)
    except ValidationError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a language: write its code of ISO 639, such as lv"
        ) from None


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
