"""An action plan on a page: actions by key factor and phase, with their state and what changed."""

from __future__ import annotations

from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.marks import INDENT, draw_state
from inclucities_docs.figures.drawing.text import Block
from inclucities_docs.figures.model import (
    FigureDescription,
    FigureInput,
    FigureTable,
    Subject,
    cite_sources,
    name_state,
    say_statement,
)

SUBJECT: Subject = "plan"

BAR = 8.0
GAP = 5.0


def describe(given: FigureInput) -> FigureDescription:
    """Return the figure's words."""
    _ = given.gettext
    plan = given.subject
    served = {action.factor for action in plan.actions if action.key_factor}
    factors = _list_factors(plan)
    proposed = sum(action.objective.state == "proposed" for action in plan.actions)
    leads = sum(action.lead.state == "awaited" for action in plan.actions)
    listed = "; ".join(
        _("{action} ({factor}; {phases})").format(
            action=action.title, factor=_name_factor(action), phases=_say_phases(plan, action)
        )
        for action in plan.actions
    )
    note = ""
    if leads:
        note = given.ngettext(
            "Who leads an action is awaited from {city} for {leads} action.",
            "Who leads an action is awaited from {city} for {leads} actions.",
            leads,
        ).format(city=plan.city.name, leads=leads)
    title = given.ngettext(
        "{actions} action serves {served} of {factors} key factors",
        "{actions} actions serve {served} of {factors} key factors",
        len(plan.actions),
    )
    if not factors:
        title = given.ngettext("%(num)s action", "%(num)s actions", len(plan.actions)).replace(
            "%(num)s", "{actions}"
        )
    elif len(served) == len(factors):
        title = given.ngettext(
            "{actions} action, and each of the {factors} key factors is served",
            "{actions} actions, and each of the {factors} key factors is served",
            len(plan.actions),
        )
    return FigureDescription(
        title=title.format(actions=len(plan.actions), served=len(served), factors=len(factors)),
        subtitle=_("{plan}, edition {edition}: actions by key factor and phase").format(
            plan=plan.title, edition=plan.edition
        ),
        alt=_(
            "Chart of the {actions} actions of {city}, grouped by key factor, from the phase"
            " “{first}” to the phase “{last}”; {proposed} of them are proposed."
        ).format(
            actions=len(plan.actions),
            city=plan.city.name,
            first=plan.phases[0],
            last=plan.phases[-1],
            proposed=proposed,
        ),
        description=_("Actions, with key factor and phases: {listed}.").format(listed=listed),
        note=note,
        source_note=cite_sources(given, [action.objective for action in plan.actions]),
    )


def tabulate(given: FigureInput) -> FigureTable:
    """Return a row an action."""
    _ = given.gettext
    plan = given.subject
    rows = [
        (
            _name_factor(action),
            str(action.title),
            say_statement(given, action.objective),
            _say_phases(plan, action),
            say_statement(given, action.lead),
            name_state(given, action.objective.state),
        )
        for action in plan.actions
    ]
    return FigureTable(
        caption=_("Actions of {city}, edition {edition}").format(city=plan.city.name, edition=plan.edition),
        header=(_("Key factor"), _("Action"), _("Objective"), _("Phases"), _("Lead"), _("State")),
        rows=tuple(rows),
    )


def _list_factors(plan: Any) -> list[Any]:
    return list(plan.group.benchmark.key_factors) if plan.group and plan.group.benchmark else []


def _name_factor(action: Any) -> str:
    return str(action.key_factor.name) if action.key_factor else "–"


def _get_colour(canvas: Canvas) -> str:
    group = canvas.given.subject.group
    return canvas.colours.of_duo(group) if group else canvas.colours.primary


