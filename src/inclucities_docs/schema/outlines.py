"""The outlines of countries, as GeoJSON gives them (RFC 7946)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Outlines", "Ring"]

Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Ring = Annotated[tuple[tuple[Longitude, Latitude], ...], Field(min_length=4)]
"""A closed line: its last point is its first."""


class _Part(BaseModel):
    """A part of the file; what GeoJSON allows beside what is read here is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Shape(_Part):
    type: Literal["MultiPolygon"]
    coordinates: tuple[Annotated[tuple[Ring, ...], Field(min_length=1)], ...]
    """Polygons; the first ring of each is its outside, the others are holes."""


class _Country(_Part):
    id: str
    """ISO 3166 code."""
    geometry: _Shape


class Outlines(_Part):
    """The countries of a map, each with its polygons, degrees east and north."""

    features: tuple[_Country, ...]
