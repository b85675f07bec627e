"""A duo face to face: what the mentor brings, what the mentee needs, what the mentee will do."""

from __future__ import annotations

from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.marks import measure_statements, put_statements, set_statements
from inclucities_docs.figures.drawing.text import Block
from inclucities_docs.figures.model import (
    EmptyFigureError,
    FigureDescription,
    FigureInput,
    FigureTable,
    Subject,
    cite_sources,
    is_pair,
    name_state,
    say_statement,
)

SUBJECT: Subject = "group"

GUTTER = 30.0
"""Room between mentor and mentee, with the arrow in it, points."""

PAD = 9.0


def describe(given: FigureInput) -> FigureDescription:
    """Return the figure's words."""
    _ = given.gettext
    duo = given.subject
    if not is_pair(duo):
        message = (
            f"the card shows one city that shares its experience and one that learns, and {duo.id} is none"
        )
        raise EmptyFigureError(message, "use the figures `handover` or `network`")
    mentor, mentee = duo.givers[0], duo.learners[0]

    def join(statements: Any) -> str:
        return " ".join(say_statement(given, one) for one in statements)

    actions = join(duo.future_actions)
    return FigureDescription(
        title=_("What {mentor} brings, what {mentee} needs").format(mentor=mentor.name, mentee=mentee.name),
        subtitle=_("Duo {number}: {theme}").format(number=duo.number, theme=duo.title),
        alt=_(
            "Card of duo {number}: {strengths} strengths of {mentor} face {needs} challenges"
            " of {mentee}, with {actions} future actions below."
        ).format(
            number=duo.number,
            strengths=len(duo.strengths),
            needs=len(duo.needs),
            actions=len(duo.future_actions),
            mentor=mentor.name,
            mentee=mentee.name,
        ),
        description=_(
            "Strengths of {mentor}: {strengths} Challenges of {mentee}: {needs} Future actions: {actions}"
        ).format(
            mentor=mentor.name,
            mentee=mentee.name,
            strengths=join(duo.strengths),
            needs=join(duo.needs),
            actions=actions or "–",
        ),
        source_note=cite_sources(given, [*duo.strengths, *duo.needs, *duo.future_actions]),
    )


