"""The one door for pictures: whatever a page shows, wherever it is named, was looked at here.

Drawings hold nothing that runs, fetches or grows without end; pixels are unpacked and written anew,
upright and without what a camera noted of place, time and person.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import functools
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

from lxml import etree

from inclucities_docs.render.drawing_cost import MAX_DRAWN, count_drawn, links_of, local_name, parse_style

__all__ = [
    "DRAWN",
    "MAX_DRAWN",
    "MAX_PIXELS",
    "Admitted",
    "PictureError",
    "admit",
    "admit_address",
    "look_again",
    "read_address",
    "read_drawing",
]

MAX_PIXELS = 40_000_000
"""Largest picture, and most that all pictures inside a drawing have: a reader's device unpacks all of it."""

MAX_INSIDE = 3
"""Deepest nesting of pictures in pictures."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

DRAWN = frozenset(
    [
        "a", "circle", "clipPath", "defs", "desc", "ellipse", "filter", "g", "image", "line", "linearGradient",
        "marker", "mask", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg",
        "switch", "symbol", "text", "textPath", "title", "tspan", "use", "view",
        "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
        "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR",
        "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight",
        "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence",
    ]
)  # fmt: skip
"""What a drawing may consist of: shapes, words and what styles them; nothing that runs, moves or shows a page."""

_SHOWING = ("image", "feImage")

_HELD = "holds a script, an entity or a link to another file"


class PictureError(Exception):
    """Says in plain words why a picture can't be shown, and what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


@dataclass(frozen=True)
class Admitted:
    """A picture that may be published."""

    content: bytes
    media_type: str
    width: int = 0
    height: int = 0
    """In pixels; 0 for drawings."""

    @functools.cached_property
    def address(self) -> str:
        """The address that carries the picture."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode()}"


_ADMITTED: dict[bytes, Admitted] = {}
"""By the checksum of what came in, and of what came out: no picture is packed twice."""


def admit(content: bytes, depth: int = 0, *, as_drawing: bool | None = None) -> Admitted:
    """Return a picture as it may be published; raise PictureError for one that may not.

    What it is shows in its content, unless one says what it must be.
    """
    key = hashlib.sha256(content).digest()
    found = _ADMITTED.get(key)
    if found is None or as_drawing not in (None, found.media_type == "image/svg+xml"):
        if len(_ADMITTED) > 1000:
            _ADMITTED.clear()
        is_drawing = as_drawing
        if is_drawing is None:
            is_drawing = content.lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n")[:1] == b"<"
        found = _admit_drawing(content, depth) if is_drawing else _admit_pixels(content)
        _ADMITTED[key] = _ADMITTED[hashlib.sha256(found.content).digest()] = found
    return found


def read_address(address: str) -> bytes | None:
    """Return what an address carries, as browsers read it; none for one that leads elsewhere."""
    head, comma, data = address.strip().partition(",")
    if not comma or not head.lower().startswith("data:"):
        return None
    content = unquote_to_bytes(data.partition("#")[0])
    if not head.rstrip().lower().endswith(";base64"):
        return content
    try:
        return base64.b64decode(re.sub(rb"[\t\n\f\r ]", b"", content) + b"==", validate=False)
    except (binascii.Error, ValueError):
        return None


def admit_address(address: str) -> str:
    """Return an address that carries a picture as it may be published; the same one where nothing is to be changed."""
    content = read_address(address)
    if content is None:
        raise PictureError("a picture that cannot be read", "name the picture's file instead")
    found = admit(content)
    stated = address.strip()[5:].partition(",")[0].partition(";")[0].lower()
    return address if found.content == content and found.media_type == stated else found.address


def _admit_pixels(content: bytes) -> Admitted:
    """Unpack a picture and pack it again: same pixels, upright, and nothing else."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValueError
            picture.verify()
        with _whole_pictures(), Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            kind = picture.format or ""
            picture.load()
            upright = _as_srgb(ImageOps.exif_transpose(picture))
            stream = io.BytesIO()
            if kind == "JPEG":
                same = upright is picture and picture.mode in ("L", "RGB")
                how: dict[str, Any] = {"quality": "keep"} if same else {"quality": 92}
                picture.info.clear()
                upright.info.clear()
                (upright if upright.mode in ("L", "RGB") else upright.convert("RGB")).save(
                    stream, "JPEG", optimize=True, **how
                )
            else:
                clear = upright.info.get("transparency")
                upright.info.clear()
                if upright.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
                    upright = upright.convert("RGBA")
                if kind == "WEBP":
                    upright.save(stream, "WEBP", quality=92, method=4)
                else:
                    more = {} if clear is None else {"transparency": clear}
                    upright.save(stream, "PNG", **more)
            kind = kind if kind in ("JPEG", "WEBP") else "PNG"
            return Admitted(stream.getvalue(), f"image/{kind.lower()}", *upright.size)
    except Exception:  # a library for pictures fails in very many ways at what is none
        raise PictureError(
            f"cannot be read, or has more than {MAX_PIXELS // 1_000_000} million pixels",
            "save it again as PNG or JPEG, no larger than it is shown",
        ) from None


_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


@contextlib.contextmanager
def _whole_pictures() -> Iterator[None]:
    """Refuse pictures that end before their end, which the layout engine has Pillow fill up with grey."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _as_srgb(picture: Any) -> Any:
    """Return a picture in the colours that every screen takes it for, so that it needs no profile."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    try:
        own, wanted = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, own, wanted, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture


