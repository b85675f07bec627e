"""Bounds on the time and memory of what works, whatever was given to it.

Systems without POSIX's timers and limits (Windows) get weaker ones: a thread looks at the clock,
which a library that never lets go of the interpreter can outlast, and memory is not bounded.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import math
import os
import signal
import threading
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any

resource: ModuleType | None
try:
    import resource
except ImportError:
    resource = None

__all__ = [
    "OUT_OF_TIME",
    "OutOfTimeError",
    "collect_garbage_rarely",
    "give_memory_back",
    "limit_memory",
    "limit_process",
    "limit_time",
    "time_limit",
]


class OutOfTimeError(BaseException):
    """Raised by the alarm; not an Exception, so that no library swallows it."""


TIME_LIMIT = 600.0
"""Longest work on one document, seconds of processor time: a page that never ends must not stop the others."""

OUT_OF_TIME = -int(getattr(signal, "SIGXCPU", -70))
"""The exit code of a process that worked past its limit."""

MEMORY_LIMIT = 4 << 30
"""Most memory that one process has while it works on a document, bytes."""

AGAIN = 1.0
"""So long after the alarm it rings again, and again: a library may have taken it for a fault of its own, seconds."""


def time_limit() -> float:
    """Return the longest work on one document, seconds of processor time; tests set a shorter one."""
    return float(os.environ.get("INCLUCITIES_TIME_LIMIT", TIME_LIMIT))


def collect_garbage_rarely() -> None:
    """Have this process look for garbage more rarely: a seventh of the time of a long document, for a twentieth of its memory."""
    gc.set_threshold(50_000, 20, 20)


def give_memory_back() -> None:
    """Let go of what nothing needs any more, and give its room back to the system where the C library can.

    Behind a long document, an eighth of a process's memory is room that its library keeps for itself.
    """
    gc.collect()  # pages hold one another, and would stay until the next long look for garbage
    with contextlib.suppress(AttributeError, OSError, TypeError):  # GNU's library alone has that
        ctypes.CDLL(None).malloc_trim(0)


@contextlib.contextmanager
def limit_time(limit: float) -> Iterator[None]:
    """Interrupt what runs inside after so many seconds: of work in a process's main thread, by the clock in others.

    Raise OutOfTimeError, also where something inside swallowed it and came to an end.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        with _limit_thread(limit):
            yield
        return
    at_work, has_rung = True, False

    def stop(*_: Any) -> None:
        nonlocal has_rung
        has_rung = True
        if at_work:
            raise OutOfTimeError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit, AGAIN)
    try:
        yield
    except Exception:
        if has_rung:
            raise OutOfTimeError from None
        raise
    finally:
        at_work = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if has_rung:
        raise OutOfTimeError


@contextlib.contextmanager
def _limit_thread(limit: float) -> Iterator[None]:
    thread, done = ctypes.c_ulong(threading.get_ident()), threading.Event()

    def ring() -> None:
        wait = limit
        while not done.wait(wait):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(OutOfTimeError))
            wait = AGAIN

    threading.Thread(target=ring, daemon=True).start()
    try:
        yield
    finally:
        done.set()


@contextlib.contextmanager
def limit_process(limit: float) -> Iterator[None]:
    """Have the system end this process when what runs inside works for longer, even where no alarm is heard."""
    if resource is None:
        with _watch_process(limit):
            yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    used = resource.getrusage(resource.RUSAGE_SELF)
    last = math.ceil(used.ru_utime + used.ru_stime + limit)
    bounds = [one for one in (last, hard) if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_CPU, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


@contextlib.contextmanager
def _watch_process(limit: float) -> Iterator[None]:
    done, last = threading.Event(), time.process_time() + limit

    def watch() -> None:
        while not done.wait(AGAIN):
            if time.process_time() > last:
                os._exit(OUT_OF_TIME)

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        done.set()


@contextlib.contextmanager
def limit_memory() -> Iterator[None]:
    """Refuse this process more memory inside: a page that grows without end must not take the machine with it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS) if resource else (0, 0)
    if resource is None or (hard != resource.RLIM_INFINITY and hard < MEMORY_LIMIT):
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
