"""Markdown texts of a page: facts put in by name, all converted by one start of pandoc.

Values never pass through the Markdown reader: a token stands for each, and is exchanged for the
escaped value afterwards. So no data can hold markup, and no writer has to escape anything.
"""

from __future__ import annotations

import contextlib
import functools
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from markupsafe import Markup, escape

from inclucities_docs.diagnostics import DiagnosticError, Location
from inclucities_docs.inputs.prose import STATES, check_prose, split_front_matter
from inclucities_docs.inputs.yaml_file import read_yaml
from inclucities_docs.render.problem import Problems
from inclucities_docs.render.stand_in import SIGN, name_stand_in

__all__ = ["Piece", "Tokens", "check_markdown", "convert_pieces", "pandoc_path", "read_state"]

READER = (
    "markdown-raw_html-raw_attribute-raw_tex-tex_math_dollars-native_divs-native_spans"
    "-auto_identifiers-implicit_figures-example_lists-citations-markdown_in_html_blocks"
    "-yaml_metadata_block-smart+fenced_divs+bracketed_spans+header_attributes+pipe_tables"
)


class Tokens:
    """Stands words in for values while Markdown is read."""

    def __init__(self) -> None:
        self.values: list[Markup] = []

    def keep(self, value: Markup) -> str:
        """Return a word that stands for some HTML."""
        self.values.append(value)
        return name_stand_in("v", len(self.values) - 1)

    def finalize(self) -> Callable[..., Any]:
        """Return what the template engine calls for each value."""

        @pass_context
        def tokenise(_: Any, value: Any) -> str:
            return self.keep(escape(value))

        return tokenise

    def exchange(self, html: str) -> str:
        """Put the values back; a paragraph that holds just a block of HTML is unwrapped."""
        for _ in range(3):
            if SIGN not in html:
                break
            html = _ALONE.sub(self._unwrap, html)
            html = _put_back(self.values, html)
        return html

    def _unwrap(self, found: re.Match[str]) -> str:
        value = str(self.values[int(found[1])])
        return value if _BLOCK.match(value) else f"<p>{value}</p>"


_TOKEN = re.compile(rf"{SIGN}v(\d+)x7Qz")
_ALONE = re.compile(rf"<p>{SIGN}v(\d+)x7Qz</p>")
_BLOCK = re.compile(r"\s*<(?:figure|div|table|section|aside|ul|ol|dl|blockquote)\b")


def _put_back(values: Sequence[str], html: str) -> str:
    """Return HTML with what stands at the number of each token."""
    return _TOKEN.sub(lambda found: str(values[int(found[1])]), html)


@dataclass(frozen=True, slots=True)
class Piece:
    """One Markdown text with its values exchanged for tokens."""

    path: str
    language: str
    markdown: str
    state: str = "sourced"


def read_state(path: str, text: str, problems: Problems) -> str:
    """Return the state that the keys above a text say, sourced or proposed; notes what is wrong with them."""
    front, _ = split_front_matter(text)
    if not front:
        return "sourced"
    matter = read_yaml(path, front)
    for problem in matter.problems:
        problems.add(problem.location, problem.message, problem.hint)
    values = matter.value if isinstance(matter.value, dict) else {}
    if isinstance(matter.value, str):
        number = len(front) - len(front.lstrip("\n")) + 1
        hint = "write state: proposed, with an ordinary space behind the colon"
        problems.add(Location(path, number), "this is no key of a text: nothing is read of it", hint)
    for key in values:
        if key != "state":
            found = matter.diagnose(
                (key,), f"'{key}' is not a key of a text", "write state: proposed", at_key=True
            )
            problems.add(found.location, found.message, found.hint, key)
    state = values.get("state", "sourced")
    if state not in STATES:
        found = matter.diagnose(
            ("state",), f"'{state}' is not a state of a text", f"one of: {', '.join(STATES)}"
        )
        problems.add(found.location, found.message, found.hint, str(state))
    return str(state)


@functools.cache
def pandoc_path() -> str:
    """Return the path of the pinned pandoc, which comes with its package, not that of the machine."""
    import pypandoc

    path = Path(pypandoc.__file__).parent / "files" / "pandoc"
    return str(path) if path.is_file() else str(pypandoc.get_pandoc_path())


MAX_PROSE = 400_000
"""Longest text in one file, characters: a book of 200 pages."""


def check_markdown(path: str, text: str, problems: Problems) -> None:
    """Note what is wrong with a text; what may look otherwise than it was meant is for the check to say."""
    if len(text) > MAX_PROSE:
        message = f"this text is longer than {MAX_PROSE} characters"
        problems.add(Location(path, 1), message, "cut it into several texts")
        raise DiagnosticError(problems.found.values())
    for found in check_prose(path, text):
        if found.severity == "error":
            word = found.excerpt[found.location.column - 1 :][: found.width]
            problems.add(found.location, found.message, found.hint, word)


