"""Action plans of the mentee cities, one record an edition."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from inclucities_docs.schema.event import Moment
from inclucities_docs.schema.value import Identifier, Model, Record, Ref, Statement, Text

__all__ = ["Action", "ActionPlan"]


class Action(Model):
    """One thing the city does, and how it will be seen."""

    id: Identifier
    """Its name through the editions, by which changes are found."""
    title: Text
    """What is done, in a few words."""
    objective: Statement
    """What it is for."""
    factor: Identifier
    """The key factor of the duo's benchmark that it serves."""
    steps: tuple[Statement, ...] = Field(min_length=1)
    """How it is done, in order."""
    lead: Statement
    """Who leads it."""
    partners: tuple[Statement, ...] = ()
    """Partners of the local support network."""
    period: Statement
    """When it is done, in words."""
    starts: Annotated[int, Field(ge=1, le=8)]
    """The phase it starts in, by number of the plan's `phases`."""
    ends: Annotated[int, Field(ge=1, le=8)]
    """The phase it ends in."""
    resources: Statement
    """What it takes."""
    progress: tuple[Statement, ...] = Field(min_length=1)
    """How progress is seen."""


class ActionPlan(Record):
    """A mentee city's plan as it stood after one round of study visits."""

    city: Annotated[Identifier, Ref("cities")]
    """Whose plan it is."""
    edition: Annotated[int, Field(ge=1, le=3)]
    """1 drafted, 2 consolidated, 3 revised: after the first, second and third visit."""
    title: Text
    """The plan's own title."""
    date: Moment
    """When this edition was adopted or last edited."""
    summary: tuple[Statement, ...] = Field(min_length=1)
    """What the plan sets out to do, in a paragraph."""
    phases: tuple[Text, ...] = Field(min_length=1)
    """Names of the periods that actions are placed in."""
    actions: tuple[Action, ...] = Field(min_length=1)
    """What the city does."""
    network: tuple[Statement, ...] = ()
    """The local support network."""
    follow_up: tuple[Statement, ...] = Field(min_length=1)
    """How the plan is followed and reviewed."""
    changes: tuple[Statement, ...] = ()
    """What changed since the edition before and why; the list of actions that changed is found by itself."""
