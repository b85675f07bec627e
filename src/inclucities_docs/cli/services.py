"""Commands on directories of services: ``export-services``, ``import-services``, ``links``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from inclucities_docs.cli.option import load
from inclucities_docs.diagnostics import show

__all__ = ["add_service_commands"]


def add_service_commands(commands: Any) -> None:
    """Add the commands to a parser's."""
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


def _export_services(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.writer import OUTPUT, replace_file
    from inclucities_docs.exchange.command import export_city

    files = export_city(load(root), given.city, given.lang, given.schema)
    top, folder = (Path(given.to), "") if given.to else (root, f"{OUTPUT}/hsds/{given.city}/")
    for name, content in files.items():
        replace_file(top, folder + name, content)
        print(top / (folder + name))
    return 0


def _import_services(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.exchange.command import import_city

    made = import_city(load(root), given.city, given.lang, given.source, Path(given.given), given.schema)
    print(made, end="")
    return 0


def _check_links(root: Path, _: argparse.Namespace) -> int:
    from inclucities_docs.exchange.command import check_links

    lines = check_links(load(root))
    print("\n".join(map(show, lines)) or "all addresses answer, and no entry is past its term")
    return 1 if lines else 0
