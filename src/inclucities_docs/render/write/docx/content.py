"""A page's tree cut down to what a word processor can hold: text, headings, tables, pictures, notes."""

from __future__ import annotations

import base64
import copy
import io
import re
import urllib.parse
from collections.abc import Callable, Mapping

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from PIL import Image

from inclucities_docs.render.layout.raster import Drawing, rasterise
from inclucities_docs.render.page.tree import HEADINGS, has_class, list_elements, words_of
from inclucities_docs.render.page.view import choose_view
from inclucities_docs.render.page.worksheet import fill_sheets
from inclucities_docs.render.picture import read_address, read_drawing
from inclucities_docs.render.template.picture import Picture

__all__ = ["simplify"]

_DROPPED = (
    "site", "skip", "pane", "contents", "screen-only", "anchor", "part-file", "worksheet-foot",
    "icon", "duo-sign", "figure-data", "note-back", "phase-bar", "index-letter",
)  # fmt: skip
"""Classes of what guides the eye or the mouse, and says nothing in a text."""

_TALLEST = 230.0
"""Height of the tallest picture on a page, millimetres."""

_TEXT_WIDTH = 164.0
"""Width of the text on a page of the reference document, millimetres."""


def simplify(
    tree: HtmlElement, pictures: Mapping[str, Picture], gettext: Callable[..., str], accent: str
) -> HtmlElement:
    """Return the page's content in a form that converts well; its cover has the ground of a colour."""
    whole = copy.deepcopy(tree)
    choose_view(whole)
    main = whole.find("body")
    assert main is not None
    fill_sheets(main, gettext)
    for element in list(main.iter("script", "style", "nav", "button", "header")):
        element.drop_tree()
    for name in _DROPPED:
        for element in main.find_class(name):
            if element.getparent() is not None:
                element.drop_tree()
    for element in main.find_class("mark"):
        for hidden in element.find_class("visually-hidden"):
            hidden.drop_tree()
    _set_cover_apart(main, accent)
    for element in main.iter("main"):
        element.tag = "div"  # pandoc would leave out what is not in it
    for element in main.iter("a", "section"):
        element.attrib.pop("role", None)  # of notes pandoc would make footnotes, and empty ones
    _format_callouts(main)
    _lay_lists_flat(main)
    _place_figures(main)
    _embed_pictures(main, pictures)
    _lower_headings(main)
    return main


def _style(element: HtmlElement, name: str) -> None:
    """Wrap an element so that its paragraphs take a style of the reference document."""
    holder = lxml.html.Element("div", {"data-custom-style": name})
    parent = element.getparent()
    assert parent is not None
    holder.tail, element.tail = element.tail, None
    parent.replace(element, holder)
    holder.append(element)


def _set_cover_apart(main: HtmlElement, accent: str) -> None:
    """Keep of the cover its picture, its words and the fund; title and state are the file's properties."""
    for cover in main.find_class("cover"):
        kept = [("Cover Lead", one) for one in cover.find_class("cover-lead")]
        funds = [*cover.find_class("emblem-one")] or cover.find_class("emblem")
        kept += [("Cover Fund", one) for one in funds]
        for art in cover.find_class("cover-art"):
            kept.append(("Cover Picture", _draw_banner(art.get("style", ""), accent)))
        cover.drop_tree()
        for style, element in kept:
            element.tail = None
            main.insert(0, element)
            _style(element, style)


_BANNER = (164, 96)
"""Width and height of the picture on the cover, millimetres."""


def _draw_banner(style: str, accent: str) -> HtmlElement:
    """Return a paragraph with the cover's picture on its ground."""
    width, height = _BANNER
    found = re.search(r"url\(['\"]?(data:image/svg\+xml[^'\")]*)", style)
    drawing = read_drawing(read_address(found[1]) or b"") if found else None
    svg = "" if drawing is None else etree.tostring(drawing, encoding="unicode")
    svg = re.sub(
        r'(<svg\b[^>]*?) width="\d+" height="\d+"',
        r'\1 x="12" y="10" width="140" height="76"',
        svg,
        count=1,
    )
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}mm" '
        f'height="{height}mm"><rect width="{width}" height="{height}" fill="{accent}"/>{svg}</svg>'
    )
    paragraph = lxml.html.Element("p")
    image = lxml.html.Element("img", {"alt": "", "width": str(width * 4), "height": str(height * 4)})
    image.set("src", f"data:image/svg+xml,{urllib.parse.quote(picture)}")
    paragraph.append(image)
    return paragraph


def _format_callouts(main: HtmlElement) -> None:
    for name, style in (("callout", "Callout"), ("awaited", "Awaited"), ("standard", "Callout")):
        for element in main.find_class(name):
            element.attrib.pop("style", None)
            for item in element.iter("li"):
                _fill_paragraph(item)
            _style(element, style)
    for element in main.find_class("side-label"):
        element.tag = "p"
    for name, style in (
        ("callout-label", "Callout Label"),
        ("side-label", "Side Label"),
        ("figure-source", "Figure Note"),
        ("figure-subtitle", "Figure Subtitle"),
        ("prose-state", "State"),
    ):
        for element in main.find_class(name):
            _style(element, style)


def _fill_paragraph(item: HtmlElement) -> None:
    """Put the words of a list item in a paragraph, which can take a style."""
    if item.find("p") is not None or item.find("ul") is not None or item.find("ol") is not None:
        return
    paragraph = lxml.html.Element("p")
    paragraph.text, item.text = item.text, None
    paragraph.extend(list(item))
    item.append(paragraph)


