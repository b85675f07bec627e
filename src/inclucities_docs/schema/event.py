"""The calendar: meetings, in rounds or not, and everything else that has a date."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from inclucities_docs.schema.refusal import Refusal
from inclucities_docs.schema.service import Hour
from inclucities_docs.schema.value import (
    Identifier,
    Model,
    Period,
    Record,
    Ref,
    SourceRefs,
    Statement,
    Text,
    _Stated,
)

__all__ = ["Event", "Meeting", "Moment", "Round", "Session"]


class Moment(_Stated):
    """When something took place, or that its date is awaited."""

    period: Period | None = None
    """The date as precisely as it is known; for an awaited date, what is known of it."""
    others: tuple[Moment, ...] = ()
    """What other sources say instead."""

    @model_validator(mode="after")
    def _check_moment(self) -> Self:
        if self.state == "proposed":
            raise Refusal("a date is never proposed", "give its source, or say `awaited_from:`")
        return self


class Session(Model):
    """A part of a meeting's agenda."""

    day: Annotated[int, Field(ge=1, le=31)] = 1
    """The day of the meeting, counted from its first."""
    starts: Hour | None = None
    """When it begins, 09:30; none where that is open."""
    ends: Hour | None = None
    """When it ends."""
    title: Text
    """What it is about, in a few words."""
    about: tuple[Statement, ...] = ()
    """What is done in it."""
    lead: Statement | None = None
    """Who leads it."""
    place: Statement | None = None
    """Where it is held, if not where the meeting is."""

    @model_validator(mode="after")
    def _check_times(self) -> Self:
        if self.starts and self.ends and self.ends <= self.starts:
            raise Refusal(
                "ends at {end}, before it begins ({start})",
                "exchange the two, or look for a slip; a session ends on the day it begins",
                end=self.ends,
                start=self.starts,
            )
        return self


class Meeting(Record):
    """Cities that meet: a study visit of one group, or a gathering of all."""

    type: Literal["study-visit", "meeting", "training", "academy", "workshop", "board", "conference"] = (
        "study-visit"
    )
    """What sort of meeting it is."""
    group: Annotated[Identifier, Ref("groups")] | None = None
    """Who meets; all cities where no group is named."""
    participants: tuple[Annotated[Identifier, Ref("cities", "organisations")], ...] = ()
    """Who takes part, where that is not the whole group or all cities."""
    round: Annotated[int, Field(ge=1, le=99)] | None = None
    """Which round it belongs to; what rounds are for stands in programme.yaml under `rounds`."""
    title: Text | None = None
    """What it is called; its round's title where none is given."""
    when: Moment
    """When it took place."""
    place: Statement | None = None
    """Where it took place."""
    host: Annotated[Identifier, Ref("cities", "organisations")] | None = None
    """Who received the others."""
    online: bool = False
    """Whether it was held online."""
    purpose: Statement | None = None
    """What it is for; its round's purpose where none is given."""
    sessions: tuple[Session, ...] = ()
    """Its agenda."""
    changes: tuple[Statement, ...] = ()
    """What it changed in the action plans."""


class Event(Record):
    """A date of the programme that is not a meeting of a group in a round."""

    type: Literal[
        "milestone",
        "steering-committee",
        "training",
        "academy",
        "transfer-workshop",
        "campaign",
        "exhibition",
        "conference",
    ]
    """What sort of event it is."""
    title: Text
    """What it is called."""
    when: Moment
    """When it took place."""
    place: Statement | None = None
    """Where it took place."""
    organiser: Annotated[Identifier, Ref("organisations", "cities")] | None = None
    """Who received the others."""
    group: Annotated[Identifier, Ref("groups")] | None = None
    """The group concerned, where it is not for all."""
    about: tuple[Statement, ...] = ()
    """What it was for."""
    source: SourceRefs = ()
    """Where the event itself is stated."""


class Round(Model):
    """One round of meetings, the same purpose for everyone."""

    number: Annotated[int, Field(ge=1, le=99)]
    """First, second, third…"""
    title: Text
    """A few words, for tables and figures."""
    purpose: Statement
    """What the round is for."""
    for_all: bool = False
    """Whether all cities meet at once in it, instead of each group by itself."""
