"""The mentoring process: steps for all, the strand of study visits, what runs beside, what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.icon import draw_icon
from inclucities_docs.figures.drawing.marks import draw_number
from inclucities_docs.figures.drawing.text import Block, Style
from inclucities_docs.figures.model import (
    EmptyFigureError,
    FigureInput,
    FigureTable,
    FigureWords,
    Subject,
    cite_sources,
)

SUBJECT: Subject = "programme"

PAD = 8.0
GAP = 15.0
BULLET = 8.0

OUTPUT_ICONS = {
    "action-plans": "plan",
    "one-stop-shops": "web",
    "infographics": "chart",
    "methodological-guide": "book",
    "integrated-toolkits": "tools",
}


def describe(given: FigureInput) -> FigureWords:
    """Give the figure's words."""
    _ = given.gettext
    process = given.records.programme.process
    if process is None:
        raise EmptyFigureError("the programme states no process", "add `process:` to data/programme.yaml")
    visits = _strand(process, "visits")
    first = str(process.outputs[0].title)
    steps = "; ".join(_say(step) for step in process.steps)
    outputs = ", ".join(_say_output(output) for output in process.outputs)
    return FigureWords(
        title=_("{visits} study visits turn needs into action plans").format(visits=len(visits))
        if len(visits) > 1
        else str(process.title),
        subtitle=str(process.title) if len(visits) > 1 else "",
        alt=_(
            "Diagram: {steps} steps lead from the assessment of needs to the study visits,"
            " and from these to {outputs} sorts of outputs; {first} come first."
        ).format(steps=len(process.steps), outputs=len(process.outputs), first=first)
        if len(visits) > 1
        else f"{process.title}: {given.format.join_list([str(step.title) for step in process.steps])}",
        description=_("The steps in order: {steps}. Outputs: {outputs}.").format(
            steps=steps, outputs=outputs
        ),
        source_note=cite_sources(given, [process]),
    )


