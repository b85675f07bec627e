"""Addresses of the web as people read them."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

__all__ = ["read_address"]

_ESCAPED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
"""Bytes beyond ASCII: the letters of other scripts, never a character that parts an address."""


def read_address(address: str) -> str:
    """Return an address without its protocol, its letters in their own script in place of percent signs.

    It is to be read, and typed into a browser, which takes it so; a link keeps the address as it is. What is no
    UTF-8, or no visible letter, stays escaped.

    ``{{ "https://example.org/caf%C3%A9" | address }}``
    """
    bare = re.sub(r"^https?://", "", address)
    return _ESCAPED.sub(lambda found: _decode(found[0]), bare)


def _decode(escaped: str) -> str:
    try:
        letters = unquote_to_bytes(escaped).decode()
    except UnicodeDecodeError:
        return escaped
    return letters if letters.isprintable() else escaped
