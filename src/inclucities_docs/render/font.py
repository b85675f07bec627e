"""The project's own fonts: the only ones that documents see, on every machine."""

from __future__ import annotations

import atexit
import base64
import functools
import importlib.util
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inclucities_docs.render.picture import look_again
from inclucities_docs.schema import Brand

__all__ = ["Face", "carry_letters", "embed_faces", "find_faces", "find_missing", "provide_fonts"]

_STYLES = (
    ("Regular", 400, "normal"),
    ("Italic", 400, "italic"),
    ("SemiBold", 600, "normal"),
    ("Bold", 700, "normal"),
)


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: a family in one weight and style."""

    family: str
    weight: int
    style: str
    path: str
    is_for_script: bool = False
    """Whether it serves a script that the text's own typeface does not have."""

    @property
    def is_variable(self) -> bool:
        """Return whether one file holds all weights."""
        return "[" in self.path


@functools.cache
def _package_files(package: str) -> tuple[Path, ...]:
    spec = importlib.util.find_spec(package) if package.startswith(("fontpkg_", "justmytype_")) else None
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(package)
    return tuple(sorted(Path(spec.submodule_search_locations[0]).rglob("*.ttf")))


def find_faces(brand: Brand) -> list[Face]:
    """Return every face of the brand's typefaces; raise LookupError with a package that is not installed."""
    return [
        Face(typeface.family, weight, style, path, typeface in brand.scripts.values())
        for typeface in (brand.text, brand.condensed, *brand.scripts.values())
        for path, weight, style in _package_faces(typeface.package)
    ]


@functools.cache
def _package_faces(package: str) -> tuple[tuple[str, int, str], ...]:
    """Return path, weight and style of each face that a package carries."""
    return tuple(
        (str(path), weight, style)
        for path in _package_files(package)
        for suffix, weight, style in _STYLES
        if path.stem.endswith(f"-{suffix}") or (suffix == "Regular" and "[" in path.stem)
    )


@functools.cache
def _coverage(path: str) -> frozenset[int]:
    import uharfbuzz

    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)).unicodes)


_INVISIBLE = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0, 0xAD, 0x2009, 0x200C, 0x200D, 0x202F})


def find_missing(text: Iterable[str], faces: Iterable[Face]) -> list[str]:
    """Return the characters that no face has, in order of their code."""
    wanted = {ord(letter) for letter in set(text)} - _INVISIBLE
    for face in faces:
        if not wanted:
            break
        if face.weight == 400 and face.style == "normal":
            wanted -= _coverage(face.path)
    return [chr(code) for code in sorted(wanted)]


_WEIGHTS = (400.0, 700.0)
"""What is kept of a font that holds all weights in one file."""


@functools.lru_cache(maxsize=512)
def _subset(path: str, codes: frozenset[int]) -> bytes:
    """Return a face cut down to some characters, as WOFF2."""
    import uharfbuzz
    from fontTools.ttLib import TTFont

    wish = uharfbuzz.SubsetInput()
    wish.unicode_set.update(codes)
    wish.flags = uharfbuzz.SubsetFlags.NO_HINTING
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))
    if "[" in path:
        for axis in face.axis_infos:
            if axis.tag == "wght":
                wish.set_axis_range(face, axis.tag, *_WEIGHTS)
            else:
                wish.pin_axis_to_default(face, axis.tag)
    cut = uharfbuzz.subset(face, wish).blob.data
    font = TTFont(io.BytesIO(cut), recalcTimestamp=False)
    font.flavor = "woff2"
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()


_ALWAYS = frozenset({*range(0x20, 0x7F), 0xA0, 0x202F})
"""What belongs to every alphabet: the letters and signs of ASCII, spaces that do not break."""

_MOST = 1.75
"""An alphabet is embedded whole where it has at most so many times the letters that a page uses of it."""


