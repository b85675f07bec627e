"""The brand's colours by the part they play in a figure, each with its pair on a dark page."""

from __future__ import annotations

from typing import Any

from inclucities_docs.schema import Brand

__all__ = ["Colours"]


class Colours:
    """Colours by role; the same hue means the same duo in every figure."""

    def __init__(self, brand: Brand) -> None:
        palette = brand.palette
        self._brand = brand
        self.on_dark: dict[str, str] = {}
        """What each colour that was asked for becomes on a dark page."""
        self.ink = self._pair(palette.ink, palette.dark_ink)
        """Text."""
        self.muted = self._pair(palette.muted, palette.dark_muted)
        """Text of second rank."""
        self.paper = self._pair(palette.paper, palette.dark_paper)
        """What the figure stands on."""
        self.surface = self._pair(palette.surface, palette.dark_surface)
        """Boxes."""
        self.primary = self._pair(palette.primary, palette.dark_primary)
        """The accent of figures about the whole programme."""
        self.primary_tint = self._pair(palette.primary_tint, palette.dark_surface)
        """The same, under text."""
        self.rule = self._pair(palette.rule, palette.dark_muted)
        """Lines that carry meaning."""
        self.hairline = self._pair(palette.hairline, _mix(palette.dark_muted, palette.dark_paper, 0.35))
        """Lines that only part or frame."""

    def of_duo(self, duo: Any) -> str:
        """Return a duo's hue, strong enough for text."""
        hue = self._brand.hues[duo.hue]
        return self._pair(hue.strong, hue.dark)

    def tint_of_duo(self, duo: Any) -> str:
        """Return a duo's hue, faint enough to stand under text."""
        hue = self._brand.hues[duo.hue]
        return self._pair(hue.tint, _mix(hue.dark, self._brand.palette.dark_paper, 0.18))

    def mix(self, colour: str, share: float) -> str:
        """Return a colour thinned with the paper: 1 is the colour itself, 0 the paper."""
        dark = _mix(self.on_dark[colour], self._brand.palette.dark_paper, share)
        return self._pair(_mix(colour, self.paper, share), dark)

    def _pair(self, light: str, dark: str) -> str:
        light = light.lower()
        self.on_dark.setdefault(light, dark.lower())
        return light


def _mix(colour: str, other: str, share: float) -> str:
    parts = [
        round(int(colour[i : i + 2], 16) * share + int(other[i : i + 2], 16) * (1 - share)) for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)
