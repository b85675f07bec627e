"""What this program costs beside an earlier state of itself: every goal of ``GOALS`` in one run, as a ratio.

Costs are seconds of all processors that a command and what it starts were at work for (user and system):
they hardly differ on a machine that does other things too. The earlier state is checked out below
``.cache/bench`` and has an environment of its own.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from table import ENVIRONMENT, Report

__all__ = ["BASELINE", "Cost", "measure_goals", "measure_whole", "spend"]

ROOT = Path(__file__).parent.parent.parent
BASELINE = "95f70d1"
"""The state that all is held against."""
FOLDER = ROOT / ".cache/bench" / BASELINE
SUBREAPER = 36
"""prctl(2): what a child started and left behind becomes ours, so that its time is known."""


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    wall: float
    """Seconds on the clock."""
    work: float
    """Seconds of processors."""
    first: float
    """Seconds until it said that a first document was made; 0 where it did not."""
    memory: float
    """Most memory of one of its processes, MB."""


def spend(*command: str, cwd: Path | None = None, **environment: str) -> Cost:
    """Run a command and all that it starts; raises RuntimeError with its last words where it fails."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    before = _list_children()
    started, first, said = time.perf_counter(), 0.0, [""]
    with subprocess.Popen(
        command, cwd=cwd, env={**ENVIRONMENT, **environment}, text=True, encoding="utf-8", errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            first = first or (time.perf_counter() - started if line.startswith("  made ") else 0.0)
            said.append(line)
        _, code, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(code)
    wall, usages = time.perf_counter() - started, [usage]
    while left := _list_children() - before:  # its workers, which end when it does
        usages += [os.wait4(one, 0)[2] for one in left]
    if process.returncode:
        raise RuntimeError(f"{Path(command[0]).name} ended with {process.returncode}: {''.join(said)[-300:]}")
    work = sum(one.ru_utime + one.ru_stime for one in usages)
    return Cost(wall, work, first, max(one.ru_maxrss for one in usages) / 1024)


def _list_children() -> set[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(number) for one in tasks for number in one.read_text("ascii").split()}


@dataclass(frozen=True)
class State:
    """A state of the program with its own inputs."""

    python: str
    root: Path

    def copy(self, folder: Path) -> Path:
        """Give a copy of its inputs, with nothing made yet."""
        for name in ("data", "templates"):
            shutil.copytree(self.root / name, folder / name)
        return folder

    def write_programme(self, folder: Path, cities: int) -> Path:
        """Make a programme of so many cities up, as this state's own records are kept."""
        code = "import sys; from pathlib import Path; from made_up import write_programme as write"
        code = f"{code}; write(Path(sys.argv[1]), int(sys.argv[2]))"
        spend(self.python, "-c", code, str(folder), str(cities), cwd=self.root / "tests/bench")
        return folder

    def run(self, folder: Path, *arguments: str) -> Cost:
        """Run a command on a copy."""
        source = str(self.root / "src")
        return spend(self.python, "-P", "-m", "inclucities_docs", *arguments, cwd=folder, PYTHONPATH=source)


def prepare_baseline() -> State:
    """Check the earlier state out and make its environment, once; raises RuntimeError where that cannot be."""
    python = FOLDER / ".nox/environment/bin/python"
    if not python.is_file():
        shutil.rmtree(FOLDER, ignore_errors=True)
        uv, lock = str(Path(sys.executable).with_name("uv")), str(FOLDER / "requirements.lock")
        for command in (
            ("git", "clone", "--quiet", "--shared", "--no-checkout", str(ROOT), str(FOLDER)),
            ("git", "-C", str(FOLDER), "checkout", "--quiet", "--detach", BASELINE),
            (uv, "venv", "--quiet", "--python", sys.executable, str(python.parent.parent)),
            (uv, "pip", "install", "--quiet", "--python", str(python), "--require-hashes", "-r", lock),
        ):  # fmt: skip
            spend(*command)
    return State(str(python), FOLDER)


GOALS: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("the guide's PDF, with its chapters' own", ("--only", "guide", "--lang", "fr", "--format", "pdf"), 0.5),
    (
        "the integrated toolkit's PDF",
        ("--only", "toolkit-integrated", "--lang", "fr", "--format", "pdf"),
        0.5,
    ),
    ("an action plan, all formats", ("--only", "action-plan/jelgava", "--lang", "fr"), 0.7),
    ("a poster, all formats", ("--only", "infographic-network", "--lang", "fr"), 0.7),
)
"""What is made from nothing, without the portal, and how much it may cost beside the earlier state."""
ONE = ("--only", "action-plan/jelgava", "--lang", "fr", "--format", "pdf")


