"""Addresses of the API, version 1: no language, no slash at the end."""

from django.urls import path

from exchange.api.catalogue import CATALOGUE
from exchange.api.code_lists import CodeListsView, CodeListView
from exchange.api.documents import OpenApiView
from exchange.api.geojson import CitiesGeoJsonView
from exchange.api.status import ProblemView, StatusView
from exchange.api.views import ItemView, ListView

urlpatterns = [
    path("status", StatusView.as_view(), name="api-status"),
    path("openapi.json", OpenApiView.as_view(form="json"), name="api-openapi-json"),
    path("openapi.yaml", OpenApiView.as_view(form="yaml"), name="api-openapi-yaml"),
    path("problems/<slug:slug>", ProblemView.as_view(), name="api-problem"),
    path("code-lists", CodeListsView.as_view(), name="api-code-lists"),
    path("code-lists/<slug:slug>", CodeListView.as_view(), name="api-code-list"),
    path("cities.geojson", CitiesGeoJsonView.as_view(), name="api-cities-geojson"),
]
for resource in CATALOGUE:
    urlpatterns += [
        path(resource.name, ListView.as_view(resource=resource), name=f"api-{resource.name}"),
        path(
            f"{resource.name}/<uuid:pk>", ItemView.as_view(resource=resource), name=f"api-{resource.name}-one"
        ),
    ]
