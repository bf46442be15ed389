"""Addresses of the published contract; the path words are Italian in every language."""

from django.urls import include, path

from exchange.enums import ExportKind
from exchange.web.views import public

version_patterns = [
    path("", public.contract_version, name="contract-version-public"),
    *(
        path(
            f"<slug:code>.{suffix}",
            public.contract_file,
            {"kind": kind},
            name=f"contract-{kind}",
        )
        for kind, suffix in (
            (ExportKind.PDF, "pdf"),
            (ExportKind.XLSX, "xlsx"),
            (ExportKind.CSV, "zip"),
            (ExportKind.JSON, "json"),
        )
    ),
    path("grafici/<slug:name>.csv", public.contract_chart_csv, name="contract-chart-csv"),
    path("<slug:table>.csv", public.contract_table_csv, name="contract-table-csv"),
    path("<slug:table>/", public.contract_table, name="contract-table"),
]

urlpatterns = [
    path("c/<slug:city>/contratto/", public.contract_document, name="contract-document"),
    path("c/<slug:city>/contratto/v<int:number>/", include(version_patterns)),
]
