"""The calendar of the programme: visits by duo and round, what concerns all, what has no date yet."""

from __future__ import annotations

from typing import Any

from inclucities_docs.figures.drawing.agenda import (
    RADIUS,
    YEAR,
    Axis,
    Entry,
    list_events,
    list_visits,
    say_date,
    say_place,
    sort_key,
)
from inclucities_docs.figures.drawing.canvas import Canvas, Point
from inclucities_docs.figures.drawing.marks import draw_number, put_key
from inclucities_docs.figures.drawing.text import Block
from inclucities_docs.figures.model import (
    FigureInput,
    FigureTable,
    FigureWords,
    Subject,
    cite_sources,
    name_state,
)

SUBJECT: Subject = "programme"

LANE = 47.0
NARROW_LANE = 20.0
GAP = 4.0
"""Between two events, points."""


def describe(given: FigureInput) -> FigureWords:
    """Give the figure's words."""
    _ = given.gettext
    visits, events = list_visits(given), list_events(given)
    entries = [*visits, *events]
    awaited = sum(entry.is_awaited for entry in entries)
    rounds = len({entry.round for entry in visits})
    recorded = [entry for entry in visits if entry.record.when.period or entry.record.when.source]
    dated = sorted((one for one in entries if one.first is not None), key=sort_key)
    listed = "; ".join(_say(given, entry) for entry in dated)
    unknown = given.format.join_list([entry.label for entry in entries if entry.first is None])
    return FigureWords(
        title=_(
            "{rounds} rounds of study visits: {recorded} visits recorded, {dated} of them with their days"
        ).format(
            rounds=rounds,
            recorded=len(recorded),
            dated=sum(not entry.is_awaited for entry in recorded),
        ),
        subtitle=given.ngettext(
            "Calendar of the programme; {awaited} date is still awaited",
            "Calendar of the programme; {awaited} dates are still awaited",
            awaited,
        ).format(awaited=awaited),
        alt=_(
            "Calendar from {start} to {end}: {visits} study visits of {duos} duos"
            " and {events} other events; {awaited} dates are awaited."
        ).format(
            start=say_date(given, dated[0]) if dated else _("awaited"),
            end=say_date(given, dated[-1]) if dated else _("awaited"),
            visits=len(recorded),
            duos=len(list(given.records.duos)),
            events=len(events),
            awaited=awaited,
        ),
        description=_("In order: {listed}. Without a date: {unknown}.").format(
            listed=listed, unknown=unknown or "–"
        ),
        source_note=cite_sources(given, [entry.record.when for entry in dated]),
    )


def tabulate(given: FigureInput) -> FigureTable:
    """Give a row a visit or event, in the order of time, those without a date last."""
    _ = given.gettext
    entries = [*list_visits(given), *list_events(given)]
    dated = sorted((one for one in entries if one.first is not None), key=sort_key)
    rows = [
        (
            say_date(given, entry),
            entry.label,
            f"{entry.duo.mentor.name} – {entry.duo.mentee.name}" if entry.duo else _("all"),
            say_place(given, entry.record),
            name_state(given, "awaited" if entry.is_awaited else entry.record.when.state),
        )
        for entry in [*dated, *(one for one in entries if one.first is None)]
    ]
    return FigureTable(
        caption=_("Calendar of the programme"),
        header=(_("Date"), _("Event"), _("Duo"), _("Place"), _("State of the date")),
        rows=tuple(rows),
    )


def _say(given: FigureInput, entry: Entry) -> str:
    who = f" ({entry.duo.mentor.name} – {entry.duo.mentee.name})" if entry.round else ""
    return f"{say_date(given, entry)}, {entry.label}{who}"