def tabulate(given: FigureInput) -> FigureTable:
    """Give a row a step, then a row an output."""
    _ = given.gettext
    process = given.records.programme.process
    strands = {
        "all": _("for all cities"),
        "visits": _("study visits"),
        "sharing": _("alongside the visits"),
    }
    rows = [
        (
            _("Step {number}").format(number=number),
            str(step.title),
            strands[step.strand],
            "; ".join(map(str, step.points)),
        )
        for number, step in enumerate(process.steps, 1)
    ]
    rows += [(_("Output"), str(output.title), "", str(output.detail or "")) for output in process.outputs]
    return FigureTable(
        caption=str(process.title),
        header=(_("Part"), _("Title"), _("Strand"), _("Details")),
        rows=tuple(rows),
    )


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw four storeys, joined by arrows; give the y where they end."""
    process = given.records.programme.process
    y = _draw_preparation(canvas, _strand(process, "all"), canvas.top)
    if any(step.strand != "all" for step in process.steps):
        y = _draw_strands(canvas, process, y)
    return _draw_outputs(canvas, process.outputs, y)


def _strand(process: Any, strand: str) -> list[Any]:
    return [step for step in process.steps if step.strand == strand]


def _say(step: Any) -> str:
    points = ", ".join(map(str, step.points))
    return f"{step.title} ({points})" if points else str(step.title)


def _say_output(output: Any) -> str:
    return f"{output.title} ({output.detail})" if output.detail else str(output.title)


def _share(width: float, gap: float, weights: Sequence[float]) -> list[float]:
    """Divide a width among columns by weight."""
    room = width - gap * (len(weights) - 1)
    return [room * weight / sum(weights) for weight in weights]


def _widen(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """Give columns the width of their longest word, as far as the others can spare it."""
    spare = [max(0.0, width - word) for width, word in zip(widths, least, strict=True)]
    lacking = sum(max(0.0, word - width) for width, word in zip(widths, least, strict=True))
    if lacking == 0 or lacking > sum(spare):
        return list(widths)
    part = lacking / sum(spare)
    return [max(width, word) - room * part for width, word, room in zip(widths, least, spare, strict=True)]


def _draw_preparation(canvas: Canvas, steps: list[Any], y: float) -> float:
    """Draw the steps before the visits as numbered cards, side by side where there is room."""
    colours = canvas.colours
    columns = 1 if canvas.given.is_narrow else len(steps)
    weights = [1 + min(1.0, len(_say(step)) / 150) for step in steps]
    widths = _share(canvas.width, GAP, weights) if columns > 1 else [canvas.width] * len(steps)
    cards = [
        _Card(canvas, step, width, canvas.style(is_bold=True), indent=18)
        for step, width in zip(steps, widths, strict=True)
    ]
    tallest = max((card.height for card in cards), default=0)
    x = 0.0
    for number, (card, width) in enumerate(zip(cards, widths, strict=True), 1):
        height = tallest if columns > 1 else card.height
        canvas.draw_box(x, y, x + width, y + height, fill=colours.surface, radius=4)
        _draw_step_number(canvas, number, x + PAD + 6, y + PAD + 6)
        card.put(x, y)
        if columns > 1:
            if number < len(cards):
                canvas.draw_arrow(
                    (x + width + 2.5, y + height / 2), (x + width + GAP - 2, y + height / 2),
                    colours.primary,
                )  # fmt: skip
            x += width + GAP
        else:
            y += height + GAP
            if number < len(cards):
                _draw_down(canvas, 20, y - GAP, y)
    return y - GAP if columns == 1 else y + tallest


def _draw_step_number(canvas: Canvas, number: int, x: float, y: float) -> None:
    draw_number(canvas, number, x, y, canvas.colours.primary)


def _draw_down(canvas: Canvas, x: float, y0: float, y1: float) -> None:
    canvas.draw_arrow((x, y0 + 2), (x, y1 - 1.5), canvas.colours.primary)


class _Card:
    """A step's title and points, set for a width."""

    def __init__(self, canvas: Canvas, step: Any, width: float, style: Style, indent: float = 0.0) -> None:
        self._canvas, self._indent = canvas, indent
        inner = width - 2 * PAD - indent
        self._title = canvas.set_text(str(step.title), style, inner, is_balanced=True)
        self._points = [canvas.set_text(str(point), canvas.style(), inner - BULLET) for point in step.points]
        content = self._title.height + sum(block.height + 3 for block in self._points)
        self.height = max(content + (2 if self._points else 0), 14 if indent else 0) + 2 * PAD

    def put(self, x: float, y: float) -> None:
        canvas = self._canvas
        left = x + PAD + self._indent
        y = canvas.put(self._title, left, y + PAD) + 2
        for block in self._points:
            y = _put_point(canvas, block, left, y + 3)


def _put_point(canvas: Canvas, block: Block, x: float, y: float) -> float:
    middle = y + block.style.size * 0.5
    canvas.draw_line([(x, middle), (x + 4, middle)], canvas.colours.primary, 0.9)
    return canvas.put(block, x + BULLET, y)


def _draw_strands(canvas: Canvas, process: Any, y: float) -> float:
    """Draw the band of study visits and, below it, what runs alongside."""
    colours = canvas.colours
    visits = _strand(process, "visits")
    top = y + GAP
    columns = 1 if canvas.given.is_narrow else max(1, len(visits))
    width = (canvas.width - 2 * PAD - GAP * (columns - 1)) / columns
    heading = canvas.set_text(canvas.given.gettext("Study visits"), canvas.style("heading", colours.primary))
    cards = [_Card(canvas, step, width, canvas.style(is_bold=True)) for step in visits]
    aims = [
        canvas.set_text(str(point), canvas.style("small", colours.primary, is_bold=True), width - 2 * PAD)
        for point in process.visits_points[: len(visits)]
    ]
    aims += [canvas.set_text("", canvas.style("small"))] * (len(visits) - len(aims))
    upper = [card.height for card in cards]
    heights = [card + aim.height + PAD for card, aim in zip(upper, aims, strict=True)]
    if columns > 1:
        upper = [max(upper)] * len(cards)
        heights = [max(upper) + max(aim.height for aim in aims) + PAD] * len(cards)
    x, line = PAD, top + PAD + heading.height + 6
    places = []
    for height in heights:
        places.append((x, line))
        x, line = (x + width + GAP, line) if columns > 1 else (x, line + height + GAP)
    bottom = places[-1][1] + heights[-1] + PAD if places else line
    canvas.draw_box(0, top, canvas.width, bottom, fill=colours.primary_tint, radius=5)
    _draw_down(canvas, canvas.width * 0.84 if columns > 1 else 20, y, top)
    canvas.put(heading, PAD, top + PAD)
    for index, (card, aim, (left, line)) in enumerate(zip(cards, aims, places, strict=True)):
        canvas.draw_box(left, line, left + width, line + heights[index], fill=colours.paper, radius=4)
        card.put(left, line)
        if aim.width:
            split = line + upper[index] - 3
            canvas.draw_line([(left + PAD, split), (left + width - PAD, split)], colours.hairline, 0.5)
            canvas.put(aim, left + PAD, split + 4)
        if index + 1 < len(cards) and columns > 1:
            middle = line + heights[index] / 2
            canvas.draw_arrow((left + width + 2.5, middle), (left + width + GAP - 2, middle), colours.primary)
        elif index + 1 < len(cards):
            _draw_down(canvas, left + 20, line + heights[index], line + heights[index] + GAP)
    y = bottom
    for step in _strand(process, "sharing"):
        y = _draw_alongside(canvas, step, y + 5)
    return y


