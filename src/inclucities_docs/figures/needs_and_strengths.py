"""Who taught whom what: a ribbon from each mentor to its mentee, with what it carries."""

from __future__ import annotations

from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.text import Block
from inclucities_docs.figures.model import (
    FigureError,
    FigureInput,
    FigureTable,
    FigureWords,
    Subject,
    cite_sources,
    name_state,
    say_statement,
)

SUBJECT: Subject = "programme"

PAD, GAP = 10.0, 9.0
"""Room inside a city's plate, and between two ribbons, points."""

HEAD = 22.0
"""Length of a ribbon's head."""


def describe(given: FigureInput) -> FigureWords:
    """Give the figure's words."""
    _ = given.gettext
    duos = _list_duos(given)
    matches = "; ".join(
        _("{theme}: {mentor} names strengths ({strengths}), {mentee} needs ({needs})").format(
            theme=duo.title,
            mentor=duo.mentor.name,
            strengths=len(_known(duo.strengths)),
            mentee=duo.mentee.name,
            needs=len(_known(duo.needs)),
        )
        for duo in duos
    )
    return FigureWords(
        title=given.ngettext(
            "In {duos} duo, a mentor city hands on what it knows: {practices} good practices",
            "In {duos} duos, a mentor city hands on what it knows: {practices} good practices",
            len(duos),
        ).format(duos=len(duos), practices=sum(len(duo.practices) for duo in duos)),
        subtitle=_("From each mentor city to its mentee city: the theme, and good practices by name"),
        alt=_(
            "A ribbon for each of {duos} duos, from the mentor city to the mentee city, with its theme"
            " and the good practices that it carries."
        ).format(duos=len(duos)),
        description=matches + ".",
        source_note=cite_sources(given, [one for duo in duos for one in (*duo.strengths, *duo.needs)]),
    )


def tabulate(given: FigureInput) -> FigureTable:
    """Give a row a strength or need."""
    _ = given.gettext
    rows = [
        (str(duo.title), str(city.name), part, say_statement(given, one), name_state(given, one.state))
        for duo in _list_duos(given)
        for part, city, statements in (
            (_("Strength"), duo.mentor, duo.strengths),
            (_("Need"), duo.mentee, duo.needs),
        )
        for one in statements
    ]
    return FigureTable(
        caption=_("Strengths and needs of the cities, by theme"),
        header=(_("Theme"), _("City"), _("Part"), _("Text"), _("State")),
        rows=tuple(rows),
    )


def _list_duos(given: FigureInput) -> list[Any]:
    duos = list(given.records.duos)
    if not duos:
        raise FigureError("there is no duo to draw", "add one in data/duos/")
    return duos


def _known(statements: Any) -> list[Any]:
    return [one for one in statements if one.state != "awaited"]


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw a ribbon for each duo, from its mentor to its mentee, with what it carries."""
    y = canvas.top
    for duo in _list_duos(given):
        y = (_draw_stack if given.is_narrow else _draw_ribbon)(canvas, duo, y) + GAP
    return y - GAP


def _set_load(canvas: Canvas, duo: Any, width: float) -> list[Block]:
    """Give what a ribbon carries: its theme, and the mentor's good practices by name."""
    colour = canvas.colours.of_duo(duo)
    theme = canvas.set_text(str(duo.title), canvas.style("title", colour), width)
    practices = canvas.given.format.join_list([str(one.name) for one in duo.practices])
    named = canvas.set_text(practices, canvas.style("heading"), width)
    return [theme, named] if practices else [theme]


def _draw_ribbon(canvas: Canvas, duo: Any, y: float) -> float:
    """Draw a row: mentor, ribbon with its head at the mentee, mentee."""
    colours, colour = canvas.colours, canvas.colours.of_duo(duo)
    side = canvas.width * 0.235
    mentor, mentee = (
        canvas.set_name(str(city.name), canvas.style("title", ink), side - 2 * PAD)
        for city, ink in ((duo.mentor, colours.paper), (duo.mentee, colour))
    )
    load = _set_load(canvas, duo, canvas.width - 2 * side - 3 * PAD - HEAD)
    inside = sum(block.height for block in load) + 4 * (len(load) - 1)
    height = max(inside, mentor.height, mentee.height) + 2.4 * PAD
    left, right, middle = side, canvas.width - side, y + height / 2
    canvas.draw_polygon(
        [[(left, y + 3), (right - HEAD, y + 3), (right - 1, middle), (right - HEAD, y + height - 3), (left, y + height - 3)]],
        colours.tint_of_duo(duo),
    )  # fmt: skip
    canvas.draw_box(0, y, left, y + height, fill=colour, radius=6)
    canvas.draw_box(
        right + 1,
        y + 1,
        canvas.width - 1,
        y + height - 1,
        fill=colours.paper,
        stroke=colour,
        width=2,
        radius=6,
    )
    canvas.put(mentor, PAD, middle - mentor.height / 2)
    canvas.put(mentee, right + PAD, middle - mentee.height / 2)
    line = middle - inside / 2
    for block in load:
        line = canvas.put(block, left + 1.5 * PAD, line) + 4
    return y + height


def _draw_stack(canvas: Canvas, duo: Any, y: float) -> float:
    """Draw the same from top to bottom, for phones."""
    colours, colour = canvas.colours, canvas.colours.of_duo(duo)
    room = canvas.width - 2 * PAD
    name = canvas.set_text(str(duo.mentor.name), canvas.style("title", colours.paper), room)
    canvas.draw_box(0, y, canvas.width, y + name.height + PAD, fill=colour, radius=5)
    y = canvas.put(name, PAD, y + PAD / 2) + PAD / 2
    load = _set_load(canvas, duo, room - PAD)
    bottom = y + sum(block.height + 4 for block in load) + 1.2 * PAD
    x = canvas.width / 2
    canvas.draw_polygon(
        [[(PAD, y), (canvas.width - PAD, y), (canvas.width - PAD, bottom), (x, bottom + HEAD * 0.7), (PAD, bottom)]],
        colours.tint_of_duo(duo),
    )  # fmt: skip
    line = y + 0.8 * PAD
    for block in load:
        line = canvas.put(block, 1.5 * PAD, line) + 4
    y = bottom + HEAD * 0.7
    name = canvas.set_text(str(duo.mentee.name), canvas.style("title", colour), room)
    canvas.draw_box(
        1, y, canvas.width - 1, y + name.height + PAD, fill=colours.paper, stroke=colour, width=2, radius=5
    )
    return canvas.put(name, PAD, y + PAD / 2) + PAD / 2 + PAD
