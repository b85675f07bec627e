"""What a figure is given and what it gives: its words, its table, its drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from babel import Locale

from inclucities_docs.schema import Brand

__all__ = [
    "Drawing",
    "EmptyFigureError",
    "FigureDescription",
    "FigureError",
    "FigureInput",
    "FigureTable",
    "Formats",
    "Subject",
    "TextBox",
    "cite_sources",
    "count_roles",
    "count_things",
    "is_pair",
    "name_cities",
    "name_group",
    "name_state",
    "say_statement",
    "split_sides",
]

Subject = Literal["programme", "city", "group", "plan"]
"""What a figure is about."""

TEXT_WIDTH = 170.0
"""Width of the text on an A4 page, millimetres: the natural width of a figure."""

NARROW = 120.0
"""Below this width in millimetres a figure stands in one column, for phones."""


class FigureError(Exception):
    """Says in plain words why a figure can't be drawn, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


class EmptyFigureError(FigureError):
    """Says that the records hold nothing for a figure to show: a page goes on without it."""


class Formats(Protocol):
    """Numbers, dates and names as the page's language writes them."""

    @property
    def language(self) -> str:
        """Return the language's tag."""

    @property
    def locale(self) -> Locale:
        """Return what CLDR knows of the language."""

    def number(self, value: float) -> str:
        """Return a number: 188 737."""

    def percent(self, value: float) -> str:
        """Return a share, ``19`` as 19 %."""

    def period(self, period: Any) -> str:
        """Return a period: 3–4 mai 2021."""

    def month(self, number: int) -> str:
        """Return a month's name, 1 to 12, short and standing alone: mai."""

    def country(self, code: str) -> str:
        """Return a country's name from its ISO code."""

    def language_name(self, tag: str) -> str:
        """Return a language's name from its tag."""

    def join_list(self, items: Iterable[str]) -> str:
        """Return "a, b and c"."""


@dataclass(frozen=True)
class FigureInput:
    """All that a figure may know: records in one language, looks, and how to read a file."""

    records: Any
    """Offers ``programme``, ``cities``, ``groups``… with texts in the page's language."""
    subject: Any
    """The record the figure is about: the programme, a city, a group or a plan."""
    language: str
    """The page's language, BCP 47."""
    brand: Brand
    """Colours, sizes and the names of the typefaces."""
    format: Formats
    """Numbers, dates and names as the language writes them."""
    fonts: tuple[Path, ...]
    """TrueType faces of the two typefaces, regular and semibold at least."""
    read: Callable[[str], str | None]
    """Gives a project file's text by its path, ``data/maps/europe.json``, or none."""
    gettext: Callable[[str], str] = field(default=lambda text: text)
    """Translates the program's own words from English."""
    ngettext: Callable[[str, str, int], str] = field(
        default=lambda one, many, count: one if count == 1 else many
    )
    """The same for words that follow a number."""
    width_mm: float = TEXT_WIDTH
    """Printed width, millimetres; below 120 a figure stands in one column."""
    spare_mm: float = 0.0
    """Height that it may take beyond what it needs, millimetres: to fill a poster."""
    words: bool = True
    """Whether title, subtitle, note and source are drawn too; false where the page says them."""
    marked: bool = False
    """Whether what is proposed or awaited is marked, for those who are to settle it."""

    @property
    def spare(self) -> float:
        """Height that it may take beyond what it needs, points."""
        return self.spare_mm / 25.4 * 72

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for one column only."""
        return self.width_mm < NARROW


@dataclass(frozen=True, slots=True)
class FigureDescription:
    """What a figure says, in words, made from the same records."""

    title: str
    """The finding."""
    subtitle: str
    """What is shown, of whom, when, in which unit."""
    alt: str
    """The picture in a sentence or two, for those who don't see it."""
    description: str
    """The long description: everything that the picture says."""
    note: str = ""
    """What a reader must know so as not to misread it."""
    source_note: str = ""
    """Where the facts were read."""


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The figure's data as a table of texts."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TextBox:
    """One drawn line of text and the room it takes, points from the upper left corner."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture."""

    svg: bytes
    """UTF-8, one ``<svg>`` element without a declaration: stands in a file or inline in a page."""
    width: float
    """Millimetres."""
    height: float
    """Millimetres."""
    boxes: tuple[TextBox, ...] = ()
    """Every line of text, for the test that none lies on another or leaves the frame."""
    on_dark: tuple[tuple[str, str], ...] = ()
    """Each of its colours, and what it becomes on a dark page."""


