"""What a project leaves unsaid and still holds: colours by number, meetings that are yet to be recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inclucities_docs.schema import Meeting, Programme, Record
from inclucities_docs.schema.event import Moment

__all__ = ["await_meetings", "colour_groups"]


def colour_groups(groups: Mapping[str, Any], hues: Sequence[str]) -> dict[str, Any]:
    """Return the groups each with a colour: its own, or the next of the brand's that no group took."""
    free = [one for one in hues if one not in {group.hue for group in groups.values()}] or list(hues)
    bare = sorted((one for one in groups.values() if not one.hue), key=lambda one: one.number)
    given = {one.id: free[index % len(free)] for index, one in enumerate(bare)}
    return {
        key: group.model_copy(update={"hue": given[key]}) if key in given else group
        for key, group in groups.items()
    }


def await_meetings(collections: Mapping[str, Mapping[str, Any]], programme: Programme) -> dict[str, Record]:
    """Return the meetings with one for each round that has no record: its date is awaited."""
    meetings = dict(collections["meetings"])
    held = {(one.group, one.round) for one in meetings.values()}
    when = Moment(awaited_from=programme.lead, state="awaited")
    for one in programme.rounds:
        groups: list[str | None] = [None] if one.for_all else [*collections["groups"]] or [None]
        for key in groups if (None, one.number) not in held else ():
            name = f"round-{one.number}-{key}" if key else f"round-{one.number}"
            if (key, one.number) not in held and name not in meetings:
                meetings[name] = Meeting(id=name, group=key, round=one.number, when=when)
    return meetings
