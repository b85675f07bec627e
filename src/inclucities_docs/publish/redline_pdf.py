"""A redline as PDF: the same words as its page, set for print, tagged."""

from __future__ import annotations

from html import escape

import lxml.html

from inclucities_docs.render.font import find_faces
from inclucities_docs.render.layout.engine import prepare
from inclucities_docs.schema import Brand

__all__ = ["write_pdf"]

STYLE = """
@page { size: A4; margin: 22mm 22mm 20mm 30mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt FAMILY } }
html { font: 10pt/14pt FAMILY; }
h1 { font-size: 18pt; line-height: 22pt; margin: 0 0 6pt; }
h2 { font-size: 12pt; margin: 14pt 0 4pt; break-after: avoid; }
p { margin: 0 0 6pt; orphans: 2; widows: 2; }
.jumps { display: none; }
.same { color: #5a5a5a; }
.passage { border-inline-start: 2.5pt solid #262a63; padding-inline-start: 8pt; }
ins { text-decoration: underline; background: #dcefe2; }
del { text-decoration: line-through; background: #f6dede; }
"""


def write_pdf(page: bytes, brand: Brand) -> bytes:
    """Return the main part of a page as PDF/UA-1, with the brand's fonts and nothing from elsewhere."""
    prepare(tuple(face.path for face in find_faces(brand)))
    import weasyprint

    tree = lxml.html.document_fromstring(page)
    main = tree.find(".//main")
    head, language = tree.find("head"), tree.get("lang", "")
    assert main is not None
    assert head is not None
    title = head.findtext("title") or ""
    direction = tree.get("dir", "ltr")
    words = lxml.html.tostring(main, encoding="unicode")
    html = (
        f'<!doctype html><html lang="{escape(language)}" dir="{escape(direction)}">'
        f"<head><title>{escape(title)}</title></head><body>{words}</body></html>"
    )
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=())
    sheet = weasyprint.CSS(string=STYLE.replace("FAMILY", f"'{brand.text.family}'"))
    written = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[sheet], pdf_variant="pdf/ua-1", pdf_tags=True
    )
    return bytes(written)
