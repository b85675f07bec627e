"""Faces of the document's fonts, known to matplotlib by name, and the widths of texts set in them."""

from __future__ import annotations

import functools
from pathlib import Path

import uharfbuzz
from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font

__all__ = ["load_faces", "measure"]


@functools.cache
def load_faces(fonts: tuple[Path, ...]) -> dict[tuple[str, int], str]:
    """Make the faces known to matplotlib; give their paths by family and weight."""
    faces: dict[tuple[str, int], str] = {}
    for path in fonts:
        font = FT2Font(str(path))
        table = font.get_sfnt_table("OS/2")
        if "Italic" in font.style_name or table is None:
            continue
        names = {key[3]: value for key, value in font.get_sfnt().items() if key[0] == 3}
        family = names.get(16, names.get(1, b"")).decode("utf-16-be")
        faces[family, int(table["usWeightClass"])] = str(path)
        if str(path) not in {entry.fname for entry in fontManager.ttflist}:
            fontManager.addfont(str(path))
    return faces


@functools.lru_cache(maxsize=50_000)
def measure(path: str, text: str, others: tuple[str, ...] = ()) -> float:
    """Return the width of a text, as a part of the size it is set in.

    Signs that its face lacks are measured in the first of the ``others`` that has them, as they are set.
    """
    strange = set(text) - _list_signs(path)
    if not others or not strange or "".join(strange).isspace():
        return _measure_run(path, text)
    faces = (path, *others)
    face, runs = path, [(path, "")]
    for sign in text:
        if not sign.isspace():
            face = next((one for one in faces if sign in _list_signs(one)), path)
        if face == runs[-1][0]:
            runs[-1] = (face, runs[-1][1] + sign)
        else:
            runs.append((face, sign))
    return sum(_measure_run(face, signs) for face, signs in runs)


def _measure_run(path: str, text: str) -> float:
    font, buffer = _open_font(path), uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return float(sum(place.x_advance for place in buffer.glyph_positions or ()) / font.face.upem)


@functools.cache
def _open_font(path: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)))


@functools.cache
def _list_signs(path: str) -> frozenset[str]:
    """Return the signs that a face has."""
    return frozenset(map(chr, _open_font(path).face.unicodes))
