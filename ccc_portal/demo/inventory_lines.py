"""Inventory lines that publish activity, factor and gases: only the training city has them."""

from typing import Any

from ccc_portal.demo.factors import factor_id, factors_by_code
from ccc_portal.demo.ids import demo_id
from ccc_portal.demo.inventories import baseline_series, inventory_id
from ccc_portal.demo.reading import Row
from ccc_portal.demo.sources import Dataset
from contracts.models import InventoryLine

COPIED = (
    "sector",
    "gpc_code",
    "scope",
    "label",
    "source_group",
    "activity",
    "activity_unit",
    "co2_tonnes",
    "ch4_tonnes",
    "n2o_tonnes",
    "value_tco2e",
    "notation_key",
    "included_in_note",
    "source",
    "note",
)


def build_detailed_lines(data: Dataset) -> list[InventoryLine]:
    """Every line of the inventories of the contract's own series, with what its value was computed from."""
    series, factors = baseline_series(data), factors_by_code(data)
    return [_build_line(row, series[row["city_id"]], factors) for row in data.rows("detailed_lines")]


def _build_line(row: Row, series: str, factors: dict[str, Row]) -> InventoryLine:
    part = f"{row['sector']}:scope {row['scope']}:{row['label']}"
    factor: dict[str, Any] = {"factor_id": factor_id(factors[row["factor"]])} if row["factor"] else {}
    return InventoryLine(
        id=demo_id(row["city_id"], f"line:{series}:{row['year']}:{row['state']}:{part}"),
        inventory_id=inventory_id(series, row["year"], row["state"]),
        **{name: row[name] for name in COPIED},
        **factor,
    )
