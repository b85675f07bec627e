"""Clean SVG: what matplotlib writes, less its traces, safe to put several times into one page."""

from __future__ import annotations

import functools
import re
import xml.etree.ElementTree as ET

__all__ = ["clean_svg"]

_SVG = "http://www.w3.org/2000/svg"
_INHERITED = {
    "stroke-dashoffset": "0",
    "stroke-linejoin": "miter",
    "stroke-linecap": "butt",
    "stroke-width": "1",
    "text-anchor": "start",
    "font-weight": "400",
    "opacity": "1",
}
"""What a shape has anyway, and need not say."""


def clean_svg(written: bytes, name: str, width_mm: float, height_mm: float, language: str) -> bytes:
    """Return one ``<svg>`` element with its own names only.

    Takes out metadata, the style sheet (it would reach into the page) and matplotlib's ids;
    gives the size in millimetres and the language; ``name`` goes before each id.
    """
    root = ET.fromstring(written)
    view_box = root.get("viewBox", "")
    drawn = ET.Element(
        "svg",
        {
            "xmlns": _SVG,
            "width": f"{width_mm:g}mm",
            "height": f"{height_mm:g}mm",
            "viewBox": view_box,
            "lang": language,
            "xml:lang": language,
            "class": f"figure-drawing figure-{name.split('--', maxsplit=1)[0]}",
        },
    )
    for group in root.iter(f"{{{_SVG}}}g"):
        if group.get("id") == "figure_1":
            _copy_children(group, drawn)
    text = ET.tostring(drawn, encoding="unicode", short_empty_elements=True)
    return (text + "\n").encode()


def _copy_children(group: ET.Element, target: ET.Element) -> None:
    for child in group:
        tag = child.tag.removeprefix(f"{{{_SVG}}}")
        if tag == "g":
            _copy_children(child, target)
        elif tag == "path":
            attributes = {"d": _shorten_path(child.get("d", "")), **_styles(child)}
            ET.SubElement(target, "path", attributes).tail = "\n"
        elif tag == "text":
            attributes = {key: child.get(key, "") for key in ("x", "y")}
            if not child.get("transform", "").startswith("rotate(-0 "):
                attributes["transform"] = child.get("transform", "")
            one = ET.SubElement(target, "text", {**attributes, **_styles(child)})
            one.text, one.tail = child.text, "\n"


def _styles(element: ET.Element) -> dict[str, str]:
    """Return what a style says as attributes, which a page's own style sheet may override."""
    pairs = (part.split(":", 1) for part in element.get("style", "").split(";") if ":" in part)
    styles = {key.strip(): value.strip() for key, value in pairs}
    kept = {key: value for key, value in styles.items() if _INHERITED.get(key) != value}
    if "font-size" in kept:
        kept["font-size"] = kept["font-size"].removesuffix("px")
    if "font-family" in kept:
        kept["font-family"] += ", sans-serif"
    return kept


@functools.lru_cache(maxsize=1024)  # the outlines of a map are the same for every city in it
def _shorten_path(path: str) -> str:
    """Return a path with two decimals and no line breaks: a hundredth of a point is not seen."""

    def shorten(match: re.Match[str]) -> str:
        number = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
        return "0" if number == "-0" else number

    return re.sub(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", shorten, " ".join(path.split()))
