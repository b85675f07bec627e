"""The reference as a page: a list of contents, a field to search in, each item with its example and what that gives here."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from inclucities_docs import __version__
from inclucities_docs.reference.item import Section
from inclucities_docs.reference.trial import Trial
from inclucities_docs.render.template.picture import Picture

__all__ = ["write_page"]


def write_page(sections: Iterable[Section], trial: Trial, programme: str) -> str:
    """Return the page, which needs no file beside it."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True
    )
    environment.filters.update(code=_set_code, address=_give_address)
    shown = [
        {"section": section, "items": [(item, trial.run(item)) for item in section.items]}
        for section in sections
    ]
    return environment.get_template("page.html").render(
        sections=shown, programme=programme, version=__version__
    )


def _set_code(text: str) -> Markup:
    """Return a text in which what stands between back-ticks is code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def _give_address(picture: Picture) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(picture.svg).decode()
