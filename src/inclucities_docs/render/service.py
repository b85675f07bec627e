"""What pages for newcomers need beyond other documents: originals beside translations, QR codes."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from inclucities_docs.render.picture import data_uri
from inclucities_docs.source.view import LocalText, View

if TYPE_CHECKING:
    from inclucities_docs.render.vocabulary import Vocabulary

__all__ = ["draw_qr_code", "list_service_words"]


def list_service_words(words: Vocabulary) -> dict[str, Callable[..., Any]]:
    """Give the functions that a page about services can call."""
    project, language = words.project, words.language

    def original(view: View, name: str) -> LocalText | None:
        """Give the original of a text where the page shows a translation that nobody has read."""
        text = getattr(view._model, name)
        if language not in text or project.judge_text(text, language) not in ("unreviewed", "stale"):
            return None
        source = project.programme.original_language
        source = source if source in text else next(iter(text))
        return LocalText.make(text[source], source, language)

    def published() -> str:
        """Give the address that the documents are published at, ending in a slash; empty where there is none."""
        question = "file:templates/portal/portal.yaml"
        words.inquiry.note(question, project.answer(question))
        return str((project.portal.website if project.portal else None) or "")

    def qr_code(address: str, alt: str) -> Markup:
        """Put in a QR code of an address."""
        return Markup('<img class="qr" src="{}" alt="{}">').format(
            data_uri(draw_qr_code(address), ".svg"), alt
        )

    return {"original": original, "published": published, "qr_code": qr_code}


def draw_qr_code(address: str) -> bytes:
    """Give an address as a QR code, SVG, with the quiet zone of four modules that readers need."""
    import segno

    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing,
        kind="svg",
        border=4,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        light="#ffffff",
        omitsize=True,
    )
    return drawing.getvalue()