class _Listing:
    """An event's words, set for the column on the right."""

    def __init__(self, canvas: Canvas, entry: Entry, width: float) -> None:
        given = canvas.given
        place = say_place(given, entry.record) if _has_place(entry.record) else ""
        date = say_date(given, entry) if entry.first is not None else ""
        detail = ", ".join(part for part in (date, place) if part)
        self.entry = entry
        self.label: Block = canvas.set_text(entry.label, canvas.style(), width)
        self.detail: Block = canvas.set_text(detail, canvas.style("small", canvas.colours.muted), width)
        self._is_line = (
            len(self.label.lines) == len(self.detail.lines) == 1
            and self.label.width + 8 + self.detail.width <= width
        )
        below = 0.0 if self._is_line or not detail else self.detail.height
        self.height = self.label.height + below + GAP

    def put(self, canvas: Canvas, x: float, y: float) -> float:
        """Draw mark and words; give the y below."""
        colours, duo = canvas.colours, self.entry.duo
        colour = colours.of_duo(duo) if duo else colours.ink
        _draw_mark(canvas, self.entry, x + 5, y + self.label.style.size * 0.5, colour)
        below = canvas.put(self.label, x + 15, y)
        if self._is_line:
            lower = 0.76 * (self.label.style.size - self.detail.style.size)
            canvas.put(self.detail, x + 15 + self.label.width + 8, y + lower)
        elif self.detail.width:
            canvas.put(self.detail, x + 15, below)
        return y + self.height


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw lanes of visits beside a list of events, time going down; give the y where they end."""
    duos = list(given.records.duos)
    visits, events = list_visits(given), list_events(given)
    lane = NARROW_LANE if given.is_narrow else LANE
    left = _measure_months(canvas) + 6
    right = left + lane * len(duos) + (4 if given.is_narrow else 16)
    y = _draw_heads(canvas, duos, left, lane, right)
    width = canvas.width - right - 15
    listings = [_Listing(canvas, one, width) for one in sorted(events, key=sort_key)]
    dated = [one for one in listings if one.entry.first is not None]
    axis = Axis(visits, [(one.entry, one.height) for one in dated], y)
    _draw_months(canvas, axis, left, lane, duos)
    lanes = {duo.id: left + lane * (index + 0.5) for index, duo in enumerate(duos)}
    _draw_visits(canvas, axis, visits, lanes)
    for month in axis.months:
        line = axis.span(month)[0] + 1
        for listing in dated:
            if listing.entry.first == month:
                line = listing.put(canvas, right, line)
    unknown = [one for one in listings if one.entry.first is None]
    y = _draw_unknown(canvas, visits, unknown, lanes, right=right, y=axis.bottom + 8)
    return _draw_key(canvas, y + 8)


def _measure_months(canvas: Canvas) -> float:
    style = canvas.style("small")
    return 3 + max(canvas.set_text(_name_month(canvas, one), style).width for one in range(12))


def _name_month(canvas: Canvas, month: int) -> str:
    return canvas.given.format.month(month + 1)


def _draw_heads(canvas: Canvas, duos: list[Any], left: float, lane: float, right: float) -> float:
    """Draw each duo's number and mentee above its lane, and what stands on the right."""
    colours, _ = canvas.colours, canvas.given.gettext
    y = canvas.top
    names = []
    if not canvas.given.is_narrow:
        for duo in duos:
            text = f"{duo.mentor.name} – {duo.mentee.name}"
            names.append(canvas.set_text(text, canvas.style("small"), lane - 5))
    tall = 15.0 + max((block.height for block in names), default=0)
    for index, duo in enumerate(duos):
        x = left + lane * (index + 0.5)
        draw_number(canvas, duo.number, x, y + 6.5, colours.of_duo(duo), radius=6.5)
        if names:
            canvas.put(names[index], x, y + 16, "middle")
    heading = canvas.set_text(
        _("For all, and events by duo"), canvas.style(is_bold=True), canvas.width - right
    )
    canvas.put(heading, right, y)
    return y + max(tall, heading.height) + 6


def _draw_months(canvas: Canvas, axis: Axis, left: float, lane: float, duos: list[Any]) -> None:
    """Draw the lanes, the years on lines across them and the months at the left."""
    colours = canvas.colours
    for index, duo in enumerate(duos):
        x = left + lane * (index + 0.5)
        ends = [(x, axis.span(axis.months[0])[0]), (x, axis.bottom)]
        canvas.draw_line(ends, colours.mix(colours.of_duo(duo), 0.35), 1.0)
    for year, y in axis.years.items():
        canvas.draw_box(0, y, canvas.width, y + YEAR - 3, fill=colours.surface, radius=2)
        style = canvas.style(colour=colours.primary, is_bold=True)
        canvas.write(str(year), 3, y + 2, style)
    for month in axis.months:
        if month in axis.busy:
            style = canvas.style("small", colours.muted)
            y = axis.span(month)[0] + 1.5
            canvas.put(canvas.set_text(_name_month(canvas, month % 12), style), 3, y)


