"""Labels on a map: in bounded time, none on another, each readable or left out."""

from __future__ import annotations

import random
import time

import numpy as np

from inclucities_docs.figures.drawing.inset import LOCATOR, find_leader
from inclucities_docs.figures.drawing.placement import (
    Land,
    list_candidates,
    measure_abroad,
    place_labels,
    spread_points,
)


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


def test_a_label_on_another_country_is_told_from_one_at_home_or_at_sea() -> None:
    home, abroad = (np.array([(x, 0), (x + 40, 0), (x + 40, 40), (x, 40)], dtype=float) for x in (0, 40))
    lands = [Land("ES", home), Land("PT", abroad)]
    assert measure_abroad((5.0, 5.0, 35.0, 15.0), "ES", lands) == 0
    assert measure_abroad((5.0, 45.0, 75.0, 55.0), "ES", lands) == 0
    assert measure_abroad((45.0, 5.0, 75.0, 15.0), "ES", lands) == 1
    assert 0.3 < measure_abroad((20.0, 5.0, 60.0, 15.0), "ES", lands) < 0.7


def test_the_line_from_an_inset_to_its_place_crosses_no_link() -> None:
    """A link lies where the straight way would be; the line begins at another height."""
    spot = (200.0, 100.0)
    link = [(100.0 + step, 100.0) for step in range(60)]
    (x0, y0), end = find_leader((60.0, 40.0, 160.0), spot, [link])
    assert x0 == 60.0 and end == (spot[0] - LOCATOR, 100.0)
    at_link = [y0 + (100.0 - y0) * (x - x0) / (end[0] - x0) for x, _ in link]
    assert all(abs(y - 100.0) > 4 for y in at_link)
    assert find_leader((60.0, 40.0, 160.0), spot, [])[0] == (60.0, 100.0)


def test_two_labels_in_a_line_do_not_read_as_one_name() -> None:
    """Two towns as far apart as the name between them: one name moves off, though it would just fit."""
    frame = (0.0, 0.0, 400.0, 200.0)
    labels = [list_candidates(x, 100.0, 60.0, 10.0, 6.0) for x in (100.0, 234.0)]
    # to the right of the first and to the left of the second would leave two points between the names
    labels = [labels[0][:1], [labels[1][1], labels[1][2]]]
    placed = place_labels(labels, frame, [], [])
    first, second = (one.area for one in placed if one is not None)
    assert labels[1][0].area[0] - first[2] < 5, "they are too far apart for the test"
    assert second == labels[1][1].area
