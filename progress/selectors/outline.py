"""The countries around the cities, as the front-end build made them."""

import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

from progress.charts.builders.geometry import Geometry

OUTLINE_FILE = "vendor/europe.geojson"


@cache
def read_outline() -> Geometry | None:
    """The countries as one MultiPolygon, read once; None where the front end is not built."""
    path = finders.find(OUTLINE_FILE)
    if not path:
        return None
    countries = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    polygons = [polygon for country in countries for polygon in country["geometry"]["coordinates"]]
    return {"type": "MultiPolygon", "coordinates": polygons}


def outline_url() -> str:
    """The address of the file for scripts; empty where it is not built or not collected."""
    try:
        return static(OUTLINE_FILE) if read_outline() else ""
    except ValueError:
        return ""