MEMORY, SECONDS = 512, 20
"""Most that reading one page's Markdown takes: MB, and seconds."""

DEEPEST = 10
"""Most square brackets inside one another: each more takes three times as long to read."""


class _TooMuchError(Exception):
    """A text that cannot be read within bounds."""


_KEPT: dict[str, str] = {}
"""Texts as they were read, by what they say: most of a page stays while one sentence of it changes."""

MOST_KEPT = 1000
"""So many texts are kept; the oldest make room."""

_END = f"{SIGN}endx7Qz"
_MARK = f"<p>{_END}</p>\n"
"""The last paragraph of each text, by which it is told where it ends, and the same as HTML."""


def _convert(*texts: str) -> str:
    """Return texts as HTML, one behind the other; names of links are those of each text alone."""
    command = [pandoc_path(), "+RTS", f"-M{MEMORY}m", "-RTS", "--sandbox", "--file-scope", "--from", READER]
    command += ["--to", "html5", "--wrap=none", "--no-highlight"]
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / str(number)).write_text(text, "utf-8")
        command += [str(number) for number in range(len(texts))]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise _TooMuchError from None
    if done.returncode:
        raise _TooMuchError
    return done.stdout.decode()


def _is_too_deep(piece: Piece, problems: Problems) -> bool:
    """Return whether a text has too many square brackets inside one another, and note where."""
    depth = 0
    for line in piece.markdown.splitlines():
        depth = depth if line.strip() else 0
        for found in re.finditer(r"\\.|[][]", line):
            depth = max(0, depth + {"[": 1, "]": -1}.get(found[0], 0))
            if depth > DEEPEST:
                lines = problems.lookup.text(piece.path).splitlines()
                number = lines.index(line) + 1 if line in lines else 0
                problems.add(
                    Location(piece.path, number, found.start() + 1 if number else 0),
                    f"more than {DEEPEST} square brackets inside one another",
                    "close brackets with ], or write \\[ for one that only stands there",
                )
                return True
    return False


def _break_lines(markdown: str, tokens: Tokens) -> str:
    """Put a token for each line break that is written as on web pages: cells of tables have no other."""
    return re.sub(r"<br\s*/?>", lambda _: tokens.keep(Markup("<br>")), markdown)


def convert_pieces(pieces: list[Piece], tokens: Tokens, problems: Problems) -> list[str]:
    """Return each piece as HTML with its values in place."""
    too_deep = [piece for piece in pieces if _is_too_deep(piece, problems)]
    if too_deep or not pieces:
        return [""] * len(pieces)
    numbered = [_number_alone(f"{_break_lines(piece.markdown, tokens)}\n\n{_END}\n") for piece in pieces]
    _read_together([text for text in dict.fromkeys(text for text, _ in numbered) if text not in _KEPT])
    parts: list[str] = []
    for piece, (text, numbers) in zip(pieces, numbered, strict=True):
        try:
            html = _KEPT.get(text)
            if html is None:
                html = _read_alone(piece, text, problems)
        except _TooMuchError:
            problems.add(
                Location(piece.path),
                f"this text cannot be read within {MEMORY} MB of memory and {SECONDS} seconds",
                "look for very many brackets, quotes or lists, one inside the other",
            )
            return [""] * len(pieces)  # each of the others might take as long
        parts.append(_put_back(numbers, html))
    for old in list(_KEPT)[:-MOST_KEPT]:
        _KEPT.pop(old, None)  # another thread may have made room
    return [tokens.exchange(part) for part in parts]


def _number_alone(text: str) -> tuple[str, list[str]]:
    """Return a text with its tokens counted from its own beginning, and what they were: others change without it."""
    found: list[str] = []

    def number(token: re.Match[str]) -> str:
        found.append(token[0])
        return name_stand_in("v", len(found) - 1)

    return _TOKEN.sub(number, text), found


def _read_together(texts: list[str]) -> None:
    """Keep texts as HTML, all read by one start of pandoc; nothing where one of them does not end by itself."""
    with contextlib.suppress(_TooMuchError):
        parts = _convert(*texts).split(_MARK) if texts else []
        is_whole = len(parts) == len(texts) + 1 and not parts[-1]
        runs_on = any(part.startswith("</") for part in parts)  # what one left open ends in the next
        if is_whole and not runs_on:
            _KEPT.update(zip(texts, parts, strict=False))


def _read_alone(piece: Piece, text: str, problems: Problems) -> str:
    """Return a text as HTML, and note whether something in it is left open; raise _TooMuchError."""
    html = _convert(text)
    if html.endswith(_MARK):
        _KEPT[text] = html.removesuffix(_MARK)
    elif not any(place.path == piece.path for place, _ in problems.found):
        problems.add(
            Location(piece.path),
            "something opened in this text is never closed",
            "look for a callout (:::), a code fence or a list that runs on",
        )
    return html.replace(_MARK, "")
