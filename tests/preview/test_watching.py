"""The preview sees what is saved, whatever becomes of the folders and of the system's watches, and serves nothing else."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from editing import start

from inclucities_docs.preview import watch
from inclucities_docs.preview.watch import watch_inputs
from tiny_project import TinyProject


class Watched:
    """A project that is watched, and how often it was made anew."""

    def __init__(self, project: TinyProject) -> None:
        self.project, self.count, self.stop = project, 0, threading.Event()
        self.thread = threading.Thread(
            target=watch_inputs, args=(project.root, self.refresh, self.stop), daemon=True
        )

    def refresh(self) -> None:
        self.count += 1

    def sees(self, seconds: float = 4) -> bool:
        before, end = self.count, time.monotonic() + seconds
        while time.monotonic() < end:
            if self.count > before:
                time.sleep(0.3)
                return True
            time.sleep(0.02)
        return False


@pytest.fixture(params=["with watches", "without watches"])
def watched(
    project: TinyProject, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Watched]:
    if request.param == "without watches":

        def refuse(*_: Any, **__: Any) -> Iterator[object]:
            raise OSError("inotify: too many open files")
            yield

        monkeypatch.setattr(watch, "watch", refuse)
    monkeypatch.setattr(watch, "LOOK", 100)
    one = Watched(project)
    one.thread.start()
    time.sleep(0.5)
    yield one
    one.stop.set()
    one.thread.join(5)


def test_each_change_is_seen_even_in_a_folder_that_was_replaced(watched: Watched) -> None:
    project, path = watched.project, "data/programme.yaml"
    threading.Timer(0.1, project.change, (path, "Deux villes", "Deux bourgs")).start()
    assert watched.sees()
    shutil.copytree(project.root / "data", project.root / "copy")
    (project.root / "data").rename(project.root / "old")
    (project.root / "copy").rename(project.root / "data")
    watched.sees(1)
    threading.Timer(0.1, project.change, (path, "Deux bourgs", "Deux hameaux")).start()
    assert watched.sees()
    target = project.root / path
    status, text = target.stat(), target.read_text("utf-8")

    def save_under_the_old_time() -> None:
        target.write_text(text.replace("hameaux", "village"), "utf-8")
        os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))

    threading.Timer(0.1, save_under_the_old_time).start()
    assert watched.sees()


@pytest.fixture
def address(built: TinyProject) -> Iterator[tuple[TinyProject, int]]:
    with start(built) as preview:
        yield built, int(preview.address.rpartition(":")[2].rstrip("/"))


def get(port: int, path: str, **more: Any) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, **more)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_nothing_behind_a_link_or_hidden_is_served(address: tuple[TinyProject, int]) -> None:
    project, port = address
    project.write("deliverables/.git/config", "secret")
    with (project.root / "deliverables/fr/large.bin").open("wb") as stream:
        stream.truncate(20 << 30)
    assert get(port, "/.git/config")[0] == 404
    assert get(port, "/fr/large.bin")[0] == 413
    (project.root / "deliverables/fr/large.bin").unlink()  # a copy of it would be twenty gigabytes of nothing
    assert get(port, "/fr/x", body=b"GET /fr/leaflet.html HTTP/1.1\r\n\r\n")[0] == 400
    outside = project.root.parent / "outside"
    shutil.copytree(project.root / "deliverables/fr", outside)
    (outside / "letter.txt").write_text("secret")
    (project.root / "deliverables").rename(project.root / "before")
    (project.root / "deliverables").symlink_to(outside)
    assert b"secret" not in get(port, "/letter.txt")[1]
    assert get(port, "/letter.txt")[0] == 403
    outcome = project.run("preview", "--port", "0")
    assert (outcome.code, "leads out of the project" in outcome.err) == (1, True)


def test_who_sends_drop_by_drop_is_left(
    address: tuple[TinyProject, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inclucities_docs.preview.server.PATIENCE", 1)
    with socket.create_connection(("127.0.0.1", address[1])) as stream:
        started = time.monotonic()
        with pytest.raises(OSError):
            while time.monotonic() - started < 8:
                stream.sendall(b"G")
                time.sleep(0.1)
        assert time.monotonic() - started < 6
