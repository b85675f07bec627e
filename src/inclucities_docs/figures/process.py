"""The mentoring process as one path: steps for all, the study visits, what runs beside, where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.icon import draw_icon
from inclucities_docs.figures.drawing.marks import draw_number
from inclucities_docs.figures.drawing.text import Block
from inclucities_docs.figures.model import (
    EmptyFigureError,
    FigureDescription,
    FigureInput,
    FigureTable,
    Subject,
    cite_sources,
)

SUBJECT: Subject = "programme"

PAD = 8.0
GAP = 9.0
TRACK = 6.0
"""How thick the path is, points."""
STOP = 8.5
"""Radius of a step's disc on the path, points."""
LEFT = 2 * (PAD + STOP)
"""Where the words beside the path begin, points."""
BESIDE = 0.66
"""Share of the width that the visits take beside what runs along with them."""

OUTPUT_ICONS = {
    "action-plans": "plan",
    "one-stop-shops": "web",
    "infographics": "chart",
    "methodological-guide": "book",
    "integrated-toolkits": "tools",
}


def describe(given: FigureInput) -> FigureDescription:
    """Return the figure's words."""
    _ = given.gettext
    process = given.records.programme.process
    if process is None:
        raise EmptyFigureError("the programme states no process", "add `process:` to data/programme.yaml")
    visits = _strand(process, "visits")
    first = str(process.outputs[0].title)
    steps = "; ".join(_say(step) for step in process.steps)
    outputs = ", ".join(_say_output(output) for output in process.outputs)
    return FigureDescription(
        title=_("From needs to action plans: {visits} study visits").format(visits=len(visits))
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
    """Return a row a step, then a row an output."""
    _ = given.gettext
    process = given.records.programme.process
    strands = {
        "all": _("for all cities"),
        "visits": _("study visits"),
        "sharing": _("alongside the visits"),
    }
    numbers = {step.id: number for number, step in enumerate(_list_path(process), 1)}
    rows = [
        (
            _("Step {number}").format(number=numbers[step.id]) if step.id in numbers else "",
            str(step.title),
            strands[step.strand],
            "; ".join(map(str, step.points)),
        )
        for step in process.steps
    ]
    rows += [(_("Output"), str(output.title), "", str(output.detail or "")) for output in process.outputs]
    return FigureTable(
        caption=str(process.title),
        header=(_("Part"), _("Title"), _("Strand"), _("Details")),
        rows=tuple(rows),
    )


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw the steps on their path, and what it ends in; give the y where that ends."""
    _ = given.gettext
    process = given.records.programme.process
    before, visits = _strand(process, "all"), _strand(process, "visits")
    beside = _set_beside(canvas, _strand(process, "sharing"))
    aside = sum(block.height + 4 for block in beside) + 2 * PAD if beside else 0.0
    is_narrow = given.is_narrow
    more = given.spare / max(1, len(before) + len(visits))
    bands = [_Band(canvas, before, width=canvas.width, more=more)] if before else []
    if visits:
        width = canvas.width if is_narrow else canvas.width * BESIDE
        aims, first = process.visits_points, len(before) + 1
        bands.append(_Band(canvas, visits, _("Study visits"), aims, first=first, width=width, more=more))
    y = canvas.top
    tops = []
    for band in bands:
        tops.append(y)
        if band.heading and not is_narrow:
            band.height = max(band.height, aside + 2 * PAD)
        band.draw_ground(y)
        y += band.height + GAP
    if beside:
        if is_narrow or not visits:
            x0, y0, y1 = LEFT, y, y + aside
            y = y1 + GAP
        else:
            x0, y0, y1 = canvas.width * BESIDE, tops[-1] + PAD, y - GAP - PAD
        canvas.draw_line([(x0, y0), (x0, y1)], canvas.colours.primary, TRACK / 3)
        line = y0 + (PAD if is_narrow or not visits else 0)
        for block in beside:
            line = canvas.put(block, x0 + PAD + 2, line) + 4
    x = PAD + STOP
    canvas.draw_line([(x, canvas.top + PAD + STOP), (x, y + PAD)], canvas.colours.primary, TRACK)
    for band, top in zip(bands, tops, strict=True):
        band.put(top)
    return _draw_outputs(canvas, process.outputs, y)


def _strand(process: Any, strand: str) -> list[Any]:
    return [step for step in process.steps if step.strand == strand]


def _list_path(process: Any) -> list[Any]:
    """Return the steps that follow one another, in their order: those for all, then the visits."""
    return [*_strand(process, "all"), *_strand(process, "visits")]


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
    """Return columns the width of their longest word, as far as the others can spare it."""
    spare = [max(0.0, width - word) for width, word in zip(widths, least, strict=True)]
    lacking = sum(max(0.0, word - width) for width, word in zip(widths, least, strict=True))
    if lacking == 0 or lacking > sum(spare):
        return list(widths)
    part = lacking / sum(spare)
    return [max(width, word) - room * part for width, word, room in zip(widths, least, spare, strict=True)]


def _set_beside(canvas: Canvas, steps: Sequence[Any]) -> list[Block]:
    """Set what runs along with the visits, under its heading."""
    if not steps:
        return []
    width = (canvas.width - LEFT if canvas.given.is_narrow else canvas.width * (1 - BESIDE) - PAD) - 2 * PAD
    heading = canvas.style("heading", canvas.colours.primary)
    blocks = [canvas.set_text(canvas.given.gettext("Alongside the visits"), heading, width)]
    for step in steps:
        blocks.append(canvas.set_text(str(step.title), canvas.style(is_bold=True), width))
        blocks += [canvas.set_text(str(point), canvas.style(), width) for point in step.points]
    return blocks


class _Band:
    """Steps on the path, one below the other, under a heading where they have one."""

    def __init__(
        self,
        canvas: Canvas,
        steps: Sequence[Any],
        heading: str = "",
        aims: Sequence[Any] = (),
        *,
        first: int = 1,
        width: float,
        more: float = 0.0,
    ) -> None:
        self._canvas, self._first, self.heading, self._gap = canvas, first, heading, GAP + more
        room = width - LEFT - PAD
        self._title = canvas.set_text(heading, canvas.style("heading", canvas.colours.primary), room)
        self._steps: list[list[Block]] = []
        for index, step in enumerate(steps):
            title, points, plain = str(step.title), list(map(str, step.points)), canvas.style()
            if index < len(aims):  # what a visit is for says more than its number
                title, points = str(aims[index]), [title, *points]
            blocks = [canvas.set_text(title, canvas.style("heading"), room)]
            blocks += [canvas.set_text(" · ".join(points), plain, room)] if points else []
            self._steps.append(blocks)
        self._heights = [
            max(sum(block.height + 3 for block in blocks) - 3, 2 * STOP) for blocks in self._steps
        ]
        self._top = PAD + (self._title.height + PAD if heading else 0.0)
        self.height = self._top + sum(self._heights) + self._gap * (len(steps) - 1) + PAD

    def draw_ground(self, y: float) -> None:
        """Draw what the steps stand on."""
        canvas = self._canvas
        fill = canvas.colours.primary_tint if self.heading else canvas.colours.surface
        canvas.draw_box(0, y, canvas.width, y + self.height, fill=fill, radius=5)

    def put(self, y: float) -> None:
        """Draw the steps, each beside its stop on the path."""
        canvas = self._canvas
        if self.heading:
            canvas.put(self._title, LEFT, y + PAD)
        y += self._top
        for number, (blocks, height) in enumerate(zip(self._steps, self._heights, strict=True), self._first):
            draw_number(canvas, number, PAD + STOP, y + STOP - 1, canvas.colours.primary, radius=STOP)
            line = y + STOP - 1 - blocks[0].style.size * 0.42
            for block in blocks:
                line = canvas.put(block, LEFT, line) + 3
            y += height + self._gap


def _draw_outputs(canvas: Canvas, outputs: Sequence[Any], y: float) -> float:
    """Draw what the path ends in: an icon, a name and a detail each, on one dark ground."""
    colours, is_narrow = canvas.colours, canvas.given.is_narrow
    heading = canvas.set_text(canvas.given.gettext("Outputs"), canvas.style("heading", colours.paper))
    bold, small = canvas.style(colour=colours.paper, is_bold=True), canvas.style("small", colours.paper)
    room = canvas.width - 2 * PAD
    weights = [1 + min(1.2, len(str(output.detail or "")) / 80) for output in outputs]
    widths, indent = [room] * len(outputs), 26.0
    if not is_narrow:
        words = [[canvas.set_text(word, bold).width for word in str(one.title).split()] for one in outputs]
        widths = _widen(_share(room, GAP, weights), [max(all_words, default=0) for all_words in words])
        indent = 0.0
    blocks = []
    for output, width in zip(outputs, widths, strict=True):
        texts = [canvas.set_text(str(output.title), bold, width - indent)]
        texts += [canvas.set_text(str(output.detail), small, width - indent)] if output.detail else []
        blocks.append(texts)
    over = 0.0 if is_narrow else 26.0
    heights = [over + max(sum(block.height + 3 for block in texts), 22.0) for texts in blocks]
    top = y + PAD + heading.height + PAD
    bottom = top + (sum(heights) + 4 * (len(heights) - 1) if is_narrow else max(heights, default=0.0)) + PAD
    canvas.draw_box(0, y, canvas.width, bottom, fill=colours.primary, radius=5)
    canvas.put(heading, PAD, y + PAD)
    x, line = PAD, top
    for output, texts, width, height in zip(outputs, blocks, widths, heights, strict=True):
        draw_icon(canvas, OUTPUT_ICONS.get(output.id, "flag"), x - 1.5, line, 20, colour=colours.paper)
        below = line + over
        for block in texts:
            below = canvas.put(block, x + indent, below) + 3
        if is_narrow:
            line += height + 4
        else:
            x += width + GAP
    return bottom
