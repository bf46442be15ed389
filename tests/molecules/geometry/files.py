"""Files of outlines as programs write them, and as nobody should."""

import io
import json
import sqlite3
import struct
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import shapefile  # type: ignore[import-untyped]  # pyshp brings no types
from pyproj import CRS, Transformer
from shapely import to_wkb
from shapely.geometry.base import BaseGeometry

SQUARE = [[9.1, 45.4], [9.2, 45.4], [9.2, 45.5], [9.1, 45.5], [9.1, 45.4]]
BOW_TIE = [[9.1, 45.4], [9.2, 45.5], [9.2, 45.4], [9.1, 45.5], [9.1, 45.4]]
UTM = 32632


def geojson(*rings: Any, **more: Any) -> bytes:
    """A polygon of these rings."""
    return json.dumps({"type": "Polygon", "coordinates": list(rings), **more}).encode()


def collection(*geometries: dict[str, Any]) -> bytes:
    """Features of these geometries."""
    features = [{"type": "Feature", "properties": {}, "geometry": one} for one in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def in_metres(ring: list[list[float]], epsg: int = UTM) -> list[list[float]]:
    """A ring of degrees in metres of a projected system."""
    transformer = Transformer.from_crs(4326, epsg, always_xy=True)
    return [list(transformer.transform(east, north)) for east, north in ring]


def zipped(**parts: bytes) -> bytes:
    """An archive; a double underscore in a name stands for a dot."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "."), content)
    return packed.getvalue()


def zipped_shapefile(
    ring: list[list[float]], *, epsg: int | None = UTM, kind: int = shapefile.POLYGON
) -> bytes:
    """A shapefile of one polygon or of its corners, with or without its coordinate system."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=kind) as writer:
        writer.field("name", "C")
        if kind == shapefile.POLYGON:
            writer.poly([ring[::-1]])
        else:
            writer.point(*ring[0])
        writer.record("nucleo")
    parts = {"area__shp": shp.getvalue(), "area__shx": shx.getvalue(), "area__dbf": dbf.getvalue()}
    if epsg:
        parts["area__prj"] = CRS.from_epsg(epsg).to_wkt("WKT1_ESRI").encode()
    return zipped(**parts)


def shapefile_head() -> bytes:
    """The first hundred bytes of a shapefile of polygons, which promise more than comes."""
    return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 5000) + struct.pack("<2i", 1000, 5) + b"\x00" * 64


def geopackage(*layers: list[BaseGeometry], epsg: int = UTM, head: bytes = b"GP") -> bytes:
    """A GeoPackage with these layers, as small as the standard allows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "areas.gpkg"
        connection = sqlite3.connect(path)
        connection.executescript(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,"
            " organization_coordsys_id INTEGER, definition TEXT);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);"
        )
        connection.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('x', ?, 'EPSG', ?, '')", [epsg, epsg])
        for number, shapes in enumerate(layers):
            connection.execute(f'CREATE TABLE "la""yer{number}" (fid INTEGER PRIMARY KEY, geom BLOB)')
            connection.execute(
                "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?)", [f'la"yer{number}', epsg]
            )
            for one in shapes:
                blob = head + struct.pack("<BBi", 0, 1, epsg) + to_wkb(one)
                connection.execute(f'INSERT INTO "la""yer{number}" (geom) VALUES (?)', [blob])
        connection.commit()
        connection.close()
        return path.read_bytes()


def many_corners(count: int) -> bytes:
    """A ring of so many corners, written as short as JSON can be."""
    corner = "[9,45],[9.1,45],"
    return b'{"type":"Polygon","coordinates":[[' + (corner * (count // 2)).encode() + b"[9,45]]]}"
