"""Cells of CSV tables: texts that no spreadsheet takes for a formula, and the same texts back."""

from __future__ import annotations

import re

__all__ = ["guard_cell", "read_cell"]

_SIGN = r"(?=[ ']*[=@\t\r]|[ ']*[+-](?!\d[\d ()./-]*$|\(\d[\d ()./-]*$| \d[\d ()./-]*$))"
"""What begins a formula; a number with its sign does not."""

_OPENING = re.compile(rf"(?:^|(?<=[;\t\n\r])){_SIGN}")
"""Where a formula may begin: in a cell, on its next line, or where semicolons or tabs part the cells of a table."""

_GUARDED = re.compile(rf"(?:^|(?<=[;\t\n\r]))'{_SIGN}")


def guard_cell(text: str) -> str:
    """Return the text of a cell with an apostrophe before what a spreadsheet would take for a formula."""
    return _OPENING.sub("'", text)


def read_cell(text: str) -> str:
    """Return the text of a cell without the apostrophes that kept it from being a formula."""
    return _GUARDED.sub("", text)
