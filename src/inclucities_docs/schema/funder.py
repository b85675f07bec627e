"""Funders: who pays for the programme, and how that is shown."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from inclucities_docs.schema.refusal import Refusal
from inclucities_docs.schema.value import Line, Record, SourceRefs, Statement, Text, Url

__all__ = ["Funder"]

Picture = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_./-]*\.(svg|png|jpg|jpeg)$", max_length=200)]
"""A picture below templates/: ``base/emblem.svg``."""


class Funder(Record):
    """A body that pays for the programme, with its logo and the words that go with it."""

    name: Text
    """Its full name per language."""
    acronym: Line | None = None
    """The short name it uses."""
    website: Url | None = None
    """Its public address."""
    funding: Statement
    """That it pays for the programme, in a sentence."""
    logo: Picture | None = None
    """Its logo, a file below templates/ of any proportion; none where it has none or it is awaited."""
    alt: Text | None = None
    """The logo in words, for those who do not see it."""
    statement: Statement
    """The words that stand beside the logo: "Funded by the European Union"."""
    disclaimer: Statement | None = None
    """That views are the authors' own, where the funder asks for it."""
    to_check: Text | None = None
    """What must still be checked about logo and words, and against what."""
    checked: bool = False
    """Whether that was done."""
    rules_of: Literal["eu"] | None = None
    """Whose rules of visibility hold for logo and statement; `eu` where the funder is the European Union."""
    rules: tuple[Statement, ...] = ()
    """What public rules ask of logo and statement."""
    about: tuple[Statement, ...] = ()
    """What it is and pays, in a sentence or two."""
    source: SourceRefs = Field(min_length=1)
    """Where its part in the programme is stated."""

    @model_validator(mode="after")
    def _check_logo(self) -> Self:
        if self.logo and self.alt is None:
            raise Refusal(
                "a logo without words", "add `alt:`, what the logo is called, for those who do not see it"
            )
        return self
