"""The portfolio as the overlap ledger and the evidence ladder read it: claims, sources, dated statements."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from contracts.enums import Flow, MilestoneState
from emissions.words import NotationKey
from progress.frames.inputs import (
    ACTION_COLUMNS,
    COMMITMENT_COLUMNS,
    GAP_COLUMNS,
    LINE_COLUMNS,
    MILESTONE_COLUMNS,
    ContractInputs,
    Row,
)
from stakeholders.enums import CommitmentState

SIGNED_STATES = frozenset(
    {
        CommitmentState.SIGNED,
        CommitmentState.ACTIVE,
        CommitmentState.FULFILLED,
        CommitmentState.PARTIALLY_FULFILLED,
    }
)
NUMBERS = frozenset(
    {
        "reduction_tco2e",
        "start_year",
        "end_year",
        "cut_share",
        "cost_eur",
        "funding_secured_eur",
        "running_cost_eur",
        "saving_eur",
        "lifetime_years",
    }
)
HIDING_KEYS = frozenset(key.value for key in NotationKey if key.hides_emissions)
DAYS_A_YEAR = 365.25

Positions = dict[str, int]


def portfolio_frame(inputs: Sequence[ContractInputs]) -> pd.DataFrame:
    """All actions of all contracts, one row each: what the contract says of them, and what is signed.

    `action` is the position of the row, `key` the id; `area` is the molecule an action happens in, empty where it
    happens in several or in none. An action of an existing plan does not count toward coverage (F15 e).
    """
    rows = [row for one in inputs for row in one.actions]
    said = (
        dict(zip(ACTION_COLUMNS, zip(*rows, strict=True), strict=True))
        if rows
        else dict.fromkeys(ACTION_COLUMNS, ())
    )
    keys = said.pop("id")
    signed = {row[3] for one in inputs for row in one.commitments if is_promise_in_force(row, one.as_of)}
    areas = _areas(inputs)
    columns = {name: _column(name, values) for name, values in said.items()}
    return pd.DataFrame(
        {
            "contract": np.repeat(np.arange(len(inputs)), [len(one.actions) for one in inputs]),
            "action": np.arange(len(keys)),
            "key": _words(keys),
            "is_signed": np.array([key in signed for key in keys], dtype=np.bool_),
            "area": _words([areas.get(key, "") for key in keys]),
            "has_years": ~np.isnan(columns["end_year"]),
            "counts_toward_coverage": np.array(
                [flag is not True for flag in said["in_existing_plan"]], dtype=np.bool_
            ),
        }
        | columns
    ).rename(columns={"included_in_id": "included_in"})


def is_promise_in_force(row: Row, as_of: date) -> bool:
    """Whether a commitment (`COMMITMENT_COLUMNS`) holds on a day: from its signature until its withdrawal.

    One that is marked as withdrawn holds until its day; without a day it does not hold. A signed one without a day
    holds, as in snapshots from before the days were kept.
    """
    one = dict(zip(COMMITMENT_COLUMNS, row, strict=False))
    signed_on, withdrawn_on = (_as_day(one.get(name)) for name in ("signed_on", "withdrawn_on"))
    if (signed_on and as_of < signed_on) or (withdrawn_on and as_of >= withdrawn_on):
        return False
    return one["state"] in SIGNED_STATES or (
        one["state"] == CommitmentState.WITHDRAWN and withdrawn_on is not None
    )


def _as_day(told: date | str | None) -> date | None:
    """A day, which stored inputs keep as text."""
    return date.fromisoformat(told) if isinstance(told, str) else told


def _column(name: str, values: Sequence[Any]) -> Any:
    """Numbers as floats, not-a-number where unknown; everything else as it is."""
    return np.array(values, dtype=np.float64) if name in NUMBERS else _words(values)


def _words(values: Sequence[Any]) -> "pd.Series[Any]":
    """Words as plain objects: pandas' own text columns take longer to make than all that is done with them."""
    return pd.Series(values, dtype=object)


