"""Three formats, one answer: the shapes of a file and the coordinate system that it names."""

import io
import sqlite3
import struct
import tempfile
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson
import shapefile  # type: ignore[import-untyped]  # pyshp brings no types
from shapely import GEOSException, from_wkb
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from molecules.geometry.archives import unpack_shapefile
from molecules.geometry.limits import MAX_CORNERS, MAX_PARTS
from molecules.geometry.refusals import Fault, RefusedShape

AREAS = ("Polygon", "MultiPolygon")
SHAPEFILE_AREAS = (shapefile.POLYGON, shapefile.POLYGONZ, shapefile.POLYGONM)
ENVELOPE_BYTES = (0, 32, 48, 48, 64)
CORNER_BYTES = 16
"""A corner of two numbers; a blob that could hold many more of them is not opened."""


class Shapes(NamedTuple):
    """Shapes as they stand in a file; `crs` is its coordinate system as an EPSG code, a name or WKT, or "".

    `left_out` counts shapes that are no areas.
    """

    areas: list[BaseGeometry]
    crs: str
    left_out: int


def read_geojson(content: bytes) -> Shapes:
    """The areas of a geometry, a feature or a collection, nested as GeoJSON allows."""
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise RefusedShape(Fault.DAMAGED) from error
    if not isinstance(told, dict):
        raise RefusedShape(Fault.NOT_POLYGONS)
    found = list(_geometries(told))
    areas = [one for one in found if one.get("type") in AREAS]
    _check_count(len(found))
    _check_corners(sum(_count_corners(one.get("coordinates")) for one in areas))
    return Shapes([_shape(one) for one in areas], _named_crs(told), len(found) - len(areas))


def read_geopackage(content: bytes) -> Shapes:
    """The areas of the one layer of a GeoPackage that holds any; SQLite reads it, no other library."""
    with tempfile.NamedTemporaryFile(suffix=".gpkg") as file:
        file.write(content)
        file.flush()
        connection = sqlite3.connect(f"file:{file.name}?mode=ro&immutable=1", uri=True)
        try:
            connection.execute("PRAGMA trusted_schema=OFF")
            return _read_layers(connection)
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise RefusedShape(Fault.DAMAGED) from error
        finally:
            connection.close()


def read_shapefile(content: bytes) -> Shapes:
    """The areas of a zipped shapefile; its table of attributes is not opened."""
    parts = unpack_shapefile(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of heads that say little: what follows them counts
            areas = list(_shapefile_areas(parts))
    except (shapefile.ShapefileException, struct.error, *BROKEN) as error:
        raise RefusedShape(Fault.DAMAGED) from error
    return Shapes(areas, parts.get(".prj", b"").decode(errors="replace").strip(), 0)


def _shapefile_areas(parts: dict[str, bytes]) -> Iterator[BaseGeometry]:
    reader = shapefile.Reader(shp=io.BytesIO(parts[".shp"]), shx=_stream(parts.get(".shx")))
    if reader.shapeType not in SHAPEFILE_AREAS:
        raise RefusedShape(Fault.NOT_POLYGONS)
    corners = 0
    for number, one in enumerate(reader.iterShapes(), start=1):
        corners += len(getattr(one, "points", ()))
        _check_count(number)
        _check_corners(corners)
        if one.shapeType in SHAPEFILE_AREAS:
            yield shape(one.__geo_interface__)


BROKEN = (
    GEOSException,
    ShapelyError,
    AttributeError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    TypeError,
    ValueError,
    ZeroDivisionError,
)
"""What libraries raise over shapes that are not what they should be."""
READERS = {"geojson": read_geojson, "geopackage": read_geopackage, "shapefile": read_shapefile}


def _stream(part: bytes | None) -> io.BytesIO | None:
    return None if part is None else io.BytesIO(part)


def _check_count(count: int) -> None:
    if count > MAX_PARTS:
        raise RefusedShape(Fault.TOO_MANY_PARTS, count=count, limit=MAX_PARTS)


def _check_corners(corners: int) -> None:
    if corners > MAX_CORNERS:
        raise RefusedShape(Fault.TOO_MANY_CORNERS, count=corners, limit=MAX_CORNERS)


def _geometries(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every simple geometry below a GeoJSON object."""
    waiting: list[Any] = [told]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, dict):
            continue
        children = one.get("features") or one.get("geometries")
        if isinstance(children, list):
            waiting.extend(reversed(children))
        elif one.get("type") == "Feature":
            waiting.append(one.get("geometry"))
        else:
            yield one


def _count_corners(coordinates: Any) -> int:
    count, waiting = 0, [coordinates]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list) and one and isinstance(one[0], list):
            waiting.extend(one)
        elif one:
            count += 1
    return count


def _shape(geometry: dict[str, Any]) -> BaseGeometry:
    try:
        return shape(geometry)
    except BROKEN as error:
        raise RefusedShape(Fault.NOT_NUMBERS) from error


def _named_crs(told: dict[str, Any]) -> str:
    """The coordinate system that older files name; the standard of today knows only degrees of WGS 84."""
    named = told.get("crs")
    properties = named.get("properties") if isinstance(named, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _read_layers(connection: sqlite3.Connection) -> Shapes:
    columns = connection.execute(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g"
        " JOIN sqlite_master m ON m.name = g.table_name AND m.type = 'table'"
    ).fetchmany(MAX_PARTS)
    layers = [_read_layer(connection, *one) for one in columns]
    with_areas = [one for one in layers if one.areas]
    if len(with_areas) > 1:
        raise RefusedShape(Fault.SEVERAL_LAYERS, count=len(with_areas))
    if not with_areas:
        raise RefusedShape(Fault.NOT_POLYGONS if any(one.left_out for one in layers) else Fault.NO_LAYER)
    return with_areas[0]


def _read_layer(connection: sqlite3.Connection, table: str, column: str, srs_id: int) -> Shapes:
    quoted = [f'"{str(name).replace(chr(34), chr(34) * 2)}"' for name in (column, table)]
    rows = connection.execute("SELECT {} FROM {}".format(*quoted)).fetchmany(MAX_PARTS + 1)  # noqa: S608 - identifiers cannot be parameters; they are quoted
    _check_count(len(rows))
    blobs = [bytes(row[0]) for row in rows if isinstance(row[0], bytes)]
    _check_corners(sum(map(len, blobs)) // (2 * CORNER_BYTES))
    found = [shape for blob in blobs if (shape := _read_blob(blob)) is not None]
    areas = [one for one in found if one.geom_type in AREAS]
    return Shapes(areas, _layer_crs(connection, srs_id), len(found) - len(areas))


def _read_blob(blob: bytes) -> BaseGeometry | None:
    """A geometry of a GeoPackage: a head of its own, then well-known binary. None where it says that it is empty."""
    kind = (blob[3] >> 1) & 7 if len(blob) > 8 and blob[:2] == b"GP" else len(ENVELOPE_BYTES)
    if kind >= len(ENVELOPE_BYTES):
        raise RefusedShape(Fault.DAMAGED)
    if blob[3] & 0x10:
        return None
    try:
        return from_wkb(blob[8 + ENVELOPE_BYTES[kind] :])
    except BROKEN as error:
        raise RefusedShape(Fault.DAMAGED) from error


def _layer_crs(connection: sqlite3.Connection, srs_id: int) -> str:
    """The coordinate system of a layer by its authority, else as it is written out; ids below 1 stand for none."""
    row = connection.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
        [srs_id],
    ).fetchone()
    if row is None or srs_id < 1:
        return ""
    organisation, code, definition = row
    return f"EPSG:{code}" if str(organisation).upper() == "EPSG" else str(definition)
