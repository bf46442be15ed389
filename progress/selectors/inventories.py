"""Inventories by series; two series are never joined in one table or line."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from contracts.enums import InventoryState
from contracts.models import City, Contract, Inventory, InventorySeries
from core.fields import TextInLanguage

CSV_COLUMNS = {
    "series": "series__code",
    "year": "year",
    "reported_total_tco2e": "reported_total_tco2e",
    "reported_scope1_tco2e": "reported_scope1_tco2e",
    "reported_scope2_tco2e": "reported_scope2_tco2e",
    "reported_scope3_tco2e": "reported_scope3_tco2e",
    "gases": "gases",
    "gwp_set": "gwp_set",
    "quality": "quality",
    "illustrative": "is_illustrative",
    "source": "source",
    "note": "note",
}
"""Header of the download and the field behind it."""


@dataclass(frozen=True)
class InventoryRow:
    """One year."""

    year: int
    total_tco2e: Decimal | None
    scope1_tco2e: Decimal | None
    scope2_tco2e: Decimal | None
    scope3_tco2e: Decimal | None
    has_lines: bool
    gases: str
    quality: str
    source: str
    note: str
    is_illustrative: bool


@dataclass(frozen=True)
class SeriesTable:
    """A series of comparable inventories."""

    code: str
    title: TextInLanguage
    method: str
    is_baseline: bool
    rows: tuple[InventoryRow, ...]


def list_series(contract: Contract, baseline_series_id: Any) -> tuple[SeriesTable, ...]:
    """The published inventories of a city by series, the baseline's series first; two queries."""
    series = InventorySeries.objects.filter(city=contract.city).prefetch_related(
        Prefetch("inventories", published_inventories(contract.city).annotate(line_count=Count("lines")))
    )
    tables = [_table(one, is_baseline=one.pk == baseline_series_id) for one in series]
    return tuple(sorted((table for table in tables if table.rows), key=lambda table: not table.is_baseline))


def published_inventories(city: City) -> QuerySet[Inventory]:
    """The inventories that count today."""
    return Inventory.objects.filter(series__city=city, state=InventoryState.PUBLISHED).order_by(
        "series__code", "year"
    )


def inventory_csv_rows(city: City) -> Iterator[tuple[Any, ...]]:
    """The rows of the download."""
    return published_inventories(city).values_list(*CSV_COLUMNS.values()).iterator(chunk_size=500)


def _table(series: InventorySeries, *, is_baseline: bool) -> SeriesTable:
    return SeriesTable(
        code=series.code,
        title=(series.title.pick() if series.title else TextInLanguage(series.code, "")),
        method=series.method,
        is_baseline=is_baseline,
        rows=tuple(_row(inventory) for inventory in series.inventories.all()),
    )


def _row(inventory: Any) -> InventoryRow:
    return InventoryRow(
        year=inventory.year,
        total_tco2e=inventory.reported_total_tco2e,
        scope1_tco2e=inventory.reported_scope1_tco2e,
        scope2_tco2e=inventory.reported_scope2_tco2e,
        scope3_tco2e=inventory.reported_scope3_tco2e,
        has_lines=inventory.line_count > 0,
        gases=inventory.gases,
        quality=str(inventory.get_quality_display()),
        source=inventory.source,
        note=inventory.note,
        is_illustrative=inventory.is_illustrative,
    )
