"""What can be said of files one by one: slips of Markdown and of YAML, whatever else is wrong."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from urllib.parse import quote

import yaml

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.inputs.brace_check import check_braces
from inclucities_docs.inputs.name_check import check_names
from inclucities_docs.inputs.prose import check_prose, list_prose
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.inputs.yaml_complaint import STIFF

__all__ = ["TWO_VERSIONS", "check_files", "find_conflicts"]

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7}) \S.*$", re.MULTILINE)
TWO_VERSIONS = "two versions of this text stand here, one below the other"
_TEXTS = (".md", ".yaml", ".html", ".css", ".po", ".svg", ".js")


def find_conflicts(workspace: Workspace) -> list[Diagnostic]:
    """Return an error for each file in which two versions stand one below the other."""
    found = []
    for path in sorted(workspace.files):
        content = workspace.read(path) if path.endswith(_TEXTS) else None
        if content is None or (b"<<<<<<< " not in content and b">>>>>>> " not in content):
            continue
        text = content.decode("utf-8", "replace")
        mark = _CONFLICT.search(text)
        if mark:
            number = text.count("\n", 0, mark.start()) + 1
            found.append(
                Diagnostic(
                    Location(path, number, 1),
                    TWO_VERSIONS,
                    "keep what is right, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>",
                    excerpt=mark[0],
                    width=7,
                )
            )
    return found


def check_files(workspace: Workspace) -> list[Diagnostic]:
    """Return what is wrong with names, texts, style sheets and YAML files, each looked at by itself."""
    found: list[Diagnostic] = list(check_names(workspace))
    for path in sorted(workspace.files):
        if path.startswith("templates/") and path.endswith(_PICTURES):
            found += _find_nothing(path, workspace.read(path) or b"")
        if not path.startswith(("data/", "templates/")) or not path.endswith((".md", ".yaml", ".css")):
            continue
        try:
            text = workspace.read_text(path) or ""
        except DiagnosticError:  # told where the file is read
            continue
        found += _find_detours(path, text)
        if list_prose([path]):
            found += check_prose(path, text)
        elif path.endswith(".css"):
            found += check_braces(path, text)
        elif path.endswith(".yaml"):
            found += _find_remarks(path, text) if " #" in text else ()
            found += _find_signs(path, text)
    return [*found, *_find_unshown_pictures(workspace)]


_COUNTED = re.compile(r"(?<=[?&])(?:utm_\w+|fbclid|gclid|msclkid|igshid|mc_[ce]id)=[^\s&#\"'<>)\]},]*&?")
"""What a newsletter or a network adds to an address, to know who came from it."""

_DETOUR = re.compile(
    r"\bhttps?://(?:[\w-]+\.safelinks\.protection\.outlook\.com|urldefense\.(?:com|proofpoint\.com)|l\.facebook\.com/l\.php"
    r"|www\.google\.[a-z.]+/url\?|t\.co/|bit\.ly/)[^\s\"'<>)\]},]*"
)
"""An address that leads by way of another site, which knows who goes where and may be gone tomorrow."""


_OWN = re.compile(r"\bhttps?://(?:localhost|127\.|10\.|192\.168\.)")
"""An address in data that nobody else has; in texts, see the slips of Markdown."""


def _find_detours(path: str, text: str) -> Iterator[Diagnostic]:
    """Yield a warning for each line with an address that was copied out of a mail or a network, with what these added."""
    for number, line in enumerate(text.split("\n"), 1) if "http" in text else ():
        for pattern, message, hint in (
            (_COUNTED, "this part of the address tells others who follows it", "take it out; the page is the same"),
            (_OWN, "this address is one of your own machine: no reader gets there", "give the address that is public"),
            (_DETOUR, "this address leads by way of another site", "open it, and write the address where it ends"),
        ):  # fmt: skip
            if "http" not in line or (pattern is _OWN and path.endswith(".md")):
                continue
            found = pattern.search(line)
            if found:
                place = Location(path, number, found.start() + 1)
                yield Diagnostic(place, message, hint, "warning", line, len(found[0]))


_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")

_DRAWS = re.compile(
    rb"<(?:\w+:)?(?:path\b[^<>]*\sd\s*=\s*[\"']\s*[^\"'\s]|(?:rect|circle|ellipse|line|polyline|polygon|image|text|use)\b)"
)
_NO_SIZE = re.compile(
    rb"<svg\b[^<>]*?\s(?:viewBox\s*=\s*[\"'](?:[^\"']*[\s,]+)?(?:0+(?:\.0*)?|\.0+)(?:[\s,]+[\d.]+)?\s*[\"']"
    rb"|(?:width|height)\s*=\s*[\"']\s*(?:0+(?:\.0*)?|\.0+)(?:px|mm|pt|%)?\s*[\"'])"
)


def _find_nothing(path: str, content: bytes) -> Iterator[Diagnostic]:
    """Yield a warning for a picture that shows nothing: an empty file, a drawing without shapes or size."""
    message = "" if content.strip() else "this picture is empty"
    if content and path.endswith(".svg"):
        message = message or (
            "" if _DRAWS.search(content) else "this drawing has no shapes: it shows nothing"
        )
        message = message or (
            "this drawing has no size: it shows nothing" if _NO_SIZE.search(content) else ""
        )
    if message:
        hint = "save the picture again, or bring it back from the last version"
        yield Diagnostic(Location(path, 1), message, hint, "warning")
    elif content and not path.endswith(".svg") and 0 < (width := _measure(content)) < SMALL:
        message = f"this picture is {width} pixels wide: it is blurred in print and on large screens"
        hint = "ask for the original; a column wants 1,000 pixels, and a drawing is best as SVG"
        yield Diagnostic(Location(path, 1), message, hint, "warning")


SMALL = 300
"""Pixels of a picture that is an inch wide in print."""


def _measure(content: bytes) -> int:
    """Return the width of a picture in pixels, or 0 for what cannot be read, which is told where it is shown."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as picture:
            return int(picture.width)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0


