"""The filters of templates and texts: how values are written in the language of the text they stand in."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from decimal import DecimalException
from typing import Any, Protocol

from jinja2 import Undefined
from markupsafe import Markup, escape

from inclucities_docs.inputs.branch import Branch, mark_text
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.language.localisation import Localisation
from inclucities_docs.language.web_address import read_address
from inclucities_docs.render.font import find_faces, find_missing
from inclucities_docs.render.problem import Problems, template_place
from inclucities_docs.render.template.blank import write_gap
from inclucities_docs.render.template.plain_name import find_direction, make_plain

__all__ = ["FILTERS", "list_filters"]

FILTERS = frozenset(
    {"number", "percent", "date", "period", "dates_to", "on", "moment", "quantity", "plural", "country", "language_name",
     "own_language_name", "weekdays", "digits", "direction", "join_list", "plain", "address"}
)  # fmt: skip
"""Filters that templates and texts know beside those of the engine."""


class Asking(Protocol):
    """What a text offers to its filters."""

    reader: Reader
    format: Localisation
    problems: Problems
    is_edited: bool

    def gettext(self, message: str, **values: Any) -> Markup:
        """Return an interface word in the text's language."""

    def say_blank(self, awaited: Branch) -> Markup:
        """Return the blank of what is awaited."""


def list_filters(words: Asking) -> dict[str, Callable[..., Any]]:
    """Return the filters that templates and texts know beside those of the engine."""

    def named(write: Callable[..., str]) -> Callable[..., str]:
        """Return a filter that leaves a blank for nothing, and says which field it wrote where that is edited."""

        @functools.wraps(write)
        def write_named(value: Any, *more: Any, **options: Any) -> str:
            if isinstance(value, float) and not math.isfinite(value):
                raise OverflowError("too large")
            try:
                text = write_gap(words.gettext) if value is None else write(value, *more, **options)
            except (TypeError, ValueError, AttributeError, DecimalException):
                if (
                    isinstance(value, Undefined) or not template_place().line
                ):  # it is compiled, and has no line yet
                    raise
                shown = (
                    f"'{str(value)[:40]}'"
                    if isinstance(value, str | int | float)
                    else "what stands before it"
                )
                hint = "numbers are for `number`, `percent` and `quantity`, days for `date`, `period` and `moment`"
                words.problems.add_here(
                    f"`| {write.__name__}` cannot write {shown}", hint, f"| {write.__name__}"
                )
                return ""
            if not words.is_edited:
                return text
            path = value._path if isinstance(value, Branch) else getattr(value, "path", "")
            return Markup(mark_text(str(escape(text)), "", path)) if path and text else text

        return write_named

    def moment(when: Branch) -> str:
        """Write when something takes place, or the blank of what is awaited.

        ``{{ programme.years | moment }}``
        """
        if when.period is None:
            return words.say_blank(when)
        return words.format.period(when.period)

    def name_in_itself(code: str) -> str:
        """Name a language in itself; in the page's language where no typeface has its letters.

        ``{{ language | own_language_name }}``
        """
        name = words.format.own_language_name(code)
        return (
            words.format.language_name(code) if find_missing(name, find_faces(words.reader.brand)) else name
        )

    def plural(counted: Any, *forms: str) -> str:
        """Write how many there are, in the form that goes with the number; the language says how many forms it has.

        ``{{ cities | plural("one city", "%(num)s cities") }}``
        """
        names = words.format.plural_forms()
        if len(forms) != len(names):
            hint = f"give {len(names)}, in this order: {', '.join(names)}; %(num)s stands for the number"
            words.problems.add_here(
                f"this language has {len(names)} forms behind a number, and {len(forms)} stand here",
                hint,
                "plural",
            )
            return ""
        number = counted if isinstance(counted, int | float) else len(list(counted))
        return words.format.plural(number, forms)

    def quantity(quantity: Branch) -> str:
        """Write a number with its unit, or the blank of what is awaited.

        ``{{ (cities | first).population | quantity }}``
        """
        if quantity.value is None:
            return words.say_blank(quantity)
        if quantity.unit == "percent":
            return words.format.percent(quantity.value)
        return words.format.number(quantity.value)

    local = words.format
    filters: dict[str, Callable[..., Any]] = {
        "number": named(local.number),
        "percent": named(local.percent),
        "date": named(local.date),
        "period": named(local.period),
        "dates_to": local.between,
        "on": named(local.on),
        "moment": named(moment),
        "quantity": named(quantity),
        "country": local.country,
        "language_name": local.language_name,
        "plural": plural,
        "own_language_name": name_in_itself,
        "weekdays": local.weekdays,
        "digits": local.digits,
        "direction": find_direction,
        "join_list": local.join_list,
        "plain": make_plain,
        "address": read_address,
    }
    assert filters.keys() == FILTERS
    return filters
