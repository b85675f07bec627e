"""Anatomy of a benchmark: the standard, its key factors, the good practices that show them."""

from __future__ import annotations

from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.icon import draw_icon
from inclucities_docs.figures.drawing.marks import (
    draw_number,
    measure_statements,
    put_statements,
    set_statements,
)
from inclucities_docs.figures.drawing.text import Style
from inclucities_docs.figures.model import (
    EmptyFigureError,
    FigureDescription,
    FigureInput,
    FigureTable,
    Subject,
    cite_sources,
    name_cities,
    name_state,
    say_statement,
    split_sides,
)

SUBJECT: Subject = "group"

PAD = 9.0
GAP = 8.0
STEM = 20.0
"""Height of the branches from the standard to its key factors, points."""


def describe(given: FigureInput) -> FigureDescription:
    """Return the figure's words."""
    _ = given.gettext
    duo = given.subject
    if duo.benchmark is None:
        raise EmptyFigureError("this group has no benchmark", "add `benchmark:` to its file in data/groups/")
    factors = duo.benchmark.key_factors
    shown = [factor for factor in factors if factor.practice]
    title = given.ngettext(
        "{factors} key factor for one benchmark",
        "{factors} key factors for one benchmark",
        len(factors),
    ).format(factors=len(factors))
    if shown:
        title = given.ngettext(
            "{factors} key factors for one benchmark, {shown} of them beside a good practice of {mentor}",
            "{factors} key factors for one benchmark, {shown} of them beside a good practice of {mentor}",
            len(shown),
        ).format(factors=len(factors), mentor=name_cities(given, split_sides(duo)[0]), shown=len(shown))
    listed = " ".join(f"{factor.name}: {say_statement(given, factor.statement)}" for factor in factors)
    return FigureDescription(
        title=title,
        subtitle=_name_benchmark(given),
        alt=_(
            "Diagram: the standard stands above, {factors} key factors branch from it,"
            " {context} additional factors stand below."
        ).format(factors=len(factors), context=len(duo.benchmark.additional_factors)),
        description=_("Standard: {standard} Key factors: {factors}").format(
            standard=say_statement(given, duo.benchmark.standard), factors=listed
        ),
        source_note=cite_sources(
            given,
            [
                duo.benchmark.standard,
                *(factor.statement for factor in factors),
                duo.theme,
                *(about for practice in duo.practices for about in practice.about),
            ],
        ),
    )


def tabulate(given: FigureInput) -> FigureTable:
    """Return a row for the standard, each key factor and each additional factor."""
    _ = given.gettext
    benchmark = given.subject.benchmark

    def row(part: str, name: str, statement: Any, practice: str = "") -> tuple[str, ...]:
        said = say_statement(given, statement)
        return (part, name, said, practice, name_state(given, statement.state))

    rows = [row(_("Standard"), "", benchmark.standard)]
    rows += [
        row(_("Key factor"), str(factor.name), factor.statement, _name_practice(given, factor))
        for factor in benchmark.key_factors
    ]
    rows += [row(_("Additional factor"), "", one) for one in benchmark.additional_factors]
    return FigureTable(
        caption=_name_benchmark(given),
        header=(_("Part"), _("Title"), _("Text"), _("Good practice"), _("State")),
        rows=tuple(rows),
    )


def _name_benchmark(given: FigureInput) -> str:
    _, group = given.gettext, given.subject
    if len(group.cities) != 2:
        return f"{_('Benchmark')}: {group.title}"
    return _("Benchmark of duo {number}: {theme}").format(number=group.number, theme=group.title)


