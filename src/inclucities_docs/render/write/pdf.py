"""A page as one PDF that is accessible (PDF/UA-1) and archivable (PDF/A-2a) at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.inputs.imprint import write_imprint
from inclucities_docs.render.font import find_faces
from inclucities_docs.render.layout.engine import heed, lay_out, lay_out_part
from inclucities_docs.render.layout.line_number import draw_line_numbers
from inclucities_docs.render.page.page import Page
from inclucities_docs.render.write import Written

__all__ = ["write", "write_whole"]


def write(page: Page, keys: Sequence[str] = ("pdf",)) -> Written:
    """Return the page for print and archive: key → PDF and number of pages.

    The key ``pdf`` stands for the whole document, ``04-matching.pdf`` for one of its parts.
    Raise DiagnosticError for what the layout engine can't do.
    """
    _check_parts(page, keys)
    made = {}
    with heed(page):
        for key in keys:
            if key == "pdf":
                made[key] = write_whole(page)
            else:
                part = lay_out_part(page, key.removesuffix(".pdf"))
                made[key] = _write(part, page), len(part.pages)
    return made


def write_whole(page: Page) -> tuple[bytes, int]:
    """Return the whole document and its number of pages; it is written once, whatever else is made of it."""
    if "pdf" not in page.written:
        document = lay_out(page)
        page.written["pdf"] = _write(document, page), len(document.pages)
    return page.written["pdf"]


def _check_parts(page: Page, keys: Iterable[str]) -> None:
    """Raise DiagnosticError for parts that the page does not show."""
    shown = {section.get("data-file") for section in page.tree.iter("section")}
    missing = [
        name for name in (key.removesuffix(".pdf") for key in keys if key != "pdf") if name not in shown
    ]
    if missing:
        place = Location(f"templates/{page.document.kind}/page.html")
        message = f"'{missing[0]}' is to be a file of its own, and is no chapter of this page"
        raise DiagnosticError(
            [Diagnostic(place, message, "use `layout: book`, or take `parts:` out of kind.yaml")]
        )


def _write(document: Any, page: Page) -> bytes:
    """Return a document as PDF."""
    import pydyf

    imprint, metadata = write_imprint(page.records), document.metadata
    metadata.generate_rdf_metadata = lambda *_: _describe(
        metadata, imprint.licence, imprint.licence_url, imprint.publisher
    )

    def embed(_: Any, pdf: Any) -> None:
        pdf.catalog["PageLabels"] = pydyf.Dictionary(
            {"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D", "St": 1})])}
        )
        if page.document.view == "review" and page.kind.layout != "poster":
            draw_line_numbers(document, pdf, find_faces(page.reader.brand)[0].path)

    made: bytes = document.write_pdf(
        finisher=embed,
        pdf_variant="pdf/a-2a",
        pdf_tags=True,
        pdf_version="1.7",
        pdf_identifier=True,
        output_intent="srgb",
    )
    return made


_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""PDF/A asks that every schema of metadata it does not know is described."""


def _describe(metadata: Any, licence: str, licence_url: str, publisher: str) -> bytes:
    """Return the document's description, which claims PDF/A and PDF/UA in one place."""
    import weasyprint

    def one(name: str, text: str) -> str:
        inner = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
        return f"<dc:{name}>{inner}</dc:{name}>" if text else ""

    def many(name: str, container: str, texts: Sequence[str]) -> str:
        items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts if text)
        return f"<dc:{name}><rdf:{container}>{items}</rdf:{container}></dc:{name}>" if items else ""

    terms = (
        '<rdf:Description rdf:about="" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
        f' xmpRights:Marked="True" xmpRights:WebStatement={quoteattr(licence_url)}/>\n'
    )
    terms = terms if licence_url else ""
    return f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
{_SCHEMA}
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Producer="WeasyPrint {weasyprint.__version__}"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
{one("title", metadata.title)}{many("creator", "Seq", metadata.authors)}{one("description", metadata.description)}
{many("subject", "Bag", metadata.keywords)}{many("language", "Bag", [metadata.lang])}{many("publisher", "Bag", [publisher])}
{one("rights", licence)}<dc:format>application/pdf</dc:format></rdf:Description>
{terms}</rdf:RDF>""".encode()
