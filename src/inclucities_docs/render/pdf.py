"""A page as one PDF that is accessible (PDF/UA-1) and archivable (PDF/A-2a) at once."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.render.font import find_faces, provide_fonts
from inclucities_docs.render.html import serialise
from inclucities_docs.render.page import Page
from inclucities_docs.render.style import list_sheets

__all__ = ["prepare", "write_pdf"]


SYSTEM_LINE = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""What installs the system libraries of the layout engine on Debian."""


def find_slow_parts() -> str:
    """Give a note on a missing library that only costs time, or an empty text."""
    import ctypes

    try:
        ctypes.CDLL("libharfbuzz-subset.so.0")
    except OSError:
        return f"note: libharfbuzz-subset is missing, PDFs take longer; on Debian or Ubuntu, run: {SYSTEM_LINE}"
    return ""


def prepare(page_fonts: tuple[str, ...]) -> None:
    """Load the layout engine with the project's fonts alone; once for each process."""
    provide_fonts(page_fonts)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    try:
        from inclucities_docs.render import tag_tree
    except OSError as error:
        found = re.search(r"lib[\w.+-]+|'([^']+)'", str(error))
        name = found[0].strip("'") if found else "Pango"
        raise DiagnosticError(
            [
                Diagnostic(
                    Location("this machine"),
                    f"the system library {name} is missing, which PDF needs",
                    f"on Debian or Ubuntu, run: {SYSTEM_LINE}",
                )
            ]
        ) from None
    tag_tree.install()


class _Listener(logging.Handler):
    """Keeps what the engine complains of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


def write_pdf(page: Page) -> tuple[bytes, int]:
    """Give the page for print and archive with its number of pages; raises DiagnosticError for what the engine can't do."""
    prepare(tuple(face.path for face in find_faces(page.project.brand)))
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    listener = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.handlers = [listener]
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    fetcher = _make_fetcher(page)
    configuration = FontConfiguration()
    problems: list[Diagnostic] = []
    sheets = []
    for path, text in list_sheets(page, "print"):
        sheets.append(
            weasyprint.CSS(string=text, font_config=configuration, url_fetcher=fetcher, media_type="print")
        )
        problems += [_at_rule(path, text, message) for message in listener.messages]
        listener.messages.clear()
    document = weasyprint.HTML(string=serialise(page.tree), url_fetcher=fetcher).render(
        stylesheets=sheets, font_config=configuration
    )
    made = _finish(document, page)
    place = Location(f"templates/{page.edition.kind}/page.html")
    problems += [
        Diagnostic(place, f"the page layout says: {message}", "look at pictures and styles of this document")
        for message in dict.fromkeys(listener.messages)
        if "aspect-ratio" not in message  # drawings say it for browsers
    ]
    if problems:
        raise DiagnosticError(problems)
    return made, len(document.pages)


def _at_rule(path: str, text: str, message: str) -> Diagnostic:
    """Place a complaint of the CSS reader, which ends in line:column."""
    found = re.search(r"at (\d+):(\d+)", message)
    line, column = (int(found[1]), int(found[2])) if found else (0, 0)
    lines = text.splitlines()
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    plain = re.sub(r"\s*at \d+:\d+\s*", ": ", message).rstrip(" :.,")
    return Diagnostic(
        Location(path, line, column),
        f"this style can't be used in print: {plain}",
        "rules for screens alone stand in screen.css",
        excerpt=excerpt,
    )


def _make_fetcher(page: Page) -> Any:
    """Give what fetches pictures: the page's own figures and embedded data, nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Door(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("figure:"):
                return URLFetcherResponse(url, page.pictures[url[7:]].svg, {"Content-Type": "image/svg+xml"})
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError(f"'{url[:80]}' is not part of the document, and nothing is fetched")

    return Door(allowed_protocols=("data",), allow_redirects=False)


def _finish(document: Any, page: Page) -> bytes:
    import pydyf

    programme, edition = page.project.programme, page.edition
    metadata = document.metadata
    lead = page.project.collections["organisations"][programme.lead]
    publisher = page.project.choose(lead.name, edition.language)[1]  # type: ignore[attr-defined]
    metadata.generate_rdf_metadata = lambda *_: _describe(
        metadata, programme.licence.name, str(programme.licence.url), publisher
    )

    def finish(_: Any, pdf: Any) -> None:
        label = pydyf.Dictionary({"S": "/D", "St": 1})
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, label])})

    made: bytes = document.write_pdf(
        finisher=finish, pdf_variant="pdf/a-2a", pdf_tags=True, pdf_version="1.7", pdf_identifier=True, output_intent="srgb"
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
    """Give the document's description, which claims PDF/A and PDF/UA in one place."""
    import weasyprint

    def one(name: str, text: str) -> str:
        inner = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
        return f"<dc:{name}>{inner}</dc:{name}>" if text else ""

    def many(name: str, sort: str, texts: Sequence[str]) -> str:
        items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts if text)
        return f"<dc:{name}><rdf:{sort}>{items}</rdf:{sort}></dc:{name}>" if items else ""

    return f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
{_SCHEMA}
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Producer="WeasyPrint {weasyprint.__version__}"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
{one("title", metadata.title)}{many("creator", "Seq", metadata.authors)}{one("description", metadata.description)}
{many("subject", "Bag", metadata.keywords)}{many("language", "Bag", [metadata.lang])}{many("publisher", "Bag", [publisher])}
{one("rights", licence)}<dc:format>application/pdf</dc:format></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmpRights:Marked="True" xmpRights:WebStatement={quoteattr(licence_url)}/>
</rdf:RDF>""".encode()
