"""Converted texts dressed for the page: callouts with their sign, the mark of a proposed text, headings."""

from __future__ import annotations

import re
from typing import Any

from inclucities_docs.diagnostics import Location
from inclucities_docs.render.prose import CALLOUTS
from inclucities_docs.source.workspace import Workspace

__all__ = ["dress_text", "find_in_texts"]

_OPENING = re.compile(r'<div class="(' + "|".join(CALLOUTS) + r')"')
_TITLE = re.compile(r"\s*<h[1-6]\b.*?</h[1-6]>", re.DOTALL)
_HEADING = re.compile(r"<(/?)h([1-5])\b")


def dress_text(html: str, macros: Any, *, is_proposed: bool = False) -> str:
    """Give each callout its label, a proposed text its mark; put a text's first level below the title."""
    if "<h1" in html:
        html = _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", html)
    parts = _OPENING.split(html)
    result = [parts[0]]
    for sort, rest in zip(parts[1::2], parts[2::2], strict=True):
        attributes, _, inside = rest.partition(">")
        result.append(f'<div class="callout callout-{sort}"{attributes}>{macros.label(sort)}{inside}')
    html = "".join(result)
    if not is_proposed:
        return html
    title = _TITLE.match(html)
    place = title.end() if title else 0
    return html[:place] + str(macros.proposed()) + html[place:]


def find_in_texts(workspace: Workspace, folder: str, words: str) -> Location:
    """Give the first line of a folder's texts that holds some words; else the kind's page template."""
    for path in workspace.names(folder, ".md"):
        for number, line in enumerate((workspace.read_text(path) or "").splitlines(), 1):
            if words in line:
                return Location(path, number, line.index(words) + 1)
    return Location(f"{folder.partition('/text/')[0]}/page.html")
