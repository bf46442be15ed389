"""The emissions-gap table as the contract prints it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from contracts.models import ContractVersion, EmissionsGapRow

CSV_COLUMNS = {
    "sector": "sector",
    "row_as_printed": "label",
    "baseline_tco2e": "baseline_tco2e",
    "target_reduction_tco2e": "target_reduction_tco2e",
    "existing_plan_tco2e": "existing_plan_tco2e",
    "gap_tco2e": "gap_tco2e",
    "portfolio_tco2e": "portfolio_tco2e",
    "residual_tco2e": "residual_tco2e",
    "source": "source",
    "note": "note",
}
"""Header of the download and the field behind it."""


@dataclass(frozen=True)
class GapRow:
    """One printed row; the total row has no sector."""

    name: str
    is_total: bool
    baseline_tco2e: Decimal | None
    target_reduction_tco2e: Decimal | None
    existing_plan_tco2e: Decimal | None
    gap_tco2e: Decimal | None
    portfolio_tco2e: Decimal | None
    residual_tco2e: Decimal | None
    note: str


def list_gap_rows(version: ContractVersion | None) -> tuple[GapRow, ...]:
    """The rows in the order they are printed, in one query."""
    if version is None:
        return ()
    return tuple(_row(row) for row in version.gap_rows.order_by("position"))


def gap_csv_rows(version: ContractVersion | None) -> Iterator[tuple[Any, ...]]:
    """The rows of the download."""
    rows = EmissionsGapRow.objects.filter(version=version).order_by("position")
    return rows.values_list(*CSV_COLUMNS.values()).iterator(chunk_size=500)


def _row(row: EmissionsGapRow) -> GapRow:
    return GapRow(
        name=_("Total") if row.is_total else row.label or str(row.get_sector_display()),
        is_total=row.is_total,
        baseline_tco2e=row.baseline_tco2e,
        target_reduction_tco2e=row.target_reduction_tco2e,
        existing_plan_tco2e=row.existing_plan_tco2e,
        gap_tco2e=row.gap_tco2e,
        portfolio_tco2e=row.portfolio_tco2e,
        residual_tco2e=row.residual_tco2e,
        note=row.note,
    )
