"""Where two files that should be equal differ first, in words that say where to look."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from itertools import zip_longest

__all__ = ["name_difference"]

TEXTS = (".html", ".svg", ".json", ".xml", ".css", ".js", ".csv", ".txt", ".md", ".rels")
PACKED = (".zip", ".docx")


def name_difference(path: str, one: bytes, other: bytes) -> str:
    """Name the first part of a file that differs; an empty text where nothing does."""
    if one == other:
        return ""
    suffix = path[path.rfind(".") :].lower()
    told = ""
    if suffix in TEXTS:
        told = _name_line(one, other)
    elif suffix in PACKED:
        told = _name_member(one, other)
    elif suffix == ".png":
        told = _name_chunk(one, other)
    elif suffix == ".pdf":
        told = _name_object(one, other)
    return told or _name_byte(one, other)


def _name_byte(one: bytes, other: bytes) -> str:
    if len(one) != len(other) and one.startswith(other[: len(one)]) | other.startswith(one[: len(other)]):
        return f"equal for {min(len(one), len(other))} bytes, then one goes on: {len(one)} and {len(other)}"
    at = next(place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return f"byte {at}: {one[max(0, at - 8) : at + 16]!r} and {other[max(0, at - 8) : at + 16]!r}"


def _name_line(one: bytes, other: bytes) -> str:
    lines = zip_longest(
        one.decode("utf-8", "replace").split("\n"), other.decode("utf-8", "replace").split("\n")
    )
    for number, (a, b) in enumerate(lines, 1):
        if a is None or b is None:
            return f"line {number}: only one of them goes on"
        if a != b:
            pairs = enumerate(zip_longest(a, b))
            at = next(place for place, (left, right) in pairs if left != right)
            shown = slice(max(0, at - 30), at + 50)
            return f"line {number}, column {at + 1}: {a[shown]!r} and {b[shown]!r}"
    return ""


def _name_member(one: bytes, other: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(one)) as left, zipfile.ZipFile(io.BytesIO(other)) as right:
        names = left.namelist(), right.namelist()
        if sorted(names[0]) != sorted(names[1]):
            return f"what it holds: only in one of them {sorted(set(names[0]) ^ set(names[1]))}"
        if names[0] != names[1]:
            return f"the order of what it holds: {names[0]} and {names[1]}"
        for a, b in zip(left.infolist(), right.infolist(), strict=True):
            told = name_difference(a.filename, left.read(a), right.read(b))
            if told:
                return f"in {a.filename}, {told}"
            for what in (
                "date_time",
                "external_attr",
                "compress_type",
                "create_system",
                "extra",
                "flag_bits",
            ):
                if getattr(a, what) != getattr(b, what):
                    return f"{what} of {a.filename}: {getattr(a, what)!r} and {getattr(b, what)!r}"
    return "how it is packed: what it holds is equal"


def _name_chunk(one: bytes, other: bytes) -> str:
    for a, b in zip_longest(_list_chunks(one), _list_chunks(other)):
        if a is None or b is None:
            return f"the part {(a or b)[0]}: only one of them has it"  # type: ignore[index]
        if a != b:
            size = struct.unpack(">II", one[16:24]), struct.unpack(">II", other[16:24])
            pixels = "" if size[0] == size[1] else f"; {size[0]} and {size[1]} pixels"
            return f"the part {a[0]} ({len(a[1])} and {len(b[1])} bytes{pixels})"
    return ""


def _list_chunks(content: bytes) -> Iterator[tuple[str, bytes]]:
    at = 8
    while at + 8 <= len(content):
        (size,) = struct.unpack(">I", content[at : at + 4])
        yield content[at + 4 : at + 8].decode("ascii", "replace"), content[at + 8 : at + 8 + size]
        at += 12 + size


def _name_object(one: bytes, other: bytes) -> str:
    import pikepdf

    with pikepdf.open(io.BytesIO(one)) as left, pikepdf.open(io.BytesIO(other)) as right:
        if len(left.pages) != len(right.pages):
            return f"pages: {len(left.pages)} and {len(right.pages)}"
        for number, (a, b) in enumerate(zip_longest(left.objects, right.objects), 1):
            if a is None or b is None:
                return f"object {number}: only one of them has it"
            told = _compare_objects(a, b)
            if told:
                sort = (
                    f", {a['/Type']}"
                    if isinstance(a, pikepdf.Dictionary | pikepdf.Stream) and "/Type" in a
                    else ""
                )
                return f"object {number}{sort}: {told}"
    return "how it is written: its objects are equal"


def _compare_objects(one: object, other: object) -> str:
    import pikepdf

    if isinstance(one, pikepdf.Stream) and isinstance(other, pikepdf.Stream):
        a, b = one.read_bytes(), other.read_bytes()
        if a != b:
            return f"its content, {_name_line(a, b) if a.isascii() else _name_byte(a, b)}"
    a_text, b_text = _write(one), _write(other)
    return _name_line(a_text, b_text) if a_text != b_text else ""


def _write(value: object) -> bytes:
    """Give what an object says, one line for each of its keys."""
    import pikepdf

    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return b"\n".join(key.encode() + b" " + _write_inside(item) for key, item in sorted(value.items()))
    return value.unparse(resolved=True) if isinstance(value, pikepdf.Object) else repr(value).encode()


def _write_inside(value: object) -> bytes:
    import pikepdf

    return value.unparse() if isinstance(value, pikepdf.Object) else repr(value).encode()
