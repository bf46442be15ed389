"""Addresses of the check of a contract."""

from django.urls import path

from contracts.web.views import checks

urlpatterns = [
    path("<slug:city>/contratto/controllo/", checks.contract_check, name="contract-check"),
    path("<slug:city>/contratto/controllo/esegui/", checks.contract_check_run, name="contract-check-run"),
    path("<slug:city>/contratto/controllo/rilievi.csv", checks.contract_check_csv, name="contract-check-csv"),
    path(
        "<slug:city>/contratto/controllo/<uuid:pk>/spiegazione/",
        checks.finding_explain,
        name="finding-explain",
    ),
]
