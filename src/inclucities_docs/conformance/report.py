"""What was checked, with which tools and results: a table for people, a file for the portal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from inclucities_docs.conformance.result import Result

__all__ = ["describe_results", "print_report", "write_json", "write_report"]

MARKS = {"passed": ("✓", "green"), "failed": ("✗", "bold red"), "not-run": ("–", "yellow")}
SHORT = {
    "pdf-ua": "UA-1", "pdf-a": "A", "pdf-properties": "prop.", "pdf-tags": "tags", "pdf-text": "text",
    "pdf-reading-order": "order", "axe": "axe", "reflow": "reflow", "keyboard": "keys",
    "no-script": "no JS", "no-network": "no net", "html-markup": "Nu", "html-structure": "struct.",
    "html-safety": "safety", "html-links": "links", "docx-structure": "struct.", "eu-visibility": "EU",
}  # fmt: skip
SHOWN = 20
"""Findings printed for one check of one file."""


def print_report(results: Sequence[Result], console: Console) -> None:
    """Print a table per format, then what to mend, then what did not run."""
    for format_ in sorted({result.artifact.rpartition(".")[2] for result in results}):
        print_table([one for one in results if one.artifact.endswith(f".{format_}")], format_, console)
    for result in results:
        if result.status == "failed":
            print_findings(result, console)
    missing = sorted({(one.check, *map(str, one.findings)) for one in results if one.status == "not-run"})
    for check, *reasons in missing:
        console.print(Text(f"did not run: {check}: {' '.join(reasons)}", style="yellow"), soft_wrap=True)
    counts = {status: sum(one.status == status for one in results) for status in MARKS}
    documents = len({one.artifact for one in results})
    console.print(
        f"{documents} files: {counts['passed']} checks passed, {counts['failed']} failed, "
        f"{counts['not-run']} did not run"
    )


def print_table(results: Sequence[Result], format_: str, console: Console) -> None:
    """Print one row per file, one column per check."""
    found = {one.check for one in results}
    checks = [*(name for name in SHORT if name in found), *sorted(found - SHORT.keys())]
    table = Table(box=None, pad_edge=False, title=f"{format_.upper()}", title_justify="left")
    table.add_column("file", no_wrap=True)
    for name in checks:
        table.add_column(SHORT.get(name, name), justify="center", no_wrap=True)
    for artifact, group in groupby(results, key=lambda one: one.artifact):
        statuses = {one.check: one.status for one in group}
        marks = [Text(*MARKS[statuses[name]]) if name in statuses else Text("") for name in checks]
        table.add_row(artifact, *marks)
    console.print(table)


def print_findings(result: Result, console: Console) -> None:
    """Print what a failed check found, each finding with its place."""
    for finding in result.findings[:SHOWN]:
        where = f"{result.artifact}: {finding.place}" if finding.place else result.artifact
        console.print(Text(f"{where}: {result.check}: {finding.message}"), soft_wrap=True)
        if finding.hint:
            console.print(Text(f"  hint: {finding.hint[:300]}", style="dim"), soft_wrap=True)
    if len(result.findings) > SHOWN:
        console.print(f"  and {len(result.findings) - SHOWN} more of {result.check} in {result.artifact}")


def describe_results(results: Iterable[Result]) -> dict[str, Any]:
    """Return the report as plain data: the tools, and per file its checks; no times."""
    ordered = sorted(results)
    tools = {one.check: {"name": one.tool, "version": one.version} for one in ordered if one.tool}
    files: dict[str, Any] = {}
    for one in ordered:
        entry = files.setdefault(one.artifact, {"status": "passed", "checks": {}})
        check: dict[str, Any] = {"status": one.status}
        if one.tried_on:
            check["tried_on"] = list(one.tried_on)
        if one.findings:
            check["findings"] = [
                {"place": each.place, "message": each.message, "hint": each.hint} for each in one.findings
            ]
        entry["checks"][one.check] = check
        order = ("passed", "not-run", "failed")
        entry["status"] = max(entry["status"], one.status, key=order.index)
    return {"tools": tools, "files": files}


def write_json(results: Iterable[Result], directory: Path) -> str:
    """Return the report as JSON, as the schema output-conformance.json describes it.

    Each file is named with the checksum of what was looked at, so that an older report is not taken
    for one of a newer file.
    """
    report = describe_results(results)
    for path, entry in report["files"].items():
        entry["sha256"] = hashlib.sha256((directory / path).read_bytes()).hexdigest()
    return json.dumps(report, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write_report(results: Iterable[Result], directory: Path) -> None:
    """Write ``conformance.json``, which the portal and the manifest take up at the next build."""
    (directory / "conformance.json").write_text(write_json(results, directory), "utf-8")
