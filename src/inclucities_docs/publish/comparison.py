"""What a change does to the documents: words as a redline, pages as pictures, in one folder to be looked at."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from inclucities_docs.diagnostics import refuse
from inclucities_docs.publish.drawing import PageChange, draw_changes
from inclucities_docs.publish.page import DocumentChange, compare_editions
from inclucities_docs.publish.redline import Piece, Redline
from inclucities_docs.publish.store import Published

__all__ = ["Difference", "compare_builds"]

OUTPUT = "deliverables"
MOST = 12
"""Pages shown of one document; so many make clear what a change does."""


@dataclass(frozen=True)
class Difference:
    """What differs between two builds."""

    documents: tuple[DocumentChange, ...]
    pages: int
    """Pages that differ, in all documents that are in both."""


def compare_builds(before: Path, after: Path, target: Path) -> Difference:
    """Write what differs between two builds into a folder, with ``index.html`` to begin with.

    Each is a project's folder, or a folder with a manifest, such as an edition that was published.
    Raise DiagnosticError where one of them holds no build, or the folder something else.
    """
    old, new = _find_build(before), _find_build(after)
    _make_room(target)
    earlier, later = _read_manifest(old, "before"), _read_manifest(new, "after")
    words = compare_editions(
        earlier, later, lambda path: (old / path).read_bytes(), lambda path: (new / path).read_bytes()
    )
    shown = {(one.name, one.language): one for one in words.documents}
    sections, count = [], 0
    for key, title, path in _list_drawn(earlier, later):
        changes = draw_changes(old / path, new / path)
        if changes and key not in shown:
            shown[key] = DocumentChange(*key, title, "changed")
        count += len(changes)
        if changes:
            sections.append((key, path, changes))
    drawn = {key: _write_pictures(target, path, changes) for key, path, changes in sections}
    documents = tuple(shown[key] for key in sorted(shown))
    parts = "".join(_describe(one, drawn.get((one.name, one.language), "")) for one in documents)
    (target / "index.html").write_text(
        _PAGE.format(summary=_summarise(documents, count), parts=parts), "utf-8"
    )
    return Difference(documents, count)


def _find_build(folder: Path) -> Path:
    for place in (folder / OUTPUT, folder):
        if (place / "manifest.json").is_file():
            return place
    hint = "name the folder of a project that was built, or of an edition that was published"
    raise refuse(folder.as_posix(), "no documents were built here", hint)


def _read_manifest(folder: Path, name: str) -> Published:
    return Published(name, {}, json.loads((folder / "manifest.json").read_bytes()))


def _make_room(target: Path) -> None:
    """Empty the folder of an earlier comparison; one with anything else is left alone."""
    if target.is_dir() and any(target.iterdir()):
        page = target / "index.html"
        if not page.is_file() or _MARK not in page.read_text("utf-8", "replace"):
            hint = "name a new folder, or an empty one"
            message = "this folder holds something else than a comparison"
            raise refuse(target.as_posix(), message, hint)
        shutil.rmtree(target)
    target.mkdir(parents=True, exist_ok=True)


def _list_drawn(earlier: Published, later: Published) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Yield document, title and file for each that is in both builds and differs in the bytes that show its pages."""
    old, new = ({one["path"]: one for one in each.manifest["artifacts"]} for each in (earlier, later))
    paper = {path.rpartition(".")[0] for path in new if path.endswith(".pdf")}
    for path, one in new.items():
        stem, _, form = path.rpartition(".")
        is_drawn = form == "pdf" or (form == "png" and stem not in paper)
        if is_drawn and not one.get("part") and path in old and old[path]["sha256"] != one["sha256"]:
            name = f"{one['kind']}-{one['subject']}" if one["subject"] else one["kind"]
            yield (name, one["language"]), one["title"], path


def _write_pictures(target: Path, path: str, changes: Sequence[PageChange]) -> str:
    """Write the pictures of a document's changed pages; return the part of the page that shows them."""
    shown = []
    for change in changes[:MOST]:
        name = f"{path.rpartition('.')[0]}-{change.after or f'was-{change.before}'}.png"
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(change.picture)
        pair = (("before: page", change.before), ("now: page", change.after))
        words = escape(", ".join(f"{said} {number}" for said, number in pair if number))
        shown.append(
            f'<figure><img src="{quote(name)}" alt="{words}" loading="lazy"><figcaption>{words}</figcaption></figure>'
        )
    more = f"<p>and {len(changes) - MOST} more pages</p>" if len(changes) > MOST else ""
    return "".join(shown) + more


def _describe(document: DocumentChange, pictures: str) -> str:
    words = _mark_words(document.redline) if document.redline else ""
    if document.change == "changed" and not words:
        words = (
            "<p>No word changed.</p>" if pictures else "<p>Other bytes, and nothing that shows on a page.</p>"
        )
    title = f"{escape(document.name)} <small>{escape(document.language)}: {document.change}</small>"
    return (
        f'<section><h2>{title}</h2><div lang="{escape(document.language)}">{words}</div>{pictures}</section>'
    )


def _mark_words(redline: Redline) -> str:
    """Return the paragraphs that changed, each below the heading that it stands under."""
    lines, heading = [], ""
    for block, pieces in redline.blocks:
        is_changed = any(one.change for one in pieces)
        is_heading = block.tag in {"h1", "h2", "h3"}
        if is_heading and not is_changed:
            heading = f"<h3>{escape(block.text)}</h3>"
        elif is_changed:
            name = "h3" if is_heading else "p"
            lines += [heading, f'<{name} dir="auto">{"".join(map(_mark, pieces))}</{name}>']
            heading = ""
    return "".join(lines)


def _mark(piece: Piece) -> str:
    return f"<{piece.change}>{escape(piece.text)}</{piece.change}>" if piece.change else escape(piece.text)


def _summarise(documents: Sequence[DocumentChange], pages: int) -> str:
    counts = {name: sum(one.change == name for one in documents) for name in ("changed", "new", "withdrawn")}
    words = [f"{count} documents {name}" for name, count in counts.items() if count]
    return f"{', '.join(words)}; {pages} pages look otherwise" if words else "Nothing changes."


_MARK = '<meta name="generator" content="inclucities-docs compare">'
_PAGE = f"""<!doctype html>
<html lang="en"><meta charset="utf-8">{_MARK}
<meta name="viewport" content="width=device-width"><title>What would change</title>
<style>
body {{{{ font: 16px/1.5 sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }}}}
section {{{{ border-top: 1px solid; margin-top: 2rem; }}}} small {{{{ font-weight: normal; }}}}
img {{{{ max-width: 100%; height: auto; }}}} figure {{{{ margin: 1rem 0; }}}}
ins {{{{ background: #dcefe2; color: #000; }}}} del {{{{ background: #f6dede; color: #000; }}}}
</style>
<body><main><h1>What would change</h1><p>{{summary}}</p>{{parts}}</main></body></html>
"""
