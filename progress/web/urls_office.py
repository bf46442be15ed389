"""Addresses of the officers' scenarios."""

from django.urls import path

from progress.web.views import scenario_changes, scenarios

urlpatterns = [
    path("<slug:city>/scenari/", scenarios.scenario_list, name="scenario-list"),
    path("<slug:city>/scenari/nuovo/", scenarios.scenario_create, name="scenario-create"),
    path("<slug:city>/scenari/<uuid:pk>/", scenarios.scenario_detail, name="scenario-detail"),
    path("<slug:city>/scenari/<uuid:pk>/riga/", scenarios.scenario_row, name="scenario-row"),
    path("<slug:city>/scenari/<uuid:pk>/confronto.csv", scenarios.scenario_csv, name="scenario-csv"),
    path("<slug:city>/scenari/<uuid:pk>/modifica/", scenarios.scenario_edit, name="scenario-edit"),
    path("<slug:city>/scenari/<uuid:pk>/elimina/", scenarios.scenario_delete, name="scenario-delete"),
    path(
        "<slug:city>/scenari/<uuid:pk>/azioni/nuova/",
        scenario_changes.change_create,
        name="scenario-change-create",
    ),
    path("<slug:city>/scenari/azioni/<uuid:pk>/", scenario_changes.change_edit, name="scenario-change-edit"),
    path(
        "<slug:city>/scenari/azioni/<uuid:pk>/togli/",
        scenario_changes.change_remove,
        name="scenario-change-remove",
    ),
]
