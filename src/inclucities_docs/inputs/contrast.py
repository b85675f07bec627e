"""Colours of the brand that cannot be told from what they stand on (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.yaml_file import read_once

__all__ = ["check_contrast", "measure_contrast"]

BRAND = "templates/base/brand.yaml"

TEXT, LINE = 4.5, 3.0
"""Least contrast of text, and of lines that carry meaning."""

_PAIRS = (
    ("ink", "paper", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "primary_tint", TEXT),
    ("muted", "paper", TEXT),
    ("primary", "paper", TEXT),
    ("rule", "paper", LINE),
    ("dark_ink", "dark_paper", TEXT),
    ("dark_ink", "dark_surface", TEXT),
    ("dark_muted", "dark_paper", TEXT),
    ("dark_primary", "dark_paper", TEXT),
)
"""What stands on what in the palette."""


def check_contrast(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each colour of the brand that readers could not make out."""
    palette = project.brand.palette.model_dump()
    told: list[tuple[tuple[str, ...], str, str, float, str]] = [
        (("palette", name), palette[name], palette[ground], least, f"on {ground.replace('_', ' ')}")
        for name, ground, least in _PAIRS
    ]
    for name, hue in project.brand.hues.items():
        told += [
            (("hues", name, "strong"), hue.strong, palette["paper"], TEXT, "on paper"),
            (("hues", name, "tint"), hue.tint, palette["ink"], TEXT, "under ink"),
            (("hues", name, "dark"), hue.dark, palette["dark_paper"], TEXT, "on dark paper"),
        ]
    file = read_once(BRAND, project.workspace.read_text(BRAND) or "")
    first: dict[str, str] = {}
    for name, hue in project.brand.hues.items():
        other = first.setdefault(hue.strong.lower(), name)
        if other != name:
            message = f"this colour is that of '{other}' too: their groups cannot be told apart"
            found = file.diagnose(("hues", name, "strong"), message, "give each group a colour of its own")
            yield replace(found, severity="warning")
    for path, colour, ground, least, place in told:
        contrast = measure_contrast(colour, ground)
        if contrast < least:
            message = f"this colour has a contrast of {contrast:.1f}:1 {place}, and needs {least:g}:1"
            hint = "many readers could not make it out: take a darker one"
            if "dark" in path[-1] or path[-1] == "tint":
                hint = "many readers could not make it out: take a lighter one"
            yield replace(file.diagnose(path, message, hint), severity="warning")


def measure_contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
