"""Labels placed beside their points so that none lies on another, on a line or outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["Area", "Candidate", "Land", "list_candidates", "measure_abroad", "place_labels", "spread_points"]

Point = tuple[float, float]
Area = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points."""

FORBIDDEN = 1e6

MOST_STEPS = 60_000
"""How many places are looked at in the search for the best of all combinations."""

MOST_PASSES = 12
"""How often each label may move while the others stand."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a label could stand, and which side of it is next to its point."""

    area: Area
    align: str
    rank: float


ROOM = 5.0, 1.0
"""Room between two labels, one beside the other and one above the other, points: in a line they would read as one."""


def list_candidates(x: float, y: float, width: float, height: float, distance: float) -> list[Candidate]:
    """Return the places around a point, the most legible first: right, left, below, above…"""
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


class Land:
    """A ring of a country on the page, with its bounds: most are far from a label."""

    def __init__(self, code: str, ring: Sequence[Point]) -> None:
        self.code = code
        self.ring = np.array(ring)
        (self.west, self.top), (self.east, self.bottom) = self.ring.min(axis=0), self.ring.max(axis=0)


def measure_abroad(area: Area, home: str, lands: Sequence[Land]) -> float:
    """Return the share of a label that lies on another country than its own; the sea is nobody's."""
    x0, y0, x1, y1 = area
    x, y = np.linspace(x0, x1, 9)[:, None, None], np.linspace(y0, y1, 4)[:, None]
    on = np.zeros((9, 4), dtype=bool)
    for land in lands:
        if land.code == home or land.east < x0 or land.west > x1 or land.bottom < y0 or land.top > y1:
            continue
        ring, after = land.ring, np.roll(land.ring, -1, axis=0)
        spans = (ring[:, 1] > y) != (after[:, 1] > y)
        rise = np.where(after[:, 1] == ring[:, 1], 1.0, after[:, 1] - ring[:, 1])
        cut = ring[:, 0] + (y - ring[:, 1]) * (after[:, 0] - ring[:, 0]) / rise
        on |= (spans & (x < cut)).sum(axis=2) % 2 == 1
    return float(on.mean())


def place_labels(
    labels: Sequence[Sequence[Candidate]],
    frame: Area,
    areas: Sequence[Area],
    lines: Sequence[Sequence[Point]],
) -> list[Candidate | None]:
    """Return the best place for each label, within the frame, off the areas, off lines if it can be.

    Few labels take the best of all combinations. Many take, one after the other, the best place that the
    others leave, until none can better itself; a label that would lie on something is left out: none.
    """
    sorts = [_sort_by_cost(candidates, frame, areas, lines) for candidates in labels]
    chosen = _search(sorts)
    if chosen is None:
        chosen = _settle(sorts)
    kept: list[Candidate | None] = [None] * len(labels)
    # those that are free of all else stay first; of two that clash the one with fewer clashes stays
    order = sorted(range(len(sorts)), key=lambda one: (sorts[one][chosen[one]][0], one))
    for index in order:
        cost, candidate = sorts[index][chosen[index]]
        others = [one for one in kept if one is not None]
        if cost < FORBIDDEN and not any(_overlap(candidate.area, one.area) for one in others):
            kept[index] = candidate
    return kept


Costed = list[tuple[float, Candidate]]


def _sort_by_cost(
    candidates: Sequence[Candidate], frame: Area, areas: Sequence[Area], lines: Sequence[Sequence[Point]]
) -> Costed:
    """Return the places of a label with what each costs by itself, the cheapest first."""
    taken = np.array(areas, dtype=float).reshape(-1, 4)
    points = np.array([point for line in lines for point in line], dtype=float).reshape(-1, 2)
    options = [(one.rank + _cost(one.area, frame, taken, points), one) for one in candidates]
    return sorted(options, key=lambda option: option[0])


