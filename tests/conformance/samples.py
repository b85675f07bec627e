"""One page, PDF and Word file that are right, and how to make them wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pikepdf
import weasyprint

from inclucities_docs.render.layout import tags as tag_tree

HERE = Path(__file__).parent
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20" width="90" height="60">{}</svg>'
BARS = SVG.format('<path d="M3 10h8v10H3zM16 0h8v20h-8z" fill="#357"/>')
EMBLEM = SVG.format('<path d="M0 0h30v20H0z" fill="#039"/><circle cx="15" cy="10" r="5" fill="#fc0"/>')
GOOD = (
    (HERE / "good.html")
    .read_text("utf-8")
    .replace("{bars}", f"data:image/svg+xml,{quote(BARS)}")
    .replace("{emblem}", f"data:image/svg+xml,{quote(EMBLEM)}")
)
METADATA = (HERE / "metadata.xml").read_text("utf-8")

Change = Callable[[pikepdf.Pdf], None]


def replace(*pairs: str) -> str:
    """Give the good page with words exchanged: old, new, old, new, …"""
    page = GOOD
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in page, old
        page = page.replace(old, new)
    return page


def make_pdf(page: str = GOOD, change: Change | None = None, **options: Any) -> bytes:
    """Give the PDF of a page, changed afterwards."""
    tag_tree.install()
    document = weasyprint.HTML(string=page).render()
    settings = {"pdf_variant": "pdf/a-2a", "pdf_tags": True, "pdf_version": "1.7"} | options
    with pikepdf.open(io.BytesIO(document.write_pdf(**settings))) as pdf:
        title = str(document.metadata.title or "")
        language = str(document.metadata.lang or "")
        packet = METADATA.replace("{title}", title).replace("{language}", language)
        metadata = pdf.make_stream(packet.encode())
        metadata["/Type"], metadata["/Subtype"] = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = metadata
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D)])
        if change is not None:
            change(pdf)
        made = io.BytesIO()
        pdf.save(made, static_id=True)
    return made.getvalue()


def make_docx(*pairs: str) -> bytes:
    """Give a Word file, words of its parts exchanged."""
    parts = (HERE / "word.txt").read_text("utf-8")
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in parts, old
        parts = parts.replace(old, new)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in parts.split("=== ")[1:]:
            name, _, text = part.partition("\n")
            archive.writestr(name.strip(), text)
    return made.getvalue()
