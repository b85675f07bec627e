"""Commands on what was built, and on the machine: ``kit``, ``publish``, ``compare``, ``doctor``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from inclucities_docs.cli.option import add_output, load

__all__ = ["add_site_commands"]


def add_site_commands(commands: Any) -> None:
    """Add the commands to a parser's."""
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
    add_output(examining, ("json",))
    examining.set_defaults(run=_examine)


def _pack(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.portal import pack_kit

    target = Path(given.to or f"{given.name}.zip")
    count = pack_kit(root, load(root), given.name, target)
    print(f"{target}: {count} files")
    return 0


def _publish(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.reporter import format_size
    from inclucities_docs.publish import publish

    plan = publish(root, given.edition, Path(given.to), dry_run=given.dry_run)
    would = "would add" if given.dry_run else "added"
    print(f"edition {plan.name} {would} {format_size(plan.added)} to {given.to}")
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
