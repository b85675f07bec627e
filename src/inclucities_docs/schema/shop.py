"""One-stop shops: where newcomers find basic information."""

from __future__ import annotations

from typing import Annotated

from inclucities_docs.schema.value import Identifier, Language, Record, Ref, Statement, Text, Url

__all__ = ["OneStopShop"]


class OneStopShop(Record):
    """An online place of information that a city set up."""

    city: Annotated[Identifier, Ref("cities")]
    """Whose it is."""
    name: Text | None = None
    """What it is called; none where it is awaited."""
    website: Url | None = None
    """Its address."""
    languages: tuple[Language, ...] = ()
    """Languages it speaks."""
    announced_languages: tuple[Language, ...] = ()
    """Languages announced, not yet there when the source was written."""
    about: tuple[Statement, ...]
    """What is known of it."""
