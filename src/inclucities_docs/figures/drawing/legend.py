"""What stands below a map of cities: what their marks mean, and who works with whom."""

from __future__ import annotations

from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.inset import MappedCities
from inclucities_docs.figures.drawing.marks import MARKER, draw_city, put_key

__all__ = ["MANY", "draw_groups", "draw_roles"]

MANY = 40
"""From so many cities on, their marks are small and without numbers."""

ABREAST = 4
"""So many groups stand beside one another; of more, on a small drawing, each pair takes one line."""

SMALL = 420.0
"""A drawing that is no wider has no room for a second row of tall entries, points."""


def draw_roles(canvas: Canvas, mapped: MappedCities, y: float) -> float:
    """Draw what full discs and rings mean: the roles in the programme's own words."""
    _, colour = canvas.given.gettext, canvas.colours.muted

    def put_disc(x: float, y: float) -> None:
        canvas.draw_circle(x, y, 3.6, fill=colour)

    def put_ring(x: float, y: float) -> None:
        canvas.draw_circle(x, y, 3.1, stroke=colour, width=1.2)

    def put_number(x: float, y: float) -> None:
        style = canvas.style("small", colour, is_bold=True)
        canvas.put(canvas.set_text(canvas.given.format.number(1), style), x, y - style.size * 0.5, "middle")

    groups = list(dict.fromkeys(mapped.groups.values()))
    roles = dict.fromkeys(one.role for group in groups for one in group.members if one.role)
    entries = [(put_disc if role.gives else put_ring, str(role.city)) for role in roles]
    if groups and len(mapped.cities) < MANY:
        are_duos = all(len(group.cities) == 2 for group in groups)
        entries.append(
            (put_number, _("number and colour: the duo") if are_duos else _("number and colour: the group"))
        )
    return put_key(canvas, entries, y) if entries else y - 8


def draw_groups(canvas: Canvas, groups: list[Any], y: float) -> float:
    """List the groups with theme and cities, in columns."""
    gap = 14.0
    is_dense = len(groups) > ABREAST and canvas.width <= SMALL and not canvas.given.is_narrow
    columns = 1 if canvas.given.is_narrow else 2 if is_dense else min(ABREAST, len(groups))
    width = (canvas.width - gap * (columns - 1)) / columns
    bottom = y
    for index, group in enumerate(groups):
        column = index % columns
        if column == 0 and index:
            y = bottom + (6 if is_dense else 9)
        x, colour = column * (width + gap), canvas.colours.of_duo(group)
        canvas.draw_line([(x, y), (x + width, y)], colour, 1.6)
        draw_city(canvas, group, x + MARKER, y + 12.5, is_mentor=True)
        left = x + 2 * MARKER + 6
        line = canvas.write(str(group.title), left, y + 6.5, canvas.style(is_bold=True), x + width - left) + 1
        line = _name_cities(canvas, group, (left, line, x + width - left), colour, is_dense=is_dense)
        bottom = max(bottom, line)
    return bottom


def _name_cities(
    canvas: Canvas, group: Any, place: tuple[float, float, float], colour: str, *, is_dense: bool
) -> float:
    """Write the cities of a group, who gives before an arrow to who learns: below one another, or in a line."""
    left, line, room = place
    small = canvas.style("small")
    givers = list(group.givers)
    others = [one for one in group.cities if one not in givers]
    if is_dense and givers and others:
        first = canvas.set_text(" · ".join(str(one.name) for one in givers), small)
        second = canvas.set_text(" · ".join(str(one.name) for one in others), small)
        wide = first.width
        if wide + 16 + second.width <= room:
            middle = line + 2 + small.size * 0.5
            canvas.put(first, left, line + 2)
            canvas.draw_arrow((left + wide + 4, middle), (left + wide + 12, middle), colour)
            return canvas.put(second, left + wide + 16, line + 2)
    for city in [*givers, *others]:
        indent = 11.0 if givers and city not in givers else 0.0
        name = canvas.set_text(str(city.name), small, room - indent, is_balanced=True)
        if indent:
            middle = line + 2 + small.size * 0.5
            canvas.draw_arrow((left, middle), (left + 8, middle), colour)
        line = canvas.put(name, left + indent, line + 2)
    return line
