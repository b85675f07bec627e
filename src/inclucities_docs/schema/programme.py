"""The programme itself: what it is, how it works, what it owes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from inclucities_docs.schema.event import Moment, Round
from inclucities_docs.schema.value import (
    Identifier,
    Language,
    Line,
    Model,
    Ref,
    SourceRefs,
    Statement,
    Text,
    Url,
)

__all__ = ["Contact", "ExampleBenchmark", "Output", "Programme", "Step", "Visibility"]


class Step(Model):
    """A step of the mentoring process."""

    id: Identifier
    """Its name."""
    title: Text
    """What happens."""
    points: tuple[Text, ...] = ()
    """What it consists of."""
    strand: Literal["all", "visits", "sharing"] = "all"
    """Where it runs: for all before the strands part, in the strand of study visits, or beside it."""
    round: int | None = None
    """The round of study visits it stands for."""


class Output(Model):
    """Something the programme owes."""

    id: Identifier
    """Its name."""
    title: Text
    """What it is."""
    detail: Text | None = None
    """For whom, or what it holds."""
    about: tuple[Statement, ...] = ()
    """What is known of what was published, and what is still awaited."""


class Process(Model):
    """The mentoring process as the brochure draws it."""

    title: Text
    """Its heading."""
    steps: tuple[Step, ...] = Field(min_length=2)
    """The steps in order."""
    visits_points: tuple[Text, ...] = ()
    """What the study visits do with the action plans, in order."""
    outputs: tuple[Output, ...] = Field(min_length=1)
    """What comes out."""
    source: SourceRefs = Field(min_length=1)
    """Where it was read."""


class ExampleBenchmark(Model):
    """An example of a benchmark and its key factors, for readers new to the words."""

    theme: Text
    """What it is about."""
    benchmark: Statement
    """The standard."""
    key_factors: tuple[Statement, ...] = Field(min_length=1)
    """The conditions."""


class Contact(Model):
    """Whom to write to."""

    name: Line
    """A person or an office."""
    role: Text | None = None
    """What they do."""
    email: Annotated[str, Field(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\.[a-z]+$", max_length=200)]
    """Their address."""
    source: SourceRefs = Field(min_length=1)
    """Where it was read."""


class Visibility(Model):
    """How the fund is named beside the EU emblem."""

    statement: Text
    """The funding statement per language."""
    disclaimer: Text
    """That views are the authors' own, per language."""
    to_check: Text
    """What must still be checked, and against what."""
    checked: bool = False
    """Whether that was done."""
    rules: tuple[Statement, ...] = ()
    """What public rules ask of emblem and statement."""


class Licence(Model):
    """Under what terms the documents may be used."""

    name: Line
    """Its name, ``CC BY 4.0``."""
    url: Url
    """Its text."""
    statement: Statement
    """What it allows, in a sentence."""


class Programme(Model):
    """The programme as a whole: one record, ``data/programme.yaml``."""

    name: Line
    """Its short name."""
    title: Text
    """What it stands for, as on the brochure's cover."""
    subtitle: Text
    """The line below."""
    notice: Text | None = None
    """What its documents are where they are not yet the programme's own publications; stands on covers
    and in colophons."""
    period: Statement
    """When it ran, in words, with what other sources say."""
    years: Moment
    """When it ran."""
    fund: Statement
    """Who pays for it."""
    lead: Annotated[Identifier, Ref("organisations")]
    """Who leads it."""
    facilitator: Annotated[Identifier, Ref("organisations")]
    """Who accompanies the cities."""
    network: Statement
    """What the network is, in a sentence."""
    context: tuple[Statement, ...] = Field(min_length=1)
    """Why it was set up."""
    aim: tuple[Statement, ...] = Field(min_length=1)
    """What it sets out to do, by whom."""
    objectives: tuple[Statement, ...] = Field(min_length=1)
    """Its objectives."""
    method: tuple[Statement, ...] = Field(min_length=1)
    """How it works, a paragraph each."""
    results: tuple[Statement, ...] = Field(min_length=1)
    """What is expected of it."""
    process: Process
    """The mentoring process."""
    rounds: tuple[Round, ...] = Field(min_length=1)
    """The rounds of study visits, in order."""
    example: ExampleBenchmark
    """A benchmark for readers new to the word."""
    lessons: tuple[Statement, ...] = ()
    """Policy lessons published by the lead."""
    conflicts: tuple[Statement, ...] = ()
    """Where public sources disagree about the programme, and what was chosen."""
    address: tuple[Line, ...] = Field(min_length=1)
    """Postal address of the lead, a line each."""
    contact: Contact
    """Whom to write to."""
    website: Url
    """Its address."""
    social: dict[Line, Line] = {}
    """Accounts: network → name."""
    visibility: Visibility
    """Emblem and funding statement."""
    accessibility: tuple[Statement, ...] = ()
    """What law and standards ask of the documents, so that everyone can read them."""
    licence: Licence
    """Terms of use of the documents."""
    languages: tuple[Language, ...] = ()
    """Languages of its documents: what `programme` stands for in a kind's languages, and of the portal."""
    original_language: Language = "fr"
    """The language that texts are written in first."""
    fallback_languages: tuple[Language, ...] = ("en", "fr")
    """Where a text is missing in a language, it is taken from these, in order."""
    office: Annotated[Identifier, Ref("organisations", "cities")]
    """Who edits the documents and receives corrections."""
