"""The programme itself: what it is, how it works, what it owes."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from inclucities_docs.schema.event import Moment, Round
from inclucities_docs.schema.refusal import Refusal
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
    _Stated,
)

__all__ = ["Address", "Contact", "ExampleBenchmark", "Output", "Programme", "Step"]


class Step(Model):
    """A step of the process."""

    id: Identifier
    """Its name."""
    title: Text
    """What happens."""
    points: tuple[Text, ...] = ()
    """What it consists of."""
    strand: Literal["all", "visits", "sharing"] = "all"
    """Where it runs: for all before the strands part, in the strand of study visits, or beside it."""
    round: int | None = None
    """The round of meetings it stands for."""


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
    """The way of working as the brochure draws it."""

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


class Contact(_Stated):
    """Whom to write to."""

    name: Line | None = None
    """A person or an office."""
    role: Text | None = None
    """What they do."""
    email: Annotated[str, Field(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\.[a-z]+$", max_length=200)] | None = None
    """Their address."""

    @model_validator(mode="after")
    def _check_contact(self) -> Self:
        if self.state != "awaited" and (self.name is None or self.email is None):
            raise Refusal("no name or no e-mail", "give `name:` and `email:`, or say `awaited_from:`")
        return self


class Address(_Stated):
    """Where the lead's letters go."""

    lines: tuple[Line, ...] = ()
    """The address, a line each."""

    @model_validator(mode="after")
    def _check_lines(self) -> Self:
        if self.state != "awaited" and not self.lines:
            raise Refusal("no lines", "give `lines:`, or say `awaited_from:`")
        return self


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
    lead: Annotated[Identifier, Ref("organisations", "cities")]
    """Who leads it: an organisation or a city."""
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
    process: Process | None = None
    """How it goes from needs to results, as the brochure draws it."""
    rounds: tuple[Round, ...] = ()
    """The rounds of meetings, in order; none where it has no rounds."""
    example: ExampleBenchmark | None = None
    """A benchmark for readers new to the word."""
    lessons: tuple[Statement, ...] = ()
    """Policy lessons published by the lead."""
    conflicts: tuple[Statement, ...] = ()
    """Where public sources disagree about the programme, and what was chosen."""
    address: Address
    """Postal address of the lead."""
    contact: Contact
    """Whom to write to."""
    website: Url | None = None
    """Its address."""
    social: dict[Line, Line] = {}
    """Accounts: network → name."""
    accessibility: tuple[Statement, ...] = ()
    """What law and standards ask of the documents, so that everyone can read them."""
    licence: Licence | None = None
    """Terms of use of the documents."""
    languages: tuple[Language, ...] = ()
    """Languages of its documents: what `programme` stands for in a kind's languages, and of the portal."""
    documents: tuple[Identifier, ...] = ()
    """Kinds of documents that it owes beside those that all programmes do: agenda, invitation, evaluation,
    press-release, or others whose kind.yaml says `optional: true`."""
    original_language: Language = "fr"
    """The language that texts are written in first."""
    fallback_languages: tuple[Language, ...] = ("en", "fr")
    """Where a text is missing in a language, it is taken from these, in order."""
    office: Annotated[Identifier, Ref("organisations", "cities")]
    """Who edits the documents and receives corrections."""
