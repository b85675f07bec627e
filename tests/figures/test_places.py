"""Towns far from the mainland lie in their countries, and one beyond the map leaves the map to the others."""

from __future__ import annotations

import itertools
import re

import pytest

from figures.inputs import make_given, read_project
from figures.test_layout import overlap
from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.figures import Drawing, draw_figure
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.workspace import Workspace

CITY = "data/cities/fuenlabrada.yaml"

FAR = {
    "Las Palmas": ("ES", 28.12355, -15.43626),
    "Lampedusa": ("IT", 35.5, 12.61),
    "Pantelleria": ("IT", 36.83, 11.94),
    "Melilla": ("ES", 35.29, -2.94),
    "Leros": ("GR", 37.13, 26.85),
    "Ponta Delgada": ("PT", 37.74, -25.67),
    "Tromsø": ("NO", 69.65, 18.96),
    "Saint-Denis": ("RE", -20.88, 55.45),
}


def _move(country: str, latitude: float, longitude: float) -> Project:
    """Give the project with a city that lies elsewhere."""
    files = read_project().workspace.files
    text = files[CITY].decode()
    text, named = re.subn(r"(?m)^country: .*$", f"country: {country}", text)
    place = rf"coordinates: {{latitude: {latitude}, longitude: {longitude}"
    text, placed = re.subn(r"coordinates: \{latitude: [-\d.]+, longitude: [-\d.]+", place, text)
    assert (named, placed) == (1, 1)
    return load_project(Workspace({**files, CITY: text.encode()}))


def _draw(project: Project) -> tuple[Drawing, float]:
    """Give the map of the network, and how far apart two cities stand on it, points."""
    drawing = draw_figure("network", make_given(project=project))
    places = {box.text: box for box in reversed(drawing.boxes)}  # the list below names them again
    one, other = places["Jelgava"], places["Capaci"]
    return drawing, abs(one.y0 - other.y0)


@pytest.mark.parametrize("town", FAR)
def test_a_town_on_a_far_island_lies_in_its_country(town: str) -> None:
    drawing, distance = _draw(_move(*FAR[town]))
    boxes = [box for box in drawing.boxes if box.text]
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)]
    assert distance > 150, "the map shrank, for a town that no map of Europe shows"
    told = "Fuenlabrada (Réunion)" if town == "Saint-Denis" else "Fuenlabrada"
    assert any(told in box.text for box in boxes), [box.text for box in boxes]


@pytest.mark.parametrize("place", [("ES", 41.9, 12.5), ("ES", -15.43626, 28.12355), ("LV", -20.88, 55.45)])
def test_a_slip_is_still_one(place: tuple[str, float, float]) -> None:
    with pytest.raises(DiagnosticError, match="does not lie in the country"):
        _move(*place)
