"""The table of a measurement: what was aimed at, what was reached, and on which machine."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

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
    """Run a command and insist that it went well; raises RuntimeError with its last words."""
    done = subprocess.run(command, cwd=cwd, env=ENVIRONMENT, check=False, capture_output=True, timeout=900)
    if done.returncode:
        words = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        raise RuntimeError(f"{Path(command[0]).name} ended with {done.returncode}: {words[-300:]}")


class Report:
    """Rows of what was measured beside what was aimed at."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str]] = []

    def add(
        self,
        what: str,
        value: float,
        unit: str,
        *,
        at_most: float | None = None,
        at_least: float | None = None,
        note: str = "",
    ) -> None:
        """Add a measured row; where there is a goal, say whether it is reached."""
        goal = verdict = ""
        if at_most is not None:
            goal, verdict = f"≤ {at_most:g} {unit}", "reached" if value <= at_most else "NOT reached"
        if at_least is not None:
            goal, verdict = f"≥ {at_least:g} {unit}", "reached" if value >= at_least else "NOT reached"
        number = f"{value:.0f}" if value >= 100 else f"{value:.2f}"
        self._put(what, f"{number} {unit}{f' ({note})' if note else ''}", goal, verdict)

    def skip(self, what: str, reason: str) -> None:
        """Add a row for what could not be measured, with the reason."""
        self._put(what, reason, "", "not run")

    def _put(self, *row: str) -> None:
        self.rows.append((row[0], row[1], row[2], row[3]))
        print("  " + " | ".join(part for part in row if part), flush=True)

    def show(self) -> None:
        """Print the table with the machine's description."""
        table = Table(title=describe_machine(), title_justify="left")
        for name in ("what", "measured", "goal", ""):
            table.add_column(name)
        for row in self.rows:
            table.add_row(*row)
        Console(width=None if sys.stdout.isatty() else 150).print(table)


def describe_machine() -> str:
    """Give cores, memory, versions and how busy the machine is, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {system}, load {os.getloadavg()[0]:.1f}"
