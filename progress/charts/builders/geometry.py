"""Rings and positions out of GeoJSON geometries."""

from collections.abc import Mapping
from typing import Any

from progress.charts.model import Ring

Geometry = Mapping[str, Any]


def rings_of(geometry: Geometry) -> tuple[Ring, ...]:
    """Return the rings of a Polygon or MultiPolygon, the largest first.

    Raises ValueError for any other geometry.
    """
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Polygon":
        polygons = [coordinates]
    elif kind == "MultiPolygon":
        polygons = coordinates
    else:
        raise ValueError(f"not an area: {kind}")
    rings = [tuple((float(p[0]), float(p[1])) for p in ring) for polygon in polygons for ring in polygon]
    return tuple(sorted(rings, key=_extent, reverse=True))


def _extent(ring: Ring) -> float:
    across = max(p[0] for p in ring) - min(p[0] for p in ring)
    along = max(p[1] for p in ring) - min(p[1] for p in ring)
    return across * along
