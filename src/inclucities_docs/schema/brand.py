"""The visual identity that staff can edit: templates/base/brand.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from inclucities_docs.schema.value import Colour, Identifier, Model

__all__ = ["Brand", "Hue", "Palette", "Typeface"]


class Hue(Model):
    """One colour in the three strengths that documents use."""

    strong: Colour
    """For text and shapes on white: contrast at least 4.5:1."""
    tint: Colour
    """For backgrounds under black text."""
    dark: Colour
    """For text and shapes on the dark background: contrast at least 4.5:1."""


class Palette(Model):
    """The colours that are not a duo's."""

    ink: Colour
    """Text."""
    muted: Colour
    """Secondary text: contrast at least 4.5:1."""
    rule: Colour
    """Hairlines that carry meaning: contrast at least 3:1."""
    hairline: Colour
    """Hairlines that only decorate."""
    paper: Colour
    """The page."""
    surface: Colour
    """Boxes on the page."""
    primary: Colour
    """The programme's own colour."""
    primary_tint: Colour
    """The same, under black text."""
    dark_ink: Colour
    """Text in dark mode."""
    dark_muted: Colour
    """Secondary text in dark mode."""
    dark_paper: Colour
    """The page in dark mode."""
    dark_surface: Colour
    """Boxes in dark mode."""
    dark_primary: Colour
    """The programme's colour in dark mode."""


class Typeface(Model):
    """A family of fonts from a pinned package."""

    family: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 -]*$", max_length=80)]
    """Its name in style sheets."""
    package: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    """The Python package that carries it."""


class Brand(Model):
    """Colours, sizes and fonts of every document and figure."""

    hues: dict[Identifier, Hue] = Field(min_length=1)
    """Colours by name; each duo has one, everywhere."""
    palette: Palette
    """The other colours."""
    text: Typeface
    """The typeface of text."""
    condensed: Typeface
    """The typeface of labels and tables."""
    scripts: dict[Identifier, Typeface] = {}
    """Typefaces of other scripts, `arabic` for instance."""
    base_size: Annotated[float, Field(ge=6, le=20)]
    """Body text in print, points."""
    leading: Annotated[float, Field(ge=1, le=2.5)]
    """Baseline grid in print, in times the body text."""
    scale: dict[Identifier, Annotated[float, Field(ge=0.5, le=8)]]
    """Sizes by name, in times the body text: note, small, lead, h3, h2, h1, display."""
    figure_size: Annotated[float, Field(ge=7, le=14)]
    """Text in figures at printed size, points."""

    def measure(self, times: float) -> float:
        """Return a size given in times the body text, in points."""
        return round(times * self.base_size, 2)