def read_drawing(content: bytes) -> etree._Element | None:
    """Return a drawing's tree without remarks; none for what is no SVG, or describes itself with a DOCTYPE."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    document: Any = root.getroottree().docinfo
    return root if root.tag == f"{{{_SVG}}}svg" and not document.doctype else None


_PLAIN_DOCTYPE = re.compile(
    rb"""\A((?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?(?:\s*<!--(?:(?!-->).)*-->)*\s*)"""
    rb"""<!DOCTYPE\s+svg(?:\s+(?:PUBLIC|SYSTEM)(?:\s+(?:"[^"<>]*"|'[^'<>]*')){1,2})?\s*>""",
    re.DOTALL,
)
"""What drawing programs write above a drawing: it names a standard, and defines nothing."""


def _admit_drawing(content: bytes, depth: int) -> Admitted:
    content = _PLAIN_DOCTYPE.sub(rb"\1", content, count=1)
    root = read_drawing(content)
    if root is None or depth > MAX_INSIDE or any(True for _ in root.itersiblings(preceding=True)):
        _refuse()
    changed, pixels = b"<!--" in content, 0
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _refuse()
        if _is_note(element):
            parent = element.getparent()
            if parent is not None:
                _drop(element)
                changed = True
            continue
        changed |= _tidy_attributes(element)
        _check_element(element)
        for key in links_of(element):
            address = str(element.get(key))
            if local_name(element) in _SHOWING and not address.strip().startswith("#"):
                inside = read_address(address)
                if inside is None:
                    _refuse()
                found = admit(inside, depth + 1)
                pixels += found.width * found.height
                if found.address != address:
                    element.set(key, found.address)
                    changed = True
            elif not re.match(r"\s*#", address):
                _refuse()
    if pixels > MAX_PIXELS:
        _refuse_size()
    if count_drawn(root) > MAX_DRAWN:
        _refuse_size()
    return Admitted(etree.tostring(root) if changed else content, "image/svg+xml")


def look_again(content: bytes) -> bytes:
    """Return a finished drawing; raise PictureError if anything in it runs, fetches, or shows a page after all.

    Its fonts, which the program put there, may be embedded, and its pictures went through this door.
    """
    root = read_drawing(content)
    if root is None:
        raise PictureError("this is no drawing that browsers can read", "look at what was changed last")
    for element in root.iter():
        if not isinstance(element.tag, str) or etree.QName(element).namespace != _SVG:
            _refuse()
        _check_element(element, with_fonts=True)
        for key in links_of(element):
            address = str(element.get(key)).strip()
            inside = read_address(address) if local_name(element) in _SHOWING else None
            if inside is not None:
                admit(inside)
            elif not address.startswith("#"):
                _refuse()
    return content


def _refuse() -> NoReturn:
    raise PictureError(_HELD, "save it again as plain SVG")


def _refuse_size() -> NoReturn:
    raise PictureError(
        f"draws more than {MAX_DRAWN} things, copies counted",
        "save it again as plain SVG, without copies of copies",
    )


def _is_note(element: etree._Element) -> bool:
    """Return whether an element says something to a drawing program alone: its author, its folders, its windows."""
    name = etree.QName(element)
    return name.namespace not in (_SVG, "http://www.w3.org/1999/xhtml") or name.localname == "metadata"


def _drop(element: etree._Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _tidy_attributes(element: etree._Element) -> bool:
    """Take out attributes of drawing programs; return whether there were any."""
    foreign = [
        str(key)
        for key in element.attrib
        if etree.QName(key).namespace not in (None, _XLINK, _XML)
        and not etree.QName(key).localname.lower().startswith("on")
    ]
    for key in foreign:
        del element.attrib[key]
    return bool(foreign)


def _check_element(element: etree._Element, *, with_fonts: bool = False) -> None:
    """Refuse an element, an attribute or a style that runs or fetches something."""
    name = local_name(element)
    if etree.QName(element).namespace != _SVG or name not in DRAWN:
        _refuse()
    styles = ["".join(map(str, element.itertext()))] if name == "style" else []
    for key, given in element.attrib.items():
        value, attribute = str(given), etree.QName(key).localname.lower()
        if attribute.startswith("on") or attribute == "base" or re.search(r"javascript\s*:", value, re.I):
            _refuse()
        if attribute not in ("href", "src", "d", "points") and re.search(r"[(\\@]", value):
            styles.append(value)
    for style in styles:
        if any(True for _ in _list_addresses(style, with_fonts)):
            _refuse()


_FONT = re.compile(r"data:font/woff2;base64,[A-Za-z0-9+/=]*")


def _list_addresses(style: str, with_fonts: bool = False) -> Iterator[str]:
    """Return what a style inside a drawing would fetch; its own parts and, in finished ones, its fonts are no such thing."""

    def walk(tokens: list[Any], inside: bool) -> Iterator[str]:
        for token in tokens:
            if token.type == "at-keyword" and not (with_fonts and token.lower_value == "font-face"):
                if token.lower_value in ("import", "font-face", "namespace", "charset"):
                    yield token.value
            elif token.type == "url" or (token.type == "string" and inside):
                value = token.value.strip()
                if not value.startswith("#") and not (with_fonts and _FONT.fullmatch(value)):
                    yield value
            elif token.type == "function":
                loads = token.lower_name in (
                    "url",
                    "src",
                    "image",
                    "image-set",
                    "-webkit-image-set",
                    "cross-fade",
                )
                if loads and token.lower_name != "url":
                    yield token.name
                yield from walk(token.arguments, loads)
            elif token.type in ("() block", "[] block", "{} block"):
                yield from walk(token.content, False)

    try:
        yield from walk(parse_style(style), False)
    except RecursionError:
        yield style[:20]
