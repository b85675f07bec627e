"""The calendar of the programme: visits by duo and round, what concerns all, what has no date yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from inclucities_docs.figures.drawing.agenda import (
    MONTH,
    Axis,
    Entry,
    list_events,
    list_visits,
    say_date,
    say_place,
    sort_key,
    spread,
)
from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.marks import draw_number, put_key
from inclucities_docs.figures.drawing.planner import draw_planner, is_mostly_open
from inclucities_docs.figures.model import (
    FigureDescription,
    FigureInput,
    FigureTable,
    Subject,
    cite_sources,
    count_things,
    name_state,
)
from inclucities_docs.schema import Period

SUBJECT: Subject = "programme"

LANE = 56.0

LANE_PART = 0.86
"""How much of a lane its band takes."""

BAR = 12.0
"""Least height of a visit's badge, points: it holds the number of its round."""

ROUND = 74.0
"""Room for the name of a round beside the lanes, points."""

LEADER = 30.0
"""Room for the lines that lead from dates to words, points."""

HATCH = 3.4
"""From one line of a hatching to the next, points."""

Rounds = list[tuple[int, list[Entry], float, float]]
"""Each round with its visits, and the y from before the first of them to behind the last."""


def describe(given: FigureInput) -> FigureDescription:
    """Return the figure's words."""
    _ = given.gettext
    visits, events = list_visits(given), list_events(given)
    entries = [*visits, *events]
    awaited = sum(entry.is_awaited for entry in entries)
    rounds = len({entry.round for entry in visits})
    dated = sorted((one for one in entries if one.first is not None), key=sort_key)
    held = [one for one in dated if one.round]
    listed = "; ".join(_say(given, entry) for entry in dated)
    unknown = given.format.join_list([_name(entry) for entry in entries if entry.first is None])
    groups = _list_lanes(given)
    title = count_things(given, meetings=len(list(given.records.meetings)))
    alt = f"{_('Calendar of the programme')}: {title}"
    if held and rounds > 1:
        title = given.ngettext(
            "{months}: {visits} dated study visit in {rounds} rounds",
            "{months}: {visits} dated study visits in {rounds} rounds",
            len(held),
        ).format(months=_span_months(given, held), visits=len(held), rounds=rounds)
        title = title[:1].upper() + title[1:]  # months are small in many languages
        alt = _(
            "Calendar from {start} to {end}: {visits} study visits of {duos} duos"
            " and {events} other events; {awaited} dates are awaited."
        ).format(
            start=say_date(given, dated[0]),
            end=say_date(given, dated[-1]),
            visits=len(visits),
            duos=len(groups),
            events=len(events),
            awaited=awaited,
        )
    subtitle = _("Calendar of the programme")
    if awaited:
        subtitle = given.ngettext(
            "Calendar of the programme; {awaited} date is still awaited",
            "Calendar of the programme; {awaited} dates are still awaited",
            awaited,
        ).format(awaited=awaited)
    return FigureDescription(
        title=title,
        subtitle=subtitle,
        alt=alt,
        description=_("In order: {listed}. Without a date: {unknown}.").format(
            listed=listed, unknown=unknown or "–"
        ),
        note=_("Without a date so far: {unknown}.").format(unknown=unknown)
        if unknown and not is_mostly_open(entries)
        else "",
        source_note=cite_sources(given, [entry.record.when for entry in dated]),
    )


def tabulate(given: FigureInput) -> FigureTable:
    """Return a row a visit or event, in the order of time, those without a date last."""
    _ = given.gettext
    entries = [*list_visits(given), *list_events(given)]
    dated = sorted((one for one in entries if one.first is not None), key=sort_key)
    rows = [
        (
            say_date(given, entry),
            entry.label,
            str(entry.duo.name) if entry.duo else _("all"),
            say_place(given, entry.record),
            name_state(given, "awaited" if entry.is_awaited else entry.record.when.state),
        )
        for entry in [*dated, *(one for one in entries if one.first is None)]
    ]
    groups = list(given.records.groups)
    group_word = _("Duo") if groups and all(len(one.cities) == 2 for one in groups) else _("Group")
    return FigureTable(
        caption=_("Calendar of the programme"),
        header=(_("Date"), _("Event"), group_word, _("Place"), _("State of the date")),
        rows=tuple(rows),
    )


def _name(entry: Entry) -> str:
    return entry.label + (f" ({entry.duo.name})" if entry.duo and entry.round else "")


