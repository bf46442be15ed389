"""Coordinate systems: from that of a file to longitude and latitude, and to a plane where areas are true."""

from functools import lru_cache
from typing import Any

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely import transform
from shapely.geometry.base import BaseGeometry

from molecules.geometry.refusals import Fault, RefusedShape

WGS84 = "EPSG:4326"
EQUAL_AREA = "EPSG:3035"
"""ETRS89-extended / LAEA Europe, which INSPIRE names for statistics by area."""
LONGEST_CRS = 10_000


def find_crs(text: str) -> CRS:
    """The coordinate system of an EPSG code, a name or WKT; raises `RefusedShape` where it stands for none."""
    try:
        return CRS.from_user_input(text[:LONGEST_CRS])
    except (CRSError, ProjError, ValueError, TypeError) as error:
        raise RefusedShape(Fault.CRS_UNKNOWN, crs=text[:60]) from error


def is_degrees(crs: CRS) -> bool:
    """Whether coordinates of this system are the longitude and latitude that the portal stores (WGS 84, ETRS89)."""
    found = crs.to_epsg(min_confidence=70)
    return found in (4326, 4258, 4979) or crs.srs.upper().endswith("CRS84")


def to_degrees(shape: BaseGeometry, crs: CRS) -> BaseGeometry:
    """The same shape in longitude and latitude, x before y whatever the system says of its axes."""
    try:
        transformer = Transformer.from_crs(crs, WGS84, always_xy=True)
        return transform(shape, lambda corners: _project(corners, transformer))
    except (ProjError, CRSError) as error:
        raise RefusedShape(Fault.CRS_WRONG, crs=crs.name[:60]) from error


def measure_area_km2(shape: BaseGeometry) -> float:
    """The area of a shape in longitude and latitude, in km², in the equal-area projection of Europe."""
    return float(transform(shape, lambda corners: _project(corners, _equal_area())).area) / 1e6


@lru_cache(maxsize=1)
def _equal_area() -> Transformer:
    return Transformer.from_crs(WGS84, EQUAL_AREA, always_xy=True)


def _project(corners: Any, transformer: Transformer) -> Any:
    return np.column_stack(transformer.transform(corners[:, 0], corners[:, 1]))
