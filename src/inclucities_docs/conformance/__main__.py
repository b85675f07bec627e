"""Command line of the stage: ``python -m inclucities_docs.conformance DIRECTORY``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from rich.console import Console

from inclucities_docs.conformance import browser, visibility
from inclucities_docs.conformance.cache import Memory
from inclucities_docs.conformance.composition import count_flaws
from inclucities_docs.conformance.inventory import list_delivered
from inclucities_docs.conformance.origin import trace_failures
from inclucities_docs.conformance.report import print_report, write_json, write_report
from inclucities_docs.conformance.runner import CHECKS, check_files


def main() -> int:
    """Check a directory; return 0 where all passed, 1 where something failed, 2 for a wrong command."""
    parser = argparse.ArgumentParser(prog="conformance", description="Check every deliverable.")
    parser.add_argument("directory", type=Path, help="where the deliverables are")
    parser.add_argument("--only", default="", metavar="PATTERN", help="paths to check: fr/*, guide")
    parser.add_argument("--check", action="append", choices=CHECKS, help="run this check only")
    parser.add_argument("--require-all", action="store_true", help="fail where a check cannot run")
    parser.add_argument("--documents", action="store_true", help="leave the pages of the portal out")
    parser.add_argument("--again", action="store_true", help="look at what passed before, too")
    parser.add_argument(
        "--record", type=Path, metavar="FILE", help="what passed elsewhere: passed.json of a run"
    )
    parser.add_argument("--every", action="store_true", help="try every page in the browser, in all ways")
    parser.add_argument(
        "--output", choices=("text", "json"), default="text",
        help="json: for machines, on standard output; data/schemas/output-conformance.json describes it",
    )  # fmt: skip
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    if not given.directory.is_dir():
        parser.error(f"{given.directory} is not a directory")
    delivered = list_delivered(given.directory, given.only)
    if given.documents:
        delivered = [one for one in delivered if one.is_document]
    is_eu = visibility.is_owed(given.directory.resolve().parent)
    checks = given.check or [one for one in CHECKS if is_eu or one not in visibility.CHECKS]
    memory = None if given.again else Memory(record=given.record)
    results = check_files(delivered, checks, given.workers, memory, bool(given.every or given.only))
    console = Console(highlight=False, stderr=given.output == "json")
    if not results:
        console.print(f"nothing to check in {given.directory}")
        return 1
    if memory is not None:
        memory.save(forget=not (given.only or given.check or given.documents))
    results = trace_failures(given.directory.resolve().parent, given.directory, results, given.workers)
    print_report(results, console)
    if memory is not None and memory.recalled:
        console.print(
            f"not made again: {len(memory.recalled)} checks of {len(set(memory.recalled))} files, "
            "which passed them with the same bytes and the same tools"
        )
    pages = {one.path for one in delivered if one.format == "html" and not one.is_document}
    if tried := {one.artifact for one in results if one.artifact in pages and one.check in browser.CHECKS}:
        console.print(
            f"tried in the browser: {len(tried)} of {len(pages)} pages of the portal, all documents"
        )
    if seen := {one.artifact: bool(one.tried_on) for one in results if one.check in browser.STANDING}:
        console.print(
            f"looks and keyboard: tried on {len(seen) - sum(seen.values())} pages, "
            f"which stand for {sum(seen.values())} others that hold no other look"
        )
    if not given.check and (given.documents or given.only):
        count_flaws(delivered, console, given.workers)
    if not given.only and not given.check:
        write_report(results, given.directory)
    if given.output == "json":
        print(write_json(results, given.directory), end="")
    statuses = {result.status for result in results}
    return int("failed" in statuses or (given.require_all and "not-run" in statuses))


if __name__ == "__main__":
    sys.exit(main())