def _draw_alongside(canvas: Canvas, step: Any, y: float) -> float:
    colours = canvas.colours
    heading = canvas.set_text(
        canvas.given.gettext("Alongside the visits"), canvas.style("heading", colours.primary)
    )
    is_beside = not canvas.given.is_narrow
    left = PAD + (heading.width + 16 if is_beside else 0)
    width = canvas.width - left - PAD
    blocks = [canvas.set_text(str(step.title), canvas.style(is_bold=True), width)]
    blocks += [canvas.set_text(str(point), canvas.style(), width) for point in step.points]
    line = y + PAD + (1.2 if is_beside else heading.height + 4)
    height = sum(block.height + 3 for block in blocks) - 3
    bottom = max(line + height, y + PAD + heading.height) + PAD
    canvas.draw_box(0, y, canvas.width, bottom, fill=colours.surface, radius=5)
    canvas.put(heading, PAD, y + PAD)
    for block in blocks:
        line = canvas.put(block, left, line) + 3
    return bottom


def _draw_outputs(canvas: Canvas, outputs: Sequence[Any], y: float) -> float:
    """Draw what comes out: an icon, a name and a detail each."""
    colours, _ = canvas.colours, canvas.given.gettext
    _draw_down(canvas, canvas.width / 2 if not canvas.given.is_narrow else 20, y, y + GAP)
    y += GAP + 2
    heading = canvas.set_text(_("Outputs"), canvas.style("heading", colours.primary))
    y = canvas.put(heading, 0, y) + 5
    is_narrow = canvas.given.is_narrow
    weights = [1 + min(1.2, len(str(output.detail or "")) / 80) for output in outputs]
    widths = [canvas.width] * len(outputs)
    if not is_narrow:
        bold = canvas.style(is_bold=True)
        words = [[canvas.set_text(word, bold).width for word in str(one.title).split()] for one in outputs]
        widths = _widen(_share(canvas.width, 12, weights), [max(all_words, default=0) for all_words in words])
    indent = 26.0 if is_narrow else 0.0
    x, bottom = 0.0, y
    for output, width in zip(outputs, widths, strict=True):
        canvas.draw_line([(x, y), (x + width, y)], colours.primary, 1.0)
        icon = OUTPUT_ICONS.get(output.id, "flag")
        draw_icon(canvas, icon, x - 1.5, y + 6, 18, colour=colours.primary)
        line = y + (6 if is_narrow else 28)
        line = canvas.write(str(output.title), x + indent, line, canvas.style(is_bold=True), width - indent)
        if output.detail:
            line = canvas.write(
                str(output.detail), x + indent, line + 2,
                canvas.style("small", colours.muted), width - indent,
            )  # fmt: skip
        if is_narrow:
            y = max(line + 6, y + 30)
            bottom = y - 6
        else:
            bottom = max(bottom, line)
            x += width + 12
    return bottom
