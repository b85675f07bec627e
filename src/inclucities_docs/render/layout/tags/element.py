"""What an HTML element is to a screen reader: its role, its words, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["LETTERED", "is_hidden", "name_image", "name_link", "role_of"]

ROLES = {
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "aside": "Sect",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    "summary": "P",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "figcaption": "Caption",
    "img": "Figure",
    "svg": "Figure",
    "q": "Quote",
    "code": "Code",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}
BLOCKS = {"address", "div", "header", "footer", "figure", "hgroup", "details", "body", "search"}
LETTERED = {
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
}


def role_of(tag: str, *, is_block: bool) -> str:
    """Return the structure role of an element by its tag and by how it is laid out."""
    return ROLES.get(tag) or ("Div" if tag in BLOCKS or is_block else "Span")


def is_hidden(element: Any) -> bool:
    """Return whether an element is decoration."""
    if element.get("aria-hidden") == "true" or element.get("role") in {"presentation", "none"}:
        return element.tag not in {"table", "ul", "ol"}
    return str(element.tag).rpartition("}")[2] == "img" and element.get("alt") == ""


def name_image(element: Any) -> str:
    """Return the words that stand for a picture."""
    title = element.find("{http://www.w3.org/2000/svg}title")
    return str(
        element.get("alt") or element.get("aria-label") or (title.text if title is not None else "") or ""
    )


def name_link(element: Any) -> str:
    """Return the words of a link: its label, or its text with the alternatives of its images."""

    def words(one: Any) -> Iterator[str]:
        if one.get("aria-hidden") == "true":
            return
        yield one.get("alt") or one.text or ""
        for child in one:
            if isinstance(child.tag, str):
                yield from words(child)
            yield child.tail or ""

    return " ".join(
        (element.get("aria-label") or "".join(words(element)) or element.get("title") or "").split()
    )
