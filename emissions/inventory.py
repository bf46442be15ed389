"""F9: the totals of an inventory, with notation keys, sinks and the boundary of the target."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from emissions.columns import MISSING, Codes, Floats, to_bools, to_codes, to_floats
from emissions.errors import Bools, faulty_rows
from emissions.words import Flow, NotationKey, Scope, Sector

_SINK = list(Flow).index(Flow.SINK)
_HIDING_KEYS = [place for place, key in enumerate(NotationKey) if key.hides_emissions]


@dataclass(frozen=True, slots=True)
class _CountedLines:
    """The lines that enter the total; all arrays (n_lines,)."""

    inventory: Codes
    sector: Codes
    scope: Codes
    is_sink: Bools
    is_known: Bools
    value_tco2e: Floats


def inventory_totals(lines: pd.DataFrame) -> pd.DataFrame:
    """Total each inventory over the lines that count and lie inside the boundary of the target (F9).

    Formula: `gross = sum(sources)`, `net = gross - sinks`, `scope_i = sources_i - sinks_i`, so that the
    scopes (with `scope_not_stated_tco2e`) sum to net. A notation key adds nothing; NE and C on a source make
    the total a lower bound. A sum whose lines are all NE or C is NaN, not 0, and so is a scope without lines;
    a removal that is not known is not subtracted.

    Input: one row per line: `inventory` (hashable id), `sector` (Sector), `scope` (1, 2, 3 or missing),
    `flow` (source or sink), `value_tco2e` (t CO2e a year, positive for both flows, NaN with a key),
    `notation_key` (NotationKey or missing), `counts_toward_total` and `in_target_boundary` (bool).
    Output: one row per inventory, in order of appearance: `gross_tco2e`, `sinks_tco2e` (positive),
    `net_tco2e`, `scope1_tco2e`, `scope2_tco2e`, `scope3_tco2e`, `scope_not_stated_tco2e`, `is_lower_bound`,
    `sinks_are_lower_bound`.
    Errors: `EmissionsError` with the row for an unknown word, a negative or infinite value, both or neither
    of value and key.
    Source: GPC 1.1; Padova's contract nets a sink of 11,534 t inside scope 1.

    >>> lines = pd.DataFrame({
    ...     "inventory": ["Padova"] * 2, "sector": ["buildings", "afolu"], "scope": [1, 1], "flow": ["source", "sink"],
    ...     "value_tco2e": [514_342.0, 11_534.0], "notation_key": [None, None],
    ...     "counts_toward_total": [True, True], "in_target_boundary": [True, True]})
    >>> inventory_totals(lines).loc["Padova", ["gross_tco2e", "sinks_tco2e", "net_tco2e"]].tolist()
    [514342.0, 11534.0, 502808.0]
    """
    counted, inventories = _read_lines(lines)
    columns = _sum_groups(counted, counted.inventory, len(inventories))
    return pd.DataFrame(columns, index=inventories.rename("inventory"))


def sector_totals(lines: pd.DataFrame) -> pd.DataFrame:
    """Total each sector of each inventory (F9); formula, input, columns and errors as in `inventory_totals`.

    Output: one row per (inventory, sector) that has a counted line; sectors in the order of `Sector`.

    >>> lines = pd.DataFrame({
    ...     "inventory": ["Milano"] * 2, "sector": ["waste", "transport"], "scope": [1, 1], "flow": ["source"] * 2,
    ...     "value_tco2e": [6_683.0, None], "notation_key": [None, "NE"],
    ...     "counts_toward_total": [True, True], "in_target_boundary": [True, True]})
    >>> sector_totals(lines)["gross_tco2e"].to_dict()
    {('Milano', 'transport'): nan, ('Milano', 'waste'): 6683.0}
    """
    counted, inventories = _read_lines(lines)
    pairs, group = np.unique(counted.inventory * len(Sector) + counted.sector, return_inverse=True)
    words = np.array([sector.value for sector in Sector], dtype=object)
    index = pd.MultiIndex.from_arrays(
        [inventories.take(pairs // len(Sector)), words[pairs % len(Sector)]], names=["inventory", "sector"]
    )
    return pd.DataFrame(_sum_groups(counted, group, len(pairs)), index=index)


def _read_lines(lines: pd.DataFrame) -> tuple[_CountedLines, "pd.Index[Any]"]:
    """Check every line, keep those that count, and list the inventories."""
    value, key = to_floats(lines["value_tco2e"]), to_codes(lines["notation_key"], NotationKey, required=False)
    inventory, inventories = pd.factorize(lines["inventory"])
    faults = {
        "inventory is missing": inventory == MISSING,
        "value_tco2e and notation_key exclude each other": ~np.isnan(value) & (key != MISSING),
        "value_tco2e and notation_key are both missing": np.isnan(value) & (key == MISSING),
        "value_tco2e is negative (write a removal as a positive sink)": value < 0,
        "value_tco2e is not a finite number": np.isinf(value),
    }
    faulty_rows(faults, labels=lines.index)
    sector, flow = to_codes(lines["sector"], Sector), to_codes(lines["flow"], Flow)
    scope = to_codes(lines["scope"], Scope, required=False)
    counts = to_bools(lines["counts_toward_total"]) & to_bools(lines["in_target_boundary"])
    counted = _CountedLines(
        inventory=inventory[counts],
        sector=sector[counts],
        scope=scope[counts],
        is_sink=flow[counts] == _SINK,
        is_known=~np.isin(key[counts], _HIDING_KEYS),
        value_tco2e=np.nan_to_num(value[counts]),
    )
    return counted, pd.Index(inventories)


def _sum_groups(lines: _CountedLines, group: Codes, n_groups: int) -> dict[str, Floats | Bools]:
    """Sum the counted lines by group; every column (n_groups,)."""
    signed = np.where(lines.is_sink, -lines.value_tco2e, lines.value_tco2e)

    def count(rows: Bools) -> Codes:
        return np.bincount(group[rows], minlength=n_groups)

    def sum_known(rows: Bools) -> Floats:
        known = rows & lines.is_known
        total = np.bincount(group[known], weights=signed[known], minlength=n_groups)
        return np.where(count(known) > 0, total, np.nan)

    sources, sinks = count(~lines.is_sink), count(lines.is_sink)
    gross = np.where((sources == 0) & (sinks > 0), 0.0, sum_known(~lines.is_sink))
    removed = np.where((sinks == 0) & (sources > 0), 0.0, -sum_known(lines.is_sink))
    scopes = {
        f"scope{scope.value}_tco2e": sum_known(lines.scope == place) for place, scope in enumerate(Scope)
    }
    return {
        "gross_tco2e": gross,
        "sinks_tco2e": removed,
        "net_tco2e": gross - np.nan_to_num(removed),
        **scopes,
        "scope_not_stated_tco2e": sum_known(lines.scope == MISSING),
        "is_lower_bound": count(~lines.is_sink & ~lines.is_known) > 0,
        "sinks_are_lower_bound": count(lines.is_sink & ~lines.is_known) > 0,
    }
