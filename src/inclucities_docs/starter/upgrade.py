"""What a newer version would change in a programme's folder: what the starter was, is, and what people wrote."""

from __future__ import annotations

import dataclasses
import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from inclucities_docs import __version__
from inclucities_docs.diagnostics import refuse
from inclucities_docs.inputs.file_transaction import lock_inputs, replace_file, replace_inputs
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.starter.content import open_content
from inclucities_docs.starter.folder import BEGINNING, Beginning, read_beginning
from inclucities_docs.starter.scaffold import REQUIREMENTS

__all__ = ["Difference", "compare", "show_upgrade", "take_over"]

Fate = Literal["new", "changed", "gone", "both"]
"""Came to the starter; changed in it and as it was here; left it and as it was here; changed on both sides."""

_WORDS: dict[Fate, str] = {
    "new": "new, can be taken over",
    "changed": "changed, and as it was here: can be taken over",
    "gone": "no longer part of the starter: can go",
    "both": "changed in the starter and here: yours is kept; compare",
}


@dataclass(frozen=True)
class Difference:
    """One file that a newer version has otherwise."""

    path: str
    fate: Fate
    was: bytes | None
    now: bytes | None

    def show(self) -> list[str]:
        """Return the lines that changed in the starter, as a patch shows them."""
        try:
            before, after = ((one or b"").decode().splitlines() for one in (self.was, self.now))
        except UnicodeDecodeError:
            return ["  (no text: compare the two by eye)"]
        lines = difflib.unified_diff(
            before, after, f"starter/{self.path}", f"starter/{self.path}", "was", "is", 1, ""
        )
        return list(lines)


def compare(beginning: Beginning, renewed: Beginning, here: Workspace) -> list[Difference]:
    """Return what differs between what the starter was and is, and has not been taken over here."""
    found = []
    for path in sorted({*beginning.files, *renewed.files}):
        was, now, own = beginning.files.get(path), renewed.files.get(path), here.files.get(path)
        if now in (was, own):
            continue
        if own is not None and _is_same(own, was):
            found.append(Difference(path, "changed" if now is not None else "gone", was, now))
        elif was is None and own is None:
            found.append(Difference(path, "new", was, now))
        elif own is not None and now is not None:
            found.append(Difference(path, "both", was, now))
    return found


def _is_same(own: bytes, was: bytes | None) -> bool:
    """Return whether a file is as it was given; the line ends that an editor or git gave it do not count."""
    return was is not None and own.replace(b"\r\n", b"\n") == was.replace(b"\r\n", b"\n")


def _open(root: Path) -> tuple[Beginning, Beginning, list[Difference]]:
    beginning = read_beginning(root)
    if beginning is None:
        message = "this folder does not say what it began as"
        hint = "only a folder that `new` made can be held against a newer version"
        raise refuse(BEGINNING, message, hint)
    renewed = beginning.renew(open_content())
    return beginning, renewed, compare(beginning, renewed, Workspace.take(root))


def show_upgrade(root: Path, *, in_full: bool) -> int:
    """Say what this version would change; writes nothing. Raise DiagnosticError where the folder's beginning is lost."""
    beginning, _, found = _open(root)
    print(f"made with {beginning.version}, this is {__version__}")
    for one in found:
        print(f"  {one.path}: {_WORDS[one.fate]}")
        for line in one.show() if in_full or one.fate == "both" else ():
            print(f"    {line}")
    mine = sum(one.fate == "both" for one in found)
    if found:
        print(
            f"{len(found) - mine} can be taken over with upgrade --take; {mine} you changed yourself, which stay as they are"
        )
    else:
        print("nothing to take over")
    return 0


def take_over(root: Path) -> int:
    """Take over what nobody here changed, all of it or nothing; what people wrote stays. Raise DiagnosticError and OSError."""
    with lock_inputs(root):
        beginning, renewed, found = _open(root)
        taken = [one for one in found if one.fate != "both"]
        kept = {one.path: one.was for one in found if one.fate == "both"}
        here = Workspace.take(root)
        files = {one.path: one.now for one in taken if one.now is not None}
        replace_inputs(root, files, {path: here.read(path) for path in files})
        for one in taken:
            if one.now is None:
                (root / one.path).unlink()
        # what was changed on both sides is told again the next time
        base = {path: content for path, content in {**renewed.files, **kept}.items() if content is not None}
        replace_file(root, BEGINNING, dataclasses.replace(renewed, files=base).pack())
        _pin(root, beginning.version)
    print(f"{len(taken)} taken over from {__version__}; {len(kept)} that you changed stay as they are")
    return 0


def _pin(root: Path, before: str) -> None:
    """Pin this version in place of the one before."""
    path = root / REQUIREMENTS
    if path.is_file():
        text = path.read_text("utf-8")
        made = re.sub(
            rf"^inclucities-docs=={re.escape(before)}$",
            f"inclucities-docs=={__version__}",
            text,
            flags=re.MULTILINE,
        )
        if made != text:
            replace_file(root, REQUIREMENTS, made.encode())
