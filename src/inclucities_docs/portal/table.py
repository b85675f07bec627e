"""The data of a document's figures as CSV, from the tables that stand below them on its page."""

from __future__ import annotations

import csv
import io

import lxml.html
from lxml.html import HtmlElement

from inclucities_docs.inputs.csv_cell import guard_cell
from inclucities_docs.render.page.tree import words_of

__all__ = ["write_tables"]


def write_tables(html: bytes) -> bytes:
    """Return the tables of a page's figures, one below the other; empty where it has none."""
    tree: HtmlElement = lxml.html.document_fromstring(html.decode("utf-8"))
    target = io.StringIO()
    writer = csv.writer(target)
    figures = [one for one in tree.iter("details") if "figure-data" in one.get("class", "").split()]
    for number, figure in enumerate(figures):
        if number:
            writer.writerow([])
        for row in figure.iter("tr"):
            cells = (" ".join(words_of(cell).split()) for cell in row.iter("td", "th"))
            writer.writerow([guard_cell(cell) for cell in cells])
    return ("\ufeff" + target.getvalue()).encode() if target.getvalue() else b""
