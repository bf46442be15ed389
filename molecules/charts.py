"""The outline of a molecule as a small drawing: SVG of our own, without styles or scripts."""

import math
from collections.abc import Mapping
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

WIDTH, HEIGHT = 640, 420
MARGIN = 0.25
"""Part of the extent of the outline that is shown around it, so that the boundary of the city may be seen."""
FINENESS = 1_000
"""Corners nearer to a line than this part of the extent are left out of the drawing, never out of what is stored."""


def draw_outline(outline: Mapping[str, Any], boundary: Mapping[str, Any] | None) -> str:
    """An SVG of an outline (GeoJSON geometry) with the part of the city's boundary around it."""
    area = shape(outline)
    west, south, east, north = area.bounds
    across = math.cos(math.radians((south + north) / 2))
    extent = max((east - west) * across / WIDTH, (north - south) / HEIGHT) or 1e-6
    scale = 1 / (extent * (1 + 2 * MARGIN))
    middle = ((west + east) / 2, (south + north) / 2)

    def path(one: BaseGeometry) -> str:
        simple = one.simplify(extent * WIDTH / FINENESS)
        rings = [
            ring for part in getattr(simple, "geoms", [simple]) for ring in (part.exterior, *part.interiors)
        ]
        return "".join(f"M{'L'.join(place(*corner[:2]) for corner in ring.coords[:-1])}Z" for ring in rings)

    def place(longitude: float, latitude: float) -> str:
        x = WIDTH / 2 + (longitude - middle[0]) * across * scale
        y = HEIGHT / 2 - (latitude - middle[1]) * scale
        return f"{x:.1f} {y:.1f}"

    city = shape(boundary.get("geometry", boundary)) if boundary else None
    ground = f'<path d="{path(city)}" fill="#fff" stroke="#5A768A" stroke-width="1.5"/>' if city else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#f2f5f7"/>{ground}'
        f'<path d="{path(area)}" fill="#4E9AA8" fill-opacity="0.7" fill-rule="evenodd" stroke="#17324D"'
        ' stroke-width="2" stroke-linejoin="round"/></svg>'
    )
