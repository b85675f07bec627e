"""The structure elements of a PDF in the making: their roles, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["GROUPS", "INLINE", "LEVELS", "WORDS", "Annotated", "Marked", "Node"]

GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}
INLINE = {"Span", "Link", "Reference", "Quote", "Code", "Figure"}
LEVELS = tuple(f"H{level}" for level in range(1, 7))
WORDS = {"P", *LEVELS}
"""What holds words alone, and no paragraph."""


@dataclass(eq=False)
class Marked:
    """One marked-content sequence of a page."""

    page: int
    number: int


@dataclass(eq=False)
class Annotated:
    """One link annotation of a page."""

    page: int
    annotation: Any


@dataclass(eq=False)
class Node:
    """One structure element in the making."""

    role: str
    language: str
    page: int
    kids: list[Node | Marked | Annotated] = field(default_factory=list)
    entries: dict[str, Any] = field(default_factory=dict)
    origin: str = ""
    """The template line it comes from, where the page tells."""
    is_contents: bool = False
    is_notes: bool = False
