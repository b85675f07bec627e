"""How the cells of a workbook look: each look is put together once, and taken over by all that share it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

__all__ = ["Looks"]


class Looks:
    """The looks of a sheet by their names: to look one up anew for each of a thousand cells takes most of its time."""

    def __init__(self, **ways: Callable[[Any], None]) -> None:
        self._ways = ways
        self._made: dict[str, Any] = {}

    def give(self, cell: Any, name: str) -> None:
        """Let a cell look so."""
        if name not in self._made:
            self._ways[name](cell)
            self._made[name] = copy.copy(cell._style)
        cell._style = copy.copy(self._made[name])
