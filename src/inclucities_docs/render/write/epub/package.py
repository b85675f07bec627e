"""What a book says of itself: its package document and its navigation (EPUB 3.3, EPUB Accessibility 1.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from lxml.html import HtmlElement

from inclucities_docs.render.write.epub.content import Book, serialise

__all__ = ["CONTAINER", "About", "wrap", "write_navigation", "write_package"]

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

_TYPES = {
    "xhtml": "application/xhtml+xml", "css": "text/css", "svg": "image/svg+xml", "png": "image/png",
    "jpg": "image/jpeg", "webp": "image/webp",
}  # fmt: skip


@dataclass(frozen=True)
class About:
    """What is said of a book as a whole."""

    identifier: str
    title: str
    language: str
    direction: str
    creator: str
    description: str
    rights: str
    date: str
    """The day of the newest thing in it: ``2026-01-31``."""
    summary: str
    """How accessible it is, in a sentence."""
    print_source: str
    """The printed edition whose pages it lists."""
    words: Mapping[str, str]
    """``cover``, ``contents``, ``pages``, ``start`` in the book's language."""


def wrap(about: About, title: str, body: str, kind: str = "") -> bytes:
    """Return a file of the book's text."""
    language = about.language
    spaces = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html {spaces} lang="{language}" xml:lang="{language}" dir="{about.direction}">
<head><meta charset="utf-8"/><title>{escape(title or about.title)}</title><link rel="stylesheet" href="book.css"/></head>
<body{f" epub:type={quoteattr(kind)}" if kind else ""}>
{body}
</body>
</html>
"""
    return text.encode()


def write_navigation(about: About, book: Book) -> bytes:
    """Return the navigation document: contents, pages of the printed edition, landmarks."""
    words = about.words
    if book.contents is not None:
        contents = serialise(_plain(book.contents))
    else:
        items = "".join(
            f"<li><a href={quoteattr(one.name)}>{escape(one.title)}</a></li>"
            for one in book.sections
            if one.title
        )
        contents = f"<ol>{items}</ol>"
    pages = sorted(
        (int(name[5:]), file) for name, file in book.places.items() if re.fullmatch(r"page-\d+", name)
    )
    listed = "".join(f'<li><a href="{file}#page-{number}">{number}</a></li>' for number, file in pages)
    start = next((one for one in book.sections if one.body.get("role") == "doc-chapter"), book.sections[0])
    landmarks = [("cover", "cover.xhtml", words["cover"]), ("toc", "navigation.xhtml#toc", words["contents"])]
    landmarks += [("bodymatter", start.name, words["start"])]
    marks = "".join(
        f'<li><a epub:type="{kind}" href="{file}">{escape(name)}</a></li>' for kind, file, name in landmarks
    )
    body = f"""<nav epub:type="toc" role="doc-toc" id="toc"><h1>{escape(words["contents"])}</h1>{contents}</nav>
<nav epub:type="page-list" role="doc-pagelist" hidden="hidden"><h2>{escape(words["pages"])}</h2><ol>{listed}</ol></nav>
<nav epub:type="landmarks" hidden="hidden"><h2>{escape(words["start"])}</h2><ol>{marks}</ol></nav>"""
    if not pages:
        body = re.sub(r'<nav epub:type="page-list".*?</nav>\n', "", body)
    return wrap(about, words["contents"], body)


def _plain(contents: HtmlElement) -> HtmlElement:
    """Return contents as navigation has them: entries that lead somewhere, with words alone."""
    for element in contents.iter("ol", "li"):
        element.attrib.clear()
    for item in list(contents.iter("li")):
        link = item.find("a")
        if link is None and item.find("ol") is None:
            item.drop_tree()
        elif link is not None:
            words = " ".join(link.text_content().split())
            address = link.get("href", "")
            link.clear(keep_tail=True)
            link.set("href", address)
            link.text = words
    return contents


_FEATURES = (
    "alternativeText", "index", "longDescription", "pageBreakMarkers", "pageNavigation", "readingOrder",
    "structuralNavigation", "tableOfContents",
)  # fmt: skip


def write_package(about: About, files: list[str], spine: list[str]) -> bytes:
    """Return the package document: what the book is, its files, their order."""
    has_pages = bool(about.print_source)
    features = [one for one in _FEATURES if has_pages or not one.startswith("page")]
    more = "".join(f'<meta property="schema:accessibilityFeature">{one}</meta>\n' for one in features)
    if has_pages:
        more += f'<dc:source id="print">{escape(about.print_source)}</dc:source>\n'
        more += '<meta refines="#print" property="source-of">pagination</meta>\n'
        more += f'<meta property="pageBreakSource">{escape(about.print_source)}</meta>\n'
    properties = {"navigation.xhtml": "nav", "images/cover.png": "cover-image"}
    items = "".join(
        f'<item id="{_name(one)}" href="{one}" media-type="{_TYPES[one.rpartition(".")[2]]}"'
        f'{f""" properties="{properties[one]}" """.rstrip() if one in properties else ""}/>\n'
        for one in files
    )
    order = "".join(f'<itemref idref="{_name(one)}"/>\n' for one in spine)
    progression = ' page-progression-direction="rtl"' if about.direction == "rtl" else ""
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{about.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{escape(about.identifier)}</dc:identifier>
<dc:title>{escape(about.title)}</dc:title>
<dc:language>{about.language}</dc:language>
<dc:creator>{escape(about.creator)}</dc:creator>
<dc:publisher>{escape(about.creator)}</dc:publisher>
<dc:description>{escape(about.description)}</dc:description>
{f"<dc:rights>{escape(about.rights)}</dc:rights>" if about.rights else ""}
<meta property="dcterms:modified">{about.date}T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessModeSufficient">textual,visual</meta>
{more}<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">{escape(about.summary)}</meta>
</metadata>
<manifest>
{items}</manifest>
<spine{progression}>
{order}</spine>
</package>
"""
    return text.encode()


def _name(file: str) -> str:
    """Return the name of a file in the package: letters, digits and lines."""
    return "f-" + re.sub(r"[^a-z0-9-]", "-", file)