def _lay_lists_flat(main: HtmlElement) -> None:
    """Let definition lists hold terms and definitions alone, and names of list items stand inside them.

    A list whose items have headings is none in a text: its numbers would stand twice.
    """
    for listing in [
        one for one in main.iter("ol", "ul") if one.xpath("./li/descendant::*[self::h3 or self::h4]")
    ]:
        for item in listing.findall("li"):
            item.tag = "div"
        listing.tag = "div"
    for group in list(main.iterfind(".//dl/div")):
        term = group.find("dt")
        if group.get("id") and term is not None:
            _name_inside(term, group.attrib.pop("id"))
        group.drop_tag()
    for item in list(main.iter("li", "dt", "p", "table")):
        if item.get("id") and item.tag != "table":
            _name_inside(item, item.attrib.pop("id"))
        elif item.get("id"):
            holder = lxml.html.Element("div", {"id": item.attrib.pop("id")})
            parent = item.getparent()
            if parent is not None:
                holder.tail, item.tail = item.tail, None
                parent.replace(item, holder)
                holder.append(item)


def _name_inside(element: HtmlElement, name: str) -> None:
    span = lxml.html.Element("span", {"id": name})
    span.tail, element.text = element.text, None
    element.insert(0, span)


def _place_figures(main: HtmlElement) -> None:
    """Put a figure's caption above its picture, as paragraphs."""
    for figure in list(main.iter("figure")):
        figure.tag = "div"
        for title in figure.find_class("figure-title"):
            _style(title, "Image Caption")
        for caption in list(figure.iter("figcaption")):
            caption.tag = "div"
        for image in list(figure.iter("img")):
            paragraph = lxml.html.Element("p")
            parent = image.getparent()
            if parent is not None and parent.tag != "p":
                paragraph.tail, image.tail = image.tail, None
                parent.replace(image, paragraph)
                paragraph.append(image)


def _embed_pictures(main: HtmlElement, pictures: Mapping[str, Picture]) -> None:
    """Return every drawing as pixels, with its alternative text."""
    wanted: list[tuple[HtmlElement, Drawing]] = []
    for image in main.find_class("drawing-narrow"):
        image.drop_tree()
    for image in list(main.iter("img")):
        address = image.get("src", "")
        if address.startswith("figure:"):
            picture = pictures[address[7:]]
            wanted.append((image, (picture.svg, picture.width, picture.height)))
        elif address.startswith("data:image/svg+xml"):
            wanted.append((image, (read_address(address) or b"", *_size_of(image))))
        elif address.startswith("data:image/"):
            _fit_on_page(image, read_address(address) or b"")
        image.attrib.pop("style", None)
    for svg_element in list(main.iter("svg")):
        svg_element.drop_tree()
    for (image, (_, width, height)), png in zip(
        wanted, rasterise([drawing for _, drawing in wanted]), strict=True
    ):
        scale = min(1.0, _TEXT_WIDTH / width, _TALLEST / height)
        image.set("src", f"data:image/png;base64,{base64.b64encode(png).decode()}")
        image.set("width", f"{width * scale:.1f}mm")
        image.set("height", f"{height * scale:.1f}mm")


def _fit_on_page(image: HtmlElement, content: bytes) -> None:
    """Return a picture of pixels the size that its text asks for, or its own, where the page has room for it."""
    with Image.open(io.BytesIO(content)) as opened:
        pixels = opened.size
    own_width, own_height = (number * 25.4 / 96 for number in pixels)
    style = f"{image.get('style', '')};width:{image.get('width', '')};height:{image.get('height', '')}"
    width, height = _read_length(style, "width", _TEXT_WIDTH), _read_length(style, "height", _TALLEST)
    width = width or (height * own_width / own_height if height else own_width)
    height = height or width * own_height / own_width
    scale = min(1.0, _TEXT_WIDTH / width, _TALLEST / height)
    image.set("width", f"{width * scale:.1f}mm")
    image.set("height", f"{height * scale:.1f}mm")


_UNITS = {"": 25.4 / 96, "px": 25.4 / 96, "mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}


def _read_length(style: str, name: str, whole: float) -> float:
    """Return a length that a style gives, in millimetres; 0 where it gives none."""
    found = re.search(rf"(?:^|;)\s*{name}\s*:\s*([\d.]+)(%|px|mm|cm|in|pt|)\s*(?=;|$)", style)
    if not found or not found[1].strip("."):
        return 0.0
    return float(found[1]) * (whole / 100 if found[2] == "%" else _UNITS[found[2]])


def _size_of(image: HtmlElement) -> tuple[float, float]:
    """Return the size of a small drawing, from pixels as millimetres."""
    numbers = [re.match(r"[\d.]+", image.get(name, "")) for name in ("width", "height")]
    width, height = (float(one[0]) if one else 60.0 for one in numbers)
    return width / 4, height / 4


def _lower_headings(main: HtmlElement) -> None:
    """Raise headings by one, since the title is no heading here; leave no level out."""
    before = 0
    for element in list_elements(main):
        if element.tag not in HEADINGS or element.tag == "h1":
            continue
        level = min(HEADINGS.index(element.tag), before + 1)
        element.tag = HEADINGS[level - 1]
        before = level
        if not words_of(element):
            element.drop_tree()
    for element in main.find_class("heading-number"):
        if has_class(element, "heading-number") and element.tail:
            element.tail = f"  {element.tail.lstrip()}"
