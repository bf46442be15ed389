"""Neighbourhoods as molecules see them: how far, how unlike, and how much of them lies inside a molecule."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from shapely import STRtree, area, centroid, get_x, get_y, intersection, make_valid, union_all
from shapely.geometry import shape

from emissions.columns import Floats
from emissions.diffusion import unlikeness
from molecules.enums import StockFigure
from molecules.models import Molecule, Neighbourhood
from molecules.validators import KM_PER_DEGREE


def measure_distances_km(molecules: Sequence[Molecule], cells: Sequence[Neighbourhood]) -> Floats:
    """Kilometres (m, c) between the centroids, on a local plane (within 1 % over a city)."""
    theirs, ours = centroid(read_shapes(molecules)), centroid(read_shapes(cells))
    km_per_longitude = KM_PER_DEGREE * math.cos(math.radians(float(get_y(ours).mean()))) if len(ours) else 0.0
    east = (get_x(theirs)[:, None] - get_x(ours)[None, :]) * km_per_longitude
    north = (get_y(theirs)[:, None] - get_y(ours)[None, :]) * KM_PER_DEGREE
    apart: Floats = np.hypot(east, north)
    return apart


def measure_unlikeness(molecules: Sequence[Molecule], cells: Sequence[Neighbourhood]) -> Floats:
    """How unlike (m, c), 0-1, by each stock figure per km²; NaN where no figure is known on both sides."""
    return unlikeness(read_densities(molecules), read_densities(cells))


def measure_share_inside(cells: Sequence[Neighbourhood], molecules: Sequence[Molecule]) -> Floats:
    """Share (c,) of the area of each cell that lies inside any of the molecules, each place counted once."""
    ours, theirs = read_shapes(cells), read_shapes(molecules)
    inside = np.zeros(len(ours))
    if not len(theirs):
        return inside
    # Degrees are fine here: within one neighbourhood the scale does not change, and only the ratio counts.
    together = union_all(theirs)
    near = STRtree(ours).query(together, predicate="intersects")
    inside[near] = area(intersection(ours[near], together)) / area(ours[near])
    shares: Floats = np.clip(inside, 0.0, 1.0)
    return shares


def read_stock(cells: Sequence[Neighbourhood], figure: str) -> Floats:
    """A stock figure (c,) of the cells, NaN where unknown."""
    return np.array([_number(getattr(cell, figure)) for cell in cells], dtype=np.float64)


def read_shapes(areas: Sequence[Molecule | Neighbourhood]) -> Any:
    """The polygons as an array of shapely geometries, repaired where a stored line crosses itself."""
    shapes = [shape(one.polygon.get("geometry", one.polygon)) for one in areas]
    return make_valid(np.array(shapes, dtype=object)) if shapes else np.empty(0, dtype=object)


def read_densities(areas: Sequence[Molecule | Neighbourhood]) -> pd.DataFrame:
    """Stock figures (n, 4) per km², NaN where unknown: counts would call a large area unlike a small one."""
    return pd.DataFrame(
        {
            figure.value: [
                _number(getattr(one, figure)) / (_number(one.area_km2) or math.nan) for one in areas
            ]
            for figure in StockFigure
        },
        dtype=np.float64,
    )


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)