def _say(given: FigureInput, entry: Entry) -> str:
    return f"{say_date(given, entry)}, {_name(entry)}"


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw a lane of visits for each group beside a list of events, time going down at one scale."""
    duos = _list_lanes(given)
    planned = [
        *sorted(list_visits(given), key=lambda one: (one.round or 100, one.duo.number)),
        *list_events(given),
    ]
    if is_mostly_open(planned):
        return draw_planner(canvas, planned)
    visits = list_visits(given)
    held = [one for one in visits if one.first is not None]
    events = sorted((one for one in list_events(given) if one.first is not None), key=sort_key)
    months = _measure_months(canvas) + 6
    left = months + (ROUND if len({one.round for one in held if one.round}) > 1 else 0.0)
    lane = min(LANE, (canvas.width - left) * 0.52 / max(1, len(duos)))
    dated = [*held, *events]  # on phones too: what has no date may lie between any of them
    if given.is_narrow:  # phones have no room for words beside the lanes: they have the table
        events, left = [], months
        lane = (canvas.width - left) / max(1, len(duos))
    right = left + lane * len(duos) + (0 if given.is_narrow else LEADER)
    top = _draw_heads(canvas, duos, left, lane, right)
    axis = Axis(dated, top, MONTH + given.spare / max(1, len(Axis(dated, top).months)))
    rounds = _span_rounds(axis, held)
    _draw_rounds(canvas, rounds, months, left, left + lane * len(duos))
    _draw_months(canvas, axis, left, left + lane * len(duos))
    for index, duo in enumerate(duos):
        x = left + lane * (index + 0.5)
        _draw_lane(canvas, axis, duo, rounds, x, lane)
        mine = [one for one in visits if one.duo == duo]
        _draw_unknown(canvas, axis, mine, x, lane)
        for visit in (one for one in mine if one.first is not None):
            _draw_visit(canvas, axis, visit, x, lane)
    bottom = _draw_events(canvas, axis, events, right)
    if not held:
        return max(axis.bottom, bottom)
    return _draw_key(canvas, max(axis.bottom, bottom) + 10)


def _span_months(given: FigureInput, visits: list[Entry]) -> str:
    """Return the months from the first visit to the last: May 2021 – June 2022."""
    first = min(one.first for one in visits if one.first is not None)
    last = max(one.last for one in visits if one.last is not None)
    start, end = (f"{month // 12:04}-{month % 12 + 1:02}" for month in (first, last))
    return given.format.period(Period(start=start, end=end if end != start else None))


def _span_rounds(axis: Axis, visits: list[Entry]) -> Rounds:
    """Return where each round lies on the scale, with its visits."""
    rounds = []
    for number in sorted({one.round for one in visits if one.round}):
        mine = [one for one in visits if one.round == number]
        spans = [axis.span(one, BAR) for one in mine]
        rounds.append((number, mine, min(one[0] for one in spans) - 3, max(one[1] for one in spans) + 3))
    return rounds


def _draw_lane(canvas: Canvas, axis: Axis, duo: Any, rounds: Rounds, x: float, lane: float) -> None:
    """Draw a group's lane, deeper where a round crosses it."""
    colour, half = canvas.colours.of_duo(duo), lane * LANE_PART / 2
    canvas.draw_box(x - half, axis.top, x + half, axis.bottom, fill=canvas.colours.mix(colour, 0.12))
    for _, _, top, bottom in rounds:
        canvas.draw_box(x - half, top, x + half, bottom, fill=canvas.colours.mix(colour, 0.26))


def _draw_rounds(canvas: Canvas, rounds: Rounds, x: float, left: float, right: float) -> None:
    """Draw a band behind the visits of each round, from the first to the last, with its name and months."""
    colours, given = canvas.colours, canvas.given
    titles = {one.number: str(one.title) for one in given.records.programme.rounds}
    for number, mine, top, bottom in rounds:
        canvas.draw_box(x, top, right, bottom, fill=colours.primary_tint, radius=2)
        if left - x < ROUND:
            continue
        room = left - x - 4
        style = canvas.style("heading", colours.primary)
        name = canvas.set_text(f"{number} {titles.get(number, '')}", style)
        if name.width > room:
            name = canvas.set_text(name.lines[0], replace(style, size=style.size * room / name.width))
        when = canvas.set_text(_span_months(given, mine), canvas.style("small", colours.muted), room)
        y = (top + bottom - name.height - when.height) / 2
        canvas.put(when, x + 4, canvas.put(name, x + 4, y))


def _list_lanes(given: FigureInput) -> list[Any]:
    """Return the groups that meet by themselves, in their order."""
    meeting = {entry.duo for entry in list_visits(given)}
    return [group for group in given.records.groups if group in meeting]