def _name_practice(given: FigureInput, factor: Any) -> str:
    """Return the name of the mentor's practice that shows a key factor, or nothing."""
    if not factor.practice:
        return ""
    practices = {one.id: one for one in given.subject.practices}
    found = practices.get(factor.practice)
    return str(found.name) if found else ""


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw the standard, the factors below it and the context; give the y where they end."""
    y = _draw_standard(canvas, canvas.top)
    y = _draw_factors(canvas, y)
    if given.subject.benchmark.additional_factors:
        y = _draw_context(canvas, y + GAP + 4)
    return y


def _draw_standard(canvas: Canvas, y: float) -> float:
    duo, colours = canvas.given.subject, canvas.colours
    size = canvas.given.brand.figure_size
    heading = canvas.set_text(
        canvas.given.gettext("Benchmark: the standard to reach"),
        canvas.style("small", colours.paper, is_bold=True),
        canvas.width - 2 * PAD - 4,
    )
    style = Style(size * 1.15, colours.paper, 400, leading=1.32)
    blocks = set_statements(canvas, [duo.benchmark.standard], style, canvas.width - 2 * PAD - 4)
    bottom = y + PAD + heading.height + 5 + blocks[0][1].height + PAD
    canvas.draw_box(0, y, canvas.width, bottom, fill=colours.of_duo(duo), radius=5)
    canvas.put(heading, PAD + 2, y + PAD)
    put_statements(
        canvas, blocks, PAD + 2, y + PAD + heading.height + 5, colours.paper,
        inside=colours.of_duo(duo),
    )  # fmt: skip
    return bottom


def _draw_factors(canvas: Canvas, y: float) -> float:
    """Draw the key factors as cards in rows of three, hung on a common branch."""
    given, duo, colours = canvas.given, canvas.given.subject, canvas.colours
    colour = colours.of_duo(duo)
    factors = duo.benchmark.key_factors
    columns = 1 if given.is_narrow else min(3, len(factors))
    width = (canvas.width - GAP * (columns - 1)) / columns
    room = width - 2 * PAD
    heading = canvas.set_text(
        given.gettext("Key factors: the conditions for reaching it"),
        canvas.style("heading", colour),
        canvas.width - 30,
    )
    stem = y + STEM
    canvas.draw_line([(20, y), (20, stem + heading.height + 6)], colour, 1.4)
    canvas.put(heading, 30, stem - 6)
    y = stem + heading.height + 2
    cards = []
    for factor in factors:
        title = canvas.set_text(str(factor.name), canvas.style(is_bold=True), room - 18)
        body = set_statements(canvas, [factor.statement], canvas.style(), room)
        practice = _name_practice(given, factor)
        foot = canvas.set_text(
            given.gettext("Good practice: {name}").format(name=practice) if practice else "",
            canvas.style("small", colour, is_bold=True),
            room - 15,
        )
        height = PAD + max(title.height, 13) + 5 + body[0][1].height + PAD
        cards.append((title, body, foot, height, height + (foot.height + 8 if practice else 0)))
    for start in range(0, len(cards), columns):
        row = cards[start : start + columns]
        tall = max(full for *_, full in row)
        canvas.draw_line([(20, y - 8), (20, y)], colour, 1.4)
        for index, (title, body, foot, _height, _full) in enumerate(row):
            x = index * (width + GAP)
            canvas.draw_box(x, y, x + width, y + tall, fill=colours.tint_of_duo(duo), radius=4)
            canvas.draw_line([(x + 3, y + 0.6), (x + width - 3, y + 0.6)], colour, 1.2)
            _draw_order(canvas, start + index + 1, x + PAD + 5.5, y + PAD + 5.5, colour)
            canvas.put(title, x + PAD + 17, y + PAD)
            line = y + PAD + max(title.height, 13) + 5
            put_statements(canvas, body, x + PAD, line, colour)
            if foot.width:
                top = y + tall - PAD - foot.height
                canvas.draw_line([(x + PAD, top - 4), (x + width - PAD, top - 4)], colour, 0.5)
                draw_icon(canvas, "check", x + PAD - 2, top - 1, 12, colour=colour)
                canvas.put(foot, x + PAD + 13, top)
        y += tall + GAP
    return y - GAP


def _draw_order(canvas: Canvas, number: int, x: float, y: float, colour: str) -> None:
    draw_number(canvas, number, x, y, colour, radius=6.2)


def _draw_context(canvas: Canvas, y: float) -> float:
    """Draw what helps or hinders and the city does not decide alone."""
    colours, duo = canvas.colours, canvas.given.subject
    columns = 1 if canvas.given.is_narrow else 2
    gap = 20.0
    width = (canvas.width - 2 * PAD - gap * (columns - 1)) / columns
    heading = canvas.set_text(
        canvas.given.gettext("Additional factors: the context, which the city does not decide alone"),
        canvas.style("heading", colours.muted),
        canvas.width - 2 * PAD,
    )
    blocks = set_statements(canvas, duo.benchmark.additional_factors, canvas.style(), width)
    half = (len(blocks) + 1) // 2 if columns == 2 else len(blocks)
    parts = [part for part in (blocks[:half], blocks[half:]) if part]
    top = y + PAD + heading.height + 5
    bottom = top + max(map(measure_statements, parts)) + PAD
    canvas.draw_box(0, y, canvas.width, bottom, fill=colours.surface, radius=5)
    canvas.put(heading, PAD, y + PAD)
    for index, part in enumerate(parts):
        put_statements(canvas, part, PAD + index * (width + gap), top, colours.muted)
    return bottom
