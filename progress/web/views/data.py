"""Sources, method, changes and downloads of a city."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from core.tabular import csv_response
from progress.selectors import gap_table, inventories
from progress.selectors.changes import list_changes
from progress.selectors.dashboard import current_version
from progress.selectors.findings import list_findings
from progress.selectors.masks import read_mask
from progress.selectors.planned import list_planned_years
from progress.selectors.restatements import list_restatements
from progress.selectors.snapshots import current_snapshot, snapshot_as_json
from progress.selectors.sources import list_sources
from progress.web.pages import contract_page, show


@contract_page
def city_data(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Where the figures come from and how they are computed."""
    version, snapshot = current_version(contract), current_snapshot(contract)
    return show(
        request,
        "progress/city_data.html",
        title=_("Data and method"),
        city=contract.city,
        version=version,
        snapshot=snapshot,
        input_hash=read_mask(contract, request.user).show_digest(snapshot.input_hash) if snapshot else "",
        planned=list_planned_years(snapshot),
        series=inventories.list_series(contract, version.baseline_series_id if version else None),
        restatements=list_restatements(contract),
        gap_rows=gap_table.list_gap_rows(version),
        findings=list_findings(contract.city),
        sources=list_sources(contract, version),
        changes=list_changes(contract.city),
    )


@contract_page
def snapshot_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """Every figure of the snapshot, one a row."""
    snapshot = current_snapshot(contract)
    if snapshot is None:
        raise Http404(_("Nothing was computed yet."))
    digest = read_mask(contract, request.user).show_digest(snapshot.input_hash)
    rows = flatten(snapshot_as_json(snapshot, timezone.localdate()) | {"input_hash": digest})
    return csv_response(f"{contract.city.slug}-avanzamento.csv", ["figure", "value"], rows)


@contract_page
def gap_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """The emissions-gap table as printed."""
    rows = gap_table.gap_csv_rows(current_version(contract))
    return csv_response(f"{contract.city.slug}-divario.csv", list(gap_table.CSV_COLUMNS), rows)


@contract_page
def inventory_csv(request: HttpRequest, contract: Contract) -> StreamingHttpResponse:
    """The published inventories, each with its series."""
    rows = inventories.inventory_csv_rows(contract.city)
    return csv_response(f"{contract.city.slug}-inventari.csv", list(inventories.CSV_COLUMNS), rows)


def flatten(figures: dict[str, object], prefix: str = "") -> list[tuple[str, object]]:
    """Figures inside figures under joined names (`coverage_by_maturity.project.tco2e`), lists left to the charts."""
    flat: list[tuple[str, object]] = []
    for name, value in figures.items():
        if isinstance(value, dict):
            flat += flatten(value, f"{prefix}{name}.")
        elif not isinstance(value, list):
            flat.append((f"{prefix}{name}", value))
    return flat
