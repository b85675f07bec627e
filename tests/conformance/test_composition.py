"""What a typesetter would mend is found where it stands, and nowhere else."""

from pathlib import Path

import fontpkg_ibm_plex_sans_arabic
import pypdfium2
import pytest
import weasyprint

from inclucities_docs.conformance.composition import (
    CLOSES,
    HEADING,
    OPENS,
    PLAIN,
    RUNT,
    TAIL,
    THIN,
    list_flaws,
)

STYLE = "<style>@page{size:A5;margin:20mm}p{margin:0;font:10pt/14pt 'Fira Sans',sans-serif}h2{font:bold 18pt sans-serif}</style>"


def read(*pages: str, last: str = "") -> set[tuple[int, str]]:
    html = STYLE + "".join(
        f"<div style='break-after:page'>{one}</div>" for one in ("Cover", *pages, last or END)
    )
    with pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf()) as document:
        return {(one.page, one.kind) for one in list_flaws(document, "x.pdf")}


FULL = "<p>word word word</p>" * 32
BOX = "<p style='background: #CCC'>End</p>"
END = BOX + "<p>word word word</p>" * 20


@pytest.mark.parametrize(
    ("page", "sort"),
    [
        ("<p>word</p>" * 5, THIN),
        ("<p>word word word</p>" * 29 + "<h2>A heading</h2>", HEADING),
        (FULL + "<p>: begins</p>", OPENS),
        (FULL + "<p>he said «</p>", CLOSES),
        ("<p>word word word</p>" * 29 + "<p>" + "word " * 10 + "<br>ends.</p>", RUNT),
    ],
)
def test_a_flaw_is_found_on_its_page(page: str, sort: str) -> None:
    assert read(FULL, page) == {(3, sort)}


def test_a_full_page_has_none() -> None:
    assert read(FULL, FULL) == set()


def test_a_last_page_with_an_imprint_alone_is_found() -> None:
    assert read(FULL, last=BOX + "<p>About this document</p>") == {(3, TAIL)}


def test_a_last_line_in_a_script_with_higher_letters_is_no_heading() -> None:
    face = next(Path(fontpkg_ibm_plex_sans_arabic.__path__[0]).rglob("*-Regular.ttf"))
    style = f"<style>@font-face {{ font-family: Plex; src: url({face.as_uri()}) }}</style>"
    arabic = f"{style}<p style='font-family: Plex'>له دوشنبې تر جمعې</p>"
    assert read(FULL, "<p>word word word</p>" * 30 + arabic) == set()


def test_a_short_line_that_goes_on_in_italics_is_none() -> None:
    begun = "<p>word word word</p>" * 29 + "<p>" + "word " * 10
    assert read(FULL, f"{begun}<br><i>in brief</i>, and more of it.</p>") == set()


def test_a_sign_after_smaller_words_begins_no_line() -> None:
    assert read(FULL, FULL[:-4] + " <small style='font-size: 6pt'>mark</small> : the note</p>") == set()


def test_pages_of_text_alone_are_found_once_where_the_third_stands() -> None:
    assert read(FULL, FULL, FULL, FULL) == {(4, PLAIN)}
    assert read(FULL, FULL, BOX + FULL, FULL) == set()


def test_a_last_line_below_a_drawing_of_another_scale_is_no_heading() -> None:
    lines = "".join(f"<text y='{4 + 4 * number}' font-size='4'>word word</text>" for number in range(30))
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 125' width='300'>{lines}</svg>"
    assert read(FULL, drawing + "<p>word word word</p>" * 3) == set()
