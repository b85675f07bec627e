"""The one door: one consistent state of the inputs, in bounded time, and nothing that is not a plain file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.inputs import workspace
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.limits import limit_time

WRITER = """
import os, sys, time
folder, pause = sys.argv[1], float(sys.argv[2])
for number in range(10**9):
    for name in ("a.yaml", "b.yaml"):
        with open(f"{folder}/{name}.tmp~", "w") as stream:
            stream.write(f"number: {number}\\n" * 200)
        os.replace(f"{folder}/{name}.tmp~", f"{folder}/{name}")
    time.sleep(pause)
"""


def save_again_and_again(folder: Path, pause: float) -> subprocess.Popen[bytes]:
    """Save two files with the same number in turn, until killed."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder), str(pause)])
    while not (folder / "b.yaml").exists():
        time.sleep(0.01)
    return process


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    for number in range(30):
        (made / f"other-{number}.yaml").write_text("x: 1\n" * 1000)
    return made


def test_files_that_are_being_saved_are_read_as_they_stood_at_one_moment(folder: Path) -> None:
    process = save_again_and_again(folder, 0.1)
    try:
        for _ in range(20):
            files = Workspace.take(folder.parent).files
            first, second = (int(files[f"data/{name}.yaml"].split()[1]) for name in "ab")
            assert first - second in (0, 1)
    finally:
        process.kill()
        process.wait()


def test_files_that_never_stand_still_are_told_of_in_bounded_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "PATIENCE", 0.5)
    process = save_again_and_again(folder, 0)
    started = time.monotonic()
    try:
        files = Workspace.take(folder.parent).files  # by luck it may stand still
        assert abs(int(files["data/a.yaml"].split()[1]) - int(files["data/b.yaml"].split()[1])) <= 1
    except DiagnosticError as error:
        assert "is being changed again and again" in str(error)
    finally:
        process.kill()
        process.wait()
    assert time.monotonic() - started < 20


def test_what_is_not_a_plain_file_is_refused_or_left_alone(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    assert "data/pipe.yaml" not in Workspace.take(folder.parent).files
    for name, target, message in (
        ("nowhere.yaml", "missing.yaml", "this link leads nowhere"),
        ("itself.yaml", "itself.yaml", "this link leads nowhere"),
        ("outside.yaml", "/etc/hostname", "this link leads out of the project"),
        ("device.yaml", "/dev/zero", "this link leads out of the project"),
        ("up.yaml", "../../secret", "this link leads out of the project"),
    ):
        (folder / name).symlink_to(target)
        with pytest.raises(DiagnosticError, match=message):
            Workspace.take(folder.parent)
        (folder / name).unlink()


@pytest.mark.parametrize("name", [b"a\x1b[2J.yaml", b"a\nb.yaml", b"\xff.yaml", "a\u202eb.yaml".encode()])
def test_names_that_cannot_be_shown_are_refused(folder: Path, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("x: 1\n")
    with pytest.raises(DiagnosticError, match="a name with a character that cannot be shown") as caught:
        Workspace.take(folder.parent)
    str(caught.value).encode()


def test_all_inputs_together_have_a_bound(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "MAX_TOTAL", 100_000)
    with pytest.raises(DiagnosticError, match="MB in the project"):
        Workspace.take(folder.parent)


def test_what_is_known_from_before_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = time.time() - 60
    for path in folder.iterdir():
        os.utime(path, (long_ago, long_ago))
    for name in ("kept", "changed", "taken", "young"):
        (folder / f"{name}.yaml").write_text("a: 1\n")
        if name != "young":
            os.utime(folder / f"{name}.yaml", (long_ago, long_ago))
    before = Workspace.take(folder.parent)
    before.digest("data/kept.yaml")
    (folder / "changed.yaml").write_text("a: 2\n")
    (folder / "taken.yaml").unlink()
    (folder / "added.yaml").write_text("a: 3\n")
    assert len(before.files) > 30
    read: list[str] = []
    real = workspace._read

    def note(root: Path, name: str) -> bytes | None:
        read.append(name)
        return real(root, name)

    monkeypatch.setattr(workspace, "_read", note)

    after = Workspace.take(folder.parent, before)
    monkeypatch.setattr(workspace, "_read", real)

    assert sorted(read) == ["data/added.yaml", "data/changed.yaml", "data/young.yaml"]
    assert after == Workspace.take(folder.parent)
    assert list(after.files) == list(Workspace.take(folder.parent).files)
    assert after.fingerprint() == Workspace.take(folder.parent).fingerprint()


def test_a_line_is_quoted_of_a_long_file_as_often_as_it_has_problems() -> None:
    taken = Workspace({"data/a.yaml": b"one: two\n" * 60_000})
    with limit_time(2):  # of work; divided anew for each, the file needs ten times that
        assert {taken.line("data/a.yaml", number) for number in range(1, 60_001)} == {"one: two"}
