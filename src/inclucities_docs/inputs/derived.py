"""A name that a record can be asked for beyond its own fields: how it is found, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["Derived"]


class Derived(NamedTuple):
    """How a name is found, and the words for it that template writers read."""

    find: Callable[[Any], Any]
    about: str
    """What it is, in a sentence."""
    gives: str = ""
    """The model of what it gives: City; empty where that is a word or a number."""
    many: bool = False
    """Whether it gives a list."""
