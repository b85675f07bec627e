"""A page as an EPUB 3 book that reflows, says how accessible it is and knows the pages of its PDF."""

from __future__ import annotations

import copy
import re
import uuid
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.render.font import carry_letters, find_faces
from inclucities_docs.render.layout.engine import heed, lay_out
from inclucities_docs.render.layout.raster import draw_first_page, write_first_page
from inclucities_docs.render.page.page import Page
from inclucities_docs.render.page.tree import number_places
from inclucities_docs.render.page.view import choose_view
from inclucities_docs.render.page.worksheet import fill_sheets
from inclucities_docs.render.style.sheet import find_fetches, write_brand
from inclucities_docs.render.write import Written
from inclucities_docs.render.write.epub.content import divide, serialise
from inclucities_docs.render.write.epub.package import CONTAINER, About, wrap, write_navigation, write_package
from inclucities_docs.render.write.epub.page_list import mark_pages
from inclucities_docs.zip_archive import write_zip

__all__ = ["write"]

_STYLE = "templates/base/epub.css"


def write(page: Page, keys: Sequence[str] = ("epub",)) -> Written:
    """Return the page as a book; raise DiagnosticError for what the layout engine can't do."""
    tree = copy.deepcopy(page.tree)
    number_places(tree)
    choose_view(tree)

    def gettext(message: str, **_: str) -> str:
        return page.reader.find_word(page.document.language, message)[0]

    fill_sheets(tree, gettext)
    document = lay_out(page)
    has_print = "pdf" in page.kind.formats
    if has_print:
        mark_pages(tree, document)
    book = divide(tree, page.pictures)
    about = _describe(page, has_print=has_print)
    with heed(page):
        cover = draw_first_page(write_first_page(document), 1200 / (document.pages[0].width * 0.75))
    files: dict[str, bytes] = {
        "navigation.xhtml": write_navigation(about, book),
        "cover.xhtml": wrap(
            about,
            about.words["cover"],
            f'<p class="cover-page"><img src="images/cover.png" alt={quoteattr(page.title)} role="doc-cover"/></p>',
            "cover",
        ),
        "book.css": _write_style(page),
        "images/cover.png": cover,
    }
    for section in book.sections:
        files[section.name] = wrap(about, section.title, serialise(section.body))
    for name, content in sorted(book.images.items()):
        files[name] = (
            carry_letters(content, find_faces(page.reader.brand)) if name.endswith(".svg") else content
        )
    spine = ["cover.xhtml", *(one.name for one in book.sections[:1]), "navigation.xhtml"]
    spine += [one.name for one in book.sections[1:]]
    files["package.opf"] = write_package(about, list(files), spine)
    return {keys[0]: (_pack(files), 0)}


def _describe(page: Page, *, has_print: bool) -> About:
    """Return what the book says of itself."""
    programme, document = page.records.programme, page.document
    language = document.language

    def _(message: str) -> str:
        return page.reader.find_word(language, message)[0]

    read = [str(page.records.sources[one].read.start) for one in page.sources]
    newest = max(read, default="2020-01-01")
    whole = f"{language}/{document.name}"
    words = {
        "cover": _("Cover"),
        "contents": _("Contents"),
        "pages": _("Pages of the printed edition"),
        "start": _("Start of the text"),
    }
    summary = _(
        "All figures have a text alternative, and most their data as a table. Headings, contents, index and "
        "the page numbers of the printed edition lead through the text."
    )
    return About(
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{programme.website or programme.name}#{whole}')}",
        title=page.title,
        language=language,
        direction=page.tree.get("dir", "ltr"),
        creator=str(programme.lead.name),
        description=str(page.kind.about),
        rights=f"{programme.licence.name}, {programme.licence.url}" if programme.licence else "",
        date=page.reader.today or (newest + "-01-01")[:10],
        summary=summary,
        print_source=next(one.path for one in document.artifacts if one.key == "pdf") if has_print else "",
        words=words,
    )


def _write_style(page: Page) -> bytes:
    """Return the style of books, with the brand's values in the place of their names: few readers know those."""
    text = page.reader.read_text(_STYLE) or ""
    if problems := find_fetches(_STYLE, text):
        raise DiagnosticError(problems)
    values = dict(re.findall(r"(--[\w-]+):([^;}]+)", write_brand(page.reader.brand)))
    return re.sub(r"var\((--[\w-]+)\)", lambda found: values.get(found[1], found[0]), text).encode()


def _pack(files: dict[str, bytes]) -> bytes:
    """Return the archive: the media type first and bare, then everything in its order."""
    return write_zip(
        [
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", CONTAINER.encode()),
            *((f"EPUB/{name}", content) for name, content in files.items()),
        ],
        lambda name: name == "mimetype" or name.endswith(".png"),
    )
