"""Looks at what builds, tests and the preview need: what is there, what is missing, and what mends it.

``nox -s doctor`` runs this file before any package is installed: it imports the standard library
and ``machine`` alone.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import locale
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

OLDEST = (3, 11)
"""The oldest Python that the program runs on."""

if sys.version_info < OLDEST:  # nothing else matters then, and what follows may not run
    sys.exit(
        f"MISS Python: {'.'.join(map(str, OLDEST))} or newer is needed, and this is {sys.version.split()[0]}\n"
        "     -> install a newer one, and make the environment anew with it"
    )

if __package__:
    from inclucities_docs import machine
else:  # run as a file, by an interpreter that has no packages
    sys.path.insert(0, str(Path(__file__).parent))
    import machine  # type: ignore[no-redef, import-not-found]

__all__ = ["Finding", "examine", "main"]

ROOM = 1_000_000_000
"""Bytes that a build of this programme's documents needs at most, with its cache."""
WATCHES = 8192
"""Folders that the preview may want to watch."""
PORT = 8000
"""The port that the preview opens unless told otherwise."""


@dataclass(frozen=True)
class Finding:
    """What was found of one thing."""

    purpose: str
    """What needs it: build, preview or tests."""
    name: str
    """What was looked at."""
    state: str
    """``there``, ``weak`` (works, less well) or ``missing``."""
    found: str
    """What stands there."""
    cost: str = ""
    """What does not work as it is."""
    mend: str = ""
    """The line, or the words, that mend it."""


def examine(root: Path) -> list[Finding]:
    """Return what was found, in the order in which it is needed."""
    looks: tuple[Callable[[Path], Iterator[Finding]], ...] = (
        _look_at_python,
        _look_at_packages,
        _look_at_libraries,
        _look_at_folders,
        _look_at_letters,
        _look_at_preview,
        _look_at_programs,
    )
    return [finding for look in looks for finding in look(root)]


def _look_at_python(_: Path) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("build", "Python", "there", version)
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        part = machine.Part("venv", "", (), {"debian": "python3-venv"})
        cost = "no environment can be made"
        yield Finding("build", "venv", "missing", "not found", cost, machine.say_install(part))


def _look_at_packages(root: Path) -> Iterator[Finding]:
    """Compare what is installed with the lock, by the interpreter that builds use."""
    lock = root / "requirements.lock"
    if not lock.is_file():
        return
    inside = root / ".nox" / "environment" / ("Scripts" if os.name == "nt" else "bin") / "python"
    interpreter = Path(sys.executable)
    if importlib.util.find_spec("weasyprint") is None and inside.exists():
        interpreter = inside
    is_made = importlib.util.find_spec("weasyprint") is not None or inside.exists()
    wanted = dict(re.findall(r"^([a-z0-9.-]+)==([^\s;\\]+) \\$", lock.read_text("utf-8"), re.MULTILINE))
    installed = _list_installed(interpreter) if is_made else {}
    missing = sorted(name for name in wanted if name not in installed)
    other = sorted(name for name in wanted if installed.get(name, wanted[name]) != wanted[name])
    count = f"{len(wanted) - len(missing)} of {len(wanted)} locked packages"
    mend = "run: nox -s build (a half-made environment: delete the folder .nox first)"
    if len(missing) == len(wanted):
        yield Finding("build", "packages", "missing", "not installed yet", "nothing runs", mend)
    elif missing or other:
        words = ", ".join([*missing, *(f"{one} is not {wanted[one]}" for one in other)][:6])
        yield Finding("build", "packages", "missing", count, f"missing or other: {words}", mend)
    else:
        yield Finding("build", "packages", "there", count)


def _list_installed(interpreter: Path) -> dict[str, str]:
    def fold(name: str) -> str:
        return re.sub(r"[-_.]+", "-", name).lower()

    if interpreter == Path(sys.executable):
        return {fold(one.name): one.version for one in importlib.metadata.distributions() if one.name}
    code = (
        "import importlib.metadata as m, json;"
        "print(json.dumps([(d.name, d.version) for d in m.distributions() if d.name]))"
    )
    try:
        asked = subprocess.run(
            [str(interpreter), "-c", code], capture_output=True, text=True, timeout=60, check=True
        )
        return {fold(name): version for name, version in json.loads(asked.stdout)}
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}


