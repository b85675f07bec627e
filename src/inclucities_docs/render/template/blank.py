"""The designed blank that stands in a sentence where a value is awaited: a gap must never read as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

__all__ = ["write_blank", "write_gap"]


def write_gap(gettext: Callable[..., Markup]) -> Markup:
    """Return "to be confirmed", where a value is asked for by itself and nothing says who supplies it."""
    return Markup('<span class="blank">{}</span>').format(gettext("to be confirmed"))


def write_blank(gettext: Callable[..., Markup], awaited: Any) -> Markup:
    """Return "to be confirmed" for the public, and from whom it is awaited for the office."""
    who = awaited.awaited_from
    said = gettext("awaited from %(name)s", name=getattr(who, "acronym", None) or who.name)
    return Markup(
        '<span class="blank public-only">{}</span><span class="awaited-inline review-only">{}</span>'
    ).format(gettext("to be confirmed"), said)
