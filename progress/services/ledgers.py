"""The ledger of each contract as it is stored: a row for every action, the cells they share, the commitments."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from emissions.columns import Floats
from emissions.words import CreditMethod
from progress.frames import ContractInputs
from progress.frames.portfolio import year_as_day
from progress.services.delays import (
    DELAYED_ACTION_COLUMNS,
    DELAYED_MILESTONE_COLUMNS,
    Delays,
)
from progress.services.portfolio import Portfolios
from progress.services.promised import COMMITMENT_COLUMNS, credit_commitments
from progress.services.standing import known

ACTION_COLUMNS = (
    "id",
    "isolated",
    "credited",
    "contested",
    "reason",
    "cell",
    "rung",
    "delivered_share",
    "verified_share",
    "reported_on",
    "marginal",
    "late_years",
)
CELL_COLUMNS = (
    "sector",
    "source_group",
    "area",
    "available",
    "claimed",
    "credited",
    "contested",
    "actions",
    "method",
)

COLUMNS = {
    "actions": ACTION_COLUMNS,
    "cells": CELL_COLUMNS,
    "commitments": COMMITMENT_COLUMNS,
    "delayed_actions": DELAYED_ACTION_COLUMNS,
    "delayed_milestones": DELAYED_MILESTONE_COLUMNS,
}


def write_ledgers(
    inputs: Sequence[ContractInputs], portfolios: Portfolios, delays: Delays
) -> list[dict[str, Any]]:
    """The ledger of every contract but its delays, in the order of the inputs; t CO2e a year, unknown is None."""
    cells, position = _cells(len(inputs), portfolios)
    rows = _rows(portfolios, delays, position)
    ledgers = []
    for place, one in enumerate(inputs):
        actions = list(islice(rows, len(one.actions)))
        ledgers.append(
            {
                "columns": COLUMNS,
                "actions": actions,
                "cells": cells[place],
                "commitments": credit_commitments(one, actions),
            }
        )
    return ledgers


def _rows(portfolios: Portfolios, delays: Delays, position: dict[int, int]) -> Iterator[list[Any]]:
    """One list per action in the order of `ACTION_COLUMNS`, contract after contract."""
    ledger, today = portfolios.ledger.actions, portfolios.today
    last_day = portfolios.delivered.last_day[:, today]
    is_reported = ~np.isnan(last_day)
    columns = (
        portfolios.actions["key"].tolist(),
        _numbers(ledger["isolated_tco2e"].to_numpy()),
        _numbers(ledger["credited_tco2e"].to_numpy()),
        _numbers(ledger["contested_tco2e"].to_numpy()),
        ledger["reason"].tolist(),
        [position.get(cell) for cell in ledger["cell"].tolist()],
        portfolios.actions["rung"].astype(object).where(portfolios.actions["rung"].notna(), None).tolist(),
        _numbers(np.where(is_reported, portfolios.delivered.share[:, today], np.nan)),
        _numbers(np.where(is_reported, portfolios.delivered.verified_share[:, today], np.nan)),
        _dates(last_day),
        _numbers(np.where(portfolios.is_claiming, portfolios.marginal_tco2e, np.nan)),
        _numbers(delays.late_years),
    )
    return map(list, zip(*columns, strict=True))


def _cells(n_contracts: int, portfolios: Portfolios) -> tuple[list[list[list[Any]]], dict[int, int]]:
    """The cells of each contract in which actions meet, and where each of them stands in its contract's list."""
    cells: list[list[list[Any]]] = [[] for _ in range(n_contracts)]
    position: dict[int, int] = {}
    for index, cell in enumerate(portfolios.ledger.cells.to_dict("records")):
        if cell["method"] == CreditMethod.ADDITIVE and not cell["contested_tco2e"] > 0:
            continue
        own = cells[int(cell["contract"])]
        position[index] = len(own)
        own.append(
            [
                cell["sector"],
                cell["source_group"],
                cell["area"],
                known(cell["available_tco2e"]),
                known(cell["claims_tco2e"]),
                known(cell["credited_tco2e"]),
                known(cell["contested_tco2e"]),
                int(cell["n_actions"]),
                str(cell["method"]),
            ]
        )
    return cells, position


def _dates(days: Floats) -> list[str | None]:
    """Dates for JSON; not-a-number is no date. Few actions have one, so only those are looked at."""
    told = np.full(len(days), None, dtype=object)
    dated = np.flatnonzero(~np.isnan(days))
    told[dated] = [year_as_day(day).isoformat() for day in days[dated].tolist()]
    return told.tolist()


def _numbers(values: Floats) -> list[float | None]:
    """Numbers for JSON; not-a-number is unknown."""
    told = values.astype(object)
    told[np.isnan(values)] = None
    return told.tolist()