def _look_at_libraries(_: Path) -> Iterator[Finding]:
    for part in machine.LIBRARIES:
        found = machine.find_library(part)
        if found:
            yield Finding("build", part.name, "there", found)
        else:
            state = "weak" if part.name == "HarfBuzz subset" else "missing"
            yield Finding("build", part.name, state, "not found", part.without, machine.say_install(part))


def _look_at_folders(root: Path) -> Iterator[Finding]:
    folders = []
    for name in ("deliverables", ".cache"):
        folder = root / name
        while not folder.exists():
            folder = folder.parent
        folders.append(folder)
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
            yield Finding("build", f"folder {name}", "there", "may be written")
        except OSError as error:
            yield Finding(
                "build", f"folder {name}", "missing", f"{error.strerror}", "nothing can be made",
                "give yourself the right to write there, or copy the project to a folder of your own",
            )  # fmt: skip
    free = min(shutil.disk_usage(folder).free for folder in folders)  # each may be on a disk of its own
    room = f"{free / 1e9:.1f} GB free"
    if free < ROOM:
        cost, mend = "a build may stop half-way (what was made stays whole)", "make room on this disk"
        yield Finding("build", "room on the disk", "weak", room, cost, mend)
    else:
        yield Finding("build", "room on the disk", "there", room)


def _look_at_letters(_: Path) -> Iterator[Finding]:
    encoding = locale.getpreferredencoding(False)
    names = sys.getfilesystemencoding()
    if names.lower().replace("-", "") != "utf8":
        mend = "set PYTHONUTF8=1 in the environment"
        yield Finding("build", "names of files", "weak", names, "names with accents may not be found", mend)
    if encoding.lower().replace("-", "") not in {"utf8", "utf_8"}:
        cost = "messages show ? for some letters; documents are not concerned"
        mend = "set PYTHONUTF8=1, or a locale with UTF-8, in the environment"
        yield Finding("build", "letters on the screen", "weak", encoding, cost, mend)
    else:
        yield Finding("build", "letters on the screen", "there", encoding)


def _look_at_preview(_: Path) -> Iterator[Finding]:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", PORT))
            yield Finding("preview", f"port {PORT}", "there", "free")
        except OSError:
            mend = "stop what uses it, or run: nox -s preview -- --port 8001"
            yield Finding("preview", f"port {PORT}", "weak", "in use", "the preview cannot open it", mend)
    limit = Path("/proc/sys/fs/inotify/max_user_watches")
    if limit.is_file():
        allowed = limit.read_text("utf-8").strip()
        if allowed.isdigit() and int(allowed) < WATCHES:
            mend = f"run as root: sysctl fs.inotify.max_user_watches={WATCHES * 8}"
            cost = "the preview may not see every change"
            yield Finding("preview", "watched folders", "weak", f"{allowed} allowed", cost, mend)
        else:
            yield Finding("preview", "watched folders", "there", f"{allowed} allowed")


def _look_at_programs(_: Path) -> Iterator[Finding]:
    for part in machine.PROGRAMS.values():
        found = machine.find_program(part)
        if found:
            yield Finding("tests", part.name, "there", found)
        else:
            yield Finding("tests", part.name, "weak", "not found", part.without, machine.say_install(part))


def main(root: Path, *, as_json: bool = False) -> int:
    """Print what was found; return 1 where something is missing that a build needs, else 0."""
    findings = examine(root)
    if as_json:
        print(json.dumps({"findings": [asdict(one) for one in findings]}, ensure_ascii=False, indent=1))
    else:
        _print(findings)
    return int(any(one.state == "missing" for one in findings))


def _print(findings: list[Finding]) -> None:
    width = max(len(one.name) for one in findings)
    purpose = ""
    for one in findings:
        if one.purpose != purpose:
            purpose = one.purpose
            print(f"\nto {'run the tests' if purpose == 'tests' else purpose}")
        mark = {"there": "ok  ", "weak": "weak", "missing": "MISS"}[one.state]
        print(f"  {mark}  {one.name:<{width}}  {one.found}")
        for words in filter(None, (one.cost, one.mend and f"-> {one.mend}")):
            print(f"        {'':<{width}}  {words}")
    counts = {state: sum(one.state == state for one in findings) for state in ("missing", "weak")}
    if not any(counts.values()):
        print("\nall is there")
    else:
        print(f"\n{counts['missing']} missing, {counts['weak']} that work less well or are for tests alone")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="doctor", description="Looks at what this machine has and lacks.")
    parser.add_argument("--output", choices=("text", "json"), default="text")
    sys.exit(main(Path.cwd(), as_json=parser.parse_args().output == "json"))
