"""The portal: in which languages it speaks and where it is published, templates/portal/portal.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from inclucities_docs.schema.value import Identifier, Language, Line, Model, Url

__all__ = ["Portal"]


class Standards(Model):
    """What the accessibility statement names: laws and standards as they are cited."""

    decision: Line = "2018/1523"
    """The EU decision whose model the statement follows."""
    norm: Line = "EN 301 549"
    """The European standard of accessibility."""
    guidelines: Line = "2.2"
    """The version of the Web Content Accessibility Guidelines."""
    pdf: Line = "PDF/UA-1"
    """What accessible PDF files satisfy."""
    archive: Line = "PDF/A-2a"
    """What PDF files for the archive satisfy."""


class Portal(Model):
    """What staff decide about the portal; its words are in the templates beside it."""

    languages: tuple[Language, ...] = ()
    """The languages of its pages, the default one first; those of the programme where none are named."""
    website: Url | None = None
    """The address that deliverables/ is published at, ending in a slash; addresses for machines
    (sitemap, feed, previews in social networks) are relative where there is none."""
    source_link: Url | None = None
    """Where a data file can be mended, with `{path}` and `{line}`; without it the page of the
    portal that shows the file is linked."""
    door: Identifier | None = None
    """The kind, in templates/, that newcomers enter by: every page links to it in all its languages."""
    kept: Identifier | None = None
    """The kind whose pages a phone can install, and keeps in all languages for when there is no network."""
    standards: Standards = Standards()
    """What the accessibility statement names."""
    synonyms: dict[Language, tuple[Line, ...]] = {}
    """Words that people type for one another, per language: `agreement, memorandum, convention`."""
    shown: Annotated[int, Field(ge=1, le=100)] = 12
    """Most documents of one group on the home page; the others are one link away."""
