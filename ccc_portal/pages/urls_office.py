"""Addresses of the officers' pages that join several rooms."""

from django.urls import path

from ccc_portal.pages import jobs, office, preferences, search, workbench
from contracts.web.views.new_contract import contract_create

urlpatterns = [
    path("", office.officer_start, name="officer-start"),
    path("impostazioni/", preferences.my_settings, name="my-settings"),
    path("nuovo-contratto/", contract_create, name="contract-create"),
    path("<slug:city>/", office.officer_home, name="officer-home"),
    path("<slug:city>/ricerca/", search.office_search, name="office-search"),
    path("<slug:city>/elaborazioni/<uuid:pk>/", jobs.job_detail, name="job-detail"),
    path("<slug:city>/elaborazioni/<uuid:pk>/riga/", jobs.job_row, name="job-row"),
    path("<slug:city>/strumenti/confronto/", workbench.instrument_workbench, name="instrument-workbench"),
    path(
        "<slug:city>/strumenti/confronto/figura.json",
        workbench.comparison_figure,
        name="instrument-comparison-figure",
    ),
    path(
        "<slug:city>/strumenti/confronto/bande.csv",
        workbench.comparison_csv,
        name="instrument-comparison-csv",
    ),
    path(
        "<slug:city>/strumenti/confronto/<uuid:pk>/",
        workbench.scenario_detail,
        name="instrument-scenario-detail",
    ),
]
