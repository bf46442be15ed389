"""Addresses of the officers' policy instruments and of choices of them; the workbench is in `ccc_portal.pages`."""

from django.urls import path

from molecules.web.views import instruments, workbench

urlpatterns = [
    path("<slug:city>/strumenti/", instruments.instrument_list, name="instrument-list"),
    path("<slug:city>/strumenti/nuovo/", instruments.instrument_create, name="instrument-create"),
    path(
        "<slug:city>/strumenti/confronto/ipotesi.csv",
        workbench.assumptions_csv,
        name="instrument-assumptions-csv",
    ),
    path(
        "<slug:city>/strumenti/confronto/ipotesi.xlsx",
        workbench.assumptions_xlsx,
        name="instrument-assumptions-xlsx",
    ),
    path(
        "<slug:city>/strumenti/confronto/<uuid:pk>/modifica/",
        workbench.scenario_edit,
        name="instrument-scenario-edit",
    ),
    path(
        "<slug:city>/strumenti/confronto/<uuid:pk>/elimina/",
        workbench.scenario_delete,
        name="instrument-scenario-delete",
    ),
    path("<slug:city>/strumenti/<uuid:pk>/", instruments.instrument_detail, name="instrument-detail"),
    path("<slug:city>/strumenti/<uuid:pk>/modifica/", instruments.instrument_edit, name="instrument-edit"),
    path(
        "<slug:city>/strumenti/<uuid:pk>/pubblica/", instruments.instrument_publish, name="instrument-publish"
    ),
    path(
        "<slug:city>/strumenti/<uuid:pk>/archivia/", instruments.instrument_archive, name="instrument-archive"
    ),
]
