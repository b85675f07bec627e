"""Pictures of a page: figures drawn from records, and files of the templates."""

from __future__ import annotations

import base64
import csv
import functools
import io
import posixpath
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from lxml import etree
from markupsafe import Markup

from inclucities_docs.diagnostics import nearest, suggest
from inclucities_docs.inputs.csv_cell import guard_cell
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.render.picture import PictureError, admit, read_drawing
from inclucities_docs.render.problem import Problems

__all__ = [
    "Picture",
    "data_uri",
    "embed_picture",
    "is_picture",
    "list_picture_functions",
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
    facts: tuple[str, ...] = ()
    """Paths of the values that it was drawn from, in their order."""
    on_dark: tuple[tuple[str, str], ...] = ()
    """Each of its colours, and what it becomes on a dark page."""


@functools.lru_cache(maxsize=256)
def data_uri(content: bytes, suffix: str) -> str:
    """Return a picture as an address that carries it."""
    return f"data:{_TYPES[suffix]};base64,{base64.b64encode(content).decode()}"


def is_picture(path: str) -> bool:
    """Return whether a path ends like a picture that documents can hold."""
    return path[path.rfind(".") :].lower() in _TYPES


def embed_picture(reader: Reader, name: str, folder: str) -> str:
    """Return a picture of the templates, named from a folder, as an address that carries it.

    Raise PictureError for what is not a picture of the project.
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
    if content is None:  # some systems write the accents of names as characters of their own
        form = unicodedata.normalize("NFC", path)
        path = next((one for one in reader.lookup.paths() if unicodedata.normalize("NFC", one) == form), path)
        content = reader.read(path)
    if content is not None and not is_picture(path):
        raise PictureError(
            f"'{name[:80]}' is no picture that documents take", "save it as SVG, PNG, JPEG or WebP"
        )
    if content is None:
        guess = nearest(path, [one for one in reader.lookup.paths() if is_picture(one)])
        raise PictureError(
            f"there is no picture '{name[:80]}'",
            f"did you mean '{posixpath.relpath(guess, folder)}'?"
            if guess
            else "pictures are SVG, PNG, JPEG or WebP",
        )
    suffix = path[path.rfind(".") :].lower()
    kind = "drawing" if suffix == ".svg" else "picture"
    try:
        found = admit(content, as_drawing=suffix == ".svg")
    except PictureError as error:
        raise PictureError(f"the {kind} '{name[:80]}' {error.message}", error.hint) from None
    return found.address


def write_table(picture: Picture) -> bytes:
    """Return a figure's data as CSV, UTF-8 with a mark for spreadsheets; no cell starts a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in (picture.header, *picture.rows):
        writer.writerow([guard_cell(cell) for cell in row])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


class Asking(Protocol):
    """What a page offers to a picture that it asks for."""

    reader: Reader
    problems: Problems


def list_picture_functions(page: Asking) -> dict[str, Callable[..., Any]]:
    """Return what templates can call to put in pictures and icons; what is wrong is noted at their line."""

    def put_picture(name: str, alt: str, **attributes: str) -> Markup:
        """Put in a picture of the templates, named from templates/: an empty alt says it decorates.

        ``{{ picture("base/icons/city.svg", "") }}``
        """
        try:
            address = embed_picture(page.reader, name, "templates")
        except PictureError as error:
            page.problems.add_here(error.message, error.hint, name)
            return Markup()
        more = Markup("").join(
            Markup(' {}="{}"').format(key.replace("_", "-"), value) for key, value in attributes.items()
        )
        return Markup('<img src="{}" alt="{}"{}>').format(address, alt, more)

    def put_icon(name: str) -> Markup:
        """Put in a drawing of templates/base/icons/: it decorates, words stand beside it.

        ``{{ icon("city") }}``
        """
        path = f"templates/base/icons/{name}.svg"
        content = page.reader.read(path)
        try:
            drawing = read_drawing(admit(content or b"").content)
        except PictureError:
            drawing = None
        if drawing is None and content is not None:
            hint = f"save {path} again as plain SVG, or bring it back from the last version"
            page.problems.add_here(f"the icon '{name}' is no drawing that can be read", hint, name)
            return Markup()
        if drawing is None:
            icons = page.reader.lookup.paths("templates/base/icons/", ".svg")
            known = [one.rsplit("/", 1)[1].removesuffix(".svg") for one in icons]
            page.problems.add_here(
                f"there is no icon '{name}'",
                suggest(name, known, f"icons: {', '.join(known)}"),
                name,
            )
            return Markup()
        for key, value in (("class", "icon"), ("aria-hidden", "true"), ("focusable", "false")):
            drawing.set(key, value)
        return Markup(etree.tostring(drawing, encoding="unicode", with_tail=False).strip())

    return {"picture": put_picture, "icon": put_icon}
