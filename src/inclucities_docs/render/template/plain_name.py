"""What templates name without a call: words for those who write them; and filters of a line."""

from __future__ import annotations

from typing import Any

from inclucities_docs.language.localisation import Localisation

__all__ = ["GIVEN", "find_direction", "make_plain"]

GIVEN = {
    "subject": "The record that the document is about: the programme, or one of its kind's `subjects`. ``{{ subject.name }}``",
    "title": "The document's title in its language. ``{{ title }}``",
    "kind": "The settings of its kind, of kind.yaml. ``{{ kind.about }}``",
    "brand": "Colours, sizes and fonts, of templates/base/brand.yaml. ``{{ brand.palette.primary }}``",
    "language": "The document's language. ``{{ language | language_name }}``",
    "direction": "The direction that it is written in: ltr or rtl. ``{{ direction }}``",
    "alternatives": "The same document in all its languages: each has `language`, `name`, `path`, `href` and `current`."
    ' ``{{ alternatives | map(attribute="name") | join(", ") }}``',
    "formats": 'The formats that the document is made in. ``{{ formats | join(", ") }}``',
    "marks": "What the page has shown so far that is `proposed` or `awaited`, and when its newest source was `read`."
    " ``{{ marks.proposed | length }}``",
    "notes": "The notes that the page has so far. ``{{ notes | length }}``",
    "translation": "How many translated texts are unreviewed, stale or missing. ``{{ translation.missing }}``",
    "portal": "The way back to the portal, where there is one. ``{{ portal }}``",
    "plan": "The last plan of the city that the document is about. ``{{ plan.title }}``",
    "group": "The group that the document is about, or the group of its city or meeting. ``{{ group.title }}``",
    "duo": "The same as `group`. ``{{ duo.title }}``",
}
"""What plain names stand for, with an example; collections are told of by their records."""


def find_direction(code: str) -> str:
    """Give the direction that a language is written in: ltr or rtl.

    ``{{ "ar" | direction }}``
    """
    return Localisation(code).direction


def make_plain(value: Any) -> str:
    """Give a text without the mark of its language, to compare it or to take it apart.

    ``{{ programme.name | plain | upper }}``
    """
    return str(value)
