"""Shapes of the database as features of a GeoJSON collection."""

from typing import Any


def make_feature(key: str, shape: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """A feature; `shape` may be a geometry or itself a feature."""
    return {"type": "Feature", "id": key, "geometry": geometry_of(shape), "properties": properties}


def geometry_of(shape: dict[str, Any]) -> dict[str, Any]:
    """The geometry of a shape that may itself be a feature."""
    found: dict[str, Any] = shape.get("geometry", shape) if shape.get("type") == "Feature" else shape
    return found
