"""What a text asks for is the same in all formats: lists, boxes, code, addresses, sizes of pictures, direction."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree
from PIL import Image

from inclucities_docs.render.layout.engine import _number_lists
from inclucities_docs.render.page.address import mark_addresses
from tiny_project import TinyProject

TEXT = """# Titre

1. Demander
2. Choisir

::: note
Une pause.
:::

3. Visiter
4. Écrire

a) oui
b) non

- [ ] à faire
- [x] fait

Écrire à coordination.accueil@riverton.example.
Voir la [charte] et [plan].

<!-- à relire -->

| Jour | Lieu |
|---|---|
| lundi | Salle A<br>Salle B |

[charte]: https://charte.example/un

![Une photo couchée](photo.jpg)

![Une capture](tall.png)

![Une capture étroite](tall.png){width=25%}
"""


def extract_words(content: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_all_formats_say_the_same(project: TinyProject) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (400, 4000), "red").save(picture, "PNG")
    photo, lying = io.BytesIO(), Image.Exif()
    lying[0x0112] = 6  # the camera was turned: shown 300 by 200
    Image.new("RGB", (200, 300), "blue").save(photo, "JPEG", exif=lying)
    folder = project.root / "templates" / "leaflet" / "text"
    for language in ("fr", "en"):
        (folder / language / "welcome.md").write_text(TEXT, "utf-8")
        (folder / language / "tall.png").write_bytes(picture.getvalue())
        (folder / language / "photo.jpg").write_bytes(photo.getvalue())
    project.change("templates/leaflet/kind.yaml", "[html]", "[html, pdf, docx, epub]")
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 0, outcome.err
    html = project.read("deliverables/fr/leaflet.html")
    assert 'start="3"' in html
    assert 'type="a"' in html
    words = extract_words(project.made()["fr/leaflet.pdf"])
    words = re.sub(r"\s+", " ", words)
    numerals = re.findall(r"(?<!\w)(?:\d|[a-z])\.(?!\w)", words)  # which stand where the engine puts them
    assert {"1.", "2.", "3.", "4.", "a.", "b."} <= set(numerals)
    with zipfile.ZipFile(io.BytesIO(project.made()["fr/leaflet.docx"])) as archive:
        document = archive.read("word/document.xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
        files = {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(io.BytesIO(project.made()["fr/leaflet.epub"])) as archive:
        book = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))
        files |= {f"epub {name}": archive.read(name) for name in archive.namelist()}
    said = "".join(re.findall(r"<w:t[^>]*>([^<]*)", document))
    for text in (html, book):
        assert re.search(r'<a [^>]*href="https://charte.example/un"[^>]*>charte</a>', text)
        assert re.search(r"Salle A<br\s?/?>Salle B", text)
        assert re.search(r'<ol start="3"[^>]*>', text)
        assert re.search(r'<ol type="a"', text)
    assert 'Target="https://charte.example/un"' in links
    assert re.search(r"Salle A</w:t></w:r><w:r><w:br/></w:r><w:r><w:t[^>]*>Salle B", document)
    photos = [one for name, one in files.items() if name.endswith((".jpg", ".jpeg"))]
    assert len(photos) == 2
    assert {Image.open(io.BytesIO(one)).size for one in photos} == {(300, 200)}, "a photo lies on its side"
    for text in (html, words, said, book):
        assert "relire" not in text
        assert "[plan]" in text
        assert re.search(r"\[\s\]\s?à faire", text)
        assert re.search(r"\[x\]\s?fait", text)
    heights = [int(one) for one in re.findall(r'<wp:extent cx="\d+" cy="(\d+)"', document)]
    assert max(heights) <= 231 * 36000
    assert "w:bidi" not in document


def test_a_word_file_from_right_to_left_says_so(project: TinyProject) -> None:
    text = "# عنوان\n\nمرحباً (Mairie) على +33 2 38 79 00 00.\n\n| اليوم | الساعة |\n|---|---|\n| الاثنين | التاسعة |\n"
    project.write("templates/leaflet/text/ar/welcome.md", text)
    project.change("templates/leaflet/kind.yaml", "[fr, en]", "[ar, en]")
    brand = project.read("templates/base/brand.yaml")
    face = "{family: IBM Plex Sans Arabic, package: fontpkg_ibm_plex_sans_arabic}"
    project.write("templates/base/brand.yaml", f"{brand}\nscripts:\n  arabic: {face}\n")
    project.change("templates/leaflet/kind.yaml", "[html]", "[html, docx]")
    outcome = project.build("--only", "leaflet", "--lang", "ar")
    assert outcome.code == 0, outcome.err
    assert "\u200e+33" in project.read("deliverables/ar/leaflet.html")
    with zipfile.ZipFile(io.BytesIO(project.made()["ar/leaflet.docx"])) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    assert len(tree.findall(".//w:p", space)) == len(tree.findall(".//w:pPr/w:bidi", space))
    assert tree.findall(".//w:rPr/w:rtl", space)
    assert tree.findall(".//w:tblPr/w:bidiVisual", space)
    assert tree.findall(".//w:sectPr/w:bidi", space)


@pytest.mark.parametrize(
    ("given", "marked"),
    [
        ("<p>Voir www.a.example/x?y=1.</p>", '<p>Voir <span class="address">www.a.example/x?y=1</span>.</p>'),
        ("<td>a.b@c.example</td>", '<td><span class="address">a.b@c.example</span></td>'),
        ("<p><b>x</b> a@b.eu.</p>", '<p><b>x</b> <span class="address">a@b.eu</span>.</p>'),
        ('<p><a href="x">www.a.eu</a></p>', '<p><a href="x" class="address">www.a.eu</a></p>'),
        ("<p>M. Dupont, p. ex. 3.5 km.</p>", "<p>M. Dupont, p. ex. 3.5 km.</p>"),
        ("<pre>www.a.eu</pre>", "<pre>www.a.eu</pre>"),
    ],
)  # fmt: skip
def test_addresses_are_marked(given: str, marked: str) -> None:
    import lxml.html

    tree = lxml.html.fragment_fromstring(f"<div>{given}</div>")
    mark_addresses(tree)
    assert lxml.html.tostring(tree, encoding="unicode") == f"<div>{marked}</div>"


def test_lists_are_numbered_by_style() -> None:
    import lxml.html

    tree = lxml.html.fragment_fromstring(
        '<div><ol start="3" type="I"></ol><ol start="x;y" type="1"></ol></div>'
    )
    _number_lists(tree)
    assert [one.get("style") for one in tree] == [
        "list-style-type:upper-roman;counter-reset:list-item 2",
        None,
    ]
