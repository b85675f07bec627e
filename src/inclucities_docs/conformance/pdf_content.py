"""What stands on a page of a PDF: the text of each marked sequence, and what is not marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

__all__ = ["PageContent", "read_content"]

PAINTING = frozenset({
    "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Tj", "TJ", "'", '"', "Do", "EI", "INLINE", "IMAGE",
})  # fmt: skip
HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\[[^\]]*\]|<[0-9A-Fa-f]*>)")


@dataclass(eq=False)
class PageContent:
    """The content of one page: texts by marked-content number, and how much nobody marked."""

    texts: dict[int, str] = field(default_factory=dict)
    loose: int = 0
    """Painting operators neither tagged nor artifact."""
    unmapped: set[str] = field(default_factory=set)
    """Fonts with a glyph that stands for no character."""


class Encoding:
    """What the codes of a font stand for."""

    def __init__(self, font: Any) -> None:
        self.name = str(font.get("/BaseFont", "a font"))
        self.width = 2 if font.get("/Subtype") == "/Type0" else 1
        self.characters: dict[int, str] = {}
        if "/ToUnicode" in font:
            self._read(bytes(font["/ToUnicode"].read_bytes()))
        elif self.width == 1:
            self.characters = {code: bytes([code]).decode("cp1252", "replace") for code in range(256)}

    def _read(self, table: bytes) -> None:
        for kind, body in SECTION.findall(table):
            if kind == b"bfchar":
                codes = HEX.findall(body)
                for code, text in zip(codes[::2], codes[1::2], strict=False):
                    self.characters[int(code, 16)] = decode(text)
                continue
            for first, last, target in RANGE.findall(body):
                start, count = int(first, 16), int(last, 16) - int(first, 16) + 1
                if target.startswith(b"["):
                    for offset, text in enumerate(HEX.findall(target)[:count]):
                        self.characters[start + offset] = decode(text)
                else:
                    text = decode(target.strip(b"<>"))
                    for offset in range(count if text else 0):
                        self.characters[start + offset] = text[:-1] + chr(ord(text[-1]) + offset)

    def read(self, codes: bytes) -> Iterator[str | None]:
        """Return the characters of a string, none where a code stands for nothing."""
        for index in range(0, len(codes) - self.width + 1, self.width):
            yield self.characters.get(int.from_bytes(codes[index : index + self.width], "big"))


def decode(digits: bytes) -> str:
    """Return the text of a hexadecimal string in a character map."""
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


class Reader:
    """Reads the content streams of a document, each font once."""

    def __init__(self) -> None:
        self.encodings: dict[Any, Encoding] = {}

    def read(self, page: Any) -> PageContent:
        """Return the content of one page."""
        content = PageContent()
        self._run(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), content, [])
        return content

    def _run(self, source: Any, resources: Any, content: PageContent, marks: list[Any]) -> None:
        """Follow a content stream; ``marks`` are the sequences it stands in, outermost first."""
        base = len(marks)
        encoding: Encoding | None = None
        for instruction in pikepdf.parse_content_stream(source):
            operands, name = instruction.operands, str(instruction.operator)
            if name == "BDC":
                marks.append(self._mark(operands, resources))
            elif name == "BMC":
                marks.append("Artifact" if operands[0] == "/Artifact" else None)
            elif name == "EMC" and len(marks) > base:
                marks.pop()
            elif name == "Tf":
                encoding = self._encoding(resources["/Font"][str(operands[0])])
            elif name in PAINTING:
                held = next((mark for mark in marks if mark is not None), None)
                if held is None and name != "Do":
                    content.loose += 1
                if name in {"Tj", "TJ", "'", '"'} and encoding is not None and held != "Artifact":
                    self._show(operands, encoding, content, held)
                if name == "Do":
                    self._draw(resources["/XObject"][str(operands[0])], resources, content, marks)

    def _draw(self, drawn: Any, resources: Any, content: PageContent, marks: list[Any]) -> None:
        if drawn.get("/Subtype") == "/Form":
            self._run(drawn, drawn.get("/Resources", resources), content, list(marks))
        elif all(mark is None for mark in marks):
            content.loose += 1

    def _mark(self, operands: Any, resources: Any) -> int | str | None:
        if str(operands[0]) == "/Artifact":
            return "Artifact"
        properties = operands[1]
        if isinstance(properties, pikepdf.Name):
            properties = resources.get("/Properties", {}).get(str(properties), {})
        number = properties.get("/MCID")
        return None if number is None else int(number)

    def _encoding(self, font: Any) -> Encoding:
        key = font.objgen
        if key == (0, 0) or key not in self.encodings:
            self.encodings[key] = Encoding(font)
        return self.encodings[key]

    def _show(self, operands: Any, encoding: Encoding, content: PageContent, mark: Any) -> None:
        shown = operands[-1]
        parts = shown if isinstance(shown, pikepdf.Array) else [shown]
        texts = []
        for part in parts:
            if isinstance(part, pikepdf.String):
                for character in encoding.read(bytes(part)):
                    if character is None:
                        content.unmapped.add(encoding.name)
                    texts.append("\ufffd" if character is None else character)
        if isinstance(mark, int):
            content.texts[mark] = content.texts.get(mark, "") + "".join(texts)


def read_content(pdf: pikepdf.Pdf) -> list[PageContent]:
    """Return the content of every page."""
    reader = Reader()
    return [reader.read(page) for page in pdf.pages]