def embed_faces(
    faces: Iterable[Face], text: str, alphabet: str | None = None, italics: str | None = None
) -> str:
    """Return @font-face rules that carry the characters of a page, and of what it says in italics where that is known.

    ``alphabet`` is what pages in its language are written with beside ASCII: the cut to it serves them all, and
    what a page says beside it goes into a small cut of its own. Scripts that join their letters are not divided.
    """
    upright = _list_codes(text)
    slanted = upright if italics is None else upright & _list_codes(italics)
    common = frozenset(map(ord, alphabet)) | _ALWAYS if alphabet is not None else frozenset()
    rules = []
    covered: frozenset[int] = frozenset()
    for face in faces:
        wanted = slanted if face.style == "italic" else upright
        codes, shared = wanted & _coverage(face.path), common & _coverage(face.path)
        if face.is_for_script:
            codes, shared = codes - covered, shared - covered
        else:
            covered |= codes | shared
        if not codes - {0x20, 0xA0, 0x202F} or _is_spare(face):
            continue
        if not shared or len(shared) > _MOST * len(shared & codes):
            cuts = [codes]
        elif face.is_for_script:
            cuts = [shared | codes]
        else:
            cuts = [shared, codes - shared]
        rules += [_write_rule(face, cut, is_rest=bool(number)) for number, cut in enumerate(cuts) if cut]
    return "\n".join(rules)


def _list_codes(text: str) -> frozenset[int]:
    return frozenset(ord(letter) for letter in set(text) if letter.isprintable()) | {0xA0, 0x202F}


def _is_spare(face: Face) -> bool:
    """Return whether another face stands for one on screens, rather than that a page carries both.

    The semi-bold stands for the bold of labels and of further scripts; labels know no italics.
    """
    is_label = "Condensed" in face.family
    is_bold = face.weight == 700 and (face.is_for_script or is_label)
    return not face.is_variable and (is_bold or (is_label and face.style == "italic"))


def _write_rule(face: Face, codes: frozenset[int], *, is_rest: bool) -> str:
    data = base64.b64encode(_subset(face.path, codes)).decode()
    weight = "{:g} {:g}".format(*_WEIGHTS) if face.is_variable else face.weight
    only = f";unicode-range:{','.join(f'U+{code:X}' for code in sorted(codes))}" if is_rest else ""
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{weight};font-style:{face.style};'
        f'font-display:swap{only};src:url("data:font/woff2;base64,{data}") format("woff2")}}'
    )


def carry_letters(svg: bytes, faces: Iterable[Face]) -> bytes:
    """Return a drawing that carries the letters of its texts, for where it stands by itself."""
    text = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>", "", look_again(svg).decode(), flags=re.DOTALL).strip()
    if "<text" not in text:
        return text.encode()
    letters = "".join(sorted(set(re.sub(r"<[^>]*>", "", text))))
    upright = [
        one for one in faces if one.style == "normal" and one.family in text and one.weight in (400, 600, 700)
    ]
    if 'xmlns="' not in text[: text.index(">")]:
        text = text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    end = text.index(">") + 1
    return f"{text[:end]}<style>{embed_faces(upright, letters)}</style>{text[end:]}".encode()


_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <config></config>
</fontconfig>
"""


def provide_fonts(paths: tuple[str, ...]) -> str:
    """Make the given font files the only ones this process's text layout sees; return the file that says so."""
    file = _lay_out_fonts(paths)
    os.environ["FONTCONFIG_FILE"] = file
    return file


@functools.cache
def _lay_out_fonts(paths: tuple[str, ...]) -> str:
    folder = tempfile.mkdtemp(prefix="inclucities-fonts-")
    owner = os.getpid()

    def remove() -> None:
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    fonts = Path(folder) / "fonts"
    fonts.mkdir()
    for path in paths:
        shutil.copy(path, fonts / Path(path).name)
    configuration = Path(folder) / "fonts.conf"
    configuration.write_text(_CONFIGURATION.format(fonts=fonts, cache=Path(folder) / "cache"))
    return str(configuration)
