"""Killed, stopped, out of space, not allowed, two at once: outputs stay whole, and the next build mends all."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tiny_project import SOURCE, TESTS, TinyProject

BUILD = (sys.executable, "-m", "inclucities_docs", "build")
HEARING = ("env", "--default-signal=INT")
"""Hears a person's keys, which a shell has its programs in the background ignore."""
BOUND = (
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
)
"""Holds root to the permissions of files, as everybody else is."""


@contextmanager
def building(project: TinyProject, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a build in the project's folder, and end it in any case."""
    process = subprocess.Popen(
        [*HEARING, *BUILD, *arguments],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def find_workers(project: TinyProject) -> list[int]:
    """Give the processes that work in the project's folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if (path / "cwd").readlink() == project.root:
                found.append(int(path.name))
        except OSError:
            continue
    return found


def wait_until(claim: object, seconds: float = 60) -> bool:
    """Wait for something to become true; tells whether it did."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if claim():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def test_killed_and_starved_builds_leave_whole_files_and_the_next_one_ends_well() -> None:
    done = subprocess.run(
        [sys.executable, str(TESTS / "proof" / "torture.py"), "--stride=7", "--kills=20", "--seed=11"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "every next build ended as a clean one" in done.stdout


@pytest.mark.parametrize(
    ("sign", "code"), [(signal.SIGKILL, -9), (signal.SIGTERM, 143), (signal.SIGINT, 130)]
)
def test_a_build_that_is_stopped_leaves_no_process_behind(
    project: TinyProject, sign: signal.Signals, code: int
) -> None:
    project.write(
        "templates/card/page.html",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}\n",
    )
    with building(project, "--workers", "2", "--only", "card") as process:
        assert wait_until(
            lambda: len(find_workers(project)) >= 4
        )  # itself, those that start workers, two workers
        process.send_signal(sign)
        assert process.wait(10) == code
        assert wait_until(lambda: not find_workers(project), 10), "workers go on without their build"
        assert b"Traceback" not in process.stderr.read()  # type: ignore[union-attr]


def test_a_second_build_waits_and_says_so(project: TinyProject) -> None:
    with building(project, "--workers", "1") as first:
        assert wait_until((project.root / ".cache" / "lock").exists)
        with building(project, "--workers", "1") as second:
            said = [process.communicate(timeout=120) for process in (first, second)]
    assert [process.returncode for process in (first, second)] == [0, 0], said
    assert said[1][0].startswith(b"another build is at work in this folder; waiting for it to end")
    assert b"nothing to do" in said[1][0]


def fill_disk(project: TinyProject, size: str) -> subprocess.CompletedProcess[str]:
    """Build in a small file system of its own that holds no more than the inputs and a little; then show what is there."""
    folder = project.root / "deliverables"
    mount = f"mount -t tmpfs -o size={size} tmpfs {folder} && cp -a {folder}.before/. {folder}/"
    script = (
        f"{mount} && {' '.join(BUILD)} --workers 1; code=$?; cp -a {folder}/. {folder}.after/; exit $code"
    )
    return subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_full_disk_leaves_the_old_files(built: TinyProject) -> None:
    folder = built.root / "deliverables"
    before = built.made()
    room = sum(-len(content) // 4096 * -4096 for content in before.values())
    room += len(before["fr/leaflet.html"]) // 2  # which is not enough for the new one beside the old one
    shutil.copytree(folder, built.root / "deliverables.before")
    (built.root / "deliverables.after").mkdir()
    built.change("data/programme.yaml", "fr: Un réseau de deux villes", "fr: Un réseau de deux communes")
    outcome = fill_disk(built, str(room))
    if "mount" in outcome.stderr or "unshare" in outcome.stderr:
        pytest.skip(f"NOT TESTED, no file system of one's own here: {outcome.stderr.strip()}")
    assert outcome.returncode == 1, outcome.stdout
    assert "deliverables/fr/leaflet.html: error: cannot be written: No space left on device" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    after = TinyProject(built.root)
    kept = {path.name: path.read_bytes() for path in (built.root / "deliverables.after" / "fr").iterdir()}
    assert kept == {name[3:]: content for name, content in before.items() if name.startswith("fr/")}
    assert after.build().code == 0


def test_a_bound_on_the_size_of_files_is_told(built: TinyProject) -> None:
    before = built.made()
    built.change("data/programme.yaml", "fr: Un réseau de deux villes", "fr: Un réseau de deux communes")
    done = subprocess.run(
        [*BUILD, "--workers", "1"],
        cwd=built.root,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "deliverables/fr/leaflet.html: error: cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert built.made()["fr/leaflet.html"] == before["fr/leaflet.html"]
    assert built.build().code == 0


@pytest.mark.parametrize("place", ["deliverables/fr", "deliverables", ".cache", "."])
def test_a_folder_that_may_not_be_written_is_named(built: TinyProject, place: str) -> None:
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("NOT TESTED: root is bound by no permission, and setpriv is not here")
    before = built.made()
    built.change("data/programme.yaml", "fr: Un réseau de deux villes", "fr: Un réseau de deux communes")
    if place in (".", ".cache"):
        shutil.rmtree(built.root / ".cache")
        (built.root / place).mkdir(exist_ok=True)
    (built.root / place).chmod(0o500)
    try:
        outcome = built.start("build", "--workers", "1", before=BOUND if os.geteuid() == 0 else ())
    finally:
        (built.root / place).chmod(0o755)
    assert outcome.code == 1, outcome.err
    assert "Permission denied" in outcome.err
    assert "Traceback" not in outcome.err
    assert "  hint: look at the free space and the permissions" in outcome.err
    after = built.made()
    assert set(after) == set(before)
    assert place != "deliverables/fr" or after["fr/leaflet.html"] == before["fr/leaflet.html"]
    assert built.build().code == 0
    assert b"communes" in built.made()["fr/leaflet.html"]


@pytest.mark.parametrize("place", ["data/programme.yaml", "data/cities", "templates/leaflet/page.html"])
def test_an_input_that_may_not_be_read_is_named(built: TinyProject, place: str) -> None:
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("NOT TESTED: root is bound by no permission, and setpriv is not here")
    before = built.made()
    (built.root / place).chmod(0)
    try:
        outcome = built.start("build", before=BOUND if os.geteuid() == 0 else ())
    finally:
        (built.root / place).chmod(0o755)
    assert outcome.code == 1
    assert outcome.err.startswith(f"{place}: error: cannot be read: Permission denied")
    assert built.made() == before
