"""What passes between two cities: the mentor's practices, what was learned, the mentee's actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inclucities_docs.figures.drawing.canvas import CLOSE, CUBIC, LINE, MOVE, Canvas
from inclucities_docs.figures.drawing.marks import put_statements, set_statements
from inclucities_docs.figures.drawing.text import Block
from inclucities_docs.figures.model import (
    EmptyFigureError,
    FigureDescription,
    FigureInput,
    FigureTable,
    Subject,
    cite_sources,
    name_cities,
    name_group,
    name_state,
    split_sides,
)

SUBJECT: Subject = "group"

PAD, GAP = 8.0, 8.0


@dataclass(frozen=True)
class _Ribbon:
    """One key factor with what comes in from the mentor and what goes out to the mentee."""

    factor: Any
    practice: Any
    actions: tuple[Any, ...]


def _list_ribbons(duo: Any) -> list[_Ribbon]:
    if duo.benchmark is None:
        raise EmptyFigureError("this group has no benchmark", "add `benchmark:` to its file in data/groups/")
    plans = [city.plan for city in duo.planners if city.plan and city.plan.group == duo]
    actions = [action for plan in plans for action in plan.actions]
    return [
        _Ribbon(factor, factor.good_practice, tuple(one for one in actions if one.factor == factor.id))
        for factor in duo.benchmark.key_factors
    ]


def describe(given: FigureInput) -> FigureDescription:
    """Return the figure's words."""
    _ = given.gettext
    duo = given.subject
    ribbons = _list_ribbons(duo)
    fed = [one for one in ribbons if one.practice]
    built = sum(len(one.actions) for one in fed)
    total = sum(len(one.actions) for one in ribbons)
    givers, learners = split_sides(duo)
    mentor, mentee = name_cities(given, givers), name_cities(given, learners or givers)
    values = {"mentor": mentor, "mentee": mentee, "built": built, "total": total}
    title = _(
        "What {mentor} knows becomes what {mentee} does: {built} of {total} actions build on its practice"
    )
    if any(one.state == "proposed" for ribbon in fed for action in ribbon.actions for one in action.steps):
        title = _("{mentor} – {mentee}: {built} of {total} proposed actions build on a good practice")
    if not built:
        title = _("What {mentor} brings, what {mentee} needs") if learners else str(duo.title)
    return FigureDescription(
        title=title.format(**values),
        subtitle=_("From the good practices of {mentor}, by key factor, to the actions of {mentee}").format(
            **values
        ),
        alt=_(
            "Ribbons from {mentor} on the left to {mentee} on the right: {ribbons} key factors in the middle."
        ).format(**values, ribbons=len(ribbons)),
        description="; ".join(_say(given, one) for one in ribbons) + ".",
        source_note=cite_sources(
            given, [*duo.strengths, *duo.needs, *(factor.statement for factor in duo.benchmark.key_factors)]
        ),
    )


def _say(given: FigureInput, one: _Ribbon) -> str:
    parts = [str(one.practice.name) if one.practice else "–", str(one.factor.name)]
    parts.append(given.format.join_list([str(action.title) for action in one.actions]) or "–")
    return " → ".join(parts)


def tabulate(given: FigureInput) -> FigureTable:
    """Return a row a key factor: the practice, the factor, the actions."""
    _ = given.gettext
    rows = [
        (
            str(one.factor.name),
            str(one.practice.name) if one.practice else "–",
            given.format.join_list([str(action.title) for action in one.actions]) or "–",
            name_state(given, one.factor.statement.state),
        )
        for one in _list_ribbons(given.subject)
    ]
    return FigureTable(
        caption=_("Duo {number}: from practice to action").format(number=given.subject.number)
        if len(given.subject.cities) == 2
        else f"{name_group(given, given.subject)}: {given.subject.title}",
        header=(_("Key factor"), _("Good practice"), _("Actions"), _("State")),
        rows=tuple(rows),
    )


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw the two cities and a ribbon for each key factor between them."""
    duo, _ = given.subject, given.gettext
    if given.is_narrow:
        return _draw_narrow(canvas, duo)
    colours, colour = canvas.colours, canvas.colours.of_duo(duo)
    side = canvas.width * 0.29
    right = canvas.width - side
    y = canvas.top
    givers, learners = split_sides(duo)
    heads = [
        (x, name_cities(given, cities), _name_role(duo, cities), is_full)
        for x, cities, is_full in ((0.0, givers, True), (right, learners, False))
        if cities
    ]
    bottom = y
    for x, name, role, is_full in heads:
        ink = colours.paper if is_full else colour
        block = canvas.set_name(name, canvas.style("title", ink), side - 2 * PAD)
        small = canvas.set_text(role, canvas.style("small", ink), side - 2 * PAD)
        end = y + block.height + small.height + 2 * PAD
        fill = colour if is_full else colours.paper
        canvas.draw_box(x + 1, y + 1, x + side - 1, end, fill=fill, stroke=colour, width=2, radius=5)
        canvas.put(small, x + PAD, y + PAD * 0.8)
        canvas.put(block, x + PAD, y + PAD + small.height)
        bottom = max(bottom, end)
    y = bottom + 2 * GAP
    ribbons = _list_ribbons(duo)
    whole = [one for one in ribbons if one.practice and one.actions]
    part = [one for one in ribbons if bool(one.practice) != bool(one.actions)]
    for one in (*whole, *part):
        y = _draw_ribbon(canvas, duo, one, y, side) + GAP
    alone = [str(one.factor.name) for one in ribbons if not one.practice and not one.actions]
    if alone:
        words = _("Key factors without a practice or an action so far: {names}")
        text = words.format(names=given.format.join_list(alone))
        y = canvas.write(text, 0, y, canvas.style(colour=colours.muted), canvas.width) + GAP
    return _draw_lists(canvas, duo, y + GAP)


def _draw_lists(canvas: Canvas, duo: Any, y: float) -> float:
    """Draw what the one side brought and the other needed, below what became of it."""
    _, colour, gap = canvas.given.gettext, canvas.colours.of_duo(duo), 3 * GAP
    lists = [(_("Strengths"), duo.strengths), (_("Needs"), duo.needs)]
    width = (canvas.width - gap) / 2
    bottom, x = y, 0.0
    for heading, statements in lists:
        blocks = set_statements(canvas, statements, canvas.style(), width)
        if blocks:
            canvas.draw_line([(x, y), (x + width, y)], colour, 1.5)
            line = canvas.write(heading, x, y + 6, canvas.style("heading", colour), width) + 4
            bottom = max(bottom, put_statements(canvas, blocks, x, line, colour))
        x += width + gap
    return bottom


def _name_role(duo: Any, cities: list[Any]) -> str:
    """Return the programme's words for what cities are in their group; nothing for equals."""
    role = next((one.role for one in duo.members if one.city in cities), None)
    return str(role.city if len(cities) == 1 else role.cities) if role else ""