def tabulate(given: FigureInput) -> FigureTable:
    """Return a row a strength, challenge or action."""
    _ = given.gettext
    duo = given.subject
    parts = (
        (_("Strength"), duo.givers[0], duo.strengths),
        (_("Challenge"), duo.learners[0], duo.needs),
        (_("Future action"), duo.learners[0], duo.future_actions),
    )
    rows = [
        (part, str(city.name), say_statement(given, one), name_state(given, one.state))
        for part, city, statements in parts
        for one in statements
    ]
    return FigureTable(
        caption=_("Strengths, challenges and future actions of duo {number}").format(number=duo.number),
        header=(_("Part"), _("City"), _("Text"), _("State")),
        rows=tuple(rows),
    )


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw the two cities, their lists and the actions; give the y where they end."""
    _ = given.gettext
    duo = given.subject
    is_narrow = given.is_narrow
    width = canvas.width if is_narrow else (canvas.width - GUTTER) / 2
    right = 0.0 if is_narrow else width + GUTTER
    heads = [_Head(canvas, duo, is_mentor=is_mentor, width=width) for is_mentor in (True, False)]
    tall = max(head.height for head in heads)
    y = canvas.top
    lists = ((_("Strengths"), duo.strengths), (_("Challenges"), duo.needs))
    if is_narrow:
        for index, (head, (title, statements)) in enumerate(zip(heads, lists, strict=True)):
            if index:
                _draw_arrow(canvas, duo, (20, y + 3), (20, y + 19))
                y += 22
            head.put(0, y, head.height)
            y = _draw_list(canvas, duo, title, statements, 0, y=y + head.height + 9, width=width)
    else:
        for head, x in zip(heads, (0.0, right), strict=True):
            head.put(x, y, tall)
        middle = y + tall / 2
        _draw_arrow(canvas, duo, (width + 4, middle), (right - 4, middle))
        y += tall + 10
        y = max(
            _draw_list(canvas, duo, title, statements, x, y=y, width=width)
            for (title, statements), x in zip(lists, (0.0, right), strict=True)
        )
    return _draw_actions(canvas, duo, y + 14) if duo.future_actions else y


class _Head:
    """A city's name plate: filled for the mentor, framed for the mentee."""

    def __init__(self, canvas: Canvas, duo: Any, *, is_mentor: bool, width: float) -> None:
        self._canvas, self._duo, self._is_mentor, self._width = canvas, duo, is_mentor, width
        city = duo.givers[0] if is_mentor else duo.learners[0]
        role = next(one.role for one in duo.members if one.city == city)
        colours = canvas.colours
        ink = colours.paper if is_mentor else colours.of_duo(duo)
        plain = colours.paper if is_mentor else colours.ink
        country = canvas.given.format.country(city.country)
        room = width - 2 * PAD
        self._blocks: list[Block] = [
            canvas.set_text(str(role.city), canvas.style("small", plain), room),
            canvas.set_name(str(city.name), canvas.style("title", ink), room),
            canvas.set_text(
                f"{country} · {city.association.acronym}" if city.association else country,
                canvas.style("small", plain),
                room,
            ),
        ]
        self.height = sum(block.height for block in self._blocks) + 2 * PAD + 2

    def put(self, x: float, y: float, height: float) -> None:
        """Draw the plate, as high as its neighbour."""
        canvas, colour = self._canvas, self._canvas.colours.of_duo(self._duo)
        fill = colour if self._is_mentor else canvas.colours.paper
        canvas.draw_box(
            x + 0.7, y + 0.7, x + self._width - 0.7, y + height - 0.7,
            fill=fill, stroke=colour, width=1.4, radius=5,
        )  # fmt: skip
        line = y + PAD
        for block in self._blocks:
            line = canvas.put(block, x + PAD, line) + 1


def _draw_arrow(canvas: Canvas, duo: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    canvas.draw_arrow(start, end, canvas.colours.of_duo(duo), 1.7)


def _draw_list(
    canvas: Canvas, duo: Any, title: str, statements: Any, x: float, *, y: float, width: float
) -> float:
    colour = canvas.colours.of_duo(duo)
    y = canvas.write(title, x, y, canvas.style("heading", colour), width) + 5
    blocks = set_statements(canvas, statements, canvas.style(), width)
    return put_statements(canvas, blocks, x, y, colour, gap=5)


def _draw_actions(canvas: Canvas, duo: Any, y: float) -> float:
    """Draw the future actions on the duo's tint, in two columns where there is room."""
    colours = canvas.colours
    title = canvas.given.gettext("Future actions of {city}").format(city=duo.learners[0].name)
    heading = canvas.set_text(title, canvas.style("heading", colours.of_duo(duo)), canvas.width - 2 * PAD)
    columns = 1 if canvas.given.is_narrow else 2
    gap = GUTTER if columns == 2 else 0.0
    width = (canvas.width - 2 * PAD - gap * (columns - 1)) / columns
    blocks = set_statements(canvas, duo.future_actions, canvas.style(), width)
    split = len(blocks)
    if columns == 2:
        split = min(
            range(1, len(blocks) + 1),
            key=lambda cut: max(measure_statements(blocks[:cut]), measure_statements(blocks[cut:])),
        )
    parts = [part for part in (blocks[:split], blocks[split:]) if part]
    top = y + PAD + heading.height + 5
    bottom = top + max(measure_statements(part, 5) for part in parts) + PAD
    canvas.draw_box(0, y, canvas.width, bottom, fill=colours.tint_of_duo(duo), radius=5)
    canvas.put(heading, PAD, y + PAD)
    for index, part in enumerate(parts):
        put_statements(canvas, part, PAD + index * (width + gap), top, colours.of_duo(duo), gap=5)
    return bottom
