"""Action plans of cities, one record an edition."""

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
    factor: Identifier | None = None
    """The key factor of the group's benchmark that it serves, where it serves one."""
    steps: tuple[Statement, ...] = Field(min_length=1)
    """How it is done, in order."""
    lead: Statement
    """Who leads it."""
    partners: tuple[Statement, ...] = ()
    """Partners of the local support network."""
    period: Statement
    """When it is done, in words."""
    starts: Annotated[int, Field(ge=1, le=99)]
    """The phase it starts in, by number of the plan's `phases`."""
    ends: Annotated[int, Field(ge=1, le=99)]
    """The phase it ends in."""
    resources: Statement
    """What it takes."""
    progress: tuple[Statement, ...] = Field(min_length=1)
    """How progress is seen."""


class ActionPlan(Record):
    """A city's plan as it stood at one moment."""

    city: Annotated[Identifier, Ref("cities")]
    """Whose plan it is."""
    group: Annotated[Identifier, Ref("groups")] | None = None
    """The group whose theme it is about; the city's first where none is named."""
    edition: Annotated[int, Field(ge=1, le=99)]
    """1, 2, 3…: after the first, second, third round of meetings where there are rounds."""
    name: Text | None = None
    """What this edition is called, "drafted"; as the round of its number where none is given."""
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
