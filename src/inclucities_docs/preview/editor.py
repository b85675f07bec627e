"""What a page asks of the preview to show fields and change them: each task by its name."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from inclucities_docs.preview import fit, panel
from inclucities_docs.preview.window import Preview

__all__ = ["TASKS", "edit"]


def edit(preview: Preview, task: str, given: Any) -> dict[str, Any]:
    """Do a task for a page; raise DiagnosticError, and all sorts of errors for what makes no sense."""
    return TASKS[task](preview, given)


def _panel(preview: Preview, given: Mapping[str, str]) -> dict[str, Any]:
    language, closed = given["language"], preview.closed
    return {
        "panel": preview.worker.ask(panel.show_panel, given["field"], language, closed),
        "closed": bool(closed),
    }


def _read_entry(given: Mapping[str, Any]) -> panel.Entry:
    said = {str(name): str(words) for name, words in given["said"].items()}
    action = str(given.get("action", ""))
    return panel.Entry(str(given["field"]), str(given["language"]), given["seen"], said, action)


def _save(preview: Preview, given: Mapping[str, Any], *, is_trial: bool = False) -> dict[str, Any]:
    entry = _read_entry(given)
    is_closed = is_trial or preview.closed
    saved = preview.worker.ask(panel.save, entry, bool(is_closed))
    if saved.is_written and not is_closed:
        preview.note_step(saved)
        preview.follow(_in_order(saved.documents, str(given.get("page", ""))))
    return _tell(saved) | ({"closed": True} if is_closed and not is_trial else {})


def _try(preview: Preview, given: Mapping[str, Any]) -> dict[str, Any]:
    return _save(preview, given, is_trial=True)


def _fit(preview: Preview, given: Mapping[str, Any]) -> dict[str, Any]:
    """Lay out the sheets that show a field in a process beside, so that nobody waits for it."""
    return {"told": preview.fitter.ask(fit.find_overflows, _read_entry(given), str(given.get("page", "")))}


def _undo(preview: Preview, given: Mapping[str, Any]) -> dict[str, Any]:
    step = None if preview.closed else preview.take_step()
    if step is None:
        return {"problems": {}, "english": "", "documents": [], "written": False}
    saved = preview.worker.ask(panel.undo, step, str(given.get("language", "en")))
    if saved.is_written:
        preview.follow(_in_order(saved.documents, str(given.get("page", ""))))
    return _tell(saved)


def _picture(preview: Preview, given: Mapping[str, Any]) -> dict[str, Any]:
    page = str(given["page"]).lstrip("/")
    return {"picture": preview.worker.ask(panel.picture, str(given["field"]), page, str(given["text"]))}


def _in_order(documents: tuple[str, ...], page: str) -> list[str]:
    """Return the page that is shown first, then the documents in its language, of all that show a field."""
    folder = page.rpartition("/")[0]
    order = sorted(documents, key=lambda one: (one != page, not one.startswith(f"{folder}/"), one))
    if page in documents:
        order.insert(1, f"{page.removesuffix('.html')}.pdf")  # tells of words too long for their place
    return order


def _tell(saved: panel.Saved) -> dict[str, Any]:
    return {
        "problems": saved.problems,
        "english": saved.english,
        "now": saved.now,
        "documents": list(saved.documents),
        "written": saved.is_written,
    }


def _open(preview: Preview, given: Mapping[str, Any]) -> dict[str, Any]:
    """Open a file of the project in the user's editor, at a line where the editor can."""
    file, line = str(given["file"]), int(given["line"])
    if not preview.worker.ask(panel.has_file, file):
        raise LookupError(file)
    path = (preview.root / file).resolve()
    code = shutil.which("code") or shutil.which("codium")
    system = {"darwin": "open", "win32": "explorer"}.get(sys.platform, "xdg-open")
    if code:
        command = [code, "--goto", f"{path}:{line}"]
    elif found := shutil.which(system):
        command = [found, str(path)]
    else:
        return {"opened": False}
    subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {"opened": True}


TASKS: dict[str, Callable[[Preview, Any], dict[str, Any]]] = {
    "panel": _panel,
    "save": _save,
    "try": _try,
    "fit": _fit,
    "undo": _undo,
    "picture": _picture,
    "open": _open,
}
