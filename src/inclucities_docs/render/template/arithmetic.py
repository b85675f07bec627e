"""What a template may work out: numbers and texts within bounds, since nothing interrupts a sum."""

from __future__ import annotations

from typing import Any

from jinja2.filters import do_round
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from inclucities_docs.language.localisation import MOST_PLACES

__all__ = ["Sandbox", "round_within"]

MAX_LENGTH = 1_000_000
"""Longest text or list that a template makes by multiplying."""

MAX_BITS = 10_000
"""Largest number that a template works out: sums with larger ones could not be interrupted."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Reaches nothing of the program, and works out nothing that would take all of the machine."""

    intercepted_binops = frozenset(("*", "**", "/", "//", "%"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply and divide within bounds; raise OverflowError beyond them."""
        if isinstance(left, int) and isinstance(right, int):
            bits = (
                left.bit_length() * abs(right) if operator == "**" else left.bit_length() + right.bit_length()
            )
            if bits > MAX_BITS:
                raise OverflowError("too large")
        for some, times in ((left, right), (right, left)):
            if (
                operator == "*"
                and isinstance(some, str | list | tuple)
                and isinstance(times, int)
                and len(some) * times > MAX_LENGTH
            ):
                raise OverflowError("too large")
        return super().call_binop(context, operator, left, right)


def round_within(value: Any, precision: int = 0, method: Any = "common") -> Any:
    """Round as the engine does, to places of which numbers have so many."""
    if abs(precision) > MOST_PLACES:
        raise OverflowError("too large")
    return do_round(value, precision, method)
