"""One door for pictures: wherever one is named, nothing runs, fetches, grows, or tells of its maker."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import zlib
from urllib.parse import quote

import pytest
from PIL import Image

from inclucities_docs.render.picture import PictureError, admit, admit_address, look_again
from tiny_project import TinyProject

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
GOOD = SVG.format('<rect width="9" height="9"/>')
ONLY = ("--only", "leaflet", "--lang", "fr")


def carry(content: str | bytes, media_type: str = "image/svg+xml") -> str:
    content = content.encode() if isinstance(content, str) else content
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def photograph(width: int = 60, height: int = 40) -> bytes:
    exif, stream = Image.Exif(), io.BytesIO()
    exif[0x010F], exif[0x0112] = "SECRETCAMERA", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 51.0, 1.0), 0x1D: "SECRETGPS"})
    picture = Image.new("RGB", (width, height), (200, 30, 30))
    picture.save(stream, "JPEG", exif=exif, comment=b"SECRETCOMMENT")
    return stream.getvalue()


BAD = {
    "script": "<script>alert(1)</script>",
    "handler": '<rect onload="alert(1)"/>',
    "link that runs": '<a href="java&#9;script:alert(1)"><rect/></a>',
    "link elsewhere": '<a l:href="https://e.example"><rect/></a>',
    "page": '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
    "foreign use": '<use href="https://e.example/x.svg#a"/>',
    "use of an embedded drawing": f'<use href="{carry(GOOD)}#a"/>',
    "drawing typed as pixels": f'<image href="{carry(SVG.format("<script/>"), "image/png")}"/>',
    "drawing in a drawing": f'<image l:href="{carry(SVG.format("<rect onclick=" + chr(39) + "x" + chr(39) + "/>"))}"/>',
    "style": "<style>rect{fill:url(https://e.example/x)}</style>",
    "style sheet": "<style>@import 'https://e.example/x.css';</style>",
    "style with escapes": '<rect style="fill:u\\72l(https://e.example/x)"/>',
    "set of pictures": '<rect style="fill:image-set(\'https://e.example/x\' 1x)"/>',
    "font": "<style>@font-face{font-family:x;src:url(data:font/woff2;base64,AAAA)}</style>",
    "set later": '<a><set attributeName="href" to="javascript:alert(1)"/></a>',
    "animation": '<rect><animate attributeName="x" values="0;9" repeatCount="indefinite"/></rect>',
    "base": '<g xml:base="https://e.example/"><rect/></g>',
    "broken pixels": f'<image href="{carry(b"GIF89a", "image/gif")}"/>',
}  # fmt: skip


@pytest.mark.parametrize("sort", BAD)
def test_no_way_in_for_a_drawing_that_runs_or_fetches(project: TinyProject, sort: str) -> None:
    drawing = SVG.format(BAD[sort])
    with pytest.raises(PictureError):
        admit(drawing.encode())
    project.change("templates/leaflet/kind.yaml", "[html]", "[html, svg]")
    text, page = "templates/leaflet/text/fr/welcome.md", project.read("templates/leaflet/page.html")
    ways = {
        text: [
            f"![A door]({carry(drawing)})",
            f"[word]{{style=\"background:url('{carry(drawing)}')\"}}",
            f"[word]{{style=\"background:url('data:image/png,{quote(drawing)}')\"}}",
        ],
        "templates/leaflet/page.html": [
            page.replace("{{ prose(", f'<img src="{carry(drawing)}" alt="x">{{{{ prose('),
            page.replace("{{ prose(", f"<p style='list-style-image:url({carry(drawing)})'>x</p>{{{{ prose("),
        ],
        "templates/leaflet/style.css": [f'p{{background-image:url("{carry(drawing)}")}}'],
    }
    for path, texts in ways.items():
        before = project.read(path)
        for one in texts:
            project.write(path, one)
            outcome = project.build(*ONLY)
            assert outcome.code == 1, (path, one[:60])
            assert re.search("picture|drawing|style|fetch", outcome.err)
            assert set(project.made()) <= {"manifest.json"}
        project.write(path, before)


GROWING = {
    "masks": "".join(
        f'<mask id="m{n}">' + f'<rect mask="url(#m{n + 1})"/>' * 12 + "</mask>" for n in range(9)
    ) + '<rect mask="url(#m0)"/>',
    "patterns": "".join(
        f'<pattern id="m{n}">' + f'<rect style="fill:url(#m{n + 1})"/>' * 12 + "</pattern>" for n in range(9)
    ) + '<rect fill="url(#m0)"/>',
    "markers": "".join(
        f'<marker id="m{n}">' + f'<path marker-end="url(\'#m{n + 1}\')"/>' * 12 + "</marker>" for n in range(9)
    ) + '<path marker-mid="url(#m0)"/>',
    "a rule of style": "<style>.a{mask:url(#m)} .b{mask:url(#n)}</style><mask id='m'>" + "<rect class='b'/>" * 500
    + "</mask><mask id='n'>" + "<rect/>" * 500 + "</mask><rect class='a'/>",
    "itself": '<mask id="m"><rect mask="url(#m)"/></mask>',
}  # fmt: skip


@pytest.mark.parametrize("sort", GROWING)
def test_whatever_is_drawn_again_and_again_is_counted(sort: str) -> None:
    with pytest.raises(PictureError, match="copies counted"):
        admit(SVG.format(GROWING[sort]).encode())


def test_what_drawing_programs_write_is_shown_and_their_notes_are_not() -> None:
    made = admit(
        SVG.format(
            '<!-- drawn by SECRET --><metadata>SECRET</metadata><s:view xmlns:s="urn:s" s:docname="/home/SECRET"/>'
            '<style>.a{fill:url(#g);clip-path:url(#c)}</style><defs><linearGradient id="g"><stop offset="0"/>'
            '</linearGradient><clipPath id="c"><rect/></clipPath></defs><g xmlns:s="urn:s" s:label="SECRET"><rect class="a"/></g>'
            f'<image href="{carry(photograph(), "image/jpeg")}"/>'
        ).encode()
    ).content
    assert b"SECRET" not in made
    assert b"clip-path:url(#c)" in made
    (inside,) = re.findall(rb"base64,([^\"]*)", made)
    assert b"SECRET" not in base64.b64decode(inside)
    assert admit(made).content == made
    assert admit(GOOD.encode()).content == GOOD.encode()
    assert admit_address(f"data:image/svg+xml,{quote(GOOD)}") == f"data:image/svg+xml,{quote(GOOD)}"


def test_pixels_are_written_anew_upright_and_once() -> None:
    found = admit(photograph())
    assert (found.width, found.height, found.media_type) == (40, 60, "image/jpeg")
    assert b"SECRET" not in found.content
    assert admit(found.content) is found
    for sort in ("PNG", "WEBP", "GIF"):
        stream, picture = io.BytesIO(), Image.new("P", (9, 9))
        picture.save(stream, sort, comment=b"SECRET", xmp=b"SECRET", exif=Image.Exif().tobytes())
        assert b"SECRET" not in admit(stream.getvalue()).content
    clear = io.BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(clear, "PNG")
    assert Image.open(io.BytesIO(admit(clear.getvalue()).content)).getpixel((0, 0)) == (0, 0, 0, 0)
    damaged = bytearray(clear.getvalue())
    place = damaged.index(b"IDAT")
    damaged[place + 4 : place + 9] = zlib.compress(b"")[:5]
    for bad in (bytes(damaged), clear.getvalue()[:-20], photograph()[:-300]):
        with pytest.raises(PictureError, match="cannot be read"):
            admit(bad)


def test_a_photograph_tells_nothing_of_its_maker_in_any_format(project: TinyProject) -> None:
    (project.root / "templates/leaflet/text/fr/x.jpg").write_bytes(photograph())
    project.change("templates/leaflet/kind.yaml", "[html]", "[html, pdf, docx]")
    project.write("templates/leaflet/text/fr/welcome.md", '![A door](x.jpg)\n\n{{ cite("register") }}\n')
    assert project.build(*ONLY).code == 0
    place = project.root / "deliverables/fr"
    word = subprocess.run(
        ["unzip", "-p", place / "leaflet.docx", "word/media/*"], capture_output=True, check=True
    )
    page = (place / "leaflet.html").read_text()
    inside = [base64.b64decode(one) for one in re.findall(r"jpeg;base64,([^\"]*)", page)]
    assert inside
    for content in (word.stdout, (place / "leaflet.pdf").read_bytes(), *inside):
        assert b"SECRET" not in content


def test_a_finished_drawing_is_looked_at_once_more(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.change("templates/leaflet/kind.yaml", "[html]", "[svg]")
    project.write(
        "templates/leaflet/page.html",
        '{% extends "base/page.html" %}{% block main %}<img src="{{ \'\' }}figure:x" alt="">{% endblock %}',
    )
    for bad in ("<script/>", '<rect onclick="x"/>', '<a href="https://e.example"/>', "<set/>"):
        with pytest.raises(PictureError):
            look_again(SVG.format(bad).encode())
    fonts = (
        '<style>@font-face{font-family:"x";src:url("data:font/woff2;base64,AAAA") format("woff2")}</style>'
    )
    assert look_again(SVG.format(fonts).encode())


def test_the_style_that_is_published_is_the_one_that_was_looked_at(project: TinyProject) -> None:
    path = "templates/leaflet/style.css"
    project.write(
        path,
        "a::before{content:'/*'} b::before{content:\"*/'} main{background:url(https://e.example/t.png)} i::before{content:'\"}\n"
        '/* a remark */ p::before{content:"("} p/**/em{margin:0/**/}',
    )
    assert project.build(*ONLY).code == 0
    page = project.read("deliverables/fr/leaflet.html")
    assert "main{background" not in page
    assert "a remark" not in page
    assert 'content:"\\28 "' in page
    project.write(path, "p{content:'}\nmain{background:url(https://e.example/t.png)}\n")
    assert "leaflet/style.css:1:11: error: this quote or address is never closed" in project.build(*ONLY).err


PLAIN = (
    b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
)
SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


@pytest.mark.parametrize(
    "above", [PLAIN, b"<!DOCTYPE svg>", b'<?xml version="1.0"?>\n<!-- made by a program -->\n' + PLAIN]
)
def test_what_a_drawing_program_writes_above_a_drawing_is_dropped(above: bytes) -> None:
    assert b"DOCTYPE" not in admit(above + SQUARE).content


@pytest.mark.parametrize(
    "above", [b'<!DOCTYPE svg [<!ENTITY a "b">]>', b'<!DOCTYPE svg SYSTEM "x" [ ]>', b"<!DOCTYPE html>"]
)
def test_a_doctype_that_defines_something_is_refused(above: bytes) -> None:
    with pytest.raises(PictureError):
        admit(above + SQUARE)
