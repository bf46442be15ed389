"""Addresses of the public pages of a city's spread, below `/c/<city>/dal-nucleo-alla-citta/`."""

from django.urls import path

from progress.web.views import spread

urlpatterns = [
    path("", spread.city_spread, name="city-spread"),
    path("bande.csv", spread.spread_csv, name="spread-csv"),
    path("bande.json", spread.spread_figure, name="spread-figure"),
    path("quartieri.csv", spread.spread_cells_csv, name="spread-cells-csv"),
    path("quartieri.geojson", spread.spread_geojson, name="spread-geojson"),
    path("molecole.csv", spread.spread_molecules_csv, name="spread-molecules-csv"),
    path("parametri.csv", spread.spread_parameters_csv, name="spread-parameters-csv"),
]
