"""The commands. Exit codes: 0 done, 1 problems to mend, 2 wrong command.

Each module adds the commands on one subject to the parser, beside the functions that run them:
``documents``, ``site``, ``texts``, ``services``; ``option`` holds what they share.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from inclucities_docs.build.selection import UnknownNameError
from inclucities_docs.cli.documents import add_document_commands, follow
from inclucities_docs.cli.option import Parser, complain
from inclucities_docs.cli.services import add_service_commands
from inclucities_docs.cli.site import add_site_commands
from inclucities_docs.cli.texts import add_text_commands
from inclucities_docs.diagnostics import DiagnosticError, let_go
from inclucities_docs.limits import collect_garbage_rarely

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    collect_garbage_rarely()
    parser = _make_parser()
    given = parser.parse_args(arguments)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    for name in ("SOURCE_DATE_EPOCH", "INCLUCITIES_TIME_LIMIT"):
        value = os.environ.get(name, "0")
        if not (value.isascii() and value.isdigit()) or len(value) > 11:
            print(f"error: {name} in the environment is '{value[:40]}'", file=sys.stderr)
            print("  hint: it is a number of seconds; take it out, or write one", file=sys.stderr)
            return 2
    try:
        root = Path(given.project).resolve()
    except OSError:  # the folder that the command runs in was taken away
        root = Path(given.project)
    if getattr(given, "needs_project", True) and not os.path.isdir(root / "data"):  # noqa: PTH112 - a folder that may not be looked into is none
        print(f"error: there is no folder data/ in {given.project}", file=sys.stderr)
        print("  hint: name a project with --project DIR, or go to its folder first", file=sys.stderr)
        return 2
    from inclucities_docs.inputs.file_transaction import recover_inputs

    try:
        try:
            if getattr(given, "needs_project", True) and recover_inputs(root):
                message = "an earlier run was stopped while it wrote; its files are as they were before"
                print(message, file=sys.stderr)
            code = int(given.run(root, given))
        except UnknownNameError as error:
            print(error, file=sys.stderr)
            code = 2
        except DiagnosticError as error:
            code = complain(error.diagnostics, getattr(given, "output", "text"))
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            from inclucities_docs.build.writer import explain_refusal

            code = complain([explain_refusal(root, error)])
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # who read what is said has gone: nothing was lost but words
        for stream in (sys.stdout, sys.stderr):
            let_go(stream)
        return 128 + int(getattr(signal, "SIGPIPE", 13))
    except KeyboardInterrupt:
        print("\nstopped; what was made so far is kept", file=sys.stderr)
        return 130
    except ModuleNotFoundError:
        raise
    except Exception as error:  # the last net: whatever was forgotten is told in plain words
        from inclucities_docs.build.crash_report import describe_crash

        return complain([describe_crash(root, error)])


@functools.cache
def _make_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog=Path(sys.argv[0]).stem
        if sys.argv[0].endswith(("inclucities-docs", ".exe"))
        else "python -m inclucities_docs",
        description="Turns the facts in data/ and the templates in templates/ into deliverables/.",
        epilog="Run a command with --help to see its options.",
    )
    parser.add_argument(
        "--project", default=".", metavar="DIR", help="folder of the project (default: this one)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    from inclucities_docs.exchange.post import add_exchange_commands
    from inclucities_docs.reference.command import add_reference_command
    from inclucities_docs.starter.command import add_starter_commands

    add_document_commands(commands)
    add_site_commands(commands)
    add_text_commands(commands)
    add_service_commands(commands)
    add_exchange_commands(commands, follow)
    add_reference_command(commands)
    add_starter_commands(commands)
    for one in commands.choices.values():
        with contextlib.suppress(argparse.ArgumentError):  # what has one of its own keeps it
            one.add_argument(
                "--project", default=argparse.SUPPRESS, metavar="DIR", help="folder of the project"
            )
    return parser
