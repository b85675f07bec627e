"""A log that can be sent to others: versions and times, nothing of the person or of the machine's folders."""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Iterable
from pathlib import Path

from inclucities_docs import __version__
from inclucities_docs.build.trace import list_versions
from inclucities_docs.build.writer import CACHE, keep_inside
from inclucities_docs.diagnostics import Diagnostic

__all__ = ["LOG", "Log", "anonymise"]

LOG = f"{CACHE}/build.log"
"""Where the log of the last `build --verbose` is, from the project's folder."""

_PATH = re.compile(r"(?<![\w./:~…-])/(?:[^\s/:'\"]+/)+")


def anonymise(root: Path, line: str) -> str:
    """Return a line without the folders of this machine."""
    for path, sign in ((str(root), "."), (str(Path.home()), "~")):
        line = line.replace(path, sign) if len(path) > 1 else line
    return _PATH.sub("…/", line)


class Log:
    """Writes each line as it comes, with the seconds since the start, so that a build that hangs can be read too."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._started = time.perf_counter()
        keep_inside(root, CACHE)
        (root / CACHE).mkdir(exist_ok=True)
        (root / LOG).unlink(missing_ok=True)  # never through a link, which could lead elsewhere
        self._stream = (root / LOG).open("x", encoding="utf-8", buffering=1)
        self.note(f"inclucities_docs {__version__}, Python {platform.python_version()}")
        self.note(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores")
        for name, version in list_versions().items():
            self.note(f"{name} {version}")

    def note(self, line: str) -> None:
        """Write a line; folders outside the project are left out of it."""
        line = anonymise(self._root, line)
        self._stream.write(f"{time.perf_counter() - self._started:9.3f} s  {line}\n")

    def note_problems(self, problems: Iterable[Diagnostic]) -> None:
        """Write where problems are, without the lines of the files."""
        for one in problems:
            self.note(f"{one.location}: {one.severity}: {one.message}")

    def close(self) -> None:
        """Write no more."""
        self._stream.close()
