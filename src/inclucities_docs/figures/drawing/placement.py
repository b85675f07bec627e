"""Labels placed beside their points so that none lies on another, on a line or outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Area", "Candidate", "list_candidates", "place_labels"]

Point = tuple[float, float]
Area = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points."""

FORBIDDEN = 1e6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a label could stand, and which side of it is next to its point."""

    area: Area
    align: str
    rank: float


def list_candidates(x: float, y: float, width: float, height: float, distance: float) -> list[Candidate]:
    """Give the places around a point, the most legible first: right, left, below, above…"""
    d, e = distance, distance * 0.75
    right, left = x + d, x - d - width
    middle, above, below = y - height / 2, y - e - height, y + e
    places = [
        (right, middle, "start", 0.0),
        (left, middle, "end", 0.5),
        (x - width / 2, y + d, "middle", 1.0),
        (x - width / 2, y - d - height, "middle", 1.2),
        (right, above + height * 0.35, "start", 0.8),
        (right, below - height * 0.35, "start", 0.8),
        (left, above + height * 0.35, "end", 1.3),
        (left, below - height * 0.35, "end", 1.3),
        (x - 4, y + d, "start", 1.5),
        (x + 4 - width, y + d, "end", 1.5),
        (x - 4, y - d - height, "start", 1.7),
        (x + 4 - width, y - d - height, "end", 1.7),
    ]
    return [Candidate((px, py, px + width, py + height), align, r) for px, py, align, r in places]


def place_labels(
    labels: Sequence[Sequence[Candidate]],
    frame: Area,
    areas: Sequence[Area],
    lines: Sequence[Sequence[Point]],
) -> list[Candidate]:
    """Give the best place for each label: within the frame, off the areas, off lines if it can be.

    Tries all combinations, giving up a branch as soon as it is worse than the best so far.
    """
    costed = []
    for candidates in labels:
        options = [(one.rank + _cost(one.area, frame, areas, lines), one) for one in candidates]
        costed.append(sorted(options, key=lambda option: option[0]))
    best: tuple[float, list[Candidate]] = (float("inf"), [options[0][1] for options in costed])

    def search(index: int, cost: float, chosen: list[Candidate]) -> None:
        nonlocal best
        if cost >= best[0]:
            return
        if index == len(costed):
            best = (cost, list(chosen))
            return
        for price, one in costed[index]:
            clash = sum(FORBIDDEN for other in chosen if _overlap(one.area, other.area, 1.0))
            search(index + 1, cost + price + clash, [*chosen, one])

    search(0, 0.0, [])
    return best[1]


def _cost(area: Area, frame: Area, areas: Sequence[Area], lines: Sequence[Sequence[Point]]) -> float:
    x0, y0, x1, y1 = area
    outside = x0 < frame[0] or y0 < frame[1] or x1 > frame[2] or y1 > frame[3]
    cost = FORBIDDEN * outside + sum(FORBIDDEN for other in areas if _overlap(area, other, 0.0))
    for line in lines:
        cost += sum(4.0 for x, y in line if x0 - 2 < x < x1 + 2 and y0 - 2 < y < y1 + 2)
    return cost


def _overlap(one: Area, other: Area, room: float) -> bool:
    return (
        one[0] < other[2] + room
        and other[0] < one[2] + room
        and one[1] < other[3] + room
        and other[1] < one[3] + room
    )
