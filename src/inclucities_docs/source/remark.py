"""Remarks in templates and texts, for those who write them and not for readers."""

from __future__ import annotations

import re

__all__ = ["blank_remarks"]


def blank_remarks(text: str, *, is_markdown: bool) -> str:
    """Give a template or a text with spaces for its remarks, so that places stay what they are."""
    pattern = r"\{#!.*?!#\}|<!--.*?-->" if is_markdown else r"\{#.*?#\}"
    return re.sub(pattern, lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.DOTALL)
