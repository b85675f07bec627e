"""A page as one SVG that needs nothing beside it: as it is printed, with real text and its letters.

The boxes that the layout engine placed become shapes, texts and pictures, in their order on the
page. It knows what posters use: grounds, plain borders, text, SVG pictures; no gradients, no
transforms, no transparency, no clipping.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from lxml import etree

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.inputs.branch import without_marks
from inclucities_docs.inputs.imprint import write_imprint
from inclucities_docs.render.font import Face, embed_faces, find_faces
from inclucities_docs.render.layout.engine import lay_out
from inclucities_docs.render.page.page import Page
from inclucities_docs.render.picture import PictureError, look_again, read_address, read_drawing
from inclucities_docs.render.write import Written

__all__ = ["write"]

SVG = "http://www.w3.org/2000/svg"
_SIDES = ("top", "right", "bottom", "left")


def write(page: Page, keys: Sequence[str] = ("svg",)) -> Written:
    """Return the first page of a document; raise DiagnosticError for what the layout engine can't do."""
    ET.register_namespace("", SVG)
    box = lay_out(page).pages[0]._page_box
    width, height = box.margin_width(), box.margin_height()
    root = ET.Element(
        f"{{{SVG}}}svg",
        {
            "width": f"{width / 96 * 25.4:.4g}mm",
            "height": f"{height / 96 * 25.4:.4g}mm",
            "viewBox": f"0 0 {_number(width)} {_number(height)}",
            "lang": page.document.language,
            "role": "graphics-document document",
            "aria-labelledby": "title",
            "aria-describedby": "description",
        },
    )
    _add(root, "title", {"id": "title"}).text = f"{page.title} – {page.records.programme.name}"
    _add(root, "desc", {"id": "description"}).text = _describe(page)
    style = _add(root, "style", {})
    _add(root, "rect", {"width": "100%", "height": "100%", "fill": page.reader.brand.palette.paper})
    for child in box.children:
        _draw(child, root, page)
    style.text = _embed_letters(root, find_faces(page.reader.brand))
    made = (ET.tostring(root, encoding="unicode", short_empty_elements=True) + "\n").encode()
    try:
        return {keys[0]: (look_again(made), 0)}
    except PictureError as error:
        place = Location(f"templates/{page.document.kind}/page.html")
        message = f"the finished drawing {error.message}"
        raise DiagnosticError([Diagnostic(place, message, "look at its pictures and styles")]) from None


def _describe(page: Page) -> str:
    """Return what the poster says, for those who do not see it, and whose it is."""
    programme = page.records.programme
    told = dict.fromkeys(f"{one.description} {one.source_note}" for one in page.pictures.values())
    imprint = write_imprint(page.records)
    licence = ", ".join(filter(None, (imprint.licence, imprint.licence_url)))
    whose = ". ".join(filter(None, (str(programme.name), imprint.funding, licence)))
    return str(without_marks(" ".join([*told, whose])))


def _add(parent: ET.Element, tag: str, attributes: dict[str, str]) -> ET.Element:
    element = ET.SubElement(parent, f"{{{SVG}}}{tag}", attributes)
    element.tail = "\n"
    return element


