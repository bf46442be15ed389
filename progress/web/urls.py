"""Addresses of the public pages; the path words are Italian in every language."""

from django.urls import URLPattern, URLResolver, include, path

from progress.web.views import (
    actions,
    comparison,
    dashboard,
    data,
    home,
    ledger,
    method,
    molecules,
    parties,
    receipts,
)

city_patterns = [
    path("", dashboard.dashboard, name="city-dashboard"),
    path("previsione/", dashboard.forecast, name="city-forecast"),
    path("azioni/", actions.action_list, name="action-list"),
    path("azioni.csv", actions.action_csv, name="action-csv"),
    path("azioni/<uuid:pk>/", actions.action_detail, name="action-detail"),
    path("firmatari/", parties.party_list, name="party-list"),
    path("firmatari.csv", parties.party_csv, name="party-csv"),
    path("firmatari/<uuid:pk>/", parties.organisation_detail, name="organisation-detail"),
    path("molecole/", molecules.molecule_list, name="molecule-list"),
    path("molecole.geojson", molecules.molecule_geojson, name="molecule-geojson"),
    path("molecole/<uuid:pk>/", molecules.molecule_detail, name="molecule-detail"),
    path("investimenti/", data.investment_list, name="investment-list"),
    path("dati/", data.city_data, name="city-data"),
    path("registro-tonnellate/", ledger.ledger, name="ledger"),
    path("registro-tonnellate.csv", ledger.ledger_csv, name="ledger-csv"),
    path("ricevute/", receipts.receipt_list, name="receipt-list"),
    path("ricevute/dati.json", receipts.receipt_inputs, name="receipt-inputs"),
    path("ricevute/risultati.json", receipts.receipt_results, name="receipt-results"),
    path("ricevute/<slug:figure>/", receipts.receipt, name="receipt"),
    path("avanzamento.csv", data.snapshot_csv, name="snapshot-csv"),
    path("divario.csv", data.gap_csv, name="gap-csv"),
    path("inventari.csv", data.inventory_csv, name="inventory-csv"),
    path("grafici/<slug:name>.json", dashboard.chart_figure, name="chart-figure"),
    path("grafici/<slug:name>.csv", dashboard.chart_csv, name="chart-csv"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("metodo/", method.method, name="method"),
    path("confronto/", comparison.comparison, name="comparison"),
    path("confronto.csv", comparison.comparison_csv, name="comparison-csv"),
    path("citta.geojson", home.cities_geojson, name="cities-geojson"),
    path("c/<slug:city>/", include(city_patterns)),
]
