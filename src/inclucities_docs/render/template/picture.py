"""Pictures of a page: figures drawn from records, and files of the templates."""

from __future__ import annotations

import base64
import csv
import functools
import io
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from lxml import etree
from markupsafe import Markup

from inclucities_docs.diagnostics import nearest
from inclucities_docs.render.template.sandbox import Problems
from inclucities_docs.source.cell import guard_cell
from inclucities_docs.source.reader import Reader

__all__ = [
    "Picture",
    "PictureError",
    "data_uri",
    "embed_picture",
    "is_picture",
    "is_safe_svg",
    "list_picture_words",
    "write_table",
]

_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}


@dataclass(frozen=True)
class Picture:
    """A drawn figure with its words and its table, ready to be put into any format."""

    key: str
    name: str
    svg: bytes
    width: float
    height: float
    title: str
    subtitle: str
    alt: str
    description: str
    note: str
    source_note: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...] = ()
    """Ids of the sources that it names."""
    states: tuple[tuple[str, str], ...] = ()
    """State and path of each statement in it that is proposed or awaited."""


@functools.lru_cache(maxsize=256)
def data_uri(content: bytes, suffix: str) -> str:
    """Give a picture as an address that carries it."""
    return f"data:{_TYPES[suffix]};base64,{base64.b64encode(content).decode()}"


def is_picture(path: str) -> bool:
    """Tell whether a path ends like a picture that documents can hold."""
    return path[path.rfind(".") :].lower() in _TYPES


class PictureError(Exception):
    """Says in plain words why a picture can't be shown, and what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


def embed_picture(reader: Reader, name: str, folder: str) -> str:
    """Give a picture of the templates, named from a folder, as an address that carries it.

    Raises PictureError for what is not a picture of the project.
    """
    path = posixpath.normpath(posixpath.join(folder, name))
    is_outside = re.match(r"[a-z][a-z0-9+.-]*:|//|\\\\", name, re.IGNORECASE) or not path.startswith(
        "templates/"
    )
    if is_outside:
        raise PictureError(
            f"the picture '{name[:80]}' is not a file of the project",
            "copy it beside the text and name it without an address",
        )
    content = reader.read(path)
    if content is None or not is_picture(path):
        guess = nearest(path, [one for one in reader.lookup.paths() if is_picture(one)])
        raise PictureError(
            f"there is no picture '{name[:80]}'",
            f"did you mean '{posixpath.relpath(guess, folder)}'?"
            if guess
            else "pictures are SVG, PNG, JPEG or WebP",
        )
    suffix = path[path.rfind(".") :].lower()
    if suffix == ".svg" and not is_safe_svg(content):
        raise PictureError(
            f"the drawing '{name[:80]}' holds a script, an entity or a link to another file",
            "save it again as plain SVG",
        )
    if suffix == ".svg" and not is_small_svg(content):
        raise PictureError(
            f"the drawing '{name[:80]}' draws more than {MAX_DRAWN} things, copies counted",
            "save it again as plain SVG, without copies of copies",
        )
    if suffix != ".svg" and not is_sound_image(content):
        raise PictureError(
            f"the picture '{name[:80]}' cannot be read, or has more than {MAX_PIXELS // 1_000_000} million pixels",
            "save it again as PNG or JPEG, no larger than it is shown",
        )
    return data_uri(content, suffix)


MAX_PIXELS = 40_000_000
"""Largest picture: a reader's device unpacks all of it."""


def is_sound_image(content: bytes) -> bool:
    """Tell whether a picture of pixels can be read, and is not too large to be unpacked."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF")) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                return False
            picture.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def write_table(picture: Picture) -> bytes:
    """Give a figure's data as CSV, UTF-8 with a mark for spreadsheets; no cell starts a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in (picture.header, *picture.rows):
        writer.writerow([guard_cell(cell) for cell in row])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


_SVG = "http://www.w3.org/2000/svg"

MAX_DRAWN = 100_000
"""Most elements of a drawing, each copy of an element counted: `use` in `use` doubles them again and again."""

MAX_COPIED = 50
"""Deepest nesting of copies in copies."""

_RUNNING = {"script", "foreignObject", "handler", "listener", "iframe", "object", "embed", "audio", "video"}
"""Elements that run or show something that is no drawing."""

_FETCHING = re.compile(
    r"javascript:|@import|image-set\(|\\|url\(\s*[\"']?(?!\s*#|data:image/(?:png|jpeg|webp|gif))",
    re.IGNORECASE,
)
_OWN = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|webp|gif)[;,])", re.IGNORECASE)


