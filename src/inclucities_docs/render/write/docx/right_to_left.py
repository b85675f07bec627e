"""A Word file that runs from right to left: its sections, paragraphs, runs and tables say so."""

from __future__ import annotations

import re

from lxml import etree

from inclucities_docs.render.write.docx.styles import W

__all__ = ["turn_around"]

Element = etree._Element

_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]")
_AFTER = {
    "bidi": (
        "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap",
        "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr",
        "sectPr", "pPrChange",
    ),
    "rtl": ("cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange"),
    "bidiVisual": (
        "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd",
        "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription", "tblPrChange",
    ),
    "sectPr": ("rtlGutter", "docGrid", "printerSettings", "sectPrChange"),
}  # fmt: skip
"""What stands behind each mark, in the order that the format asks for."""


def turn_around(tree: Element) -> None:
    """Mark all of a part as running from right to left, but for runs of Latin letters."""
    for paragraph in tree.iter(f"{W}p"):
        _mark(_properties(paragraph, "pPr"), "bidi", _AFTER["bidi"])
    for run in tree.iter(f"{W}r"):
        words = "".join(text.text or "" for text in run.iter(f"{W}t"))
        if words and not _LATIN.search(words):
            _mark(_properties(run, "rPr"), "rtl", _AFTER["rtl"])
    for table in tree.iter(f"{W}tbl"):
        _mark(_properties(table, "tblPr"), "bidiVisual", _AFTER["bidiVisual"])
    for section in tree.iter(f"{W}sectPr"):
        _mark(section, "bidi", _AFTER["sectPr"])


def _properties(element: Element, name: str) -> Element:
    found = element.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        element.insert(0, found)
    return found


def _mark(properties: Element, name: str, after: tuple[str, ...]) -> None:
    if properties.find(f"{W}{name}") is not None:
        return
    names = {f"{W}{one}" for one in after}
    place = next((index for index, one in enumerate(properties) if one.tag in names), len(properties))
    properties.insert(place, etree.Element(f"{W}{name}"))
