"""The designed reference document for Word: pandoc's own, with the brand's fonts, colours and sizes."""

from __future__ import annotations

import functools
import io
import subprocess
import zipfile

from lxml import etree

from inclucities_docs.render.prose.markdown import pandoc_path
from inclucities_docs.schema import Brand
from inclucities_docs.zip_archive import write_zip

__all__ = [
    "W",
    "fill_styles",
    "find_accent",
    "make_reference",
]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@functools.cache
def _default_document() -> bytes:
    command = [pandoc_path(), "--print-default-data-file", "reference.docx"]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout


@functools.cache
def make_reference(styles: str, language: str, family: str) -> bytes:
    """Return the reference document: ``styles`` as ``fill_styles`` gives them, one language, one family."""
    with zipfile.ZipFile(io.BytesIO(_default_document())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/styles.xml"] = _replace_styles(files["word/styles.xml"], styles, language)
    theme = files["word/theme/theme1.xml"].decode()
    for part in ("majorFont", "minorFont"):
        start = theme.index(f"<a:{part}>")
        end = theme.index("/>", theme.index("<a:latin", start)) + 2
        theme = f'{theme[:start]}<a:{part}><a:latin typeface="{family}"/>{theme[end:]}'
    files["word/theme/theme1.xml"] = theme.encode()
    files["word/footer1.xml"] = _FOOTER.encode()
    files["word/header1.xml"] = _HEADER.encode()
    files["word/fontTable.xml"] = _name_substitute(files["word/fontTable.xml"], family)
    for name, closing, more in (
        ("[Content_Types].xml", "</Types>", _TYPES),
        ("word/_rels/document.xml.rels", "</Relationships>", _RELATION),
    ):
        files[name] = files[name].replace(closing.encode(), (more + closing).encode())
    document = files["word/document.xml"]
    start = document.index(b"<w:sectPr>")
    files["word/document.xml"] = document[:start] + _SECTION.encode() + b"</w:body></w:document>"
    return write_zip(files.items())


def _replace_styles(content: bytes, styles: str, language: str) -> bytes:
    tree = etree.fromstring(content)
    for element in tree.iter(f"{W}lang"):
        element.set(f"{W}val", language)
    for element in etree.fromstring(f"<w:styles {_NAMESPACES}>{styles}</w:styles>"):
        name = element.get(f"{W}styleId")
        for old in tree.findall(f"{W}style"):
            if old.get(f"{W}styleId") == name:
                tree.remove(old)
        tree.append(element)
    for size in tree.iterfind(f"{W}docDefaults//{W}rPr/*"):
        if size.tag in (f"{W}sz", f"{W}szCs"):
            size.set(f"{W}val", "20")
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FOOTER = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr {_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"""
_HEADER = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:hdr {_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TITLE </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t></w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>"""
_TYPES = (
    f'<Override PartName="/word/footer1.xml" ContentType="{_OFFICE}.footer+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_OFFICE}.header+xml"/>'
)
_RELATION = (
    f'<Relationship Id="rId90" Type="{_RELATIONS}/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId91" Type="{_RELATIONS}/header" Target="header1.xml"/>'
)
_SECTION = (
    f'<w:sectPr xmlns:r="{_RELATIONS}"><w:headerReference w:type="default" r:id="rId91"/>'
    '<w:footerReference w:type="default" r:id="rId90"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" w:right="1300" w:bottom="1300" w:left="1300" '
    'w:header="600" w:footer="600" w:gutter="0"/><w:titlePg/></w:sectPr>'
)


def _name_substitute(content: bytes, family: str) -> bytes:
    """Say which typeface takes the place of the brand's on machines that do not have it."""
    tree = etree.fromstring(content)
    font = etree.fromstring(
        f'<w:font {_NAMESPACES} w:name="{family}"><w:altName w:val="Calibri"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    tree.append(font)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def fill_styles(template: str, brand: Brand, hue: str = "") -> str:
    """Return ``templates/base/word.xml`` with the brand’s colours and sizes, or a duo’s hue, in its braces.

    Raise KeyError with a name that the brand does not have.
    """
    palette = {name: colour.lstrip("#") for name, colour in brand.palette.model_dump().items()}
    scale = {**brand.scale, "base": 1.0}
    sizes = {name: str(round(brand.measure(size) * 2)) for name, size in scale.items()}
    tint = brand.hues[hue].tint if hue else brand.palette.primary_tint
    accent = find_accent(brand, hue)
    return template.format_map({**palette, **sizes, "accent": accent.lstrip("#"), "tint": tint.lstrip("#")})


def find_accent(brand: Brand, hue: str = "") -> str:
    """Return the colour of headings and covers: a duo's, or the brand's first."""
    return brand.hues[hue].strong if hue else brand.palette.primary
