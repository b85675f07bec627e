"""Who taught whom what: a ribbon from those who share their experience to those who learn, with what it carries."""

from __future__ import annotations

from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.text import Block
from inclucities_docs.figures.model import (
    EmptyFigureError,
    FigureDescription,
    FigureInput,
    FigureTable,
    Subject,
    cite_sources,
    count_things,
    name_cities,
    name_state,
    say_statement,
    split_sides,
)

SUBJECT: Subject = "programme"

PAD, GAP = 10.0, 9.0
"""Room inside a city's plate, and between two ribbons, points."""

HEAD = 22.0
"""Length of a ribbon's head."""

LIST, BETWEEN = 15.0, 5.0
"""Room for the dot before a practice, and between two of them."""


def describe(given: FigureInput) -> FigureDescription:
    """Return the figure's words."""
    _ = given.gettext
    groups = _list_groups(given)
    practices = sum(len(one.practices) for one in groups)
    if all(one.is_mentored for one in groups) and practices:
        title = given.ngettext(
            "{duos} duo: {practices} good practices of its mentor city",
            "{duos} duos: {practices} good practices of their mentor cities",
            len(groups),
        ).format(duos=len(groups), practices=practices)
        subtitle = _("From each mentor city to its mentee city: the theme, and good practices by name")
        alt = _(
            "A ribbon for each of {duos} duos, from the mentor city to the mentee city, with its theme"
            " and the good practices that it carries."
        ).format(duos=len(groups))
    else:
        cities = {city.id for one in groups for city in one.cities}
        title = count_things(given, groups=len(groups), cities=len(cities))
        subtitle = _("Strengths and needs of the cities, by theme")
        alt = f"{subtitle}: {given.format.join_list([str(one.title) for one in groups])}"
    return FigureDescription(
        title=title,
        subtitle=subtitle,
        alt=alt,
        description="; ".join(_say(given, one) for one in groups) + ".",
        source_note=cite_sources(
            given, [one for group in groups for one in (*group.strengths, *group.needs)]
        ),
    )


def _say(given: FigureInput, group: Any) -> str:
    givers, learners = split_sides(group)
    if not learners:
        return f"{group.title}: {name_cities(given, givers)}"
    text = given.gettext("{theme}: {mentor} names strengths ({strengths}), {mentee} needs ({needs})")
    return text.format(
        theme=group.title,
        mentor=name_cities(given, givers),
        strengths=len(_known(group.strengths)),
        mentee=name_cities(given, learners),
        needs=len(_known(group.needs)),
    )


def tabulate(given: FigureInput) -> FigureTable:
    """Return a row a strength or need."""
    _ = given.gettext
    rows = []
    for group in _list_groups(given):
        givers, learners = split_sides(group)
        parts = (
            (_("Strength"), name_cities(given, givers), group.strengths),
            (_("Need"), name_cities(given, learners or givers), group.needs),
        )
        rows += [
            (str(group.title), names, part, say_statement(given, one), name_state(given, one.state))
            for part, names, statements in parts
            for one in statements
        ]
    return FigureTable(
        caption=_("Strengths and needs of the cities, by theme"),
        header=(_("Theme"), _("City"), _("Part"), _("Text"), _("State")),
        rows=tuple(rows),
    )


def _list_groups(given: FigureInput) -> list[Any]:
    groups = [one for one in given.records.groups if one.strengths or one.needs or one.practices]
    if not groups:
        raise EmptyFigureError("no group says what its cities bring or need", "they stand in data/groups/")
    return groups


def _known(statements: Any) -> list[Any]:
    return [one for one in statements if one.state != "awaited"]


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw a ribbon for each group, from those who share their experience to those who learn."""
    y, groups = canvas.top, _list_groups(given)
    for duo in groups:
        y = (_draw_stack if given.is_narrow else _draw_ribbon)(
            canvas, duo, y, given.spare / len(groups)
        ) + GAP
    return y - GAP


def _set_load(canvas: Canvas, duo: Any, width: float) -> list[Block]:
    """Return what a ribbon carries: its theme, and below it the mentor's good practices, one by one."""
    theme = canvas.set_text(str(duo.title), canvas.style("title", canvas.colours.of_duo(duo)), width)
    style = canvas.style("heading")
    return [theme, *(canvas.set_text(str(one.name), style, width - LIST) for one in duo.practices)]