def sources_frame(inputs: Sequence[ContractInputs]) -> pd.DataFrame:
    """What there is to save (t CO2e of the baseline): by contract, by sector, by declared source.

    From the lines of the baseline's own inventory; where it has none, from the contract's gap table.
    """
    rows = [
        (place, sector, group, tonnes)
        for place, one in enumerate(inputs)
        for (sector, group), tonnes in _sources(one).items()
    ]
    return pd.DataFrame(rows, columns=["contract", "sector", "source_group", "tco2e"])


def reports_frame(inputs: Sequence[ContractInputs], position: Positions) -> pd.DataFrame:
    """The dated reports of all actions; `action` is its position, `day` a year with its fraction."""
    rows = [
        (position[key], day_as_year(day), *rest)
        for one in inputs
        for key, day, *rest in one.reports
        if key in position
    ]
    return pd.DataFrame(rows, columns=["action", "day", "share_done", "reduction_tco2e", "evidence"])


def reached_frame(inputs: Sequence[ContractInputs], position: Positions) -> pd.DataFrame:
    """The milestones of actions that were reached, with the share of the effect that they stand for."""
    rows = [
        (position[one["action_id"]], day_as_year(one["reached_on"]), one["effect_share"])
        for one in milestones_of(inputs)
        if one["state"] == MilestoneState.REACHED and one["reached_on"] and one["action_id"] in position
    ]
    return pd.DataFrame(rows, columns=["action", "day", "effect_share"])


def milestones_of(inputs: Sequence[ContractInputs]) -> Iterator[dict[str, Any]]:
    """The milestones of all contracts by column name, with the position of their contract."""
    for place, one in enumerate(inputs):
        for row in one.milestones:
            yield {"contract": place} | dict(zip(MILESTONE_COLUMNS, row, strict=True))


def positions_of(actions: pd.DataFrame) -> Positions:
    """Where each action stands in the frame, by its id."""
    return dict(zip(actions["key"], actions["action"].tolist(), strict=True))


def day_as_year(day: date | str) -> float:
    """A day as a year with its fraction, for example 2025.5."""
    when = date.fromisoformat(day) if isinstance(day, str) else day
    return when.year + (when.timetuple().tm_yday - 1) / DAYS_A_YEAR


def year_as_day(year: float) -> date:
    """The day that a year with its fraction stands for; the way back from `day_as_year`."""
    return date(int(year), 1, 1) + timedelta(days=round((year - int(year)) * DAYS_A_YEAR))


def _sources(one: ContractInputs) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    version = one.version
    if version["baseline_tco2e"] is not None:
        found["", ""] = version["baseline_tco2e"]
    lines = [
        dict(zip(("series", "year", *LINE_COLUMNS[1:]), row, strict=False))
        for row in one.lines
        if row[:2] == (version["baseline_series"], version["baseline_year"])
    ]
    counted = [line for line in lines if _counts_as_source(line)]
    for line in counted:
        for key in {(line["sector"], ""), (line["sector"], line["source_group"])}:
            found[key] = found.get(key, 0.0) + (line["value_tco2e"] or 0.0)
    # A sum with a part that is not estimated or confidential is a lower bound: it caps nothing.
    for line in counted:
        if line["notation_key"] in HIDING_KEYS:
            found.pop((line["sector"], ""), None)
            found.pop((line["sector"], line["source_group"]), None)
    return found if lines else found | _printed_sources(one.gap_rows)


def _counts_as_source(line: dict[str, Any]) -> bool:
    return bool(line["flow"] == Flow.SOURCE and line["counts_toward_total"] and line["in_target_boundary"])


def _printed_sources(gap_rows: list[Row]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for row in gap_rows:
        printed = dict(zip(GAP_COLUMNS, row, strict=True))
        if printed["sector"] and printed["baseline_tco2e"] is not None:
            key = (printed["sector"], "")
            found[key] = found.get(key, 0.0) + printed["baseline_tco2e"]
    return found


def _areas(inputs: Sequence[ContractInputs]) -> dict[str, str]:
    """The molecule of every action that happens in exactly one."""
    found: dict[str, set[str]] = {}
    for one in inputs:
        for molecule_id, _, action_id in one.molecules:
            if action_id is not None:
                found.setdefault(action_id, set()).add(molecule_id)
    return {action: places.pop() for action, places in found.items() if len(places) == 1}