def measure_goals(report: Report, folder: Path) -> None:
    """Hold what commands cost against the earlier state, each with its own inputs."""
    states = {"before": prepare_baseline(), "now": State(sys.executable, ROOT)}
    for what, arguments, goal in GOALS:
        costs = {}
        for name, state in states.items():
            inputs = state.copy(folder / name)
            shutil.rmtree(inputs / "templates/portal")
            costs[name] = state.run(inputs, "build", *arguments)
            shutil.rmtree(inputs)
        _compare(report, what, costs, goal)
    checks = {name: state.run(state.copy(folder / name), "check") for name, state in states.items()}
    _compare(report, "the first check of a fresh clone", checks, 0.4)
    report.add("the same on the clock", checks["now"].wall, "s", at_most=10)
    alone = {name: state.run(folder / name, "build", *ONE) for name, state in states.items()}
    _compare(report, "one PDF asked for by name, in a fresh clone", alone, 0.4)
    report.add("the same: it is there, and said so", alone["now"].first, "s", at_most=10)
    for name in states:
        shutil.rmtree(folder / name)
    measure_thousand(report, folder, states)


def measure_thousand(report: Report, folder: Path, states: dict[str, State]) -> None:
    """Change one number of made-up programmes of 100 and of 1,000 cities."""
    costs: dict[str, dict[int, Cost]] = {name: {} for name in states}
    for cities in (100, 1000):
        for name, state in states.items():
            made_up = state.write_programme(folder / f"{name}-{cities}", cities)
            state.run(made_up, "build")
            city = made_up / "data/cities/hilltown.yaml"
            city.write_text(city.read_text("utf-8").replace("6789", "6790"), "utf-8")
            costs[name][cities] = state.run(made_up, "build")
            shutil.rmtree(made_up)
    now = costs["now"]
    _compare(report, "1,000 cities, one number changed", {name: one[1000] for name, one in costs.items()})
    report.add("the same on the clock", now[1000].wall, "s", at_most=1)
    report.add("the same against 100 cities", now[1000].work / now[100].work, "×", at_most=3)


def measure_whole(report: Report, folder: Path) -> None:
    """Make everything from nothing in both states, as to documents that both make; takes a quarter of an hour."""
    states = {"before": prepare_baseline(), "now": State(sys.executable, ROOT)}
    kinds = [
        {one.parent.name for one in state.root.glob("templates/*/kind.yaml")} for state in states.values()
    ]
    costs, sizes = {}, {}
    for name, state in states.items():
        inputs = state.copy(folder / name)
        for kind in {one.parent.name for one in inputs.glob("templates/*/kind.yaml")} - (kinds[0] & kinds[1]):
            shutil.rmtree(inputs / "templates" / kind)
        _take_lines(inputs / "templates/portal/portal.yaml", kinds[1] - kinds[0])
        costs[name] = state.run(inputs, "build")
        files = [one.stat().st_size for one in (inputs / "deliverables").rglob("*") if one.is_file()]
        sizes[name] = sum(files)
        shutil.rmtree(inputs)
    _compare(report, "everything from nothing: processors", costs, 0.6)
    report.add("the same on the clock", costs["now"].wall / costs["before"].wall, "×", at_most=0.6)
    idle = costs["now"].work / costs["now"].wall / (os.cpu_count() or 1)
    report.add("the same: processors at work", idle, "of 1", at_least=0.95)
    report.add("the same: a first document is there, and said so", costs["now"].first, "s", at_most=10)
    size, note = (
        sizes["now"] / sizes["before"],
        f"{sizes['now'] / 1e6:.0f} MB against {sizes['before'] / 1e6:.0f}",
    )
    report.add("deliverables/", size, "×", at_most=0.35, note=note)


def _take_lines(path: Path, kinds: set[str]) -> None:
    """Take out what the portal's file says of kinds that are not made here."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(one for one in lines if one.partition(": ")[2].strip() not in kinds), "utf-8")


def _compare(report: Report, what: str, costs: dict[str, Cost], goal: float | None = None) -> None:
    before, now = costs["before"], costs["now"]
    note = f"{now.work:.1f} s of processors against {before.work:.1f}"
    report.add(what, now.work / before.work, "×", at_most=goal, note=note)
