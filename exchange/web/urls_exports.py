"""Addresses of the officers' pages of exports."""

from django.urls import path

from exchange.web.views import exports

urlpatterns = [
    path("<slug:city>/contratto/esporta/", exports.export_list, name="export-list"),
    path("<slug:city>/contratto/esporta/nuovo/", exports.export_create, name="export-create"),
    path("<slug:city>/contratto/esporta/<uuid:pk>/", exports.export_file, name="export-file"),
    path("<slug:city>/contratto/esporta/<uuid:pk>/riga/", exports.export_row, name="export-row"),
]
