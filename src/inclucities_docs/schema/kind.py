"""Kinds: a sort of document is a folder in templates/, declared in its kind.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from inclucities_docs.schema.format import FORMATS
from inclucities_docs.schema.value import Identifier, Language, Line, Model, Text

__all__ = ["FormatName", "Kind", "SubjectSort"]

if TYPE_CHECKING:
    FormatName = str
else:
    FormatName = Literal[tuple(one.name for one in FORMATS)]
"""A row of the table of formats. `svg` and `png` hold the first printed page; `card` is the picture
that shows where a link to the document is shared, 1200 by 630 pixels, with the style base/card.css."""
SubjectSort = Literal[
    "programme", "cities", "planning-cities", "groups", "meetings", "organisations", "funders"
]
"""What a kind's documents are about; `planning-cities` are those that write an action plan: those whose
role says so, and those that have one."""


class Kind(Model):
    """A sort of document: for whom, in which languages and formats."""

    title: Text
    """What it is called; `{subject}` stands for the name of what it is about."""
    name: Text | None = None
    """What this sort of document is called in lists and filters, where no subject is named."""
    about: Text
    """What it is for, in a sentence, for the portal."""
    subjects: SubjectSort = "programme"
    """One document for the programme, or one for each record of a sort."""
    role: Identifier | None = None
    """Of cities, only those that have this role in a group."""
    needs: tuple[Annotated[str, Field(pattern=r"^[a-z_]+(\.[a-z_]+)*$", max_length=80)], ...] = ()
    """What must be known of its subject, else there is no such document: `process` of the programme,
    `population.value` of a city, `plans` of one, `groups.benchmark` for at least one group that has it."""
    languages: tuple[Language | Literal["programme", "subject", "newcomers"], ...] = Field(min_length=1)
    """Its languages; `programme` stands for all those of the programme, `subject` for those of the
    cities that it is about, `newcomers` for those of the newcomers of the city, which its
    directory of services names."""
    formats: tuple[FormatName, ...] = Field(min_length=1)
    """What is made of it."""
    page: Line = "page.html"
    """The page template."""
    optional: bool = False
    """Whether it is made only where `documents:` of programme.yaml names it."""
    layout: Literal["", "book", "poster", "sheet"] = ""
    """`book` for long documents: chapters, contents, index; `poster` for figures and words on one A3 page;
    `sheet` for letters and forms: a band with what it is about, then the words.
    Each has its page and its styles in templates/base/."""
    output: Identifier | None = None
    """The output of the programme (an id of `process.outputs`) that it is a new draft of; the document
    then says what the programme itself published of it."""
    parts: bool = False
    """Whether each numbered text (`text/LANGUAGE/04-NAME.md`) is also made as a PDF of its own."""
    most_pages: Annotated[int, Field(ge=1, le=999)] | None = None
    """How many printed pages it may have; a language in which it has more is not made."""
    folded_pages: Annotated[int, Field(ge=1, le=999)] | None = None
    """How many printed pages its sheet has when it is folded; of a document with more, writers are told."""
    order: Annotated[int, Field(ge=0, le=999)] = 100
    """Its place in lists."""
