"""What the polygon of a molecule must be.

Areas are measured in the equal-area projection of Europe (EPSG:3035), distances on a local plane around the city
(within 1 % over the 30 km that matter here).
"""

import math
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple, Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from shapely import GEOSException, distance, get_coordinates, make_valid, points, transform
from shapely.geometry import Point, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from core.quantities import format_number
from molecules.geometry.projections import measure_area_km2

SURROUNDINGS_KM = 30
EARTH_RADIUS_KM = 6371.0072
KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180
_PLACE = re.compile(r"\[(\S+) (\S+)\]")


class Place(Protocol):
    """Where a city lies: its boundary, or at least a point."""

    boundary: Any
    longitude: Any
    latitude: Any


class CheckedPolygon(NamedTuple):
    """A polygon that holds, as GeoJSON geometry, with its area."""

    geometry: dict[str, Any]
    area_km2: Decimal


def validate_polygon(geojson: Any, *, near: Iterable[Place], field: str = "polygon") -> CheckedPolygon:
    """Refuse what is not a simple, closed area within 30 km of one of the places; answers with its area.

    Raises `ValidationError` at `field`. A Feature is accepted for its geometry.
    """
    try:
        polygon = _read(geojson)
        _refuse_crossing(polygon)
        places = list(near)
        _refuse_elsewhere(polygon, places)
        _refuse_outside(polygon, places)
    except ValidationError as error:
        raise ValidationError({field: error}) from error
    area = Decimal(str(round(measure_area_km2(polygon), 4)))
    return CheckedPolygon({"type": polygon.geom_type, "coordinates": _coordinates(polygon)}, area)


def _read(geojson: Any) -> BaseGeometry:
    geometry = geojson.get("geometry") if isinstance(geojson, Mapping) and "geometry" in geojson else geojson
    if not isinstance(geometry, Mapping) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise ValidationError(_("This is not a polygon in GeoJSON."), code="not_a_polygon")
    try:
        polygon = shape(geometry)
    except (GEOSException, KeyError, TypeError, ValueError, IndexError) as error:
        raise ValidationError(
            _("The coordinates of this polygon cannot be read."), code="not_a_polygon"
        ) from error
    if polygon.is_empty:
        raise ValidationError(_("The polygon is empty."), code="empty")
    for longitude, latitude in get_coordinates(polygon):
        if not (abs(longitude) <= 180 and abs(latitude) <= 90):
            raise ValidationError(
                _(
                    "The point %(longitude)s, %(latitude)s lies outside the world: "
                    "write longitude before latitude, in degrees."
                )
                % _shown(longitude, latitude),
                code="outside_world",
            )
    return polygon


def _refuse_crossing(polygon: BaseGeometry) -> None:
    if polygon.is_valid and polygon.area > 0:
        return
    place = _PLACE.search(explain_validity(polygon))
    if place and make_valid(polygon).area > 0:
        raise ValidationError(
            _("The line of the polygon crosses itself near longitude %(longitude)s, latitude %(latitude)s.")
            % _shown(float(place[1]), float(place[2])),
            code="crossing",
        )
    raise ValidationError(_("The polygon has no area."), code="empty")


def _refuse_elsewhere(polygon: BaseGeometry, places: list[Place]) -> None:
    if any(_distance_km(polygon, place) <= SURROUNDINGS_KM for place in places):
        return
    swapped = transform(polygon, lambda corners: corners[:, ::-1])
    if any(_distance_km(swapped, place) <= SURROUNDINGS_KM for place in places):
        raise ValidationError(
            _("Longitude and latitude seem to be swapped: write longitude first."), code="swapped"
        )
    raise ValidationError(
        _("The polygon lies more than %(distance)s km away from the city.")
        % {"distance": format_number(SURROUNDINGS_KM)},
        code="elsewhere",
    )


def _refuse_outside(polygon: BaseGeometry, places: list[Place]) -> None:
    """A nucleus of a city has at least a part within its boundary, where that is known."""
    if any(not place.boundary or _boundary(place).intersects(polygon) for place in places):
        return
    raise ValidationError(_("The polygon lies outside the boundary of the city."), code="outside_city")


def measure_share_outside(polygon: BaseGeometry, place: Place) -> float | None:
    """The share (0-1) of a polygon's area that lies outside the boundary of a place; None where that is unknown."""
    if not place.boundary or not polygon.area:
        return None
    return float(polygon.difference(_boundary(place)).area / polygon.area)


def _boundary(place: Place) -> BaseGeometry:
    """The boundary of a place, repaired where it was published with a crossing line."""
    boundary = shape(place.boundary.get("geometry", place.boundary))
    return boundary if boundary.is_valid else make_valid(boundary)


def _distance_km(polygon: BaseGeometry, place: Place) -> float:
    """The farthest that any point of the polygon lies from the place: a shape half in another city is refused too."""
    if place.boundary:
        target = shape(place.boundary.get("geometry", place.boundary))
    elif place.longitude is not None and place.latitude is not None:
        target = Point(place.longitude, place.latitude)
    else:
        return math.inf
    project = partial(_project_around, latitude=target.centroid.y)
    here = transform(target, project)
    return float(distance(here, points(project(get_coordinates(polygon)))).max())


def _project_around(corners: Any, *, latitude: float) -> Any:
    return corners * [KM_PER_DEGREE * math.cos(math.radians(latitude)), KM_PER_DEGREE]


def _coordinates(polygon: BaseGeometry) -> Any:
    """Nested lists, as JSON stores them."""

    def listed(part: Any) -> Any:
        return [listed(item) for item in part] if isinstance(part, (tuple, list)) else part

    return listed(mapping(polygon)["coordinates"])


def _shown(longitude: float, latitude: float) -> dict[str, str]:
    return {"longitude": format_number(longitude, 4), "latitude": format_number(latitude, 4)}