def _draw_visit(canvas: Canvas, axis: Axis, visit: Entry, x: float, lane: float) -> None:
    """Draw a visit at its date, with its round's number: a badge, longer where it took longer; hatched where its
    days are not known."""
    colour = canvas.colours.of_duo(visit.duo)
    top, bottom = axis.span(visit, BAR)
    middle, half = (top + bottom) / 2, lane * LANE_PART / 2
    if visit.is_awaited:
        canvas.draw_box(x - half, top, x + half, bottom, fill=canvas.colours.paper, stroke=colour, radius=1)
        _hatch(canvas, (x - half, top, x + half, bottom), colour)
        _put_round(canvas, visit, x, middle, colour)
        return
    canvas.draw_box(x - half, top, x + half, bottom, fill=colour, radius=BAR / 2)
    style = canvas.style("small", canvas.colours.paper, is_bold=True)
    number = canvas.set_text(str(visit.round or ""), style)
    canvas.put(number, x, middle - number.height / 2, "middle")


def _draw_unknown(canvas: Canvas, axis: Axis, visits: list[Entry], x: float, lane: float) -> None:
    """Hatch the time in which visits without a date can lie: between the rounds before and after them."""
    placed = [(one.round or 0, axis.span(one, BAR)) for one in visits if one.first is not None]
    spans: dict[tuple[float, float], list[Entry]] = {}
    for visit in visits:
        number = visit.round or 0
        if visit.first is None and number:
            top = max((span[1] for round_, span in placed if round_ < number), default=axis.top) + 3
            below = min((span[0] for round_, span in placed if round_ > number), default=axis.bottom)
            bottom = max(top, below - 3)
            spans.setdefault((top, bottom), []).append(visit)
    for (top, bottom), mine in spans.items():
        colour, half, small = canvas.colours.of_duo(mine[0].duo), lane * LANE_PART / 2, canvas.style("small")
        words = canvas.set_text(canvas.given.gettext("no date yet"), replace(small, colour=colour), lane - 4)
        tall = 16.0 * len(mine) + words.height
        box = (x - half, top, x + half, bottom)
        canvas.draw_box(*box, fill=canvas.colours.paper, radius=1)
        _hatch(canvas, box, canvas.colours.mix(colour, 0.6))
        canvas.draw_box(*box, stroke=colour, radius=1, is_dashed=True)
        if bottom - top < tall:  # on a card: the key says what the hatching means
            continue
        y, wide = (top + bottom - tall) / 2, words.width / 2 + 2
        canvas.draw_box(x - wide, y, x + wide, y + tall + 2, fill=canvas.colours.paper, radius=2)
        for visit in mine:
            _put_round(canvas, visit, x, y + 8, colour)
            y += 16
        canvas.put(words, x, y, "middle")


def _put_round(canvas: Canvas, visit: Entry, x: float, y: float, colour: str) -> None:
    """Draw the number of a visit's round in a disc on its bar."""
    canvas.draw_circle(x, y, 7.0, fill=canvas.colours.paper, stroke=colour, width=1.4)
    style = canvas.style("small", colour, is_bold=True)
    canvas.put(canvas.set_text(str(visit.round or ""), style), x, y - style.size * 0.42, "middle")


def _hatch(canvas: Canvas, box: tuple[float, float, float, float], colour: str) -> None:
    """Draw slanting lines in a box."""
    x0, y0, x1, y1 = box
    along = y0 - (x1 - x0) + HATCH
    while along < y1:
        start, end = max(along, y0), min(along + (x1 - x0), y1)
        canvas.draw_line([(x0 + start - along, start), (x0 + end - along, end)], colour, 0.6)
        along += HATCH


