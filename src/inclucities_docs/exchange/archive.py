"""Files of office programs, which are ZIP archives of XML, looked at before anything opens them."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from pathlib import Path

from inclucities_docs.diagnostics import refuse
from inclucities_docs.exchange.hsds_schema import MAX_GIVEN

__all__ = ["open_archive", "read_file", "unpack"]

MAX_PARTS = 2000
MAX_CONTENT = 96 << 20
"""Most that all parts hold when they are unpacked, bytes."""
MAX_MARKS = 2_000_000
"""Most elements that all parts of XML begin and end: readers make a thing of each."""
MAX_RATIO = 200
"""How many times larger than packed a part may be, beyond its first megabyte."""

_MACROS = re.compile(r"vbaProject|macrosheets|activeX|\.bin$|/Basic/|/Scripts/", re.IGNORECASE)


_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']*)")


def read_file(path: Path) -> bytes:
    """Return the content of a file that comes from others; raise DiagnosticError."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_GIVEN:
            hint = f"send a file of less than {MAX_GIVEN >> 20} MB"
            raise refuse(path.name, "this is no file, or it is too large", hint)
        return path.read_bytes()
    except OSError as error:
        raise refuse(path.name, f"cannot be read: {error.strerror or 'unknown reason'}") from None


def open_archive(name: str, content: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by name; raise DiagnosticError for what is none, or could do harm."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_PARTS or sum(one.file_size for one in infos) > MAX_CONTENT:
                raise refuse(
                    name, "holds more than such a file does", "send the file that was sent to you, filled in"
                )
            for one in infos:
                if one.flag_bits & 1:
                    raise refuse(name, "is protected by a password", "save it without one")
                if one.file_size > (1 << 20) and one.file_size > MAX_RATIO * max(one.compress_size, 1):
                    raise refuse(
                        name, "holds far more than its size says", "save it anew, and send that file"
                    )
                if _MACROS.search(one.filename) and "printerSettings" not in one.filename:
                    raise refuse(
                        name,
                        "holds macros or other programs",
                        "save it as a file without macros (.xlsx, .docx)",
                    )
        parts = unpack(content)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        hint = "save it as .xlsx or .docx, and send that file"
        raise refuse(name, "this is not a readable file of an office program", hint) from None
    if sum(data.count(b"<") for data in parts.values()) > MAX_MARKS:
        raise refuse(
            name, "holds more than such a file does", "send the file that was sent to you, filled in"
        )
    for part, data in parts.items():
        head = data[:4]
        is_xml = part.endswith((".xml", ".rels")) or data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
            b"<"
        )
        is_wide = (
            head[:2] in (b"\xff\xfe", b"\xfe\xff")
            or head in (b"<\0?\0", b"\0<\0?")
            or (is_xml and b"\0" in head)
        )
        named = _ENCODING.match(data)
        is_strange = named is not None and named[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")
        if is_wide or (is_xml and (is_strange or re.search(rb"<!(?:DOCTYPE|ENTITY)", data))):
            raise refuse(
                name,
                f"its part {part} is written in a way that could do harm",
                "save it anew, and send that file",
            )
    return parts


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by name, in bounded memory, whatever it says of their sizes.

    Raise ValueError for what is none, is damaged or holds too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_PARTS or sum(one.file_size for one in infos) > MAX_CONTENT:
                raise ValueError("holds too much")
            parts = {}
            for one in infos:
                if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise ValueError("packed in a way that is not unpacked in steps")
                with archive.open(one) as stream:  # unpacks what is asked for, where `read` unpacks all
                    parts[one.filename] = stream.read(one.file_size + 1)
            return parts
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise ValueError(str(error)) from None
