"""The facts of a page as fields of a Word file: each in a bookmark, so that what a city writes there can come back.

They are no content controls. Word would name them and offer a calendar, but LibreOffice 7.4 writes a file
that no program opens once words in a control were changed with tracked changes, and an item of a list
in a control takes no item below it.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from inclucities_docs.exchange.docx_paragraph import PREFIX

__all__ = ["name_fields"]


def name_fields(main: HtmlElement) -> dict[str, str]:
    """Return each element that shows a fact a name, of which the converter makes a bookmark; return name → path."""
    fields: dict[str, str] = {}
    for element in main.iter("span"):
        path = element.attrib.pop("data-field", "")
        if path:
            name = f"{PREFIX}{len(fields) + 1:04}"
            element.set("id", name)
            fields[name] = path
    return fields
