"""What is wrong in each file, and which check must say so in which words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pikepdf
import weasyprint
from samples import GOOD, make_docx, make_pdf, replace

from inclucities_docs.conformance import browser

ALT = 'alt="Two bars, the second twice as high as the first" '
HEAD = '<thead><tr><th scope="col">Visit</th><th scope="col">Place</th></tr></thead>'
FOOTER = GOOD[GOOD.index("<footer>") : GOOD.index("</footer>")]
FIRST = GOOD[GOOD.index('<h2 id="first">') : GOOD.index("<h2>The second")]
PLAIN = "<p>Cities learn from each other by visits"


def draw_loosely(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(b"0 0 10 10 re f"))


def drop(*names: str) -> Callable[[pikepdf.Pdf], None]:
    """Give what takes an entry of the catalogue away."""

    def change(pdf: pikepdf.Pdf) -> None:
        for name in names:
            del pdf.Root[name]

    return change


def silence_links(pdf: pikepdf.Pdf) -> None:
    for annotation in pdf.pages[0].obj["/Annots"]:
        del annotation["/Contents"]


def unscope(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TH":
            del one["/A"]


def misnumber() -> bytes:
    """Give a file whose cross-references are off by one from an object on."""

    def finish(_: Any, pdf: Any) -> None:
        pdf.objects[5].free = "f"

    made: bytes = weasyprint.HTML(string=GOOD).write_pdf(finisher=finish, pdf_variant="pdf/a-2a")
    return made


LONG = GOOD.replace("<h2", '<h2 style="break-before: page"')
PAGES_WITH_FAULTS: dict[str, tuple[str, str, str]] = {
    "no-alt": (replace(ALT, ""), "html-structure", "image without alternative text"),
    "file-alt": (replace(ALT, 'alt="bars.svg" '), "html-structure", "file name"),
    "no-language": (replace('<html lang="en">', "<html>"), "html-structure", "no language"),
    "no-title": (replace("<title>Guide to try</title>", "<title></title>"), "html-structure", "no title"),
    "jump": (
        replace('<h2 id="first">The first step</h2>', "<h4>The first step</h4>"),
        "html-structure",
        "jumps from 1 to 4",
    ),
    "no-headers": (
        replace(HEAD, "", '<th scope="row">First visit</th>', "<td>First</td>"),
        "html-structure",
        "without header cells",
    ),
    "no-scope": (replace('<th scope="row">', "<th>"), "html-structure", "without scope"),
    "no-caption": (
        replace("<caption>Visits to the partner cities</caption>", ""),
        "html-structure",
        "without caption",
    ),
    "twice": (replace('id="first"', 'id="content"'), "html-structure", "stands 2 times"),
    "no-skip": (
        replace('<a class="skip" href="#content">Skip to the content</a>', ""),
        "html-structure",
        "does not skip",
    ),
    "no-back": (
        replace('href="#mark-1"', 'href="https://example.org"'),
        "html-structure",
        "without a link back",
    ),
    "drawn-greek": (
        replace("<h1>", "<svg><title>A bar</title><text>Λιβαδειά</text></svg><h1>"),
        "html-structure",
        "Greek text without its language",
    ),
    "greek": (replace('<i lang="el">', "<i>"), "html-structure", "Greek text without its language"),
    "private": (replace("A partner", "A \ue000partner"), "html-structure", "U+E000"),
    "handler": (replace("<h1>", '<h1 onclick="go()">'), "html-safety", "inline event handler onclick"),
    "no-policy": (
        replace("Content-Security-Policy", "X-Policy"),
        "html-safety",
        "no Content-Security-Policy",
    ),
    "remote": (
        replace("<h1>", '<img alt="A bar" src="https://example.org/a.png"><h1>'),
        "html-safety",
        "another site",
    ),
    "dead-fragment": (
        replace("https://example.org/method", "#nowhere"),
        "html-links",
        "dead fragment: #nowhere",
    ),
    "dead-link": (replace("https://example.org/method", "lost.html"), "html-links", "dead link: lost.html"),
    "markup": (replace("<ul><li>", "<ul><p>Loose</p><li>"), "html-markup", "not allowed as child"),
    "style": (replace("a { color", "a { colour"), "html-markup", "colour"),
    "style-of-another-page": (
        replace("a { color", "a { colour").replace("<style>", "\n<style>"),
        "html-markup",
        "colour",
    ),
    "letters": (
        replace("<style>", "<style>@font-face { font-family: X; scr: url(x) }"),
        "html-markup",
        "scr",
    ),
    "grey": (
        replace(PLAIN, '<p style="color:#aaa">Cities learn from each other by visits'),
        "axe",
        "color-contrast",
    ),
    "grey-on-a-moving-shadow": (
        replace(
            PLAIN,
            '<p style="color:#aaa; background: linear-gradient(#fff, transparent) top / 3rem 100% no-repeat local">'
            "Cities learn from each other by visits",
        ),
        "axe",
        "color-contrast",
    ),
    "grey-in-dark": (
        replace("color: #eee; background: #111", "color: #555; background: #111"),
        "axe",
        "color-contrast",
    ),
    "seen-on-a-phone-alone": (
        replace(
            "img { max-width",
            ".narrow { display: none; } @media (max-width: 400px) { .narrow { display: block; } } img { max-width",
            PLAIN,
            '<p class="narrow"><b role="img">x</b></p><p>Cities learn from each other by visits',
        ),
        "axe",
        "role-img-alt",
    ),
    "small-on-a-phone": (
        replace(
            "img { max-width",
            "@media (max-width: 400px) { nav a { min-height: 5px; min-width: 5px; height: 5px; width: 5px; } } img { max-width",
            "<h2>The second step</h2>",
            '<nav><a href="#first">o</a><a href="#content">t</a></nav><h2>The second step</h2>',
        ),
        "axe",
        "target-size",
    ),
    "wide": (
        replace(PLAIN, '<p style="width:900px">Cities learn from each other by visits'),
        "reflow",
        "reaches to",
    ),
    "no-focus": (
        replace(
            "a:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }",
            "a:focus { outline: none; }",
        ),
        "keyboard",
        "focus cannot be seen",
    ),
    "disorder": (
        replace('<a href="https://example.org/method"', '<a tabindex="5" href="https://example.org/method"'),
        "keyboard",
        "out of order",
    ),
    "scripted": (
        replace(
            "script-src 'none'",
            "script-src 'unsafe-inline'",
            "</main>",
            "<p id=\"late\"></p></main><script>late.textContent = 'This sentence needs a script.'</script>",
        ),
        "no-script",
        "shown with scripts only",
    ),
    "network": (
        replace(
            "img-src data:",
            "img-src data: https:",
            "<h1>",
            '<img alt="A bar" src="https://example.org/a.png"><h1>',
        ),
        "no-network",
        "asks the network",
    ),
    "no-emblem": (replace(FOOTER, "<footer><p>An end</p>"), "eu-visibility", "emblem is missing"),
    "no-statement": (
        replace("Co-funded by the European Union", "Thanks"),
        "eu-visibility",
        "no funding statement",
    ),
}

PDFS_WITH_FAULTS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "no-alt": (partial(make_pdf, replace(ALT, "")), "pdf-tags", "figure without alternative text"),
    "file-alt": (partial(make_pdf, replace(ALT, 'alt="bars.svg" ')), "pdf-tags", "file name"),
    "jump": (partial(make_pdf, PAGES_WITH_FAULTS["jump"][0]), "pdf-tags", "jumps from 1 to 4"),
    "no-headers": (partial(make_pdf, PAGES_WITH_FAULTS["no-headers"][0]), "pdf-tags", "without header cells"),
    "no-caption": (partial(make_pdf, PAGES_WITH_FAULTS["no-caption"][0]), "pdf-tags", "without caption"),
    "no-back": (partial(make_pdf, PAGES_WITH_FAULTS["no-back"][0]), "pdf-tags", "without a link back"),
    "no-scope": (partial(make_pdf, change=unscope), "pdf-tags", "without scope"),
    "untagged": (partial(make_pdf, pdf_variant="pdf/a-2b", pdf_tags=False), "pdf-tags", "not tagged"),
    "untagged-ua": (partial(make_pdf, pdf_variant="pdf/a-2b", pdf_tags=False), "pdf-ua", "PDFUA-1 "),
    "untagged-a": (partial(make_pdf, pdf_variant="pdf/a-2b", pdf_tags=False), "pdf-a", "PDFA-2A "),
    "untitled": (partial(make_pdf, PAGES_WITH_FAULTS["no-title"][0]), "pdf-properties", "no title"),
    "no-language": (partial(make_pdf, PAGES_WITH_FAULTS["no-language"][0]), "pdf-properties", "no language"),
    "no-labels": (partial(make_pdf, change=drop("/PageLabels")), "pdf-properties", "no page labels"),
    "file-shown": (partial(make_pdf, change=drop("/ViewerPreferences")), "pdf-properties", "not its title"),
    "no-metadata": (partial(make_pdf, change=drop("/Metadata")), "pdf-properties", "no licence"),
    "no-bookmarks": (partial(make_pdf, LONG, drop("/Outlines")), "pdf-properties", "no bookmarks"),
    "silent-links": (partial(make_pdf, change=silence_links), "pdf-properties", "link without words"),
    "greek": (partial(make_pdf, PAGES_WITH_FAULTS["greek"][0]), "pdf-text", "Greek text tagged as en"),
    "loose": (partial(make_pdf, change=draw_loosely), "pdf-text", "neither tagged nor an artifact"),
    "loose-ua": (partial(make_pdf, change=draw_loosely), "pdf-ua", "PDFUA-1 "),
    "disordered": (
        partial(make_pdf, replace(FIRST, "", "</section>\n</main>", f"</section>{FIRST}</main>")),
        "pdf-reading-order",
        "another order",
    ),
    "shortened": (
        partial(make_pdf, replace("<li>A partner is found for the city</li>", "")),
        "pdf-reading-order",
        "the PDF lacks",
    ),
    "untagged-greek": (
        partial(make_pdf, PAGES_WITH_FAULTS["greek"][0]),
        "pdf-reading-order",
        "does not tag as el",
    ),
    "no-emblem": (partial(make_pdf, PAGES_WITH_FAULTS["no-emblem"][0]), "eu-visibility", "emblem is missing"),
    "no-statement": (
        partial(make_pdf, PAGES_WITH_FAULTS["no-statement"][0]),
        "eu-visibility",
        "no funding statement",
    ),
    "small-emblem": (
        partial(make_pdf, replace("margin-right: 3mm", "height: 9mm; margin-right: 3mm")),
        "eu-visibility",
        "mm high",
    ),
    "covered-emblem": (
        partial(
            make_pdf, replace('data-role="eu-funding"', 'data-role="eu-funding" style="margin-left: -12mm"')
        ),
        "eu-visibility",
        "text stands on the EU emblem",
    ),
    "misnumbered": (misnumber, "pdf-text", "not readable"),
    "broken": (lambda: b"not a PDF", "pdf-ua", "not readable"),
}

WORD_FILES_WITH_FAULTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no-emblem": (partial(make_docx, "Emblem of the European Union", "Blue flag"), "emblem is missing"),
    "no-statement": (partial(make_docx, "Co-funded by the European Union", "Thanks"), "no funding statement"),
    "no-language": (partial(make_docx, '<w:lang w:val="en-GB"/>', ""), "no language"),
    "no-title": (partial(make_docx, "<dc:title>Guide to try</dc:title>", ""), "no title"),
    "jump": (partial(make_docx, "Heading2", "Heading4"), "jumps from 1 to 4"),
    "no-header": (partial(make_docx, "<w:tblHeader/>", ""), "without a header row"),
    "no-alt": (partial(make_docx, 'descr="Two bars"', ""), "without alternative text"),
    "file-alt": (partial(make_docx, "Two bars", "image.png"), "file name"),
    "spaced": (
        partial(make_docx, "<w:t>Cities learn from each other.</w:t>", ""),
        "empty paragraph as spacing",
    ),
    "broken": (lambda: b"not a Word file", "not readable"),
}

ORDERED = {"disordered", "shortened", "untagged-greek"}
"""PDFs that are held against the good page."""


def path_of(name: str) -> str:
    """Give where a page with a fault stands: those that only a browser can see, apart."""
    folder = "seen" if PAGES_WITH_FAULTS[name][1] in browser.CHECKS else "read"
    return f"{folder}/{name}.html"


FILES: dict[str, Callable[[], bytes]] = {
    "good/guide.html": GOOD.encode,
    "good/guide.pdf": make_pdf,
    "good/long.pdf": partial(make_pdf, LONG),
    "good/guide.docx": make_docx,
    "seen/good.html": GOOD.encode,
    **{path_of(name): partial(page.encode) for name, (page, *_) in PAGES_WITH_FAULTS.items()},
    **{f"pdf-{name}/file.pdf": make for name, (make, *_) in PDFS_WITH_FAULTS.items()},
    **{f"pdf-{name}/file.html": GOOD.encode for name in ORDERED},
    **{f"docx-{name}/word.docx": make for name, (make, _) in WORD_FILES_WITH_FAULTS.items()},
}
