"""What passes between two cities: the mentor's practices, what was learned, the mentee's actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
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

LEFT, RIGHT = 0.27, 0.33
"""Shares of the width that the two cities take."""

ROOT, HEAD = 14.0, 15.0
"""Length of an arm's root at the one city and of its head at the other, points."""


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
            given,
            [
                *(about for one in fed for about in one.practice.about),
                *duo.strengths,
                *duo.needs,
                *(factor.statement for factor in duo.benchmark.key_factors),
            ],
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
    """Draw the city that shares as one block, whose arms reach into the city that learns."""
    duo, _ = given.subject, given.gettext
    if given.is_narrow:
        return _draw_narrow(canvas, duo)
    ribbons = _list_ribbons(duo)
    whole = [one for one in ribbons if one.practice and one.actions]
    part = [one for one in ribbons if bool(one.practice) != bool(one.actions)]
    rows = [_Row(canvas, one) for one in (*whole, *part)]
    y = _draw_blocks(canvas, duo, rows)
    alone = [str(one.factor.name) for one in ribbons if not one.practice and not one.actions]
    if alone:
        words = _("Key factors without a practice or an action so far: {names}")
        text = words.format(names=given.format.join_list(alone))
        y = canvas.write(text, 0, y + GAP, canvas.style(colour=canvas.colours.muted), canvas.width)
    return _draw_lists(canvas, duo, y + 2.5 * GAP)


def _draw_blocks(canvas: Canvas, duo: Any, rows: list[_Row]) -> float:
    """Draw the two cities, as high as all that passes between them; give the y where they end."""
    colours, colour = canvas.colours, canvas.colours.of_duo(duo)
    left, right, y = canvas.width * LEFT, canvas.width * (1 - RIGHT), canvas.top
    heads = []
    for x, width, cities, ink in zip(
        (0.0, right), (left, canvas.width - right), split_sides(duo), (colours.paper, colour), strict=True
    ):
        style = canvas.style("title", ink)
        name = canvas.set_name(
            name_cities(canvas.given, cities), replace(style, size=style.size * 1.35), width - 2 * PAD
        )
        heads.append(
            (
                x + PAD,
                canvas.set_text(_name_role(duo, cities), canvas.style("small", ink), width - 2 * PAD),
                name,
            )
        )
    top = y + PAD + max(role.height + name.height for _x, role, name in heads) + 2 + GAP
    bottom = top + sum(row.height + GAP for row in rows)
    canvas.draw_box(0, y, left, bottom, fill=colour, radius=8)
    canvas.draw_box(
        right + 1.2,
        y + 1.2,
        canvas.width - 1.2,
        bottom - 1.2,
        fill=colours.paper,
        stroke=colour,
        width=2.4,
        radius=8,
    )
    for x, role, name in heads:
        canvas.put(name, x, canvas.put(role, x, y + PAD) + 2)
    for row in rows:
        row.put(top, colour)
        top += row.height + GAP
    return bottom


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


class _Row:
    """One key factor between the two blocks: an arm where a practice became an action, a part of it else."""

    def __init__(self, canvas: Canvas, one: _Ribbon) -> None:
        self._canvas, self._one = canvas, one
        self._left, self._right = canvas.width * LEFT, canvas.width * (1 - RIGHT)
        ink = canvas.colours.ink if one.practice and not one.actions else canvas.colours.paper
        room = self._right - self._left - ROOT - HEAD - PAD
        self._factor = canvas.set_text(str(one.factor.name), canvas.style("heading", ink), room)
        self._practice = canvas.set_text(
            str(one.practice.name) if one.practice else "",
            canvas.style("heading", canvas.colours.paper),
            self._left - 2 * PAD,
        )
        width = canvas.width - self._right - 2.5 * PAD
        self._actions = [
            canvas.set_text(str(action.title), canvas.style("heading"), width) for action in one.actions
        ]
        inside = sum(block.height + 7 for block in self._actions) - 7
        self.height = max(self._factor.height + 2 * PAD, self._practice.height, inside) + PAD

    def put(self, y: float, colour: str) -> None:
        """Draw it from ``y`` on."""
        canvas, colours, one = self._canvas, self._canvas.colours, self._one
        centre, half = y + self.height / 2, self._factor.height / 2 + PAD
        start, end = self._left + ROOT, self._right - HEAD
        fill = colours.muted if not one.practice else colour if one.actions else colours.mix(colour, 0.34)
        if one.practice:
            root = min(half + 0.8 * PAD, self.height / 2)
            _draw_band(
                canvas,
                (self._left - 1, centre - root, centre + root),
                (start, centre - half, centre + half),
                fill,
            )
            canvas.put(self._practice, PAD, centre - self._practice.height / 2)
        canvas.draw_box(
            start - (6 if one.practice else 0),
            centre - half,
            end + (0 if one.actions else 6),
            centre + half,
            fill=fill,
            radius=0 if one.practice and one.actions else 6,
        )
        if self._actions:
            wide = min(half + 0.8 * PAD, self.height / 2)
            canvas.draw_polygon(
                [
                    [
                        (end - 6, centre - half),
                        (end, centre - half),
                        (end, centre - wide),
                        (self._right - 1, centre),
                        (end, centre + wide),
                        (end, centre + half),
                        (end - 6, centre + half),
                    ]
                ],
                fill,
            )
            _put_all(canvas, self._actions, self._right + 1.5 * PAD, centre)
        canvas.put(self._factor, (start + end) / 2, centre - self._factor.height / 2, "middle")


def _put_all(canvas: Canvas, blocks: list[Block], x: float, centre: float) -> None:
    line = centre - (sum(block.height + 7 for block in blocks) - 7) / 2
    for block in blocks:
        line = canvas.put(block, x, line) + 7


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