def _put_load(canvas: Canvas, load: list[Block], x: float, y: float, colour: str) -> None:
    """Draw the theme, and a dot before each practice: the dots are what the title counts."""
    theme, *practices = load
    y = canvas.put(theme, x, y) + BETWEEN
    for block in practices:
        canvas.draw_circle(x + 4, y + block.style.size * 0.55, 4, fill=colour)
        y = canvas.put(block, x + LIST, y) + BETWEEN


def _set_names(canvas: Canvas, cities: list[Any], ink: str, width: float) -> list[Block]:
    """Set the names of cities one below the other, smaller where there are several."""
    style = canvas.style("title" if len(cities) < 3 else "heading", ink)
    return [canvas.set_name(str(one.name), style, width) for one in cities]


def _measure(names: list[Block]) -> float:
    return sum(one.height for one in names) + 2 * max(0, len(names) - 1)


def _draw_ribbon(canvas: Canvas, duo: Any, y: float, more: float) -> float:
    """Draw a row: mentor, ribbon with its head at the mentee, mentee."""
    colours, colour = canvas.colours, canvas.colours.of_duo(duo)
    side = canvas.width * 0.235
    mentor, mentee = (
        _set_names(canvas, cities, ink, side - 2 * PAD)
        for cities, ink in zip(split_sides(duo), (colours.paper, colour), strict=True)
    )
    load = _set_load(canvas, duo, canvas.width - 2 * side - 3 * PAD - HEAD)
    inside = sum(block.height for block in load) + BETWEEN * (len(load) - 1)
    height = max(inside, *map(_measure, (mentor, mentee))) + 2.4 * PAD + more
    left, right, middle = side, canvas.width - side, y + height / 2
    canvas.draw_polygon(
        [[(left, y + 3), (right - HEAD, y + 3), (right - 1, middle), (right - HEAD, y + height - 3), (left, y + height - 3)]],
        colours.tint_of_duo(duo),
    )  # fmt: skip
    canvas.draw_box(0, y, left, y + height, fill=colour, radius=6)
    if mentee:
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
    for names, x in ((mentor, PAD), (mentee, right + PAD)):
        line = middle - _measure(names) / 2
        for name in names:
            line = canvas.put(name, x, line) + 2
    _put_load(canvas, load, left + 1.5 * PAD, middle - inside / 2, colour)
    return y + height


def _draw_stack(canvas: Canvas, duo: Any, y: float, _: float) -> float:
    """Draw the same from top to bottom, for phones."""
    colours, colour = canvas.colours, canvas.colours.of_duo(duo)
    room = canvas.width - 2 * PAD
    givers, learners = split_sides(duo)
    name = canvas.set_name(name_cities(canvas.given, givers), canvas.style("title", colours.paper), room)
    canvas.draw_box(0, y, canvas.width, y + name.height + PAD, fill=colour, radius=5)
    y = canvas.put(name, PAD, y + PAD / 2) + PAD / 2
    load = _set_load(canvas, duo, room - PAD)
    bottom = y + sum(block.height + BETWEEN for block in load) + 1.2 * PAD
    x = canvas.width / 2
    canvas.draw_polygon(
        [[(PAD, y), (canvas.width - PAD, y), (canvas.width - PAD, bottom), (x, bottom + HEAD * 0.7), (PAD, bottom)]],
        colours.tint_of_duo(duo),
    )  # fmt: skip
    _put_load(canvas, load, 1.5 * PAD, y + 0.8 * PAD, colour)
    y = bottom + HEAD * 0.7
    if not learners:
        return y
    name = canvas.set_name(name_cities(canvas.given, learners), canvas.style("title", colour), room)
    canvas.draw_box(
        1, y, canvas.width - 1, y + name.height + PAD, fill=colours.paper, stroke=colour, width=2, radius=5
    )
    return canvas.put(name, PAD, y + PAD / 2) + PAD / 2 + PAD
