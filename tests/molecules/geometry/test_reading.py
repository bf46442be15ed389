"""Outlines come in three formats; what is hostile or broken is refused or repaired with a word."""

import json
import time
from decimal import Decimal
from typing import Any

import pytest
import shapefile  # type: ignore[import-untyped]  # pyshp brings no types
from django.utils.translation import override
from shapely.geometry import Point, Polygon, shape

from molecules.geometry.reading import make_order, read_outline, take_answer
from molecules.geometry.reading_process import read
from molecules.geometry.refusals import Fault, Note, RefusedShape
from molecules.geometry.shaping import Outline
from molecules.geometry.words import FAULTS, tell_fault, tell_note
from tests.molecules.geometry.files import (
    BOW_TIE,
    SQUARE,
    collection,
    geojson,
    geopackage,
    in_metres,
    many_corners,
    shapefile_head,
    zipped,
    zipped_shapefile,
)

IN_METRES = in_metres(SQUARE)
RING = {"type": "Polygon", "coordinates": [SQUARE]}
EAST = {"type": "Polygon", "coordinates": [[[x + 0.1, y] for x, y in SQUARE]]}
OLD_CRS = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32632"}}}


def read_here(name: str, content: bytes, **said: Any) -> Outline:
    """What the limited process does, in this one: the same code, without the wait for a new Python."""
    return take_answer(read(make_order(name, content, **said)))


def corners_of(geometry: dict[str, Any]) -> set[tuple[float, float]]:
    return {(round(x, 6), round(y, 6)) for x, y in shape(geometry).exterior.coords}


@pytest.mark.parametrize(
    ("name", "content", "notes"),
    [
        ("a.geojson", geojson(SQUARE), [Note.ASSUMED_DEGREES]),
        ("a.JSON", geojson(IN_METRES, **OLD_CRS), [Note.REPROJECTED]),
        ("a.zip", zipped_shapefile(IN_METRES), [Note.REPROJECTED]),
        ("a.zip", zipped_shapefile(SQUARE, epsg=4326), []),
        ("a.gpkg", geopackage([Polygon(IN_METRES)]), [Note.REPROJECTED]),
        ("a.gpkg", geopackage([Polygon(SQUARE)], [Point(9, 45)], epsg=4326), []),
    ],
)
def test_every_format_gives_the_same_outline(name: str, content: bytes, notes: list[str]) -> None:
    outline = read_outline(name, content)
    assert corners_of(outline.geometry) == {(x, y) for x, y in SQUARE}
    assert outline.area_km2 == pytest.approx(86.9421, abs=0.001)  # the geodesic area of GeographicLib
    assert [code for code, _numbers in outline.notes] == notes


@pytest.mark.parametrize(
    ("content", "notes", "area_km2"),
    [
        (geojson([[x, y, 120.5] for x, y in SQUARE]), [Note.FLATTENED, Note.ASSUMED_DEGREES], 86.942),
        (geojson(BOW_TIE), [Note.ASSUMED_DEGREES, Note.REPAIRED], 43.471),
        (collection(RING, EAST), [Note.ASSUMED_DEGREES, Note.JOINED], 173.884),
        (
            collection(RING, {"type": "Point", "coordinates": [9, 45]}),
            [Note.LEFT_OUT, Note.ASSUMED_DEGREES],
            86.942,
        ),
    ],
)
def test_what_can_be_repaired_is_repaired_and_told(content: bytes, notes: list[str], area_km2: float) -> None:
    outline = read_here("a.geojson", content)
    assert [code for code, _numbers in outline.notes] == notes
    assert outline.area_km2 == pytest.approx(area_km2, abs=0.01)
    assert shape(outline.geometry).is_valid


def test_person_may_say_the_coordinate_system_and_the_order_of_axes() -> None:
    named = read_here("a.geojson", geojson(IN_METRES), epsg=32632)
    swapped = read_here("a.geojson", geojson([[y, x] for x, y in SQUARE]), is_swapped=True)
    assert corners_of(named.geometry) == corners_of(swapped.geometry) == {(x, y) for x, y in SQUARE}


