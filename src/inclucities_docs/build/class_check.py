"""Classes that a template or a text gives, and no style sheet and no script knows: misspelt, they do nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic, Location, nearest, suggest
from inclucities_docs.inputs.template_comment import blank_comments, replace_between
from inclucities_docs.inputs.workspace import Workspace

__all__ = ["find_unknown_classes"]

_GIVEN = re.compile(
    r"\bclass=\"((?:\{\{(?:(?!\{\{|\}\}).)*\}\}|\{%(?:(?!\{%|%\}).)*%\}|\{(?![{%])|[^\"{])*)\"", re.DOTALL
)
"""The classes of an element of a page."""

_SAID = re.compile(r"(?<!\{)\{([\w .#-]+(?:=\"[^\"]*\"[\w .#-]*)*)\}")
"""What a text says of words, a heading or a box in braces."""

_KNOWN = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")

NEAR = 0.88
"""From which likeness on one name is the other with a slip in it."""

_OF_TEXTS = {"unnumbered", "unlisted"}
"""Classes that the reader of Markdown knows."""


def find_unknown_classes(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield a warning for each class that is written out whole, and that nothing knows."""
    sheets = [path for path in workspace.files if path.startswith("templates/") and path.endswith(".css")]
    styled = {
        name
        for path in sheets
        for name in _KNOWN.findall(replace_between(_read(workspace, path), "/*", "*/", lambda _: ""))
    }
    scripts = "".join(_read(workspace, path) for path in sorted(workspace.files) if path.endswith(".js"))
    scripted = set(re.findall(r"[\w-]+", scripts))
    for path in sorted(workspace.files):
        is_text = re.fullmatch(r"templates/[^/]+/text/.+\.md", path) is not None
        if not is_text and not (path.startswith("templates/") and path.endswith(".html")):
            continue
        text = blank_comments(_read(workspace, path), is_markdown=is_text)
        for at, name in _list_said(text) if is_text else _list_given(text):
            if name in styled or name in scripted or (is_text and name in _OF_TEXTS):
                continue
            number, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
            guess = nearest(name, styled)
            if path.startswith("templates/base/") and not _is_near(name, guess):
                continue  # what all kinds share is styled by some of them, which a programme may not have
            hint = suggest(name, styled, "write it into a style sheet, or take it out")
            message = f"no style sheet knows the class '{name}': it does nothing"
            excerpt = workspace.line(path, number)
            yield Diagnostic(Location(path, number, column), message, hint, "warning", excerpt, len(name))


def _is_near(name: str, other: str | None) -> bool:
    """Return whether one name is the other with a letter or two more, fewer or else."""
    return other is not None and difflib.SequenceMatcher(None, name, other).ratio() > NEAR


def _list_given(text: str) -> Iterator[tuple[int, str]]:
    """Yield the classes of a page that no value makes a part of, and where they stand."""
    for found in _GIVEN.finditer(text):
        plain = re.sub(r"\{\{.*?\}\}", lambda one: "=" * len(one[0]), found[1], flags=re.DOTALL)
        plain = re.sub(r"\{%.*?%\}", lambda one: "|" * len(one[0]), plain, flags=re.DOTALL)
        for word in re.finditer(r"[^\s|]+", plain):
            joined = plain[: word.start()].rstrip("|") if plain[: word.start()].endswith("|") else ""
            is_part = "=" in word[0] or word[0].endswith("-") or joined.endswith(("-", "="))
            if not is_part:
                yield found.start(1) + word.start(), word[0]


def _list_said(text: str) -> Iterator[tuple[int, str]]:
    """Yield the classes that a text says of its parts, and where they stand."""
    for found in _SAID.finditer(text):
        for word in re.finditer(r"(?<!\S)\.([\w-]+)", found[1]):
            yield found.start(1) + word.start(1), word[1]


def _read(workspace: Workspace, path: str) -> str:
    return (workspace.read(path) or b"").decode("utf-8", "replace")