def _number(value: float) -> str:
    """Write a length in CSS pixels with two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _colour(colour: Any) -> str | None:
    """Return a colour as hexadecimal, or none where nothing is seen."""
    if not colour.alpha:
        return None
    return "#" + "".join(f"{round(part * 255):02X}" for part in colour.to("srgb").coordinates)


def _draw(box: Any, target: ET.Element, page: Page) -> None:
    """Draw a box and what is in it; boxes out of the flow stand behind a placeholder."""
    from weasyprint.formatting_structure import boxes

    box = getattr(box, "_box", box)
    if box.style["visibility"] != "visible":
        return
    if isinstance(box, boxes.TextBox):
        _draw_text(box, target)
        return
    _draw_ground(box, target, page)
    _draw_borders(box, target)
    if isinstance(box, boxes.ReplacedBox):
        area = (box.content_box_x(), box.content_box_y(), box.width, box.height)
        address = box.element.get("src", "")
        drawing = _read_picture(address, page) if address else _copy_drawing(box.element)
        _place_picture(address, drawing, area, target)
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            _draw(child, target, page)


def _draw_text(box: Any, target: ET.Element) -> None:
    style = box.style
    colour, text = _colour(style["color"]), box.text.rstrip()
    if colour is None or not text.strip():
        return
    attributes = {
        "x": _number(box.position_x),
        "y": _number(box.position_y + box.baseline),
        "font-family": f"{style['font_family'][0]}, sans-serif",
        "font-size": _number(style["font_size"]),
        "fill": colour,
    }
    if style["font_weight"] != 400:
        attributes["font-weight"] = f"{style['font_weight']:g}"
    if style["font_style"] != "normal":
        attributes["font-style"] = style["font_style"]
    _add(target, "text", attributes).text = text


def _draw_ground(box: Any, target: ET.Element, page: Page) -> None:
    ground = getattr(box, "background", None)
    if ground is None:
        return
    x, y, width, height = box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
    colour = _colour(ground.color)
    if colour:
        attributes = _rectangle(x, y, width, height, box.rounded_border_box()[4][0])
        _add(target, "rect", attributes | {"fill": colour})
    for layer, (kind, address) in zip(ground.layers, box.style["background_image"], strict=False):
        if kind == "url" and layer.image is not None:
            at_x, at_y = (
                layer.positioning_area[0] + layer.position[0],
                layer.positioning_area[1] + layer.position[1],
            )
            _place_picture(address, _read_picture(address, page), (at_x, at_y, *layer.size), target)


def _rectangle(x: float, y: float, width: float, height: float, radius: float) -> dict[str, str]:
    attributes = {"x": x, "y": y, "width": width, "height": height, **({"rx": radius} if radius else {})}
    return {name: _number(value) for name, value in attributes.items()}


def _draw_borders(box: Any, target: ET.Element) -> None:
    """Draw a frame where all sides are the same, else a bar for each side that there is."""
    widths = [getattr(box, f"border_{side}_width", 0) for side in _SIDES]
    if not any(widths):
        return
    x, y, width, height = box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
    looks = [(box.style[f"border_{side}_style"], _border_colour(box, side)) for side in _SIDES]
    if len(set(widths)) == 1 and len(set(looks)) == 1:
        thick, (look, colour) = widths[0], looks[0]
        radius = max(0.0, box.rounded_border_box()[4][0] - thick / 2)
        attributes = _rectangle(x + thick / 2, y + thick / 2, width - thick, height - thick, radius)
        attributes |= {"fill": "none", "stroke": colour or "none", "stroke-width": _number(thick)}
        if look == "dashed":
            attributes["stroke-dasharray"] = f"{_number(thick * 3)} {_number(thick * 2)}"
        _add(target, "rect", attributes)
        return
    top, right, bottom, left = widths
    bars = (
        (x, y, width, top),
        (x + width - right, y, right, height),
        (x, y + height - bottom, width, bottom),
        (x, y, left, height),
    )
    for bar, (_, colour) in zip(bars, looks, strict=True):
        if colour and bar[2] and bar[3]:
            _add(target, "rect", _rectangle(*bar, 0) | {"fill": colour})


def _border_colour(box: Any, side: str) -> str | None:
    colour = box.style[f"border_{side}_color"]
    return _colour(box.style["color"] if colour == "currentcolor" else colour)


def _place_picture(
    address: str, drawing: ET.Element | None, area: tuple[float, float, float, float], target: ET.Element
) -> None:
    """Put a drawing into its place, whole and in its own proportions; pixels keep their address."""
    x, y, width, height = map(_number, area)
    if drawing is None:
        attributes = {"x": x, "y": y, "width": width, "height": height, "href": address}
        _add(target, "image", attributes)
        return
    box = drawing.get("viewBox") or f"0 0 {drawing.get('width', '100')} {drawing.get('height', '100')}"
    kept = {
        name: value
        for name, value in drawing.attrib.items()
        if name in ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "color")
    }
    place = _add(target, "svg", {"x": x, "y": y, "width": width, "height": height, "viewBox": box, **kept})
    place.extend(drawing)


def _copy_drawing(element: Any) -> ET.Element:
    """Return a drawing that stands on the page itself, without what its reader noted of names."""
    drawing: ET.Element = copy.deepcopy(element)
    for one in drawing.iter():
        for name in [
            name for name in one.attrib if name.startswith(("xmlns", "{http://www.w3.org/2000/xmlns/}"))
        ]:
            del one.attrib[name]
    return drawing


def _read_picture(address: str, page: Page) -> ET.Element | None:
    """Return the drawing at an address; none for pixels, which stay as they are."""
    if address.startswith("figure:"):
        return ET.fromstring(page.pictures[address[7:]].svg)
    content = read_address(address)
    drawing = None if content is None else read_drawing(content)
    return None if drawing is None else ET.fromstring(etree.tostring(drawing))


def _embed_letters(root: ET.Element, faces: list[Face]) -> str:
    """Return font rules with the letters of each face that the drawing uses, and no others."""
    used: dict[Face, set[str]] = {}
    for text in root.iter(f"{{{SVG}}}text"):
        family = re.split(r"[,'\"]+", text.get("font-family", "").strip("'\""))[0]
        style, weight = text.get("font-style", "normal"), float(text.get("font-weight", "400"))
        mine = [face for face in faces if face.family == family and face.style == style]
        if mine:
            nearest = min(mine, key=lambda face: abs(face.weight - weight))
            used.setdefault(nearest, set()).update("".join(text.itertext()))
    return "\n".join(_rules(used))


def _rules(used: dict[Face, set[str]]) -> Iterator[str]:
    for face, letters in sorted(used.items(), key=lambda item: item[0].path):
        yield embed_faces([face], "".join(sorted(letters)))
