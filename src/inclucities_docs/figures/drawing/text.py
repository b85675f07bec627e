"""Text measured in the document's own fonts and broken into lines."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyphen  # type: ignore[import-untyped]

from inclucities_docs.figures.model import FigureError
from inclucities_docs.language.typography import typeset

__all__ = ["Block", "Style", "Typesetter"]

ASCENT, DESCENT = 0.76, 0.22
"""Room above and below the baseline that a line's letters and accents take, of its size."""


_SPACES = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0", "\u2007": "\u00a0"})
"""Narrow spaces, which many fonts lack: a missing glyph would change the font."""

_BREAKS = re.compile(r"(?<=[ \u200b])|(?<=[\w)][-–—/·])(?=\w)")
"""Where a line may end: after a space, or after a hyphen or slash inside a word."""

_WHOLE = re.compile(r"(?<=[ \u200b])")
"""Where it may end if names with hyphens stand whole, as they do in the titles of pages."""

_SLACK = 1.008
"""Print sets small text up to so much wider than the font says, as Pango rounds its places."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size in points, weight 400 or 600, colour."""

    size: float
    colour: str
    weight: int = 400
    condensed: bool = False
    leading: float = 1.25

    @property
    def line(self) -> float:
        """Distance between two baselines, points."""
        return self.size * self.leading


@dataclass(frozen=True, slots=True)
class Block:
    """Text broken into lines, measured, not yet placed."""

    lines: tuple[str, ...]
    widths: tuple[float, ...]
    style: Style

    @property
    def width(self) -> float:
        """Width of the longest line, points."""
        return max(self.widths, default=0.0)

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last, points."""
        if not self.lines:
            return 0.0
        return (len(self.lines) - 1) * self.style.line + (ASCENT + DESCENT) * self.style.size


class Typesetter:
    """Measures text in the faces of two families and breaks it into lines."""

    def __init__(self, fonts: Iterable[Path], family: str, condensed: str, language: str) -> None:
        self.family, self.condensed, self.language = family, condensed, language
        from inclucities_docs.figures.drawing import font

        self._font = font
        self._faces = font.load_faces(tuple(fonts))
        own = (family, condensed)
        self._others = tuple(
            path for (name, weight), path in self._faces.items() if name not in own and weight == 400
        )

    @functools.cached_property
    def _hyphens(self) -> pyphen.Pyphen | None:
        """Where words of the language may be cut; few texts need it, and it takes a while to read."""
        tag = pyphen.language_fallback(self.language)
        return pyphen.Pyphen(lang=tag) if tag else None

    def family_of(self, style: Style) -> str:
        """Return the family a style is set in."""
        return self.condensed if style.condensed else self.family

    def measure(self, text: str, style: Style) -> float:
        """Return the width of a line of text, points."""
        family = self.family_of(style)
        path = self._faces.get((family, style.weight))
        if path is None:
            raise FigureError(
                f"the font {family} has no face of weight {style.weight} here",
                f"install the package that carries {family}, see templates/base/brand.yaml",
            )
        return self._font.measure(path, text, self._others) * _SLACK * style.size

    def set_text(
        self,
        text: str,
        style: Style,
        width: float | None = None,
        *,
        is_balanced: bool = False,
        keeps_words: bool = False,
    ) -> Block:
        """Return a text as lines no wider than ``width`` points; balanced ones are of like length."""
        breaks = _WHOLE if keeps_words else _BREAKS
        text = typeset(text.strip(), self.language).translate(_SPACES)
        lines = [text]
        if width is not None:
            lines = self._break(text, style, width, breaks)
            if is_balanced and len(lines) > 1:
                lines = self._balance(text, style, width, lines, breaks)
        return Block(tuple(lines), tuple(self.measure(line, style) for line in lines), style)

    def list_pieces(self, text: str) -> list[str]:
        """Return what stays on one line as long as no word is cut."""
        text = typeset(text.strip(), self.language).translate(_SPACES)
        return [piece.rstrip() for piece in _BREAKS.split(text)]

    def _balance(
        self, text: str, style: Style, width: float, lines: list[str], breaks: re.Pattern[str]
    ) -> list[str]:
        low, high, best = width / 2, width, lines
        for _ in range(7):
            middle = (low + high) / 2
            tried = self._break(text, style, middle, breaks)
            if len(tried) == len(lines) and not _splits_word(tried, lines):
                high, best = middle, tried
            else:
                low = middle
        return best

    def _break(self, text: str, style: Style, width: float, breaks: re.Pattern[str]) -> list[str]:
        lines, line = [], ""
        pieces = [piece for piece in breaks.split(text) if piece]
        while pieces:
            piece = pieces.pop(0)
            if self.measure((line + piece).rstrip(), style) <= width:
                line += piece
            elif line:
                lines.append(line.rstrip())
                line = ""
                pieces.insert(0, piece)
            else:
                head, tail = self._split(piece, style, width)
                lines.append(head)
                if tail:
                    pieces.insert(0, tail)
        return [*lines, line.rstrip()] if line.strip() else lines or [""]

    def _split(self, word: str, style: Style, width: float) -> tuple[str, str]:
        """Cut a word that is wider than a line, at a syllable where the language allows one."""
        mapped = self._hyphens.positions(word.rstrip()) if self._hyphens else []
        for spot in [*reversed(mapped), *range(len(word) - 1, 1, -1)]:
            if self.measure(word[:spot] + "-", style) <= width:
                return word[:spot] + "-", word[spot:]
        return word.rstrip(), ""


def _splits_word(tried: list[str], lines: list[str]) -> bool:
    def count(all_lines: list[str]) -> int:
        return sum(line.endswith("-") for line in all_lines)

    return count(tried) > count(lines)
