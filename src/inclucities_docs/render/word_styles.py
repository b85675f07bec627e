"""The designed reference document for Word: pandoc's own, with the brand's fonts, colours and sizes."""

from __future__ import annotations

import functools
import io
import subprocess
import zipfile
from collections.abc import Mapping

from lxml import etree

from inclucities_docs.render.prose import pandoc_path
from inclucities_docs.schema import Brand

__all__ = ["W", "list_styles", "make_reference", "write_archive"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_DATE = (1980, 1, 1, 0, 0, 0)


@functools.cache
def _default_document() -> bytes:
    command = [pandoc_path(), "--print-default-data-file", "reference.docx"]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """Give files as one archive that is the same whenever it is made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()


@functools.cache
def make_reference(styles: str, language: str, family: str) -> bytes:
    """Give the reference document: ``styles`` as ``list_styles`` gives them, one language, one family."""
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
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(b"</Types>", _FOOTER_TYPE + b"</Types>")
    relations = "word/_rels/document.xml.rels"
    files[relations] = files[relations].replace(b"</Relationships>", _FOOTER_RELATION + b"</Relationships>")
    document = files["word/document.xml"]
    start = document.index(b"<w:sectPr>")
    files["word/document.xml"] = document[:start] + _SECTION.encode() + b"</w:body></w:document>"
    return write_archive(files)


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


_FOOTER = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr {_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>
<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"""
_FOOTER_TYPE = (
    b'<Override PartName="/word/footer1.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>'
)
_FOOTER_RELATION = (
    b'<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" '
    b'Target="footer1.xml"/>'
)
_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId90" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1300" w:right="1300" w:bottom="1300" w:left="1300" w:header="600" w:footer="600" w:gutter="0"/>'
    "</w:sectPr>"
)