def _draw_events(canvas: Canvas, axis: Axis, events: list[Entry], x: float) -> float:
    """Draw the words of each event as near to its date as the others allow, led to it by a line; give the y below."""
    given, colours = canvas.given, canvas.colours
    width = canvas.width - x - 10
    words = []
    for event in events:
        label = canvas.set_text(event.label, canvas.style(is_bold=event.duo is None), width)
        place = say_place(given, event.record) if _has_place(event.record) else ""
        when = ", ".join(part for part in (say_date(given, event), place) if part)
        words.append((label, canvas.set_text(when, canvas.style("small", colours.muted), width)))
    heights = [label.height + detail.height + 5 for label, detail in words]
    dates = [sum(axis.span(one)) / 2 for one in events]
    tops = spread([(date - 5, height) for date, height in zip(dates, heights, strict=True)], axis.top - 4)
    over = (tops[-1] + heights[-1] - axis.bottom) if tops else 0.0
    if over > 0:  # the last ones stand higher, so that all end with the scale where they can
        limit = axis.bottom
        for index in reversed(range(len(tops))):
            tops[index] = max(axis.top - 4, min(tops[index], limit - heights[index]))
            limit = tops[index]
        tops = spread(list(zip(tops, heights, strict=True)), axis.top - 4)
    end = axis.bottom
    for event, date, top, height, (label, detail) in zip(events, dates, tops, heights, words, strict=True):
        colour = colours.of_duo(event.duo) if event.duo else colours.ink
        canvas.draw_line([(x - LEADER + 4, date), (x - 6, top + 5), (x - 1, top + 5)], colour, 0.7)
        canvas.draw_box(
            x - LEADER + 1, date - 2, x - LEADER + 5, date + 2, fill=colour, radius=1 if event.duo else 0
        )
        if event.duo:
            canvas.draw_circle(x + 4, top + 5, 3, fill=colour)
        indent = 10.0 if event.duo else 2.0
        below = canvas.put(label, x + indent, top)
        canvas.put(detail, x + indent, below + 0.5)
        end = max(end, top + height)
    return end


def _measure_months(canvas: Canvas) -> float:
    style = canvas.style("small")
    return 3 + max(canvas.set_text(_name_month(canvas, one), style).width for one in range(12))


def _name_month(canvas: Canvas, month: int) -> str:
    return canvas.given.format.month(month + 1)


def _draw_heads(canvas: Canvas, duos: list[Any], left: float, lane: float, right: float) -> float:
    """Draw each duo's number and mentee above its lane, and what stands on the right."""
    colours, _ = canvas.colours, canvas.given.gettext
    y = canvas.top
    texts = (str(duo.name) if lane > 40 else "" for duo in duos)
    names = [canvas.set_name(text, canvas.style("small"), lane - 3) for text in texts]
    tall = 15.0 + max((block.height for block in names), default=0)
    for index, duo in enumerate(duos):
        x = left + lane * (index + 0.5)
        draw_number(canvas, duo.number, x, y + 6.5, colours.of_duo(duo), radius=7.5)
        canvas.put(names[index], x, y + 16, "middle")
    if canvas.given.is_narrow:
        return y + tall + 6
    if not duos:
        words = _("For all cities")
    elif all(len(duo.cities) == 2 for duo in duos):
        words = _("For all, and events by duo")
    else:
        words = _("For all, and events by group")
    heading = canvas.set_text(words, canvas.style(is_bold=True), canvas.width - right)
    tall = max(tall, heading.height)
    canvas.put(heading, right, max(y, y + tall - heading.height - 6))
    return y + tall + 6


def _draw_months(canvas: Canvas, axis: Axis, left: float, right: float) -> None:
    """Draw the scale: a line for each quarter with its name, a stronger one for each year."""
    colours = canvas.colours
    style = canvas.style("small", colours.muted)
    for month in axis.months:
        y = axis.start(month)
        is_year = month % 12 == 0 or month == axis.months[0]
        if is_year or month % 3 == 0:
            colour = colours.rule if is_year else colours.hairline
            canvas.draw_line([(left, y), (right, y)], colour, 1.2 if is_year else 0.5)
        if is_year:
            year = canvas.style(colour=colours.primary, is_bold=True)
            canvas.put(canvas.set_text(str(month // 12), year), 0, y + 2)
        elif month % 3 == 0 and y - axis.top > style.line:  # the first year stands above it
            canvas.put(canvas.set_text(_name_month(canvas, month % 12), style), 0, y + 2)
    canvas.draw_line([(left, axis.bottom), (right, axis.bottom)], colours.hairline, 0.4)


def _has_place(record: Any) -> bool:
    return record.place is not None and record.place.state != "awaited"


def _draw_key(canvas: Canvas, y: float) -> float:
    """Draw what the marks mean."""
    _, colour = canvas.given.gettext, canvas.colours.muted
    rounds = " · ".join(f"{one.number} {one.title}" for one in canvas.given.records.programme.rounds)

    def put_visit(x: float, y: float) -> None:
        canvas.draw_box(x - 5, y - 3.5, x + 5, y + 3.5, fill=colour, radius=3.5)

    def put_unknown(x: float, y: float) -> None:
        canvas.draw_box(x - 5, y - 4, x + 5, y + 4, stroke=colour, radius=1)
        _hatch(canvas, (x - 5, y - 4, x + 5, y + 4), colour)

    entries = [
        (put_visit, _("study visit, with the number of its round: {rounds}").format(rounds=rounds)),
        (put_unknown, _("somewhere in this time: the date is not known")),
    ]
    return put_key(canvas, entries, y)
