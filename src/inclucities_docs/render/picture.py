"""Pictures of a page: figures drawn from records, and files of the templates."""

from __future__ import annotations

import base64
import csv
import functools
import io
import re
from dataclasses import dataclass

__all__ = ["Picture", "data_uri", "is_picture", "is_safe_svg", "write_table"]

_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}


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


@functools.lru_cache(maxsize=256)
def data_uri(content: bytes, suffix: str) -> str:
    """Give a picture as an address that carries it."""
    return f"data:{_TYPES[suffix]};base64,{base64.b64encode(content).decode()}"


def is_picture(path: str) -> bool:
    """Tell whether a path ends like a picture that documents can hold."""
    return path[path.rfind(".") :].lower() in _TYPES


def write_table(picture: Picture) -> bytes:
    """Give a figure's data as CSV, UTF-8 with a mark for spreadsheets; no cell starts a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in (picture.header, *picture.rows):
        writer.writerow([f"'{cell}" if cell[:1] in "=+-@\t\r" and len(cell) > 1 else cell for cell in row])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


_UNSAFE = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<script|<foreignObject|\son[a-z]+\s*=|javascript:|(?:href|src)\s*=\s*[\"'](?!#|data:image/)|url\(\s*[\"']?(?!#|data:)|@import",
    re.IGNORECASE,
)


def is_safe_svg(content: bytes) -> bool:
    """Tell whether a drawing holds neither scripts nor entities nor links to other files."""
    return _UNSAFE.search(content) is None
