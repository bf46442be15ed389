"""The molecules of a city as scripts draw them: the same numbers, classes and legend as the drawing."""

from typing import Any

from contracts.models import City
from core.quantities import format_tonnes
from progress.charts.builders.molecules_map import legend_paints, paint_molecules
from progress.charts.palette import Paint
from progress.selectors.chart_data import declared_molecules, molecules_data


def molecules_legend(city: City) -> tuple[tuple[str, Paint], ...]:
    """The classes of declared reduction in words, with their paints; one query."""
    return legend_paints(molecules_data(city, declared_molecules(city)))


def molecules_geojson(city: City) -> dict[str, Any]:
    """The boundary of the city and the polygons of its molecules as a GeoJSON collection."""
    rows = declared_molecules(city)
    paints = paint_molecules(molecules_data(city, rows))
    features = [
        make_feature(
            str(row.pk),
            row.polygon,
            name=str(row),
            label=str(number),
            note=format_tonnes(row.declared_tco2e),
            fill=paint.fill,
        )
        for number, (row, paint) in enumerate(zip(rows, paints, strict=True), start=1)
    ]
    if city.boundary:
        features.insert(0, make_feature("boundary", city.boundary, name=str(city), boundary=True))
    return {"type": "FeatureCollection", "features": features}


def make_feature(key: str, shape: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """A feature; `shape` may be a geometry or itself a feature."""
    geometry = shape.get("geometry", shape) if shape.get("type") == "Feature" else shape
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": properties}
