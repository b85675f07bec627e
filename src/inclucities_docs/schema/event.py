"""Events: study visits in three rounds, and everything else in the calendar."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

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

__all__ = ["Event", "Moment", "StudyVisit"]


class Moment(_Stated):
    """When something took place, or that its date is awaited."""

    period: Period | None = None
    """The date as precisely as it is known; for an awaited date, what is known of it."""
    others: tuple[Moment, ...] = ()
    """What other sources say instead."""


class StudyVisit(Record):
    """A visit of one duo in one of the rounds."""

    duo: Annotated[Identifier, Ref("duos")]
    """Who meets."""
    round: Annotated[int, Field(ge=1, le=9)]
    """Which round it belongs to; its purpose stands in programme.yaml under `rounds`."""
    when: Moment
    """When it took place."""
    place: Statement
    """Where it took place."""
    host: Annotated[Identifier, Ref("cities")] | None = None
    """The city that received the other."""
    online: bool = False
    """Whether it was held online."""
    changes: tuple[Statement, ...] = ()
    """What it changed in the action plan."""


class Event(Record):
    """A date of the programme that is not a study visit."""

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
    duo: Annotated[Identifier, Ref("duos")] | None = None
    """The duo concerned, where it is not for all."""
    about: tuple[Statement, ...] = ()
    """What it was for."""
    source: SourceRefs = ()
    """Where the event itself is stated."""


class Round(Model):
    """One round of study visits, the same purpose for every duo."""

    number: Annotated[int, Field(ge=1, le=9)]
    """First, second, third…"""
    title: Text
    """A few words, for tables and figures."""
    purpose: Statement
    """What the round is for."""
