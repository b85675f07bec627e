"""A bound on how long something works, whatever was given to it."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
from collections.abc import Iterator
from typing import Any

__all__ = ["OutOfTimeError", "limit_time"]


class OutOfTimeError(BaseException):
    """Raised by the alarm; not an Exception, so that no library swallows it."""


@contextlib.contextmanager
def limit_time(limit: float) -> Iterator[None]:
    """Interrupt what runs inside after so many seconds: of work in a process's main thread, by the clock in others."""
    if threading.current_thread() is threading.main_thread():

        def stop(*_: Any) -> None:
            raise OutOfTimeError

        before = signal.signal(signal.SIGPROF, stop)
        signal.setitimer(signal.ITIMER_PROF, limit)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
        return
    thread = ctypes.c_ulong(threading.get_ident())
    alarm = threading.Timer(
        limit, ctypes.pythonapi.PyThreadState_SetAsyncExc, (thread, ctypes.py_object(OutOfTimeError))
    )
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()