def cite_sources(given: FigureInput, holders: Iterable[Any]) -> str:
    """Return the line "Sources: …" for records or statements that have a ``source``.

    Publishers in order of appearance, each once: readers find the pages in the notes.
    """
    publishers: dict[str, None] = {}
    for holder in holders:
        for source in getattr(holder, "source", ()):
            publishers.setdefault(str(source.publisher))
    for name in list(publishers):  # who published with another stands there once, with them
        if any(other.startswith(f"{name}, ") for other in publishers):
            del publishers[name]
    if not publishers:
        return ""
    _ = given.gettext
    text = given.ngettext("Source: {sources}", "Sources: {sources}", len(publishers))
    return text.format(sources=", ".join(publishers))


def count_things(given: FigureInput, **counts: int) -> str:
    """Return "9 cities · 6 countries · 3 groups" of what there is more than none of."""
    ngettext = given.ngettext
    words = {
        "cities": lambda n: ngettext("{number} city", "{number} cities", n),
        "countries": lambda n: ngettext("{number} country", "{number} countries", n),
        "groups": lambda n: ngettext("{number} group", "{number} groups", n),
        "meetings": lambda n: ngettext("{number} meeting", "{number} meetings", n),
    }
    return "\u00a0· ".join(
        words[name](count).format(number=given.format.number(count))
        for name, count in counts.items()
        if count
    )


def is_pair(group: Any) -> bool:
    """Return whether a group is one city that shares its experience and one that learns."""
    return len(group.givers) == len(group.learners) == 1


def count_roles(given: FigureInput, groups: Sequence[Any]) -> list[str]:
    """Return "8 mentor cities" and "8 mentee cities": how many cities have each role, in the programme's words.

    Return nothing where a role has no word for several cities.
    """
    cities: dict[Any, set[str]] = {}
    members = [one for group in groups for one in group.members if one.role]
    for member in sorted(members, key=lambda one: not one.role.gives):
        cities.setdefault(member.role, set()).add(member.city.id)
    if any(len(having) > 1 and str(role.cities) == str(role.city) for role, having in cities.items()):
        return []
    return [_count_role(given, role, len(having)) for role, having in cities.items()]


def _count_role(given: FigureInput, role: Any, number: int) -> str:
    form = given.format.locale.plural_form(number)
    special = getattr(role.counted, form) if role.counted and form not in ("one", "other") else {}
    word = special.get(given.format.language) or (role.city if form == "one" else role.cities)
    return f"{given.format.number(number)} {word}"


def split_sides(group: Any) -> tuple[list[Any], list[Any]]:
    """Return the cities of a group that share their experience, and those that learn; of equals, all and none."""
    givers = list(group.givers)
    return (givers, list(group.learners)) if givers else (list(group.cities), [])


def name_cities(given: FigureInput, cities: Iterable[Any]) -> str:
    """Return "Ulm, Jena and Gera"."""
    return given.format.join_list([str(one.name) for one in cities])


def name_group(given: FigureInput, group: Any) -> str:
    """Return "Duo 2", or "Group 2" where it is of another size."""
    _ = given.gettext
    text = _("Duo {number}") if len(group.cities) == 2 else _("Group {number}")
    return text.format(number=group.number)


def say_statement(given: FigureInput, statement: Any) -> str:
    """Return a statement's words; an awaited one says so and by whom."""
    text = str(statement.text)
    if statement.state != "awaited":
        return text
    who = statement.awaited_from
    name = str(getattr(who, "acronym", None) or who.name)
    _ = given.gettext
    return _("{what} (awaited from {who})").format(what=text.rstrip("."), who=name)


def name_state(given: FigureInput, state: str) -> str:
    """Return the word for a state, for tables."""
    _ = given.gettext
    return {"sourced": _("sourced"), "proposed": _("proposed"), "awaited": _("awaited")}[state]
