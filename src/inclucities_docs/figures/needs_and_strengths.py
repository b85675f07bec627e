"""Needs and strengths: the eight cities against the themes, which shows why they were matched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.marks import draw_number, put_key
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

ROW = 22.0
SQUARE = 6.4
STEP = 9.0
"""From one square to the next, points."""


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
        title=_("Each mentor city is strong where its mentee has needs"),
        subtitle=_("Strengths and needs of the cities by theme, one square each"),
        alt=_(
            "Matrix of {cities} cities and {themes} themes: in each theme the strengths of one"
            " mentor city stand above the needs of one mentee city."
        ).format(cities=2 * len(duos), themes=len(duos)),
        description=matches + ".",
        note=_(
            "Empty: no strength or need is recorded for this theme, which does not mean that there is none."
        ),
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
    """Draw mentors above mentees, a column a theme, an arrow from strength to need."""
    _ = given.gettext
    duos = _list_duos(given)
    colours = canvas.colours
    names = [
        canvas.set_text(str(city.name), canvas.style(is_bold=True), canvas.width * 0.3)
        for duo in duos
        for city in (duo.mentor, duo.mentee)
    ]
    left = max(name.width for name in names) + 12
    column = (canvas.width - left) / len(duos)
    y = _draw_themes(canvas, duos, left, column) + 4
    places: dict[tuple[str, int], float] = {}
    for part, title in (("mentor", _("Strengths of mentor cities")), ("mentee", _("Needs of mentee cities"))):
        y = canvas.write(title, 0, y, canvas.style("small", colours.muted), left - 6) + 3
        for index, duo in enumerate(duos):
            city = getattr(duo, part)
            name = canvas.set_text(str(city.name), canvas.style(is_bold=True), canvas.width * 0.3)
            height = max(ROW, name.height + 8)
            canvas.draw_line([(0, y), (canvas.width, y)], colours.hairline, 0.5)
            x0 = left + column * index
            canvas.draw_box(
                x0, y + 1, x0 + column - 4, y + height - 1, fill=colours.tint_of_duo(duo), radius=3
            )
            canvas.put(name, 0, y + (height - name.height) / 2)
            places[part, index] = y if part == "mentee" else y + height
            # A dash would cross the arrows that come down from the mentors.
            free = range(index + 1, len(duos)) if part == "mentor" else range(index)
            _draw_blanks(canvas, y + height / 2, left, column, free)
            _draw_squares(canvas, duo, part, x0 + (column - 4) / 2, y + height / 2)
            y += height
        canvas.draw_line([(0, y), (canvas.width, y)], colours.hairline, 0.5)
        y += 14 if part == "mentor" else 0
    for index, duo in enumerate(duos):
        x = left + column * (index + 0.5) - 2
        start, end = (x, places["mentor", index] + 1), (x, places["mentee", index] - 1)
        canvas.draw_arrow(start, end, colours.of_duo(duo), 1.5)
    return _draw_key(canvas, y + 8)


def _draw_themes(canvas: Canvas, duos: list[Any], left: float, column: float) -> float:
    """Draw the themes above their columns; on a narrow sheet above the matrix, in a list."""
    colours, y = canvas.colours, canvas.top
    if canvas.given.is_narrow:
        for duo in duos:
            draw_number(canvas, duo.number, 6.5, y + 6, colours.of_duo(duo), radius=6.2)
            y = (
                max(
                    canvas.write(str(duo.title), 18, y, canvas.style(is_bold=True), canvas.width - 18),
                    y + 12,
                )
                + 4
            )
        y += 4
        for index, duo in enumerate(duos):
            x = left + column * (index + 0.5) - 2
            draw_number(canvas, duo.number, x, y + 6.5, colours.of_duo(duo), radius=6.2)
        return y + 15
    bottom = y
    for index, duo in enumerate(duos):
        x = left + column * index
        canvas.draw_line([(x, y), (x + column - 4, y)], colours.of_duo(duo), 1.6)
        draw_number(canvas, duo.number, x + 6.5, y + 12, colours.of_duo(duo), radius=6.2)
        style = canvas.style(is_bold=True)
        bottom = max(bottom, canvas.write(str(duo.title), x + 17, y + 6, style, column - 23))
    return bottom + 4


def _draw_blanks(canvas: Canvas, y: float, left: float, column: float, columns: Iterable[int]) -> None:
    """Draw a short grey line where nothing is recorded."""
    for index in columns:
        x = left + column * (index + 0.5) - 2
        canvas.draw_line([(x - 3, y), (x + 3, y)], canvas.colours.rule, 0.8)


def _draw_squares(canvas: Canvas, duo: Any, part: str, x: float, y: float) -> None:
    """Draw a full square for each strength, an open one for each need, centred on a point."""
    colour, paper = canvas.colours.of_duo(duo), canvas.colours.paper
    statements = _known(duo.strengths if part == "mentor" else duo.needs)
    step = min(STEP, canvas.width / 60 + 1.5)
    side = SQUARE * step / STEP
    start = x - (len(statements) - 1) * step / 2
    for index, one in enumerate(statements):
        cx = start + index * step
        corner = (cx - side / 2, y - side / 2, cx + side / 2, y + side / 2)
        if one.state == "proposed":
            canvas.states.add("proposed")
            canvas.draw_circle(cx, y, side / 2, fill=paper, stroke=colour, width=1.2)
        elif part == "mentor":
            canvas.draw_box(*corner, fill=colour, radius=0.8)
        else:
            canvas.draw_box(*corner, fill=paper, stroke=colour, width=1.2, radius=0.8)


def _draw_key(canvas: Canvas, y: float) -> float:
    """Draw what full and open squares mean."""
    _, colours = canvas.given.gettext, canvas.colours

    def put_full(x: float, y: float) -> None:
        canvas.draw_box(x - 3, y - 3, x + 3, y + 3, fill=colours.muted, radius=0.8)

    def put_open(x: float, y: float) -> None:
        canvas.draw_box(x - 2.7, y - 2.7, x + 2.7, y + 2.7, stroke=colours.muted, width=1, radius=0.8)

    def put_dash(x: float, y: float) -> None:
        canvas.draw_line([(x - 3, y), (x + 3, y)], colours.rule, 0.8)

    entries = [(put_full, _("a strength")), (put_open, _("a need")), (put_dash, _("nothing recorded"))]
    return put_key(canvas, entries, y)