def _search(sorts: Sequence[Costed]) -> list[int] | None:
    """Try all combinations, giving up a branch as soon as it is worse than the best; none where that takes too long."""
    best: tuple[float, list[int]] = (float("inf"), [0] * len(sorts))
    steps = 0

    def go(index: int, cost: float, chosen: list[int]) -> bool:
        nonlocal best, steps
        if cost >= best[0]:
            return True
        if index == len(sorts):
            best = (cost, list(chosen))
            return True
        others = [sorts[number][place][1].area for number, place in enumerate(chosen)]
        for place, (price, one) in enumerate(sorts[index]):
            steps += 1
            if steps > MOST_STEPS:
                return False
            clash = sum(FORBIDDEN for area in others if _overlap(one.area, area))
            if not go(index + 1, cost + price + clash, [*chosen, place]):
                return False
        return True

    return best[1] if len(sorts) <= 12 and go(0, 0.0, []) else None


def _settle(sorts: Sequence[Costed]) -> list[int]:
    """Let each label in turn take the place that costs least beside the others, until none moves."""
    areas = [np.array([one.area for _, one in options]) for options in sorts]
    prices = [np.array([price for price, _ in options]) for options in sorts]
    chosen = [0] * len(sorts)
    current = np.array([own[0] for own in areas])
    for _ in range(MOST_PASSES):
        has_moved = False
        for index, (own, price) in enumerate(zip(areas, prices, strict=True)):
            others = np.delete(current, index, axis=0)
            best = int(np.argmin(price + FORBIDDEN * _count_overlaps(own, others, *ROOM)))
            if best != chosen[index]:
                chosen[index], has_moved = best, True
                current[index] = own[best]
        if not has_moved:
            break
    return chosen


def _count_overlaps(own: np.ndarray, others: np.ndarray, beside: float, above: float) -> np.ndarray:
    a, b = own[:, None, :], others[None, :, :]
    return np.asarray(
        (
            (a[..., 0] < b[..., 2] + beside) & (b[..., 0] < a[..., 2] + beside)
            & (a[..., 1] < b[..., 3] + above) & (b[..., 1] < a[..., 3] + above)
        ).sum(axis=1)
    )  # fmt: skip


def _cost(area: Area, frame: Area, taken: np.ndarray, points: np.ndarray) -> float:
    x0, y0, x1, y1 = area
    outside = x0 < frame[0] or y0 < frame[1] or x1 > frame[2] or y1 > frame[3]
    over = int(_count_overlaps(np.array([area]), taken, 0.0, 0.0)[0])
    x, y = points[:, 0], points[:, 1]
    crossed = int(((x > x0 - 2) & (x < x1 + 2) & (y > y0 - 2) & (y < y1 + 2)).sum())
    return FORBIDDEN * (outside + over) + 4.0 * crossed


def _overlap(one: Area, other: Area) -> bool:
    """Return whether two labels lie on one another, or so near that they read as one."""
    beside, above = ROOM
    return (
        one[0] < other[2] + beside
        and other[0] < one[2] + beside
        and one[1] < other[3] + above
        and other[1] < one[3] + above
    )


def spread_points(places: Sequence[Point], least: float) -> list[Point]:
    """Move points apart that lie closer than ``least``, each as little as it can, in bounded time."""
    moved = np.array(places, dtype=float).reshape(-1, 2)
    number = np.arange(len(moved))
    for _ in range(60):
        apart = moved[:, None, :] - moved[None, :, :]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        near = (distance < least) & (number[:, None] != number[None, :])
        if not near.any():
            break
        # two on one spot part along a direction of their own
        angle = (number[:, None] + number[None, :]) * 2.4 + np.where(
            number[:, None] < number[None, :], 0.0, np.pi
        )
        way = np.where(
            distance[..., None] > 1e-6,
            apart / np.maximum(distance, 1e-6)[..., None],
            np.stack([np.cos(angle), np.sin(angle)], axis=-1),
        )
        push = np.where(near, (least - distance) / 2 + 0.05, 0.0)
        moved = moved + (way * push[..., None]).sum(axis=1)
    return [(float(x), float(y)) for x, y in moved]
