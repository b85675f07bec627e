"""Labels on a map: in bounded time, none on another, each readable or left out."""

from __future__ import annotations

import random
import time

from inclucities_docs.figures.drawing.placement import list_candidates, place_labels, spread_points


def test_a_hundred_labels_are_placed_in_two_seconds() -> None:
    """None that is kept lies on another, on a mark or outside; most find room."""
    chance = random.Random(7)
    frame = (0.0, 0.0, 480.0, 460.0)
    places = spread_points([(chance.uniform(40, 440), chance.uniform(20, 440)) for _ in range(100)], 12.0)
    marks = [(x - 5, y - 5, x + 5, y + 5) for x, y in places]
    lines = [[(x + step, y + step) for step in range(97)] for x, y in places[:50]]
    labels = [list_candidates(x, y, 34.0, 9.0, 7.0) for x, y in places]
    began = time.process_time()
    chosen = place_labels(labels, frame, marks, lines)
    assert time.process_time() - began < 2
    kept = [one.area for one in chosen if one is not None]
    assert len(kept) > 60
    for index, one in enumerate(kept):
        assert frame[0] <= one[0] and one[2] <= frame[2]
        for other in [*kept[:index], *marks]:
            apart = one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
            assert apart


def test_two_cities_on_one_spot_are_moved_apart() -> None:
    """Points part as far as their marks need, also where they are the same."""
    (ax, ay), (bx, by) = spread_points([(10.0, 10.0), (10.0, 10.0)], 12.0)
    assert ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 >= 11.9
