"""Runs the program and writes down what it reaches for: started by the tests in a process of its own.

usage: watcher.py LOG ARGUMENT...
"""

from __future__ import annotations

import os
import runpy
import sys

log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note each address, command and file, one a line."""
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "urllib.Request"):
        os.write(log, f"net {event} {arguments!r}\n".encode())
    elif event == "open" and isinstance(arguments[0], str | bytes):
        mode = (
            "write" if isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR) else "read"
        )
        os.write(log, f"{mode} {os.fsdecode(arguments[0])}\n".encode())
    elif event == "subprocess.Popen":
        os.write(log, f"run {arguments[0]}\n".encode())


sys.addaudithook(watch)
sys.argv = sys.argv[1:]
sys.argv[0] = "inclucities_docs"
runpy.run_module("inclucities_docs", run_name="__main__", alter_sys=True)
