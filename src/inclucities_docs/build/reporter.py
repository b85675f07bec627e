"""What people see while they wait: one line a document, a bar in a terminal, a summary."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, TextIO

from inclucities_docs.diagnostics import let_go

if TYPE_CHECKING:
    from inclucities_docs.build.log import Log
    from inclucities_docs.render import Rendered

__all__ = ["Reporter", "format_size"]


class Reporter:
    """Tells of a build on a stream; a bar and colours only where a person looks on."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False, log: Log | None = None) -> None:
        self.stream = stream or sys.stdout
        self.quiet = quiet
        self.log = log
        self.started = time.perf_counter()
        self._queued = time.time()
        self._progress: Any = None
        self._task: Any = None

    def start(self, total: int) -> None:
        """Begin: so many documents are to be made."""
        self._queued = time.time()
        if self.quiet or not total or not self.stream.isatty():
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            TextColumn("[bold]building"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            console=Console(file=self.stream), transient=True,
        )  # fmt: skip
        self._progress.start()
        self._task = self._progress.add_task("build", total=total)

    def tell(self, done: Rendered) -> None:
        """Say that one document was made, or was not."""
        document = done.document
        if done.has_failed:
            line = f"  not made  {document.name} {document.language}"
        else:
            sizes = [
                f"{name} {format_size(len(content))}"
                for name, content in done.files.items()
                if "." not in name
            ]
            if "pdf" in done.pages:
                sizes.append(f"{done.pages['pdf']} p.")
            parts = sum("." in name for name in done.files)
            if parts:
                sizes.append(f"{parts} parts")
            line = f"  made      {document.name} {document.language}: {', '.join(sizes)}"
        self.say(line, self._tell_cost(done))
        if self._progress is not None:
            self._progress.advance(self._task)

    def _tell_cost(self, done: Rendered) -> str:
        """Say, for the log, what a document cost and what it waited for."""
        if not done.begun:
            return ""
        queued, idle = max(0.0, done.begun - self._queued), max(0.0, done.seconds - done.at_work)
        cost = f", {done.seconds:.2f} s of work ({done.at_work:.2f} s of a processor, {idle:.2f} s of waiting for one"
        return f"{cost} or for the disk); begun {queued:.2f} s after all, when a process was free"

    def note(self, line: str) -> None:
        """Write a line to the log, where one is kept."""
        if self.log is not None:
            self.log.note(line)

    def say(self, line: str, more: str = "") -> None:
        """Print a line, above the bar where there is one; the log has it too, with more."""
        self.note(f"{line.strip()}{more}")
        if self.quiet:
            return
        if self._progress is not None:
            self._progress.console.print(line, markup=False, highlight=False)
        else:
            try:
                print(line, file=self.stream, flush=True)
            except BrokenPipeError:  # nobody reads it any more: the documents are made all the same
                self.quiet = True
                let_go(self.stream)

    def stop(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.perf_counter() - self.started


def format_size(count: int) -> str:
    """Return so many bytes in the unit that shows them."""
    return f"{count / 1e6:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"
