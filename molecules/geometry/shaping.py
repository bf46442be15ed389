"""From the shapes of a file to one outline: flat, joined, repaired, in longitude and latitude."""

from typing import Any, NamedTuple

import numpy as np
from shapely import (
    force_2d,
    get_coordinates,
    get_num_coordinates,
    get_parts,
    is_valid,
    make_valid,
    normalize,
    orient_polygons,
    set_precision,
    transform,
    unary_union,
)
from shapely.geometry import MultiPolygon, mapping
from shapely.geometry.base import BaseGeometry

from molecules.geometry.formats import Shapes
from molecules.geometry.limits import MAX_CORNERS
from molecules.geometry.projections import find_crs, is_degrees, measure_area_km2, to_degrees
from molecules.geometry.refusals import Fault, Note, RefusedShape

GRID = 1e-7
"""Degrees to which corners are rounded: a centimetre."""
SMALLEST_KM2 = 1e-6
"""One square metre; what is smaller is a slip, not a nucleus."""


class Outline(NamedTuple):
    """An outline as GeoJSON geometry with its area, and what was done to it with the numbers of each note."""

    geometry: dict[str, Any]
    area_km2: float
    notes: list[tuple[str, dict[str, Any]]]


def make_outline(shapes: Shapes, *, epsg: int | None = None, is_swapped: bool = False) -> Outline:
    """One outline of all areas of a file; raises `RefusedShape`.

    `epsg` is what a person says of the coordinate system and counts where the file names none; `is_swapped` tells
    that latitude stands before longitude.
    """
    notes: list[tuple[str, dict[str, Any]]] = []
    if not shapes.areas:
        raise RefusedShape(Fault.NOT_POLYGONS)
    areas = [one for one in shapes.areas if not one.is_empty]
    if not areas:
        raise RefusedShape(Fault.EMPTY)
    if shapes.left_out:
        notes.append((Note.LEFT_OUT, {"count": shapes.left_out}))
    if any(one.has_z or getattr(one, "has_m", False) for one in areas):
        notes.append((Note.FLATTENED, {}))
    flat = [force_2d(one) for one in areas]
    _check_numbers(flat)
    if is_swapped:
        notes.append((Note.SWAPPED, {}))
        flat = [transform(one, lambda corners: corners[:, ::-1]) for one in flat]
    placed = _place(flat, shapes.crs, epsg, notes)
    return _finish(_join(placed, notes), notes)


def join_outlines(geometries: list[BaseGeometry]) -> Outline:
    """One outline of areas that are known to be sound, such as neighbourhoods."""
    notes: list[tuple[str, dict[str, Any]]] = []
    return _finish(_join([force_2d(one) for one in geometries], notes), notes)


def _check_numbers(shapes: list[BaseGeometry]) -> None:
    if not all(np.isfinite(get_coordinates(one)).all() for one in shapes):
        raise RefusedShape(Fault.NOT_NUMBERS)


def _place(shapes: list[BaseGeometry], crs: str, epsg: int | None, notes: list[Any]) -> list[BaseGeometry]:
    """The shapes in longitude and latitude; a system that nobody named is degrees, if the numbers can be degrees."""
    named = crs or (f"EPSG:{epsg}" if epsg else "")
    if named and not is_degrees(found := find_crs(named)):
        shapes = [to_degrees(one, found) for one in shapes]
        if not _are_degrees(shapes):
            raise RefusedShape(Fault.CRS_WRONG, crs=found.name[:60])
        notes.append((Note.REPROJECTED, {"crs": found.name[:60]}))
    elif not _are_degrees(shapes):
        raise RefusedShape(Fault.CRS_WRONG if named else Fault.CRS_MISSING, crs=named[:60])
    elif not named:
        notes.append((Note.ASSUMED_DEGREES, {}))
    return shapes


def _are_degrees(shapes: list[BaseGeometry]) -> bool:
    limits = (180, 90)
    return all(bool((np.abs(get_coordinates(one)) <= limits).all()) for one in shapes)


def _join(shapes: list[BaseGeometry], notes: list[Any]) -> BaseGeometry:
    if not all(is_valid(one) for one in shapes):
        notes.append((Note.REPAIRED, {}))
        shapes = [make_valid(one) for one in shapes]
    if len(shapes) > 1:
        notes.append((Note.JOINED, {"count": len(shapes)}))
    return unary_union(shapes)


def _finish(joined: BaseGeometry, notes: list[Any]) -> Outline:
    """Round, keep what is an area, write corners in a lasting order: the same outline gives the same text."""
    outline = _only_areas(set_precision(_only_areas(joined), GRID))
    corners = int(get_num_coordinates(outline))
    if corners > MAX_CORNERS:
        raise RefusedShape(Fault.TOO_MANY_CORNERS, count=corners, limit=MAX_CORNERS)
    area_km2 = measure_area_km2(outline) if not outline.is_empty else 0.0
    if not SMALLEST_KM2 <= area_km2 < np.inf:
        raise RefusedShape(Fault.EMPTY)
    ordered = orient_polygons(normalize(outline))
    told = mapping(ordered)
    return Outline({"type": told["type"], "coordinates": _rounded(told["coordinates"])}, area_km2, notes)


def _only_areas(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a shape that repairs may have left with lines and points beside them."""
    polygons = [
        part
        for one in get_parts(shape)
        for part in get_parts(one)
        if part.geom_type == "Polygon" and not part.is_empty
    ]
    if shape.geom_type == "Polygon":
        return shape
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def _rounded(part: Any) -> Any:
    """Nested lists of numbers as short as the grid allows."""
    return [_rounded(item) for item in part] if isinstance(part, tuple | list) else round(part, 7)