def _draw_visits(canvas: Canvas, axis: Axis, visits: list[Entry], lanes: dict[str, float]) -> None:
    """Draw a disc with the round's number at its date; days stand beside it."""
    for entry in visits:
        if entry.first is None or entry.last is None:
            continue
        x, colour = lanes[entry.duo.id], canvas.colours.of_duo(entry.duo)
        period = entry.record.when.period
        if entry.is_awaited:
            # Only the span is known: a dashed capsule over it, not a point in time.
            y0, y1 = axis.span(entry.first)[0] + 1.5, axis.span(entry.last)[1] - 1.5
            canvas.states.add("awaited")
            canvas.draw_box(
                x - RADIUS, y0, x + RADIUS, y1,
                fill=canvas.colours.paper, stroke=colour, width=1.0, radius=RADIUS, is_dashed=True,
            )  # fmt: skip
            y = (y0 + y1) / 2
        else:
            y = axis.place(entry.first, entry.day)
            canvas.draw_circle(x, y, RADIUS, fill=colour)
        ink = colour if entry.is_awaited else canvas.colours.paper
        _put_number(canvas, entry.round or 0, x, y, ink)
        days = "–".join(
            str(int(date[8:10])) for date in (period.start, period.end) if date and len(date) == 10
        )
        if days and not canvas.given.is_narrow:
            style = canvas.style("small")
            canvas.write(days, x + RADIUS + 2.5, y - style.size * 0.45, style)


def _put_number(canvas: Canvas, number: int, x: float, y: float, ink: str) -> None:
    style = canvas.style("small", ink, is_bold=True)
    canvas.put(canvas.set_text(str(number), style), x, y - style.size * 0.42, "middle")


def _has_place(record: Any) -> bool:
    return record.place is not None and record.place.state != "awaited"


def _square(x: float, y: float, side: float) -> list[Point]:
    return [(x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side)]


def _lozenge(x: float, y: float, side: float) -> list[Point]:
    return [(x, y - side), (x + side, y), (x, y + side), (x - side, y)]


def _draw_mark(canvas: Canvas, entry: Entry, x: float, y: float, colour: str) -> None:
    """Draw an event's mark: a square for all, the duo's number in a lozenge for one duo."""
    if entry.is_awaited:
        canvas.states.add("awaited")
    fill = None if entry.is_awaited else colour
    side = (6.6 if entry.is_awaited else 5.4) if entry.duo else 3.4
    ring = _lozenge(x, y, side) if entry.duo else _square(x, y, side)
    if fill:
        canvas.draw_polygon([ring], fill)
    else:
        canvas.draw_line([*ring, ring[0]], colour, 0.9, is_dashed=True)
    if entry.duo:
        _put_number(canvas, entry.duo.number, x, y, colour if entry.is_awaited else canvas.colours.paper)


def _draw_unknown(
    canvas: Canvas,
    visits: list[Entry],
    listings: list[_Listing],
    lanes: dict[str, float],
    *,
    right: float,
    y: float,
) -> float:
    """Draw what has no date at all in a dashed box below the calendar."""
    unknown = [entry for entry in visits if entry.first is None]
    if not unknown and not listings:
        return y
    colours, _ = canvas.colours, canvas.given.gettext
    canvas.states.add("awaited")
    heading = canvas.set_text(
        _("Dates awaited"), canvas.style(colour=colours.muted, is_bold=True), canvas.width - 12
    )
    top = y + 6 + heading.height + 4
    free = dict.fromkeys(lanes, top + RADIUS)
    for entry in unknown:
        x, line = lanes[entry.duo.id], free[entry.duo.id]
        colour = colours.of_duo(entry.duo)
        canvas.draw_circle(x, line, RADIUS, fill=colours.paper, stroke=colour, width=1.0, is_dashed=True)
        _put_number(canvas, entry.round or 0, x, line, colour)
        free[entry.duo.id] = line + 2 * RADIUS + 3
    line = top
    for listing in listings:
        line = listing.put(canvas, right, line)
    bottom = max(line - GAP, *(end - RADIUS - 3 for end in free.values())) + 6
    canvas.draw_box(
        0.5, y, canvas.width - 0.5, bottom,
        stroke=colours.rule, width=0.8, radius=4, is_dashed=True,
    )  # fmt: skip
    canvas.put(heading, 6, y + 6)
    return bottom


def _draw_key(canvas: Canvas, y: float) -> float:
    """Draw what the marks mean."""
    _, colour = canvas.given.gettext, canvas.colours.muted
    rounds = " · ".join(f"{one.number} {one.title}" for one in canvas.given.records.programme.rounds)

    def put_visit(x: float, y: float) -> None:
        canvas.draw_circle(x, y, 3.6, fill=colour)

    def put_event(x: float, y: float) -> None:
        canvas.draw_polygon([_square(x, y, 3)], colour)

    def put_duo(x: float, y: float) -> None:
        canvas.draw_polygon([_lozenge(x, y, 4.2)], colour)

    entries = [
        (put_visit, _("study visit, with the number of its round: {rounds}").format(rounds=rounds)),
        (put_event, _("event for all")),
        (put_duo, _("event of one duo")),
    ]
    return put_key(canvas, entries, y)
