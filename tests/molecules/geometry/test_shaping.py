"""Properties of outlines, whatever the shape: valid, stable when read again, with an area that moves change little."""

from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box, mapping, shape

from molecules.geometry.formats import Shapes, read_geojson
from molecules.geometry.projections import find_crs, measure_area_km2, to_degrees
from molecules.geometry.refusals import RefusedShape
from molecules.geometry.shaping import join_outlines, make_outline
from tests.molecules.geometry.files import in_metres

CORNERS = st.tuples(st.floats(9.0, 9.3), st.floats(45.3, 45.6))
RINGS = st.lists(CORNERS, min_size=3, max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda parts: (
        st.lists(parts, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "geometry", "features", "crs"]), parts)
    ),
    max_leaves=20,
)
TYPES = st.sampled_from(["Polygon", "MultiPolygon", "Feature", "FeatureCollection", "GeometryCollection"])


@given(RINGS)
@settings(max_examples=80, deadline=None)
def test_outline_is_valid_and_read_again_it_is_the_same(corners: list[tuple[float, float]]) -> None:
    try:
        first = make_outline(Shapes([Polygon(corners)], "EPSG:4326", 0))
    except RefusedShape:
        return  # no area is left
    again = make_outline(read_geojson(orjson.dumps(first.geometry)))
    assert shape(first.geometry).is_valid
    assert again.geometry == first.geometry
    assert abs(again.area_km2 - first.area_km2) < 1e-9


@given(st.floats(9.0, 9.3), st.floats(45.3, 45.6), st.floats(0.002, 0.05))
@settings(max_examples=40, deadline=None)
def test_area_does_not_depend_on_the_system_of_the_file(east: float, north: float, side: float) -> None:
    square = box(east, north, east + side, north + side)
    metres = Polygon(in_metres([list(corner) for corner in square.exterior.coords]))
    back = to_degrees(metres, find_crs("EPSG:32632"))
    assert abs(measure_area_km2(back) / measure_area_km2(square) - 1) < 1e-6


@given(st.floats(0, 0.05))
@settings(max_examples=40, deadline=None)
def test_union_covers_what_it_joins_once(overlap: float) -> None:
    west, east = box(9.1, 45.4, 9.2, 45.5), box(9.2 - overlap, 45.4, 9.3, 45.5)
    joined = join_outlines([west, east])
    assert shape(joined.geometry).geom_type == "Polygon"
    assert abs(joined.area_km2 - measure_area_km2(box(9.1, 45.4, 9.3, 45.5))) < 0.01


@given(JSON, TYPES)
@settings(max_examples=150, deadline=None)
def test_no_json_breaks_the_reader(junk: Any, kind: str) -> None:
    """Whatever is sent is an outline or a refusal, never another error."""
    told = {"type": kind, "coordinates": junk, "features": junk, "geometry": junk}
    try:
        outline = make_outline(read_geojson(orjson.dumps(told)))
    except RefusedShape:
        return
    assert shape(outline.geometry).is_valid


def test_hole_survives() -> None:
    outer, hole = box(9.1, 45.4, 9.2, 45.5), box(9.14, 45.44, 9.16, 45.46)
    outline = make_outline(Shapes([outer.difference(hole)], "EPSG:4326", 0))
    assert len(outline.geometry["coordinates"]) == 2
    assert abs(outline.area_km2 - measure_area_km2(outer) + measure_area_km2(hole)) < 1e-4
    assert mapping(shape(outline.geometry))["type"] == "Polygon"
