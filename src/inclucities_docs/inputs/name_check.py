"""Names of files that tell of a slip: copies, other pictures than documents take, chapters out of their order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.inputs.workspace import Workspace

__all__ = ["check_names", "find_original", "is_slip"]

_COPY = re.compile(
    r"(?:\s*\(\d+\)|\s*-\s*(?:copy|copie|copia|kopie|kopija)|[ _](?:copy|copie|copia|kopie|old|bak|final)|"
    r"\s*\((?:copy|copie|copia|conflicted copy[^)]*)\))$",
    re.IGNORECASE,
)
"""What a file manager, a browser or a shared folder puts behind the name of a copy."""

_OTHER_PICTURES = {
    ".gif": "GIF", ".bmp": "BMP", ".tif": "TIFF", ".tiff": "TIFF", ".heic": "HEIC", ".avif": "AVIF", ".psd": "PSD",
}  # fmt: skip

_OTHER_TEXTS = re.compile(
    r"(templates/[^/]+/text/[^/]+/.+?)(?:\.md)?\.(?:txt|text|markdown|docx?|odt|rtf|md)", re.IGNORECASE
)
"""What lies beside texts as one, by the ending of its name."""


_UNREAD = (
    (
        re.compile(r"(?:.*/)?~\$[^/]+"),
        "an office program left this when it opened a file",
        "close the program and take this out",
    ),
    (
        re.compile(r"(?:data|templates)/.+(?:\.(?:bak|orig|rej|sw[op])|~)"),
        "an editor left this when it saved a file",
        "take it out: the file that it was made of is the one that is read",
    ),
    (
        re.compile(r"(?:data|templates)/.+\.(?:zip|rar|7z|tar|gz)", re.IGNORECASE),
        "nobody reads what is packed in this file",
        "unpack it beside the project, and put each file in its place",
    ),
    (
        re.compile(r"data/.+\.(?:xlsx?|ods|docx?|odt|csv|po)", re.IGNORECASE),
        "nobody reads this file: data is YAML",
        "what a city sent back is taken in by: nox -s exchange -- receive FILE",
    ),
    (
        re.compile(
            r"templates/(?!base/|locale/)[^/]+/(?:[^/]+\.md|text/[^/]+\.md|(?!text/|example/)[^/]+/[^/]+/.+\.md)"
        ),
        "nobody reads this text: it lies in no folder of a language",
        "texts lie in templates/KIND/text/LANGUAGE/",
    ),
)
"""Files that people leave where nothing looks at them, what is said of each, and what to do."""


def find_original(path: str) -> str:
    """Return the path of which this is a copy by its name; empty where its name says nothing of that."""
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    original = _COPY.sub("", stem)
    return f"{folder}{slash}{original}{dot}{ending}" if original and original != stem else ""


def is_slip(path: str, paths: Iterable[str]) -> bool:
    """Return whether the name of a text is a slip, of which it is told already."""
    return bool(find_original(path) or _find_short_number(path, paths))


def _find_short_number(path: str, paths: Iterable[str]) -> re.Match[str] | None:
    """Return the parts of a chapter's path whose number has one digit where others have two."""
    found = re.fullmatch(r"(templates/[^/]+/text/[^/]+/)(\d)(-.+\.md)", path)
    return found if found and any(re.match(rf"{re.escape(found[1])}\d\d-", one) for one in paths) else None


def check_names(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield a warning for each file whose name tells of a slip."""
    for path in sorted(workspace.files):
        original = find_original(path)
        if original and not path.startswith("data/"):  # records are refused where they are read
            hint = f"take it out, or let it take the place of {original}"
            yield _warn(path, "by its name, this is a copy of another file", hint)
        if path.lower().endswith(tuple(_OTHER_PICTURES)):
            format_name = _OTHER_PICTURES[path[path.rfind(".") :].lower()]
            yield _warn(path, f"documents take no {format_name} pictures", "save it as PNG, JPEG or SVG")
        text = None if path.endswith(".md") else _OTHER_TEXTS.fullmatch(path)
        if text:
            hint = f"save it as plain text with the name {text[1]}.md"
            yield _warn(path, "nobody reads this file: the name of a text ends in .md", hint)
        lost = next((said for pattern, *said in _UNREAD if pattern.fullmatch(path)), None)
        if lost:
            yield _warn(path, lost[0], lost[1])
        chapter = _find_short_number(path, workspace.files)
        if chapter:
            hint = f"give it the name 0{chapter[2]}{chapter[3]}: chapters stand in the order of their names"
            yield _warn(path, "this chapter has a number of one digit, and others have two", hint)
        if not unicodedata.is_normalized("NFC", path) and path.endswith((".md", ".yaml")):
            yield _warn(path, "the accents in this name are characters of their own", "type the name again")
    for path, other in _find_same_but_case(workspace.files):
        message = (
            f"this name and {other} are one and the same on Windows and macOS, where one of them is lost"
        )
        yield _warn(path, message, "give one of the two another name, or take it out")


def _find_same_but_case(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each name with the other of its folder that differs from it in case only, or in how accents are written."""
    known: dict[tuple[str, str], str] = {}
    told: dict[str, str] = {}
    for path in sorted(paths):
        folder = ""
        for part in path.split("/"):
            name = f"{folder}/{part}" if folder else part
            other = known.setdefault((folder, unicodedata.normalize("NFC", part).casefold()), name)
            if other != name:
                told.setdefault(name, other)
            folder = name
    yield from told.items()


def _warn(path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Location(path), message, hint, "warning")