def _draw_ribbon(canvas: Canvas, duo: Any, one: _Ribbon, y: float, side: float) -> float:
    """Draw one ribbon: it swells from the practice to the factor, and ends where an action takes it up."""
    colours, colour = canvas.colours, canvas.colours.of_duo(duo)
    left, right = side, canvas.width - side
    pill = 26.0
    factor = canvas.set_text(
        str(one.factor.name), canvas.style("heading", colours.paper), right - left - 2 * pill - 2 * PAD
    )
    practice = canvas.set_text(
        str(one.practice.name) if one.practice else "", canvas.style("heading"), side - 2 * PAD
    )
    actions = [
        canvas.set_text(str(action.title), canvas.style(is_bold=True), side - 2 * PAD)
        for action in one.actions
    ]
    height = max(factor.height, practice.height, sum(block.height + 4 for block in actions) - 4) + 2.2 * PAD
    centre, half = y + height / 2, (factor.height + 1.3 * PAD) / 2
    soft = colours.mix(colour, 0.34) if one.practice and one.actions else colours.surface
    if one.practice:
        canvas.draw_box(0, y, left, y + height, fill=soft, radius=4)
        _draw_band(canvas, (left - 2, y, y + height), (left + pill, centre - half, centre + half), soft)
        canvas.put(practice, PAD, centre - practice.height / 2)
    if actions:
        canvas.draw_box(right, y, canvas.width, y + height, fill=soft, radius=4)
        _draw_band(canvas, (right - pill, centre - half, centre + half), (right + 2, y, y + height), soft)
        _put_all(canvas, actions, right + PAD, centre)
    fill = colour if one.practice and one.actions else colours.muted
    canvas.draw_box(left + pill - 2, centre - half, right - pill + 2, centre + half, fill=fill, radius=4)
    canvas.put(factor, canvas.width / 2, centre - factor.height / 2, "middle")
    return y + height


def _put_all(canvas: Canvas, blocks: list[Block], x: float, centre: float) -> None:
    line = centre - (sum(block.height + 4 for block in blocks) - 4) / 2
    for block in blocks:
        line = canvas.put(block, x, line) + 4


def _draw_band(
    canvas: Canvas, start: tuple[float, float, float], end: tuple[float, float, float], fill: str
) -> None:
    """Draw a band between two upright edges, each x, top and bottom."""
    x0, top0, bottom0 = start
    x1, top1, bottom1 = end
    middle = (x0 + x1) / 2
    vertices = [
        (x0, top0), (middle, top0), (middle, top1), (x1, top1),
        (x1, bottom1), (middle, bottom1), (middle, bottom0), (x0, bottom0), (x0, top0),
    ]  # fmt: skip
    canvas.draw_path(vertices, [MOVE, CUBIC, CUBIC, CUBIC, LINE, CUBIC, CUBIC, CUBIC, CLOSE], fill=fill)


def _draw_narrow(canvas: Canvas, duo: Any) -> float:
    """Draw factor by factor from top to bottom, for phones."""
    colours, colour = canvas.colours, canvas.colours.of_duo(duo)
    room, y = canvas.width - 2 * PAD, canvas.top
    soft = colours.mix(colour, 0.2)
    learners = f"{duo.learners[0].name}: " if len(duo.learners) == 1 else ""
    for one in _list_ribbons(duo):
        parts = []
        if one.practice:
            parts.append((f"{one.practice.city.name}: {one.practice.name}", canvas.style(), soft))
        parts.append((str(one.factor.name), canvas.style("heading", colours.paper), colour))
        parts += [(f"{learners}{action.title}", canvas.style(is_bold=True), soft) for action in one.actions]
        for text, style, fill in parts:
            block = canvas.set_text(text, style, room)
            inset = 0.0 if fill == colour else PAD * 0.7
            canvas.draw_box(inset, y, canvas.width - inset, y + block.height + PAD, fill=fill, radius=0)
            y = canvas.put(block, PAD, y + PAD / 2) + PAD / 2
        y += GAP
    return y - GAP
