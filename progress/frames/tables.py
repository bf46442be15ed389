"""From plain inputs to the frames that `emissions` computes on."""

from collections.abc import Sequence

import pandas as pd

from emissions.inventory import inventory_totals, sector_totals
from progress.frames.inputs import LINE_COLUMNS, PROXY_COLUMNS, ContractInputs

InventoryKey = tuple[int, str, int]
"""Position of the contract among the inputs, series, year."""


def contracts_frame(inputs: Sequence[ContractInputs]) -> pd.DataFrame:
    """One row per contract with the columns of `emissions.verdict.evaluate`, index its position in `inputs`.

    `observed_tco2e` is the newest published inventory of the baseline's own series; other series are never
    compared with it.
    """
    totals = inventory_totals_of(inputs)
    return pd.DataFrame([_contract_row(place, one, totals) for place, one in enumerate(inputs)])


def _contract_row(
    place: int, one: ContractInputs, totals: dict[InventoryKey, float | None]
) -> dict[str, float | None]:
    newest = one.newest_comparable
    return {
        "baseline_year": one.version["baseline_year"],
        "target_year": one.version["target_year"],
        "baseline_tco2e": one.version["baseline_tco2e"],
        "target_reduction_tco2e": one.version["target_reduction_tco2e"],
        "residual_printed_tco2e": one.version["residual_tco2e"],
        "existing_plan_tco2e": one.gap_total.get("existing_plan_tco2e"),
        "gap_printed_tco2e": one.gap_total.get("gap_tco2e"),
        "inventory_year": newest and newest[1],
        "observed_tco2e": newest and totals[place, *newest],
    }


def inventory_totals_of(inputs: Sequence[ContractInputs]) -> dict[InventoryKey, float | None]:
    """The total of each inventory (t CO2e): as reported, else the net total of its lines (F9), else unknown."""
    net = inventory_totals(_lines_frame(inputs))["net_tco2e"].dropna().to_dict()
    return {
        key: row[2] if row[2] is not None else net.get(key)
        for place, one in enumerate(inputs)
        for row in one.inventories
        for key in [(place, row[0], row[1])]
    }


def series_frame(inputs: Sequence[ContractInputs]) -> pd.DataFrame:
    """The totals that can be compared with each contract's baseline, one row per contract and year.

    The baseline itself stands in for its year where the series has no inventory of it.
    """
    rows = {
        (place, year): total
        for (place, series, year), total in inventory_totals_of(inputs).items()
        if total is not None and series == inputs[place].version["baseline_series"]
        if year <= inputs[place].as_of.year
    }
    for place, one in enumerate(inputs):
        year, total = one.version["baseline_year"], one.version["baseline_tco2e"]
        if year is not None and total is not None:
            rows.setdefault((place, year), total)
    return pd.DataFrame(
        [(*key, total) for key, total in sorted(rows.items())], columns=["contract", "year", "tco2e"]
    )


def last_sectors_frame(inputs: Sequence[ContractInputs]) -> pd.DataFrame:
    """The gross emissions of each sector in each contract's newest comparable inventory."""
    newest = {place: one.newest_comparable for place, one in enumerate(inputs)}
    totals = sector_totals(_lines_frame(inputs))["gross_tco2e"].reset_index()
    rows = [
        (place, sector, tonnes)
        for (place, series, year), sector, tonnes in totals.itertuples(index=False, name=None)
        if newest[place] == (series, year)
    ]
    return pd.DataFrame(rows, columns=["contract", "sector", "tco2e"])


def proxies_frame(inputs: Sequence[ContractInputs]) -> pd.DataFrame:
    """The proxy figures of all contracts."""
    return pd.DataFrame(
        [(place, *row) for place, one in enumerate(inputs) for row in one.proxies],
        columns=["contract", *PROXY_COLUMNS],
    )


def _lines_frame(inputs: Sequence[ContractInputs]) -> pd.DataFrame:
    """All inventory lines with the columns of `emissions.inventory.inventory_totals`."""
    return pd.DataFrame(
        [
            ((place, series, year), sector, scope, flow, value, key or None, counts, inside)
            for place, one in enumerate(inputs)
            for series, year, sector, scope, flow, value, key, counts, inside, *_ in one.lines
        ],
        columns=["inventory", *LINE_COLUMNS[1:8]],
    )
