"""A page as one PDF that is accessible (PDF/UA-1) and archivable (PDF/A-2a) at once."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml.html import HtmlElement

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.render.font import find_faces, provide_fonts
from inclucities_docs.render.html import serialise
from inclucities_docs.render.page import Page
from inclucities_docs.render.paging import join_places, select_part
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


def write_pdf(page: Page, keys: Iterable[str] = ("pdf",)) -> dict[str, tuple[bytes, int]]:
    """Give the page for print and archive: key → PDF and number of pages.

    The key ``pdf`` stands for the whole document, ``04-matching.pdf`` for one of its parts.
    Raises DiagnosticError for what the layout engine can't do.
    """
    prepare(tuple(face.path for face in find_faces(page.project.brand)))
    listener = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.handlers = [listener]
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    document, problems = _lay_out(page, listener)
    made = {}
    for key in keys:
        if key == "pdf":
            made[key] = _finish(document, page, [1]), len(document.pages)
        else:
            part = select_part(document, page.tree, key.removesuffix(".pdf"))
            made[key] = _finish(part.document, page, part.numbers), len(part.document.pages)
    place = Location(f"templates/{page.edition.kind}/page.html")
    problems += [
        Diagnostic(place, f"the page layout says: {message}", "look at pictures and styles of this document")
        for message in dict.fromkeys(listener.messages)
        if "aspect-ratio" not in message  # drawings say it for browsers
    ]
    if problems:
        raise DiagnosticError(problems)
    return made


def _lay_out(page: Page, listener: _Listener) -> tuple[Any, list[Diagnostic]]:
    """Give the pages, and what is wrong with the style sheets."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

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

    def render(tree: HtmlElement) -> Any:
        return weasyprint.HTML(string=serialise(tree), url_fetcher=fetcher).render(
            stylesheets=sheets, font_config=configuration
        )

    document = render(page.tree)
    joined = join_places(page.tree, document)
    if joined is not None:
        document = render(joined)
    return document, problems


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


def _finish(document: Any, page: Page, numbers: list[int]) -> bytes:
    """Give a document as PDF; ``numbers`` says what its pages are called where they do not go on counting."""
    import pydyf

    programme, edition = page.project.programme, page.edition
    metadata = document.metadata
    lead = page.project.collections["organisations"][programme.lead]
    publisher = page.project.choose(lead.name, edition.language)[1]  # type: ignore[attr-defined]
    metadata.generate_rdf_metadata = lambda *_: _describe(
        metadata, programme.licence.name, str(programme.licence.url), publisher
    )

    def finish(_: Any, pdf: Any) -> None:
        labels = pydyf.Array()
        for index, number in enumerate(numbers):
            if not index or number != numbers[index - 1] + 1:
                labels.extend([index, pydyf.Dictionary({"S": "/D", "St": number})])
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": labels})

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
