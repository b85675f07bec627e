"""How long things take, as a table: `nox -s bench`. Ratios are taken within one run, on one machine."""

from __future__ import annotations

import base64
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from made_up import write_programme
from rich.console import Console
from rich.table import Table

from inclucities_docs.render import Edition, list_editions, render
from inclucities_docs.render.html import serialise
from inclucities_docs.render.page import make_page
from inclucities_docs.render.style import list_sheets
from inclucities_docs.source.inquiry import Inquiry
from inclucities_docs.source.project import Project, load_project
from inclucities_docs.source.workspace import Workspace

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ("brochure", "action-plan/capaci", "action-plan/jelgava")
"""Documents that stand for all when other engines set the same pages."""

ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "0"}


def clock(call: Callable[[], object], times: int = 1) -> float:
    """Give the median of some runs, seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def run(*command: str, cwd: Path | None = None) -> None:
    """Run a command and insist that it went well."""
    subprocess.run(command, cwd=cwd, env=ENVIRONMENT, check=True, capture_output=True)


def build(folder: Path, *options: str) -> None:
    """Run a whole build as its user does."""
    run(sys.executable, "-m", "inclucities_docs", "build", "--quiet", *options, cwd=folder)


def copy_inputs(folder: Path) -> Path:
    """Copy the real project's inputs into a folder of their own."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


class Report:
    """Rows of what was measured beside what was aimed at."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []

    def add(self, what: str, measured: str, goal: str = "") -> None:
        """Add a row, and show that it is there."""
        self.rows.append((what, measured, goal))
        print(f"  {what}: {measured}", flush=True)

    def show(self) -> None:
        """Print the table with the machine's description."""
        table = Table(title=describe_machine(), title_justify="left")
        for name in ("what", "measured", "goal"):
            table.add_column(name)
        for row in self.rows:
            table.add_row(*row)
        Console(width=None if sys.stdout.isatty() else 120).print(table)


def describe_machine() -> str:
    """Give cores, memory and versions in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"
    )


def write_print_page(project: Project, edition: Edition, folder: Path) -> Path:
    """Write a document's page with its print style, so that any engine can set it."""
    page = make_page(project, edition, Inquiry())
    html = serialise(page.tree)
    for key, picture in page.pictures.items():
        data = base64.b64encode(picture.svg).decode()
        html = html.replace(f"figure:{key}", f"data:image/svg+xml;base64,{data}")
    style = "\n".join(text for _, text in list_sheets(page, "print"))
    path = folder / f"{edition.kind}-{edition.subject}-{edition.language}.html"
    path.write_text(html.replace("</head>", f"<style>{style}</style></head>"), "utf-8")
    return path


def compare_engines(report: Report, folder: Path) -> None:
    """Set the same pages with the build, and one by one with the engine's own command and Chromium."""
    project = load_project(Workspace.take(ROOT))
    editions = [one for one in list_editions(project) if one.name in SAMPLE and one.language in ("fr", "en")]
    pages = [write_print_page(project, edition, folder) for edition in editions]
    only = [word for name in SAMPLE for word in ("--only", name)]
    inputs = copy_inputs(folder / "sample")
    ours = clock(lambda: build(inputs, *only, "--lang", "fr", "--lang", "en", "--format", "pdf"))
    plain = clock(
        lambda: [
            run(sys.executable, "-m", "weasyprint", str(page), str(page.with_suffix(".pdf")),
                "--pdf-variant", "pdf/a-2a", "--pdf-tags")
            for page in pages
        ]
    )  # fmt: skip
    report.add(f"{len(pages)} PDFs, the whole build", f"{ours:.1f} s")
    report.add("the same through plain weasyprint, one by one", f"{plain / ours:.1f} × as long", "5 ×")
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser:
        flags = (
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
        )
        chromium = clock(
            lambda: [
                run(browser, *flags, f"--print-to-pdf={page.with_suffix('.c.pdf')}", page.as_uri())
                for page in pages
            ]
        )
        report.add("the same through Chromium print, one by one", f"{chromium / ours:.1f} × as long", "3 ×")


def compare_workers(report: Report, folder: Path) -> None:
    """Build with one worker and with two."""
    only = [word for name in SAMPLE for word in ("--only", name)]
    one = clock(lambda: build(copy_inputs(folder / "one"), *only, "--workers", "1"))
    two = clock(lambda: build(copy_inputs(folder / "two"), *only, "--workers", "2"))
    report.add("2 workers against 1", f"{one / two:.2f} ×", "1.8 ×")


def measure_no_change(report: Report, folder: Path) -> None:
    """Build again when nothing changed."""
    inputs = copy_inputs(folder / "same")
    build(inputs, "--only", "brochure")
    empty = clock(lambda: run(sys.executable, "-c", "import pydantic; pydantic.BaseModel"), 5)
    for cities in (8, 100, 1000):
        made_up = write_programme(folder / f"cities-{cities}", cities)
        full = clock(lambda made_up=made_up: build(made_up))
        again = clock(lambda made_up=made_up: build(made_up), 5)
        goal = {8: "0.3 s, 3 × an import of pydantic", 1000: "2 s"}.get(cities, "")
        report.add(
            f"{cities} cities, nothing changed",
            f"{again:.2f} s, {again / empty:.1f} × an import of pydantic",
            goal,
        )
        city = made_up / "data/cities/hilltown.yaml"
        city.write_text(city.read_text("utf-8").replace("6789", "6790"), "utf-8")
        changed = clock(lambda made_up=made_up: build(made_up))
        report.add(
            f"{cities} cities, one number changed",
            f"{changed:.2f} s; from nothing {full:.1f} s",
            "in proportion",
        )


def measure_preview(report: Report) -> None:
    """Make one document anew after a change, in a process that is warm."""
    workspace = Workspace.take(ROOT)
    project = load_project(workspace)
    edition = next(
        one for one in list_editions(project) if one.name == "action-plan/jelgava" and one.language == "fr"
    )
    render(project, edition, ("html", "pdf"))
    path = "data/cities/jelgava.yaml"
    files = dict(workspace.files)

    def change_and_make(format_name: str) -> None:
        files[path] = files[path].replace(b"\npopulation:", b"\n\npopulation:") + b"\n# changed\n"
        render(load_project(Workspace(dict(files))), edition, (format_name,))

    report.add(
        "one fact changed: its HTML, in a warm process",
        f"{clock(lambda: change_and_make('html'), 3):.2f} s",
        "0.3 s",
    )
    report.add(
        "one fact changed: its PDF, in a warm process",
        f"{clock(lambda: change_and_make('pdf'), 3):.2f} s",
        "1.5 s",
    )


def measure_memory(report: Report, documents: int = 60) -> None:
    """Make many documents in this process and look at its memory."""
    project = load_project(Workspace.take(ROOT))
    edition = next(one for one in list_editions(project) if one.name == "brochure" and one.language == "fr")
    half = 0.0
    for number in range(documents):
        render(project, edition, ("html", "pdf"))
        if number == documents // 2:
            half = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    full = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report.add(
        f"memory of a worker after {documents} documents",
        f"{full:.0f} MB (after half of them {half:.0f})",
        "300 MB, flat",
    )


def main() -> None:
    """Measure everything and print the table."""
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure_no_change(report, folder)
        compare_workers(report, folder)
        compare_engines(report, folder)
        measure_preview(report)
        measure_memory(report)
    report.show()


if __name__ == "__main__":
    main()
