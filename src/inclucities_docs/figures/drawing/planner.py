"""A sheet of what is planned, where most dates are still awaited: a row for each meeting, with room for its day and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from inclucities_docs.figures.drawing.agenda import Entry, say_date, say_place
from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.marks import draw_number
from inclucities_docs.figures.drawing.text import Block

__all__ = ["draw_planner", "is_mostly_open"]

SHEET = 330.0
"""Height that all rows together aim at, points: few rows are tall enough to be filled in by hand."""
LOWEST, TALLEST = 25.0, 62.0
"""Between these heights in points a row is set."""
GAP = 5.0

MOST = 16
"""More meetings than that stand in two columns."""

BETWEEN = 24.0
"""From column to column, points."""


def is_mostly_open(entries: Sequence[Entry]) -> bool:
    """Tell whether fewer than half of what is planned has a date: a scale of time would stand nearly empty."""
    return sum(one.first is not None for one in entries) * 2 < len(entries)


def draw_planner(canvas: Canvas, entries: Sequence[Entry]) -> float:
    """Draw a heading for each round or gathering and a row for each of its meetings; give the y where it ends."""
    labels = Counter(entry.label for entry in entries if entry.duo)
    rows: dict[str, list[Entry]] = {}
    for entry in entries:
        rows.setdefault(entry.label if labels[entry.label] > 1 else "", []).append(entry)
    columns = _share(list(rows.items()), 1 if canvas.given.is_narrow or len(entries) <= MOST else 2)
    width = (canvas.width - BETWEEN * (len(columns) - 1)) / len(columns)
    tall = min(TALLEST, max(LOWEST, SHEET * len(columns) / max(1, len(entries))))
    return max(
        _draw_column(canvas, column, (width + BETWEEN) * index, width, tall)
        for index, column in enumerate(columns)
    )


def _share(rows: list[tuple[str, list[Entry]]], columns: int) -> list[list[tuple[str, list[Entry]]]]:
    """Return the headings with their rows for each column: two, as evenly as whole headings allow, or all in one."""
    if columns == 1 or len(rows) < 2:
        return [rows]
    counts = [len(mine) for _, mine in rows]
    first = min(range(1, len(rows)), key=lambda at: abs(2 * sum(counts[:at]) - sum(counts)))
    return [rows[:first], rows[first:]]


def _draw_column(
    canvas: Canvas, rows: list[tuple[str, list[Entry]]], x: float, width: float, tall: float
) -> float:
    """Draw headings and rows below one another; give the y where they end."""
    _, colours = canvas.given.gettext, canvas.colours
    is_narrow = canvas.given.is_narrow
    names = 0.0 if is_narrow else width * 0.44
    half = (width - names - GAP) / 2
    y = canvas.top
    for label, mine in rows:
        number = mine[0].round if label else None
        title = canvas.set_text(
            f"{number} · {label}" if number else label, canvas.style("heading"), (names or width) - 8
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
            canvas.put(title, x, foot - title.height)
        for index, head in enumerate(heads):
            canvas.put(head, x + names + index * (half + GAP), foot - head.height)
        y = foot + 3
        for entry in mine:
            y = _draw_row(canvas, entry, (x, y), tall, names, half, is_named=bool(label)) + GAP
        y += 9
    return y - 9 - GAP


def _draw_row(
    canvas: Canvas,
    entry: Entry,
    at: tuple[float, float],
    tall: float,
    names: float,
    half: float,
    *,
    is_named: bool,
) -> float:
    """Draw who meets, or what where no heading names it, and a box each for day and place: dashed where these are awaited."""
    given, colours = canvas.given, canvas.colours
    left, y = at
    colour = colours.of_duo(entry.duo) if entry.duo else colours.primary
    width = (names or half * 2 + GAP) - 24
    who = str(entry.duo.name) if entry.duo and is_named else entry.label
    words = canvas.set_name(who, canvas.style(is_bold=True), width)
    detail = canvas.set_text(_say_who(canvas, entry), canvas.style("small", colours.muted), width)
    block = words.height + (detail.height if detail.lines else 0)
    place = _find_place(canvas, entry)
    boxes: list[tuple[Block, bool]] = []
    for text, is_known in (
        (say_date(given, entry), entry.record.when.period is not None),
        (place, bool(place)),
    ):
        style = canvas.style(
            "label" if is_known else "small", colours.ink if is_known else colours.muted, is_bold=is_known
        )
        shown = text if is_known else "" if boxes else _name_supplier(canvas, entry)
        boxes.append((canvas.set_text(shown, style, half - 10), is_known))
    height = max(tall, *(inside.height + 8 for inside, _ in boxes), block + 6 if names else 0)
    top = y + ((height - block) / 2 if names else 6)
    if entry.duo:
        draw_number(canvas, entry.duo.number, left + 8, top + words.style.size * 0.55, colour, radius=7)
    else:
        canvas.draw_circle(left + 8, top + words.style.size * 0.55, 4, fill=colour)
    below = canvas.put(words, left + 22, top)
    if detail.lines:
        below = canvas.put(detail, left + 22, below)
    start = y if names else below + 3
    for index, (inside, is_known) in enumerate(boxes):
        x = left + names + index * (half + GAP)
        box = (x, start, x + half, start + height)
        canvas.draw_box(*box, stroke=colour, radius=2, is_dashed=not is_known, fill=colours.paper)
        middle = start + (height - inside.height) / 2
        canvas.put(inside, x + 5, middle if is_known else start + height - inside.height - 4)
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
