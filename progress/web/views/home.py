"""The first page: all cities in a list and on a map."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from progress.charts.builders.cities_map import CitiesMap, CityPlace
from progress.charts.render import render_chart
from progress.selectors.home import Home, read_home

UNKNOWN_FILL = "#5A768A"
VERDICT_FILLS = {"on_track": "#00663D", "at_risk": "#B26A00", "off_track": "#B02A37"}
"""Fill of a city's point; the table beside the map says the same in words."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the portal is, and how far each city is."""
    cities = read_home(request.user)
    context = {
        "title": _("Climate-neutral cities, promise by promise"),
        "home": cities,
        "map_drawing": draw_map(cities),
    }
    return render(request, "progress/home.html", context)


@require_safe
@cache_control(max_age=300)
@conditional_page
def cities_geojson(request: HttpRequest) -> JsonResponse:
    """The cities as points, for the map."""
    rows = [row for row in read_home(request.user).cities if row.longitude is not None]
    features = [
        {
            "type": "Feature",
            "id": row.slug,
            "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
            "properties": {"name": row.name, "fill": VERDICT_FILLS.get(row.verdict, UNKNOWN_FILL)},
        }
        for row in rows
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def draw_map(cities: Home) -> str:
    """The map as a drawing, for first paint, print and readers without scripts; empty without places."""
    places = tuple(
        CityPlace(name=row.name, longitude=row.longitude, latitude=row.latitude, verdict=row.verdict)
        for row in cities.cities
        if row.longitude is not None and row.latitude is not None and row.verdict
    )
    if not places:
        return ""
    return render_chart(CitiesMap(source="", cities=places), get_language() or "it").svg_wide