def list_styles(brand: Brand, hue: str = "") -> str:
    """Give the paragraph, character and table styles in the brand's looks, or in a hue's."""
    colour = brand.hues[hue] if hue else None
    accent = (colour.strong if colour else brand.palette.primary).lstrip("#")
    tint = (colour.tint if colour else brand.palette.primary_tint).lstrip("#")
    ink, muted, rule, hairline = (
        getattr(brand.palette, name).lstrip("#") for name in ("ink", "muted", "rule", "hairline")
    )
    scale = brand.scale
    bar = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{accent}"/></w:pBdr>'
    frame = "".join(
        f'<w:{side} w:val="dashed" w:sz="6" w:space="6" w:color="{rule}"/>' for side in ("top", "left", "bottom", "right")
    )
    keep = "<w:keepNext/><w:keepLines/>"
    styles = [
        _paragraph("Normal", "Normal", "", '<w:spacing w:after="0" w:line="280" w:lineRule="atLeast"/>', _run(10, ink), default=True),
        _paragraph("BodyText", "Body Text", "Normal", '<w:widowControl/><w:spacing w:before="0" w:after="120"/>'),
        _paragraph("Compact", "Compact", "BodyText", '<w:spacing w:before="0" w:after="20"/>'),
        _paragraph("Title", "Title", "Normal", f'{keep}<w:spacing w:before="2400" w:after="120" w:line="240" w:lineRule="auto"/>', _run(scale["h1"] + 8, accent, True), "Subtitle"),
        _paragraph("Subtitle", "Subtitle", "Normal", f'{keep}<w:spacing w:after="240"/>', _run(scale["h2"], ink), "BodyText"),
        _paragraph("Author", "Author", "Normal", '<w:spacing w:after="480"/>', _run(scale["small"] + 1, muted), "BodyText"),
        _heading(1, scale["h1"], accent, '<w:pageBreakBefore/><w:spacing w:before="0" w:after="280"/>'),
        _heading(2, scale["h2"], accent, '<w:spacing w:before="360" w:after="100"/>'),
        _heading(3, scale["h3"] + 0.5, accent, '<w:spacing w:before="240" w:after="60"/>'),
        _heading(4, 10, ink, '<w:spacing w:before="160" w:after="40"/>'),
        _paragraph("Caption", "caption", "Normal", f'{keep}<w:spacing w:before="200" w:after="80"/>', _run(scale["small"] + 0.5, ink, True)),
        _paragraph("TableCaption", "Table Caption", "Caption", keep),
        _paragraph("ImageCaption", "Image Caption", "Caption", keep),
        _paragraph("FigureNote", "Figure Note", "Normal", '<w:spacing w:before="40" w:after="200"/>', _run(scale["small"], muted)),
        _paragraph("CalloutLabel", "Callout Label", "Normal", f'{keep}{bar}<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/><w:spacing w:before="200" w:after="0"/><w:ind w:left="240"/>', _run(scale["small"] + 0.5, accent, True), "Callout"),
        _paragraph("Callout", "Callout", "Normal", f'<w:keepLines/>{bar}<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/><w:spacing w:after="0"/><w:ind w:left="240"/>'),
        _paragraph("Awaited", "Awaited", "Normal", f'<w:keepLines/><w:pBdr>{frame}</w:pBdr><w:spacing w:before="120" w:after="120"/><w:ind w:left="120" w:right="120"/>', _run(scale["small"] + 0.5, muted)),
        _paragraph("SideLabel", "Side Label", "Normal", f'{keep}<w:spacing w:before="120"/>', _run(scale["small"] + 0.5, accent, True), "BodyText"),
        _paragraph("DefinitionTerm", "Definition Term", "Normal", f'{keep}<w:spacing w:before="120"/>', _run(10, accent, True), "Definition"),
        _paragraph("Definition", "Definition", "Normal", '<w:spacing w:after="60"/><w:ind w:left="240"/>'),
        _paragraph("TOCHeading", "TOC Heading", "Normal", f'{keep}<w:pageBreakBefore/><w:spacing w:after="200"/>', _run(scale["h1"], accent, True), "BodyText"),
        _paragraph("TOC1", "toc 1", "Normal", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9300"/></w:tabs><w:spacing w:before="80"/>', _run(10, accent, True)),
        _paragraph("TOC2", "toc 2", "Normal", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9300"/></w:tabs><w:ind w:left="300"/>', _run(scale["small"] + 0.5, ink)),
        _paragraph("Footer", "footer", "Normal", '<w:jc w:val="right"/>', _run(scale["small"], muted)),
        f'<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="{accent}"/></w:rPr></w:style>',
        _table(accent, hairline),
    ]  # fmt: skip
    return "".join(styles)


def _run(size: float, colour: str, bold: bool = False) -> str:
    half = round(size * 2)
    weight = "<w:b/><w:bCs/>" if bold else ""
    return f'{weight}<w:color w:val="{colour}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _paragraph(
    key: str, name: str, based: str, paragraph: str = "", run: str = "", after: str = "", *, default: bool = False
) -> str:
    parts = [f'<w:name w:val="{name}"/>']
    parts += [f'<w:basedOn w:val="{based}"/>'] if based else []
    parts += [f'<w:next w:val="{after}"/>'] if after else []
    mark = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"{mark}>{"".join(parts)}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(level: int, size: float, colour: str, spacing: str) -> str:
    paragraph = f'<w:keepNext/><w:keepLines/>{spacing}<w:outlineLvl w:val="{level - 1}"/>'
    return _paragraph(f"Heading{level}", f"heading {level}", "Normal", paragraph, _run(size, colour, True), "BodyText")


def _table(accent: str, hairline: str) -> str:
    line = f'<w:insideH w:val="single" w:sz="4" w:color="{hairline}"/>'
    ends = f'<w:top w:val="nil"/><w:bottom w:val="single" w:sz="4" w:color="{hairline}"/>'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:basedOn w:val="TableNormal"/>'
        f"<w:qFormat/><w:rPr><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>"
        f"<w:tblBorders>{ends}{line}</w:tblBorders>"
        '<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/>'
        '<w:right w:w="140" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{accent}"/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:color="{accent}"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    )
