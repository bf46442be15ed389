"""The first page: all cities in a list and on a map."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from progress.selectors.home import CityRow, read_home
from progress.selectors.outline import outline_url
from progress.web.maps import draw_cities, list_places, list_verdict_legend


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the portal is, and how far each city is."""
    cities = read_home(request.user)
    places = list_places(cities.cities)
    context = {
        "title": _("Climate-neutral cities, promise by promise"),
        "home": cities,
        "map_chart": draw_cities(places, get_language() or "it"),
        "map_legend": list_verdict_legend(places),
        "outline_url": outline_url(),
    }
    return render(request, "progress/home.html", context)


@require_safe
@cache_control(max_age=300)
@conditional_page
def cities_geojson(request: HttpRequest) -> JsonResponse:
    """The cities as points, for the map."""
    cities = read_home(request.user).cities
    features = [city_feature(row) for row in cities if row.longitude is not None]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def city_feature(row: CityRow) -> dict[str, Any]:
    """A city as a point: its name, its verdict in words and as a mark of the legend, its page."""
    return {
        "type": "Feature",
        "id": row.slug,
        "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
        "properties": {
            "name": row.name,
            "note": row.verdict_label or _("not computed yet"),
            "mark": row.verdict,
            "url": reverse("city-dashboard", args=[row.slug]),
        },
    }
