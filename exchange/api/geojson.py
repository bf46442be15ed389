"""The cities as GeoJSON points, for maps (RFC 7946)."""

from typing import Any

import orjson
from django.http import HttpResponse
from rest_framework.request import Request

from exchange.api.answers import OPTIONS, answer_content, digest
from exchange.api.cities import CITIES
from exchange.api.media import GeoJsonRenderer
from exchange.api.operations import Operation, geojson_operation
from exchange.api.queries import ListQuery, read_parameters
from exchange.api.reading import read_items
from exchange.api.views import ResourceView, read_reader, unwrap

DECIMALS = 6
COORDINATES = ("longitude", "latitude")


class CitiesGeoJsonView(ResourceView):
    """Cities as points; takes the filters of the list, and answers all at once."""

    resource = CITIES
    renderer_classes = (GeoJsonRenderer,)

    def describe(self) -> Operation:
        """As the list of the same cities."""
        return geojson_operation(CITIES)

    def get(self, request: Request) -> HttpResponse:
        """A feature for each city that has a place."""
        asked = unwrap(request)
        query = ListQuery(CITIES, read_parameters(asked.GET, ("q", "languages", *CITIES.filters)))
        reader = read_reader(request, query.parameters)
        rows = query.narrow(CITIES.rows(reader)).exclude(longitude=None).exclude(latitude=None)
        page = read_items(rows.order_by("slug"), query.selection, reader)
        body = {"type": "FeatureCollection", "features": [_feature(item) for item in page.items]}
        content = orjson.dumps(body, option=OPTIONS)
        return answer_content(asked, content, digest((content,)), media_type=GeoJsonRenderer.media_type)


def _feature(item: dict[str, Any]) -> dict[str, Any]:
    place = [round(item[name], DECIMALS) for name in COORDINATES]
    told = {name: value for name, value in item.items() if name not in (*COORDINATES, "id")}
    return {
        "type": "Feature",
        "id": item["id"],
        "geometry": {"type": "Point", "coordinates": place},
        "properties": told,
    }
