"""The brand's colours by the part they play in a figure, on white or on dark."""

from __future__ import annotations

from typing import Any

from inclucities_docs.schema import Brand

__all__ = ["Colours"]


class Colours:
    """Colours by role; the same hue means the same duo in every figure."""

    def __init__(self, brand: Brand, *, is_dark: bool = False) -> None:
        palette = brand.palette
        self._brand, self._is_dark = brand, is_dark
        self.ink = palette.dark_ink if is_dark else palette.ink
        """Text."""
        self.muted = palette.dark_muted if is_dark else palette.muted
        """Text of second rank."""
        self.paper = palette.dark_paper if is_dark else palette.paper
        """What the figure stands on."""
        self.surface = palette.dark_surface if is_dark else palette.surface
        """Boxes."""
        self.primary = palette.dark_primary if is_dark else palette.primary
        """The accent of figures about the whole programme."""
        self.primary_tint = palette.dark_surface if is_dark else palette.primary_tint
        """The same, under text."""
        self.rule = palette.dark_muted if is_dark else palette.rule
        """Lines that carry meaning."""
        self.hairline = _mix(palette.dark_muted, palette.dark_paper, 0.35) if is_dark else palette.hairline
        """Lines that only part or frame."""

    def of_duo(self, duo: Any) -> str:
        """Return a duo's hue, strong enough for text."""
        hue = self._brand.hues[duo.hue]
        return hue.dark if self._is_dark else hue.strong

    def tint_of_duo(self, duo: Any) -> str:
        """Return a duo's hue, faint enough to stand under text."""
        hue = self._brand.hues[duo.hue]
        return _mix(hue.dark, self.paper, 0.18) if self._is_dark else hue.tint

    def mix(self, colour: str, share: float) -> str:
        """Return a colour thinned with the paper: 1 is the colour itself, 0 the paper."""
        return _mix(colour, self.paper, share)


def _mix(colour: str, other: str, share: float) -> str:
    parts = [
        round(int(colour[i : i + 2], 16) * share + int(other[i : i + 2], 16) * (1 - share)) for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)
