"""A polygon is a simple area near its city, or it is refused with the reason."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from shapely.geometry import shape

from molecules.validators import measure_share_outside, validate_polygon
from tests.refusals import refusals

CITY = SimpleNamespace(boundary=None, longitude=9.19, latitude=45.46)
SQUARE = [[9.1, 45.4], [9.2, 45.4], [9.2, 45.5], [9.1, 45.5], [9.1, 45.4]]
BOW_TIE = [[9.1, 45.4], [9.2, 45.5], [9.2, 45.4], [9.1, 45.5], [9.1, 45.4]]


def polygon(ring: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [ring]}


def shifted(east: float, north: float) -> list[list[float]]:
    return [[longitude + east, latitude + north] for longitude, latitude in SQUARE]


def test_polygon_near_its_city_is_measured() -> None:
    checked = validate_polygon(polygon(SQUARE), near=[CITY])
    assert checked.geometry == polygon(SQUARE)
    # 86.9421 km² on the ellipsoid by the geodesic polygon of GeographicLib, and so in EPSG:3035
    assert checked.area_km2 == Decimal("86.9421")


def test_feature_is_taken_for_its_geometry() -> None:
    feature = {"type": "Feature", "properties": {}, "geometry": polygon(SQUARE)}
    assert validate_polygon(feature, near=[CITY]).geometry == polygon(SQUARE)


@pytest.mark.parametrize(
    ("geojson", "code"),
    [
        (None, "not_a_polygon"),
        ("POLYGON((0 0,1 1,1 0,0 0))", "not_a_polygon"),
        ({"type": "Point", "coordinates": [9.1, 45.4]}, "not_a_polygon"),
        ({"type": "Polygon"}, "not_a_polygon"),
        (polygon([[9.1, 45.4], [9.2, 45.4]]), "not_a_polygon"),
        (polygon([["a", "b"], ["c", "d"], ["e", "f"], ["a", "b"]]), "not_a_polygon"),
        ({"type": "Polygon", "coordinates": []}, "empty"),
        (polygon([[9.1, 45.4], [9.2, 45.4], [9.15, 45.4], [9.1, 45.4]]), "empty"),
        (polygon(BOW_TIE), "crossing"),
        (polygon([[latitude, longitude] for longitude, latitude in SQUARE]), "swapped"),
        (polygon(shifted(200, 0)), "outside_world"),
        (polygon(shifted(3, 0)), "elsewhere"),
    ],
)
def test_impossible_polygon_is_refused(geojson: Any, code: str) -> None:
    assert refusals(lambda: validate_polygon(geojson, near=[CITY])) == {"polygon": [code]}


def test_crossing_is_told_with_its_place() -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        validate_polygon(polygon(BOW_TIE), near=[CITY])
    assert refused.value.message_dict == {
        "polygon": [
            "The line of the polygon crosses itself near longitude 9.1500, latitude 45.4500.",
        ]
    }


def test_boundary_counts_more_than_the_centre() -> None:
    east = SimpleNamespace(boundary=polygon(shifted(1, 0)), longitude=9.19, latitude=45.46)
    assert refusals(lambda: validate_polygon(polygon(SQUARE), near=[east])) == {"polygon": ["elsewhere"]}
    assert validate_polygon(polygon(SQUARE), near=[east, CITY]).geometry == polygon(SQUARE)


def test_place_that_is_unknown_is_near_nothing() -> None:
    nowhere = SimpleNamespace(boundary=None, longitude=None, latitude=None)
    assert refusals(lambda: validate_polygon(polygon(SQUARE), near=[nowhere])) == {"polygon": ["elsewhere"]}


def test_polygon_beside_its_city_is_refused_and_one_across_the_boundary_measured() -> None:
    city = SimpleNamespace(boundary=polygon(SQUARE), longitude=9.19, latitude=45.46)
    assert refusals(lambda: validate_polygon(polygon(shifted(0.15, 0)), near=[city])) == {
        "polygon": ["outside_city"]
    }
    across = polygon(shifted(0.05, 0))
    assert validate_polygon(across, near=[city]).geometry == across
    assert measure_share_outside(shape(across), city) == pytest.approx(0.5)
    assert measure_share_outside(shape(across), CITY) is None
