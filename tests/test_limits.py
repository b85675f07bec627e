"""A bound on time holds whatever is done against it: swallowed, not heard, or in a thread."""

from __future__ import annotations

import contextlib
import os
import platform
import signal
import threading
import time
from pathlib import Path

import pytest

from inclucities_docs.limits import OutOfTimeError, give_memory_back, limit_process, limit_time
from tiny_project import TinyProject


def work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def swallow(times: int) -> None:
    for _ in range(times):
        with contextlib.suppress(BaseException):  # as the layout engine does
            work(5)


@pytest.mark.parametrize("in_thread", [False, True])
def test_an_alarm_that_is_swallowed_rings_again(in_thread: bool) -> None:
    raised: list[BaseException] = []
    ended: list[str] = []

    def run() -> None:
        try:
            with limit_time(0.1):
                swallow(1)
                work(5)
                ended.append("by itself")
        except OutOfTimeError as error:
            raised.append(error)

    if in_thread:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    else:
        run()
    assert raised
    assert not ended


def test_what_ends_after_a_swallowed_alarm_is_out_of_time_all_the_same() -> None:
    with pytest.raises(OutOfTimeError), limit_time(0.1):
        swallow(1)
    with pytest.raises(OutOfTimeError), limit_time(0.1):
        swallow(1)
        raise ValueError
    with limit_time(5):
        work(0.01)


def test_the_system_ends_a_process_that_hears_no_alarm() -> None:
    child = os.fork()
    if not child:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
        with limit_process(1):
            work(20)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGXCPU


SLOW = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9">{}</svg>'


def test_ctrl_c_inside_a_picture_ends_the_build(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inclucities_docs.render.layout.engine import load_engine

    load_engine().install()
    monkeypatch.setattr(
        "weasyprint.svg.SVG.draw", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt), raising=True
    )
    project.change("templates/leaflet/kind.yaml", "[html]", "[pdf]")
    project.write("templates/leaflet/text/fr/x.svg", SLOW.format("<rect/>"))
    project.write("templates/leaflet/text/fr/welcome.md", '![A door](x.svg)\n\n{{ cite("register") }}\n')
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 130
    assert "fr/leaflet.pdf" not in project.made()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries keep what they have")
def test_room_between_what_stays_goes_back_to_the_system() -> None:
    def count_pages() -> int:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1])

    made = [bytes(1000) for _ in range(50_000)]
    stays = made[::1000]
    made.clear()
    held = count_pages()
    give_memory_back()
    assert count_pages() < held - 8000  # of some 12,500 that were used
    assert len(stays) == 50
