"""Converted texts made ready for the page: callouts with their sign, the mark of a proposed text, headings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from inclucities_docs.diagnostics import Location
from inclucities_docs.inputs.prose import CALLOUTS
from inclucities_docs.inputs.reader import Lookup

__all__ = ["figure_call", "find_in_texts", "format_text"]

_OPENING = re.compile(r'<div class="(' + "|".join(CALLOUTS) + r')"')
_TITLE = re.compile(r"\s*<h[1-6]\b.*?</h[1-6]>", re.DOTALL)
_TASK = re.compile(r'<label><input type="checkbox"( checked(?:="")?)?\s*/?>')
"""A box of a list of tasks: a field of a form, which print and Word have not; all show it as it was written."""

_HEADING = re.compile(r"<(/?)h([1-5])\b")


def format_text(html: str, label: Callable[[str], Any], notice: str = "") -> str:
    """Return each callout its label, a text its notice below its title; put its first level below the title."""
    if "<h1" in html:
        html = _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", html)
    html = _TASK.sub(
        lambda found: f"[{'x' if found[1] else ' '}] ".replace(" ", "\u00a0", 1 + (not found[1])), html
    )
    html = html.replace("</label></li>", "</li>").replace("</label>", "")
    parts = _OPENING.split(html)
    result = [parts[0]]
    for kind, rest in zip(parts[1::2], parts[2::2], strict=True):
        attributes, _, inside = rest.partition(">")
        result.append(f'<div class="callout callout-{kind}"{attributes}>{label(kind)}{inside}')
    html = "".join(result)
    if not notice:
        return html
    title = _TITLE.match(html)
    place = title.end() if title else 0
    return f"{html[:place]}{notice}{html[place:]}"


def find_in_texts(lookup: Lookup, folder: str, words: str | re.Pattern[str], which: int = 0) -> Location:
    """Return a line of a folder's texts that holds some words, by default the first; else the page template."""
    pattern = words if isinstance(words, re.Pattern) else re.compile(re.escape(words))
    places = [
        Location(path, number, found.start() + 1)
        for path in lookup.paths(f"{folder}/", ".md")
        for number, line in enumerate(lookup.text(path).splitlines(), 1)
        for found in pattern.finditer(line)
    ]
    return places[which] if places else Location(f"{folder.partition('/text/')[0]}/page.html")


def figure_call(name: str) -> re.Pattern[str]:
    """Return what finds, in a text, the call of the figure with a name such as ``fig-benchmark-city``."""
    parts = name.removeprefix("fig-").split("-")
    ways = (("-".join(parts[:cut]), "-".join(parts[cut:])) for cut in range(1, len(parts) + 1))
    calls = (f'"{re.escape(first)}"' + (rf',\s*"{re.escape(rest)}"' if rest else "") for first, rest in ways)
    return re.compile(rf"figure\(\s*(?:{'|'.join(calls)})\s*[,)]")
