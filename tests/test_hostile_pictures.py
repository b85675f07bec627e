"""Drawings and pictures that run, reach, copy without end or cannot be unpacked are refused."""

from __future__ import annotations

import struct
import zlib

import pytest

from tiny_project import TinyProject

LEAFLET = ("--only", "leaflet", "--lang", "fr")


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://www.w3.org/2000/svg"'
    ' xmlns:l="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
)

DRAWINGS = {
    "script": SVG.format("<script>alert(1)</script>"),
    "script by another prefix": SVG.format("<s:script>alert(1)</s:script>"),
    "script in UTF-16": '<?xml version="1.0" encoding="UTF-16"?>' + SVG.format("<script>alert(1)</script>"),
    "handler": SVG.format('<rect onload="alert(1)"/>'),
    "entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("<text>&x;</text>"),
    "laughs": "<!DOCTYPE svg [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12))
    + "]>" + SVG.format("<text>&m;</text>"),
    "style sheet before it": '<?xml-stylesheet href="https://tandem.example/x.css"?>' + SVG.format(""),
    "import": SVG.format("<style>@import 'https://tandem.example/x.css';</style>"),
    "address in a style": SVG.format('<rect style="fill:url(https://tandem.example/x)"/>'),
    "address written with escapes": SVG.format('<rect style="fill:u\\72l(https://tandem.example/x)"/>'),
    "address written with references": SVG.format('<rect fill="&#117;rl(file:///etc/passwd)"/>'),
    "file": SVG.format('<image l:href="/etc/passwd"/>'),
    "other drawing": SVG.format('<use href="other.svg#a"/>'),
    "page": SVG.format('<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
    "link set later": SVG.format('<a><set attributeName="href" to="java&#115;cript:alert(1)"/></a>'),
    "nested drawing": SVG.format('<image href="data:image/svg+xml,&lt;svg/&gt;"/>'),
    "no drawing": "<svg",
    "nothing": "",
    "page as a drawing": '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    "drawing of no kind": "<drawing/>",
    "handler set later": SVG.format('<rect><set attributeName="onclick" to="alert(1)"/></rect>'),
    "picture of a filter": SVG.format('<filter><feImage href="https://tandem.example/x"/></filter>'),
    "link with a tab": SVG.format('<a href="java&#9;script:alert(1)"/>'),
    "deep": SVG.format("<g>" * 9999 + "</g>" * 9999),
}  # fmt: skip


@pytest.mark.parametrize("sort", DRAWINGS)
def test_drawings_that_reach_or_run_are_refused(project: TinyProject, sort: str) -> None:
    content = DRAWINGS[sort].encode("utf-16" if "UTF-16" in sort else "utf-8")
    (project.root / "templates/leaflet/text/fr/x.svg").write_bytes(content)
    project.write("templates/leaflet/text/fr/welcome.md", "![A door](x.svg)\n")
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 1
    assert outcome.err.startswith(
        "templates/leaflet/text/fr/welcome.md:1:11: error: the drawing 'x.svg' holds"
    )


COPIES = {
    "copies of copies": "".join(
        f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(12)
    ) + '<g id="a0"><rect/></g>',
    "itself": '<g id="a"><use href="#a"/></g>',
    "each other": '<g id="a"><use href="#b"/></g><g id="b"><use l:href=" #a"/></g>',
    "a long chain": "".join(f'<use id="a{n}" href="#a{n + 1}"/>' for n in range(3000)),
}  # fmt: skip


@pytest.mark.parametrize("sort", COPIES)
def test_drawings_that_copy_without_end_are_refused(project: TinyProject, sort: str) -> None:
    project.write("templates/leaflet/text/fr/x.svg", SVG.format(COPIES[sort]))
    project.write("templates/leaflet/text/fr/welcome.md", "![A door](x.svg)\n")
    outcome = project.build(*LEAFLET)
    assert outcome.code == 1
    assert ":1:11: error: the drawing 'x.svg' draws more than 100000 things, copies counted\n" in outcome.err
    project.write("templates/base/icons/dot.svg", SVG.format(COPIES[sort]))
    assert "the icon 'dot' is no drawing that can be read" in project.build(*LEAFLET).err


@pytest.mark.parametrize("element", ["title", "desc", "text"])
def test_a_drawing_on_a_page_holds_no_page(project: TinyProject, element: str) -> None:
    inside = "<![CDATA[><script>alert(1)</script><img src=x onerror=alert(1)>]]>"
    project.write("templates/base/icons/dot.svg", SVG.format(f"<{element}>{inside}</{element}>"))
    assert project.build(*LEAFLET).code == 0
    page = project.read("deliverables/fr/leaflet.html")
    assert "&gt;&lt;script&gt;" in page
    assert "<script" not in page
    assert "<img src=x" not in page


def test_a_drawing_on_a_page_is_part_of_the_page_as_a_drawing(project: TinyProject) -> None:
    project.change("templates/leaflet/kind.yaml", "[html]", "[svg]")
    project.write(
        "templates/leaflet/page.html",
        '{% extends "base/page.html" %}{% block main %}{{ icon("dot") }}{% endblock %}',
    )
    outcome = project.build(*LEAFLET)
    assert outcome.code == 0, outcome.err
    assert 'circle cx="2"' in project.read("deliverables/fr/leaflet.svg")


def write_png(width: int, height: int) -> bytes:
    """Give a blank picture, packed small."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content", "is_good"),
    [
        ("x.png", write_png(100, 100), True),
        ("x.png", write_png(20_000, 20_000), False),
        ("x.png", write_png(100, 100)[:60], False),
        ("x.png", b"<script>alert(1)</script>", False),
        ("x.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 2000, False),
    ],
    ids=["good", "bomb", "cut", "script", "no picture"],
)
def test_pictures_that_cannot_be_unpacked_are_refused(
    project: TinyProject, name: str, content: bytes, is_good: bool
) -> None:
    (project.root / "templates/leaflet/text/fr" / name).write_bytes(content)
    project.write("templates/leaflet/text/fr/welcome.md", f"![A door]({name})\n")
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == (0 if is_good else 1), outcome.err
    assert is_good or f"the picture '{name}' cannot be read" in outcome.err
