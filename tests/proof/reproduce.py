"""Proof that the same input gives the same bytes: clean builds that differ in all that must not matter.

Each build has a copy of the program and of the project in a folder of its own, its own Python,
language, time zone, umask, hash seed, number of workers, home and user. All files must be equal;
the first difference is named. What stands after the options of this program goes to `build`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from difference import name_difference

TOP = Path(__file__).resolve().parents[2]
DOCUMENTS = (".pdf", ".docx", ".svg", ".png")
IGNORED = shutil.ignore_patterns("__pycache__")


@dataclass(frozen=True)
class Setting:
    """Where and for whom a build runs."""

    folder: str
    user: str
    umask: int
    workers: int
    when: int
    environment: tuple[tuple[str, str], ...]


SETTINGS = (
    Setting(
        "one", "first", 0o022, 2, 1_600_000_000,
        (("TZ", "Europe/Brussels"), ("LC_ALL", "C.UTF-8"), ("LANG", "fr_BE.UTF-8"), ("PYTHONHASHSEED", "0")),
    ),
    Setting(
        "another one, much deeper/with spaces/et é", "second person", 0o077, 1, 1_000_000_000,
        (("TZ", "Pacific/Kiritimati"), ("LC_ALL", "C"), ("LANG", "C"), ("PYTHONHASHSEED", "4242")),
    ),
    Setting(
        "x/y/z", "τρίτος", 0o002, 3, 1_900_000_000,
        (("TZ", "America/St_Johns"), ("LC_ALL", "POSIX"), ("LANG", "tr_TR.UTF-8"), ("PYTHONHASHSEED", "random"),
         ("COLUMNS", "40"), ("NO_COLOR", "1"), ("SOURCE_DATE_EPOCH", "0")),
    ),
)  # fmt: skip


def build(python: str, setting: Setting, where: Path, kept: Path, arguments: list[str]) -> dict[str, bytes]:
    """Build a copy of what was kept from nothing; gives every file by its path."""
    root, home = where / setting.folder / "project", where / setting.folder / setting.user
    home.mkdir(parents=True)
    shutil.copytree(kept / "project", root)
    shutil.copytree(kept / "src", where / setting.folder / "src")
    for path in root.rglob("*"):
        os.utime(path, (setting.when, setting.when))
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(where / setting.folder / "src"),
        "HOME": str(home),
        "USER": setting.user,
        "LOGNAME": setting.user,
        **dict(setting.environment),
    }
    command = [python, "-m", "inclucities_docs", "build", "--quiet", "--workers", str(setting.workers)]
    done = subprocess.run([*command, *arguments], cwd=root, env=environment, umask=setting.umask, check=False)
    if done.returncode:
        sys.exit(f"this build ended with {done.returncode}: mend that first")
    folder = root / "deliverables"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def main() -> int:
    """Build once for each Python, at least twice, and compare; gives the exit code."""
    parser = argparse.ArgumentParser(description="Prove that the same input gives the same bytes.")
    parser.add_argument("--python", action="append", default=[], help="an interpreter; may be given again")
    parser.add_argument("--project", type=Path, default=TOP, help="folder of the project (default: this one)")
    given, arguments = parser.parse_known_args()
    pythons = [str(Path.cwd() / path) for path in given.python or [sys.executable]]
    pythons = pythons * 2 if len(pythons) == 1 else pythons
    first: dict[str, bytes] = {}
    names: list[str] = []
    with tempfile.TemporaryDirectory(prefix="reproduce-") as folder:
        kept = Path(folder) / "kept"  # what is being worked on may change meanwhile
        shutil.copytree(TOP / "src", kept / "src", ignore=IGNORED)
        for name in ("data", "templates"):
            shutil.copytree(given.project / name, kept / "project" / name)
        for number, python in enumerate(pythons):
            setting = SETTINGS[number % len(SETTINGS)]
            version = subprocess.run(
                [python, "--version"], capture_output=True, text=True, check=True
            ).stdout.strip()
            names.append(f"build {number + 1} ({version})")
            started = time.monotonic()
            made = build(python, setting, Path(folder) / str(number), kept, arguments)
            seconds = time.monotonic() - started
            said = ", ".join(f"{name}={value}" for name, value in setting.environment)
            print(
                f"{names[-1]}: {len(made)} files in {seconds:.0f} s; {setting.workers} workers, "
                f"umask {setting.umask:03o}, {said}",
                flush=True,
            )
            if not number:
                first = made
            elif complain(first, made, names[0], names[-1]):
                return 1
    print(f"all {len(first)} files are equal, byte for byte")
    return 0


def complain(first: dict[str, bytes], made: dict[str, bytes], one: str, other: str) -> bool:
    """Name the files that differ, and the first difference; tells whether there is any."""
    differing = [path for path in sorted({*first, *made}) if first.get(path) != made.get(path)]
    if not differing:
        return False
    # documents first: pages that tell of them follow their sizes
    path = min(differing, key=lambda name: (name == "manifest.json", not name.endswith(DOCUMENTS), name))
    print(f"\n{len(differing)} of {len({*first, *made})} files differ: {', '.join(differing[:12])}")
    if path not in first or path not in made:
        print(f"{path}: made only by {one if path in first else other}")
    else:
        print(f"{path}: {name_difference(path, first[path], made[path])}")
    return True


if __name__ == "__main__":
    sys.exit(main())