def _find_unshown_pictures(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield a warning for each photograph that no text, page, style or record names."""
    pictures = [path for path in sorted(workspace.files) if _PHOTOGRAPH.fullmatch(path)]
    texts = [
        (workspace.read(path) or b"").decode("utf-8", "replace")
        for path in (workspace.files if pictures else ())
        if path.startswith(("data/", "templates/")) and path.endswith(_TEXTS)
    ]
    for path in pictures:
        name = path.rpartition("/")[2]
        if not any(one in text for text in texts for one in (name, quote(name))):
            message = "no text and no page names this picture: nobody sees it"
            hint = f"show it: ![what is seen]({name}); or take the file out"
            yield Diagnostic(Location(path, 1), message, hint, "warning")


_PHOTOGRAPH = re.compile(r"(?:templates|data)/(?!.*/example/).+\.(?:png|jpe?g|webp)", re.IGNORECASE)


def _find_remarks(path: str, text: str) -> Iterator[Diagnostic]:
    """Yield a warning for each # that makes a remark of what seems to be part of a value."""
    lines = text.splitlines()
    try:
        events = list(yaml.parse(text, yaml.CSafeLoader))
    except yaml.YAMLError:
        return
    for event in events:
        if not isinstance(event, yaml.ScalarEvent) or event.style:
            continue
        mark = event.end_mark
        if mark is None:
            continue
        line = lines[mark.line] if mark.line < len(lines) else ""
        found = re.match(r"\s+#(?=[^\s#!])", line[mark.column :]) if mark.column else None
        if found:
            yield Diagnostic(
                Location(path, mark.line + 1, mark.column + found.end()),
                "nothing from this # on is read",
                "put the whole text in quotes; a remark has a space behind its #",
                "warning",
                line,
            )


_SPACES = re.compile(rf"^(?:{STIFF.pattern})", re.MULTILINE)

_CURLY = re.compile(r"^[ ]*(?:- )?(?:[\w-]+:[ ]+)?([“„«‘][^“”„«»‘’\n]*[”“»’])[ ]*$", re.MULTILINE)
"""A whole value in typographic quotation marks."""


def _find_signs(path: str, text: str) -> Iterator[Diagnostic]:
    """Yield a warning for signs of a text editor that stand where YAML has signs of its own."""
    for pattern, group, message, hint in (
        (_SPACES, 0, "a space that does not break stands here", "write an ordinary space in its place"),
        (_CURLY, 1, "readers see these quotation marks", 'around a value, YAML wants straight ones: "…"'),
    ):
        for found in pattern.finditer(text):
            at = found.start(group) if group else found.end() - 1
            number = text.count("\n", 0, at) + 1
            column = at - text.rfind("\n", 0, at)
            yield Diagnostic.at(Location(path, number, column), text, message, hint, "warning")