HOSTILE: list[tuple[str, bytes, Fault]] = [
    ("a.geojson", b" \n", Fault.EMPTY_FILE),
    ("a.geojson", b"[" + b" " * (10 * 2**20), Fault.TOO_LARGE),
    ("a.kml", b"<kml/>", Fault.EXTENSION),
    ("a.geojson", b"<html></html>", Fault.NOT_WHAT_IT_SAYS),
    ("a.geojson", zipped(a=b"1"), Fault.NOT_WHAT_IT_SAYS),
    ("a.zip", geojson(SQUARE), Fault.NOT_WHAT_IT_SAYS),
    ("a.gpkg", zipped(a=b"1"), Fault.NOT_WHAT_IT_SAYS),
    ("a.geojson", b'{"type":"Polygon","coordinates":', Fault.DAMAGED),
    ("a.geojson", b"[" * 100_000, Fault.DAMAGED),
    ("a.geojson", b'{"type":"Polygon","coordinates":[[[NaN,1]]]}', Fault.DAMAGED),
    ("a.geojson", b"[1, 2]", Fault.NOT_POLYGONS),
    ("a.geojson", b'{"type":"FeatureCollection","features":[null]}', Fault.NOT_POLYGONS),
    ("a.geojson", json.dumps({"type": "Point", "coordinates": [9, 45]}).encode(), Fault.NOT_POLYGONS),
    ("a.geojson", b'{"type":"Polygon","coordinates":[]}', Fault.EMPTY),
    ("a.geojson", geojson([[9.1, 45.4], [9.2, 45.4], [9.3, 45.4], [9.1, 45.4]]), Fault.EMPTY),
    ("a.geojson", geojson([["a", "b"], ["c", "d"], ["e", "f"], ["a", "b"]]), Fault.NOT_NUMBERS),
    ("a.geojson", geojson([[9.1, 45.4], [9.2, 45.4]]), Fault.NOT_NUMBERS),
    ("a.geojson", geojson(IN_METRES), Fault.CRS_MISSING),
    ("a.geojson", geojson(SQUARE, crs={"properties": {"name": "EPSG:999999"}}), Fault.CRS_UNKNOWN),
    ("a.geojson", geojson(IN_METRES, crs={"properties": {"name": "EPSG:4326"}}), Fault.CRS_WRONG),
    ("a.geojson", many_corners(30_000), Fault.TOO_MANY_CORNERS),
    ("a.geojson", collection(*[RING] * 2_001), Fault.TOO_MANY_PARTS),
    ("a.zip", b"PK\x03\x04" + b"\x00" * 40, Fault.DAMAGED),
    ("a.zip", zipped(readme__txt=b"nothing"), Fault.NO_SHAPEFILE),
    ("a.zip", zipped(a__shp=b"x", b__shp=b"y"), Fault.SEVERAL_SHAPEFILES),
    ("a.zip", zipped(a__shp=b"x" * 200), Fault.NOT_POLYGONS),
    ("a.zip", zipped(a__shp=shapefile_head() + b"\x7f" * 200), Fault.DAMAGED),
    ("a.zip", zipped(a__shp=b"\x00" * 30 * 2**20), Fault.BOMB),
    ("a.zip", zipped(**{f"{number}__txt": b"x" for number in range(51)}), Fault.BOMB),
    ("a.zip", zipped(a__shp=b"x", inner__zip=zipped(a=b"1")), Fault.NESTED),
    ("a.zip", zipped(**{"../../a__shp": b"x"}), Fault.PATH),
    ("a.zip", zipped(**{"/etc/a__shp": b"x"}), Fault.PATH),
    ("a.zip", zipped_shapefile(IN_METRES, epsg=None), Fault.CRS_MISSING),
    ("a.zip", zipped_shapefile(SQUARE, kind=shapefile.POINT), Fault.NOT_POLYGONS),
    ("a.gpkg", b"SQLite format 3\x00" + b"\xff" * 4096, Fault.DAMAGED),
    ("a.gpkg", geopackage(), Fault.NO_LAYER),
    ("a.gpkg", geopackage([Point(9, 45)]), Fault.NOT_POLYGONS),
    ("a.gpkg", geopackage([Polygon(IN_METRES)], [Polygon(IN_METRES)]), Fault.SEVERAL_LAYERS),
    ("a.gpkg", geopackage([Polygon(IN_METRES)], head=b"XX"), Fault.DAMAGED),
]


@pytest.mark.parametrize(("name", "content", "fault"), HOSTILE)
def test_hostile_file_is_refused_with_its_reason(name: str, content: bytes, fault: Fault) -> None:
    with pytest.raises(RefusedShape) as refused:
        read_here(name, content)
    assert refused.value.code == fault
    with override("en"):
        assert "%(" not in tell_fault(refused.value.code, refused.value.numbers)


def test_refusal_of_the_process_reaches_the_reader() -> None:
    with pytest.raises(RefusedShape) as refused:
        read_outline("a.zip", zipped_shapefile(SQUARE, kind=shapefile.POINT))
    assert refused.value.code == Fault.NOT_POLYGONS


def test_million_corners_are_refused_fast() -> None:
    content, began = many_corners(1_000_000), time.process_time()
    waited = time.monotonic()
    with pytest.raises(RefusedShape) as refused:
        read_outline("a.geojson", content)
    assert refused.value.code == Fault.TOO_MANY_CORNERS
    assert time.process_time() - began < 1  # this process only hands the bytes on
    assert time.monotonic() - waited < 20


def test_every_fault_and_note_has_words() -> None:
    numbers = {"limit": 1, "count": 2, "crs": "x", "megabytes": 3}
    assert set(FAULTS) == set(Fault)
    with override("en"):
        assert all("%(" not in tell_fault(one, numbers) for one in Fault)
        assert all("%(" not in tell_note(one, numbers) for one in Note)


def test_area_is_what_services_store() -> None:
    assert Decimal(str(round(read_here("a.geojson", geojson(SQUARE)).area_km2, 4))) == Decimal("86.9421")