def is_safe_svg(content: bytes) -> bool:
    """Tell whether a drawing holds neither scripts nor entities nor links to other files, however they are spelt."""
    root = _read_drawing(content)
    if root is None:
        return False
    before = root.itersiblings(preceding=True)
    return all(_is_harmless(element) for part in (before, root.iter()) for element in part)


def is_small_svg(content: bytes) -> bool:
    """Tell whether what a drawing draws is bounded, copies of copies counted."""
    root = _read_drawing(content)
    return root is not None and _count_drawn(root) <= MAX_DRAWN


def _read_drawing(content: bytes) -> etree._Element | None:
    """Give a drawing's tree without remarks; none for what is no SVG, or describes itself with a DOCTYPE."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    document: Any = root.getroottree().docinfo
    return root if root.tag == f"{{{_SVG}}}svg" and not document.doctype else None


def _count_drawn(root: etree._Element) -> int:
    """Give how many elements are drawn where each copy counts; too many for copies of themselves."""
    named = {str(one.get("id")): one for one in root.iter() if one.get("id")}
    counts: dict[etree._Element, int] = {}

    def count(element: etree._Element, above: tuple[etree._Element, ...]) -> int:
        if element in above or len(above) > MAX_COPIED:
            return MAX_DRAWN + 1
        if element not in counts:
            total = 0
            for one in element.iter():
                name = next(
                    (str(v) for k, v in one.attrib.items() if str(k).rpartition("}")[2] == "href"), ""
                )
                copied = named.get(name.strip()[1:]) if str(one.tag).endswith("}use") else None
                total += 1 if copied is None else count(copied, (*above, element))
                if total > MAX_DRAWN:
                    break
            counts[element] = total
        return counts[element]

    return count(root, ())


def _is_harmless(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or etree.QName(element).localname in _RUNNING:
        return False  # a processing instruction, an entity, or something that runs
    if etree.QName(element).namespace == "http://www.w3.org/1999/xhtml":
        return False  # part of a page
    if etree.QName(element).localname == "style" and _FETCHING.search("".join(map(str, element.itertext()))):
        return False
    for key, given in element.attrib.items():
        value = str(given)
        name = etree.QName(key).localname.lower()
        if (
            name.startswith("on")
            or _FETCHING.search(value)
            or (name in ("href", "src") and not _OWN.match(value))
        ):
            return False
        if name == "attributename" and re.match(r"href$|on", value.strip().lower().rpartition(":")[2]):
            return False
    return True


class Asking(Protocol):
    """What a page offers to a picture that it asks for."""

    reader: Reader
    problems: Problems


def list_picture_words(page: Asking) -> dict[str, Callable[..., Any]]:
    """Give what templates can call to put in pictures and icons; what is wrong is noted at their line."""

    def put_picture(name: str, alt: str, **attributes: str) -> Markup:
        """Put in a picture of the templates, named from templates/: an empty alt says it decorates."""
        try:
            source = embed_picture(page.reader, name, "templates")
        except PictureError as error:
            page.problems.add_here(error.message, error.hint, name)
            return Markup()
        more = Markup("").join(
            Markup(' {}="{}"').format(key.replace("_", "-"), value) for key, value in attributes.items()
        )
        return Markup('<img src="{}" alt="{}"{}>').format(source, alt, more)

    def put_icon(name: str) -> Markup:
        """Put in a drawing of templates/base/icons/: it decorates, words stand beside it."""
        path = f"templates/base/icons/{name}.svg"
        content = page.reader.read(path)
        is_good = content is not None and is_safe_svg(content) and is_small_svg(content)
        drawing = _read_drawing(content or b"") if is_good else None
        if drawing is None:
            icons = page.reader.lookup.paths("templates/base/icons/", ".svg")
            known = [one.rsplit("/", 1)[1].removesuffix(".svg") for one in icons]
            guess = nearest(name, known)
            page.problems.add_here(
                f"there is no icon '{name}'",
                f"did you mean '{guess}'?" if guess else f"icons: {', '.join(known)}",
                name,
            )
            return Markup()
        for key, value in (("class", "icon"), ("aria-hidden", "true"), ("focusable", "false")):
            drawing.set(key, value)
        return Markup(etree.tostring(drawing, encoding="unicode", with_tail=False).strip())

    return {"picture": put_picture, "icon": put_icon}
