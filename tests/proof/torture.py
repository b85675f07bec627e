"""Proof that no build leaves a broken file, wherever it is killed or refused, and that the next one mends all.

Three trials on a tiny project that was built from an old state of its inputs and is built from a new one:
a kill at each operation on files in turn, a disk that is full at each of them in turn, and kills at
random moments while the inputs go to and fro. After each, every output is whole, the old or the new one;
then a build that nothing disturbs gives what a clean build gives.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]
os.environ.setdefault("SOURCE_DATE_EPOCH", "0")

import inclucities_docs.build.preload  # noqa: E402, F401
from tiny_project import SOURCE, TinyProject, copy_project  # noqa: E402

OPERATIONS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}
Files = dict[str, bytes]
Disturbance = Callable[[int], None]


def give_new_state(project: TinyProject) -> None:
    """Change inputs so that some documents change, one is no longer owed and one is new."""
    project.change("data/cities/hilltown.yaml", "Hilltown", "Hilltop")
    project.change("templates/leaflet/kind.yaml", "[html, pdf]", "[html]")
    project.change("templates/card/kind.yaml", "[fr, subject]", "[fr, lv, subject]")


def build_apart(root: Path, prepare: Callable[[], None] = lambda: None) -> tuple[int, str]:
    """Build in a process split off from this one; gives its exit code (negative: the signal) and what it said."""
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if not child:
            code = 70
            try:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                prepare()
                outcome = TinyProject(root).build()
                os.write(2, outcome.err.encode())
                code = outcome.code
            except BaseException as error:
                os.write(2, f"Traceback: {error!r}".encode())
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read().decode()


def at_operation(number: int, disturb: Callable[[str], None]) -> Callable[[], None]:
    """Give what makes a process disturbed just before its n-th operation on files."""
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        is_write = (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if (is_write or event in OPERATIONS) and (
            "deliverables" in str(arguments[0]) or ".cache" in str(arguments[0])
        ):
            count += 1
            if count >= number:
                disturb(str(arguments[0]))

    return lambda: sys.addaudithook(hook)


def kill(_: str) -> None:
    """End this process as a loss of power does."""
    os.kill(os.getpid(), signal.SIGKILL)


def fill(path: str) -> None:
    """Refuse as a full disk does, from now on."""
    raise OSError(errno.ENOSPC, "No space left on device", path)


class Trials:
    """The tiny project in two states, and what clean builds make of each."""

    def __init__(self, folder: Path, stride: int, each: int) -> None:
        self.folder = folder
        self.stride = stride
        self.each = each
        self.count = 0
        self.old = copy_project(TESTS / "project", folder / "old")
        self.old.change("templates/leaflet/kind.yaml", "[html]", "[html, pdf]")
        self.new = copy_project(self.old.root, folder / "new")
        give_new_state(self.new)
        for one in (self.old, self.new):  # built here: what is split off has at hand what a build reads once
            made = one.build()
            assert made.code == 0, made.err
        self.wanted = [self.old.made(), self.new.made()]
        assert self.wanted[0] != self.wanted[1]

    def start(self) -> TinyProject:
        """Give a copy that was built from the old state and has the new one."""
        self.count += 1
        project = copy_project(self.old.root, self.folder / f"trial-{self.count}")
        self.change(project, 1)
        return project

    def change(self, project: TinyProject, state: int) -> None:
        """Give a project the old inputs (0) or the new ones (1)."""
        for name in ("data", "templates"):
            shutil.rmtree(project.root / name)
            shutil.copytree((self.old, self.new)[state].root / name, project.root / name)

    def look(self, project: TinyProject, what: str) -> None:
        """Hold every file to be the old or the new one, and whole."""
        made = project.made()
        for path, content in made.items():
            if "/.new-" in f"/{path}":
                continue
            if path == "manifest.json":
                assert content.endswith(b"}\n"), f"{what}: the manifest is not whole"
            else:
                assert content in [wanted.get(path) for wanted in self.wanted], f"{what}: {path} is not whole"

    def mend(self, project: TinyProject, state: int, what: str) -> None:
        """Hold a build that nothing disturbs to end as a clean one."""
        code, said = build_apart(project.root)
        assert (code, said) == (0, ""), f"{what}: the next build failed: {said}"
        assert project.made() == self.wanted[state], f"{what}: the next build is not as a clean one"
        left = [path.name for path in (project.root / ".cache").iterdir() if path.name.startswith(".new-")]
        assert not left, f"{what}: left behind: {left}"

    def try_each_operation(self, disturb: Callable[[str], None], ending: Callable[[int, str], bool]) -> int:
        """Disturb at each operation in turn until a build has no more of them; gives how many there were."""
        number = 0
        while True:
            number += self.stride
            what = f"{disturb.__name__} at operation {number}"
            project = self.start()
            code, said = build_apart(project.root, at_operation(number, disturb))
            self.look(project, what)
            lost = self.wanted[0].keys() & self.wanted[1].keys() - project.made().keys()
            assert not lost, f"{what}: lost {lost}"
            if code == 0:
                assert number > 10, said
                return number // self.stride
            assert ending(code, said), f"{what}: ended with {code}: {said}"
            self.mend(project, 1, what)
            shutil.rmtree(project.root)

    def try_random_moments(self, kills: int, seed: int) -> int:
        """Kill builds at random moments, some with several workers; gives how many were hit."""
        generator = random.Random(seed)
        project, state, hit, longest = self.start(), 1, 0, 1.0
        for number in range(kills):
            what = f"kill {number} of seed {seed}"
            command = [sys.executable, "-m", "inclucities_docs", "build", "--quiet", "--workers", "2"]
            started = time.monotonic()
            if number % self.each == self.each - 1:
                process = subprocess.Popen(
                    command, cwd=project.root, env={**os.environ, "PYTHONPATH": str(SOURCE)},
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )  # fmt: skip
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(generator.uniform(0.5, 8))
                process.kill()
                hit += process.wait() == -signal.SIGKILL
            else:
                alarm = generator.uniform(0, longest)
                code, said = build_apart(project.root, lambda after=alarm: _kill_after(after))
                assert code in (0, -signal.SIGALRM), f"{what}: {said}"
                if code == 0:
                    longest = max(0.2, (time.monotonic() - started) * 1.1)
                hit += code != 0
            self.look(project, what)
            if number % 5 == 4:
                self.mend(project, state, what)
            if generator.random() < 0.6:
                state = 1 - state
                self.change(project, state)
            if generator.random() < 0.2:
                shutil.rmtree(project.root / generator.choice([".cache", "deliverables"]), ignore_errors=True)
        self.mend(project, state, f"{kills} kills of seed {seed}")
        return hit


def _kill_after(seconds: float) -> None:
    """End this process after a while, by the kernel: no line of Python runs then."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, max(0.001, seconds))


def main() -> int:
    """Run the trials; gives the exit code."""
    parser = argparse.ArgumentParser(
        description="Kill builds and starve them of space; look at what they leave."
    )
    parser.add_argument("--kills", type=int, default=400, help="kills at random moments (default: 400)")
    parser.add_argument(
        "--stride", type=int, default=1, help="try each n-th operation on files only (default: 1)"
    )
    parser.add_argument(
        "--each",
        type=int,
        default=10,
        help="of the random ones, build each n-th with two workers (default: 10)",
    )
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the random moments")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        trials = Trials(Path(folder), given.stride, given.each)
        killed = trials.try_each_operation(kill, lambda code, _: code == -signal.SIGKILL)
        print(f"killed at {killed} operations on files", flush=True)
        refused = trials.try_each_operation(
            fill, lambda code, said: code == 1 and "o space left" in said and "Traceback" not in said
        )
        print(f"refused space at {refused} operations on files", flush=True)
        hit = trials.try_random_moments(given.kills, given.seed)
        print(f"killed {hit} of {given.kills} builds at random moments (seed {given.seed})")
    print("every output was whole, and every next build ended as a clean one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
