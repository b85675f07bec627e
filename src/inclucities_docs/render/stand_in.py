"""Words that stand in for something while a page is made: no text can hold one, as it is another in each run."""

from __future__ import annotations

import secrets

__all__ = ["SIGN", "name_stand_in"]

SIGN = f"zQ{secrets.token_hex(6)}"
"""What each of them begins with; they are gone before a page is written, which is the same in each run."""


def name_stand_in(sort: str, number: int) -> str:
    """Return the word that stands for the value, drawing … of this number: one word to every reader of texts."""
    return f"{SIGN}{sort}{number}x7Qz"
