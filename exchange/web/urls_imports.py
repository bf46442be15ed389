"""Addresses of the officers' pages of imports."""

from django.urls import path

from exchange.web.views import import_tables, imports

urlpatterns = [
    path("<slug:city>/contratto/importa/", imports.import_list, name="import-list"),
    path("<slug:city>/contratto/importa/<uuid:pk>/", imports.import_detail, name="import-detail"),
    path("<slug:city>/contratto/importa/<uuid:pk>/riga/", imports.import_row, name="import-row"),
    path("<slug:city>/contratto/importa/<uuid:pk>/applica/", imports.import_apply, name="import-apply"),
    path("<slug:city>/contratto/importa/<uuid:pk>/annulla/", imports.import_undo, name="import-undo"),
    path("<slug:city>/contratto/importa/tabelle/<uuid:pk>/", import_tables.import_table, name="import-table"),
    path(
        "<slug:city>/contratto/importa/tabelle/<uuid:pk>/lettura/",
        import_tables.import_table_reading,
        name="import-table-reading",
    ),
    path(
        "<slug:city>/contratto/importa/tabelle/<uuid:pk>/dubbi/",
        import_tables.import_table_doubts,
        name="import-table-doubts",
    ),
    path(
        "<slug:city>/contratto/importa/tabelle/<uuid:pk>/righe/",
        import_tables.import_table_rows,
        name="import-table-rows",
    ),
]
