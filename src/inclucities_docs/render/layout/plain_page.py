"""A page as the engine takes it, without styles for notes at the foot of pages, which ours do not have.

The engine's own style sheet gives five pseudo-elements for them to each element, which is half of all styles
of a book, in time and in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import weasyprint
from weasyprint import html

__all__ = ["open_page"]

_NOTES = re.compile(r"::(?:foot)?note-[a-z]+ *\{[^}]*\}")
_ASKED = re.compile(r"footnote|note\(", re.IGNORECASE)
_SHEET = weasyprint.CSS(string=_NOTES.sub("", html.UA))


class _PlainPage(weasyprint.HTML):  # type: ignore[misc]
    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        """Return the style sheets that stand below those of a page; the engine asks by this name."""
        return super()._ua_stylesheets(forms) if forms else [_SHEET]


def open_page(text: str, sheets: Iterable[str], fetcher: Any) -> Any:
    """Return a page that is styled with some sheets, to be laid out."""
    is_plain = not any(_ASKED.search(one) for one in (text, *sheets))
    return (_PlainPage if is_plain else weasyprint.HTML)(string=text, url_fetcher=fetcher)
