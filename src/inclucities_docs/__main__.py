"""``python -m inclucities_docs``."""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older one is just what is told
    sys.exit(
        f"error: Python 3.11 or newer is needed, and this is {sys.version.split()[0]}\n"
        "  hint: install a newer one, and make the environment anew with it"
    )

if (
    __name__ == "__main__"
):  # before all else: no module of the folder that it runs in is taken for a library's
    if not sys.flags.safe_path and sys.path[0] != os.path.dirname(os.path.dirname(__file__)):  # noqa: PTH120
        del sys.path[0]
    os.environ["PYTHONSAFEPATH"] = "1"  # nor by the processes that it starts

import atexit
import contextlib
import io
import signal
from collections.abc import Sequence
from typing import Any

from inclucities_docs.cli import main
from inclucities_docs.machine import MEND_PACKAGES


def _stop(*_: Any) -> None:
    sys.exit(128 + signal.SIGTERM)


def _open_streams() -> None:
    """Have input and output, closed or not, and say in other letters what a terminal has no letters for."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:  # closed: the next file to be opened would be taken for it
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w" if number else "r", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError):
                stream.reconfigure(errors="replace")


def _leave(ended: Sequence[int]) -> None:
    """End at once with the code of a command that came to its end: a project's values take a while to be let go one by one."""
    if ended:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended[0])


def run() -> None:
    """Run the command that was typed, and end: what the installed command of the project's name does."""
    ended: list[int] = []
    atexit.register(_leave, ended)  # before what a command registers, and so run behind it
    os.environ["PYTHONSAFEPATH"] = "1"
    _open_streams()
    signal.signal(signal.SIGTERM, _stop)  # asked to stop: workers are let go on the way out
    try:
        code = main()
    except ModuleNotFoundError as error:  # the environment is half made
        print(
            f"error: the package '{(error.name or '').partition('.')[0]}' is not installed\n  hint: {MEND_PACKAGES}",
            file=sys.stderr,
        )
        code = 1
    ended.append(code)
    sys.exit(code)


if __name__ == "__main__":
    run()
