"""A sheet of what is planned, where most dates are still awaited: a row for each meeting, with room for its day and place."""

from __future__ import annotations

from collections.abc import Sequence

from inclucities_docs.figures.drawing.agenda import Entry, say_date, say_place
from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.marks import draw_number

__all__ = ["draw_planner", "is_mostly_open"]

SHEET = 330.0
"""Height that all rows together aim at, points: few rows are tall enough to be filled in by hand."""
LOWEST, TALLEST = 25.0, 62.0
"""Between these heights in points a row is set."""
GAP = 5.0


def is_mostly_open(entries: Sequence[Entry]) -> bool:
    """Tell whether fewer than half of what is planned has a date: a scale of time would stand nearly empty."""
    return sum(one.first is not None for one in entries) * 2 < len(entries)


def draw_planner(canvas: Canvas, entries: Sequence[Entry]) -> float:
    """Draw a heading for each round or gathering and a row for each of its meetings; give the y where it ends."""
    _, colours = canvas.given.gettext, canvas.colours
    tall = min(TALLEST, max(LOWEST, SHEET / max(1, len(entries))))
    rows: dict[str, list[Entry]] = {}
    for entry in entries:
        rows.setdefault(entry.label if entry.duo else "", []).append(entry)
    is_narrow = canvas.given.is_narrow
    names = 0.0 if is_narrow else canvas.width * 0.44
    half = (canvas.width - names - GAP) / 2
    y = canvas.top
    for label, mine in rows.items():
        number = mine[0].round if label else None
        title = canvas.set_text(
            f"{number} · {label}" if number else label, canvas.style("heading"), (names or canvas.width) - 8
        )
        heads = (
            []
            if is_narrow
            else [
                canvas.set_text(one, canvas.style("small", colours.muted)) for one in (_("Date"), _("Place"))
            ]
        )
        foot = y + max([title.height if label else 0.0, *(one.height for one in heads)])
        if label:
            canvas.put(title, 0, foot - title.height)
        for index, head in enumerate(heads):
            canvas.put(head, names + index * (half + GAP), foot - head.height)
        y = foot + 3
        for entry in mine:
            y = _draw_row(canvas, entry, y, tall, names, half) + GAP
        y += 9
    return y - 9 - GAP


def _draw_row(canvas: Canvas, entry: Entry, y: float, tall: float, names: float, half: float) -> float:
    """Draw who meets, and a box each for day and place: dashed where these are awaited."""
    given, colours = canvas.given, canvas.colours
    colour = colours.of_duo(entry.duo) if entry.duo else colours.primary
    width = (names or canvas.width) - 24
    who = str(entry.duo.name) if entry.duo else entry.label
    words = canvas.set_name(who, canvas.style(is_bold=True), width)
    detail = canvas.set_text(_say_who(canvas, entry), canvas.style("small", colours.muted), width)
    block = words.height + (detail.height if detail.lines else 0)
    height = max(tall, block + 6)
    top = y + (6 if not names else (height - block) / 2)
    if entry.duo:
        draw_number(canvas, entry.duo.number, 8, top + words.style.size * 0.55, colour, radius=7)
    else:
        canvas.draw_circle(8, top + words.style.size * 0.55, 4, fill=colour)
    below = canvas.put(words, 22, top)
    if detail.lines:
        below = canvas.put(detail, 22, below)
    start = y if names else below + 3
    for index, (text, is_known) in enumerate(
        (
            (say_date(given, entry), entry.record.when.period is not None),
            (_find_place(canvas, entry), bool(_find_place(canvas, entry))),
        )
    ):
        x = names + index * (half + GAP)
        ink = colours.ink if is_known else colours.muted
        shown = text if is_known else f"{_name_supplier(canvas, entry)}" if index == 0 else ""
        box = (x, start, x + half, start + height)
        canvas.draw_box(*box, stroke=colour, radius=2, is_dashed=not is_known, fill=colours.paper)
        inside = canvas.set_text(
            shown, canvas.style("label" if is_known else "small", ink, is_bold=is_known), half - 10
        )
        canvas.put(
            inside,
            x + 5,
            start + (height - inside.height) / 2 if is_known else start + height - inside.height - 4,
        )
    return start + height


def _find_place(canvas: Canvas, entry: Entry) -> str:
    """Give where a meeting is, or the city of its host, which is where it is held; nothing where neither is known."""
    record = entry.record
    if record.place is not None and record.place.state != "awaited":
        return say_place(canvas.given, record)
    host = getattr(record, "host", None)
    return str(host.name) if host is not None else ""


def _say_who(canvas: Canvas, entry: Entry) -> str:
    """Give the cities of a group that is called by its theme."""
    if entry.duo is None or len(entry.duo.cities) <= 3:
        return ""
    return canvas.given.format.join_list(str(one.name) for one in entry.duo.cities)


def _name_supplier(canvas: Canvas, entry: Entry) -> str:
    who = entry.record.when.awaited_from
    if who is None:
        return ""
    words = canvas.given.gettext("awaited from %(name)s")
    return words % {"name": who.acronym or who.name}
