"""Addresses of the officers' pages of indicators and their values."""

from django.urls import path

from contracts.web.views import indicators

urlpatterns = [
    path("<slug:city>/indicatori/", indicators.indicator_list, name="indicator-list"),
    path("<slug:city>/indicatori.csv", indicators.indicator_csv, name="indicator-csv"),
    path("<slug:city>/indicatori/nuovo/", indicators.indicator_create, name="indicator-create"),
    path("<slug:city>/indicatori/<uuid:pk>/modifica/", indicators.indicator_edit, name="indicator-edit"),
    path(
        "<slug:city>/indicatori/<uuid:pk>/archivia/", indicators.indicator_archive, name="indicator-archive"
    ),
    path(
        "<slug:city>/indicatori/<uuid:pk>/ripristina/", indicators.indicator_restore, name="indicator-restore"
    ),
    path(
        "<slug:city>/indicatori/<uuid:pk>/valori/", indicators.indicator_values_page, name="indicator-values"
    ),
    path(
        "<slug:city>/indicatori/<uuid:pk>/valori/<uuid:value>/<slug:step>/",
        indicators.indicator_value_move,
        name="indicator-value-move",
    ),
]