def _say_phases(plan: Any, action: Any) -> str:
    first, last = str(plan.phases[action.starts - 1]), str(plan.phases[action.ends - 1])
    return first if action.starts == action.ends else f"{first} – {last}"


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw the phases as columns and the actions as bars under their key factors."""
    plan, colours = given.subject, canvas.colours
    colour = _get_colour(canvas)
    left = canvas.width * (0.46 if given.is_narrow else 0.44)
    column = (canvas.width - left) / len(plan.phases)
    changes = {one["action"].id: one["change"] for one in plan.changed_actions}
    top = canvas.top
    heads = [
        canvas.set_text(str(phase), canvas.style("small", colours.muted, is_bold=True), column - 4)
        for phase in plan.phases
    ]
    y = top + max(head.height for head in heads) + 5
    groups = [
        (factor, [action for action in plan.actions if action.factor == factor.id])
        for factor in _list_factors(plan)
    ]
    loose = [action for action in plan.actions if not action.key_factor]
    if loose:
        groups.append((None, loose))
    bottom = y
    rows: list[tuple[float, Any, Block, Block | None]] = []
    for factor, actions in groups:
        if factor is not None:
            bottom = _draw_factor(canvas, factor, bottom, colour, has_action=bool(actions))
        for action in actions:
            label = canvas.set_text(str(action.title), canvas.style(), left - 20)
            tag = _set_tag(canvas, changes.get(action.id, ""), left - 20)
            rows.append((bottom, action, label, tag))
            bottom += label.height + (tag.height if tag else 0) + GAP
        bottom += 3
    for index, head in enumerate(heads):
        x = left + column * index
        canvas.draw_line([(x, top), (x, bottom)], colours.hairline, 0.5)
        canvas.put(head, x + 3, top)
    canvas.draw_line([(canvas.width, top), (canvas.width, bottom)], colours.hairline, 0.5)
    for line, action, label, tag in rows:
        _draw_action(canvas, action, (label, tag), line, left, column=column)
    return _draw_dropped(canvas, plan, bottom)


def _set_tag(canvas: Canvas, change: str, width: float) -> Block | None:
    """Return the words that say how an action differs from the edition before, if it does."""
    _ = canvas.given.gettext
    tags = {"added": _("new in this edition"), "revised": _("revised in this edition")}
    if change not in tags:
        return None
    colour = _get_colour(canvas)
    return canvas.set_text(tags[change], canvas.style("small", colour, is_bold=True), width)


def _draw_factor(canvas: Canvas, factor: Any, y: float, colour: str, *, has_action: bool) -> float:
    """Draw a key factor's name on a band across the chart."""
    colours = canvas.colours
    text = str(factor.name)
    if not has_action:
        missing = canvas.given.gettext("no action in this edition")
        text = f"{text} – {missing}"
    block = canvas.set_text(text, canvas.style(colour=colour, is_bold=True), canvas.width - 10)
    canvas.draw_box(
        0, y, canvas.width, y + block.height + 5,
        fill=colours.tint_of_duo(canvas.given.subject.group), radius=2,
    )  # fmt: skip
    canvas.put(block, 5, y + 2.5)
    return y + block.height + 5 + GAP


def _draw_action(
    canvas: Canvas, action: Any, words: tuple[Block, Block | None], y: float, left: float, *, column: float
) -> None:
    """Draw an action's title with the mark of its state, and its bar over the phases."""
    colours, (label, tag) = canvas.colours, words
    colour = _get_colour(canvas)
    draw_state(canvas, action.objective.state, 8, y + label.style.size * 0.5, colour)
    below = canvas.put(label, 5 + INDENT, y)
    if tag is not None:
        canvas.put(tag, 5 + INDENT, below)
    bar = y + label.style.size * 0.5 - BAR / 2
    x0, x1 = left + column * (action.starts - 1) + 3, left + column * action.ends - 3
    is_firm = action.period.state == "sourced"
    if not is_firm:
        canvas.states.add(action.period.state)
    canvas.draw_box(
        x0 + 0.6, bar, x1 - 0.6, bar + BAR,
        fill=colour if is_firm else colours.mix(colour, 0.28), stroke=colour, width=1.1,
        radius=BAR / 2, is_dashed=action.period.state == "awaited",
    )  # fmt: skip


def _draw_dropped(canvas: Canvas, plan: Any, y: float) -> float:
    """Name the actions that the edition before had and this one has not."""
    dropped = [str(one["action"].title) for one in plan.changed_actions if one["change"] == "dropped"]
    if not dropped:
        return y
    text = canvas.given.gettext("No longer in this edition: {actions}").format(
        actions=canvas.given.format.join_list(dropped)
    )
    return canvas.write(text, 0, y + 4, canvas.style("small", canvas.colours.muted), canvas.width)
