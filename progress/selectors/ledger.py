"""The stored ledger of a snapshot: what every action claims, is credited, and how much of it is delivered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from progress.models import ProgressSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerAction:
    """One action in the ledger; tonnes in t CO2e a year at full effect, None where unknown.

    `cell` is the position of the cell it shares with others, None where it meets nobody. `delivered_share` is None
    where nothing was ever reported. `marginal` is what the contract would save less without it.
    """

    id: str
    isolated: float | None
    credited: float | None
    contested: float | None
    reason: str
    cell: int | None
    rung: str | None
    delivered_share: float | None
    verified_share: float | None
    reported_on: date | None
    marginal: float | None
    late_years: float | None

    @property
    def delivered(self) -> float | None:
        """The credited tonnes that its newest dated statement shows as delivered."""
        if self.credited is None or self.delivered_share is None:
            return None
        return self.credited * self.delivered_share


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCell:
    """Actions that act on one source; `available` is what the inventory says is there, None where it does not say."""

    sector: str
    source_group: str
    area: str
    available: float | None
    claimed: float | None
    credited: float | None
    contested: float | None
    actions: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCommitment:
    """What an organisation promised and what of it is credited, through the actions that it names."""

    id: str
    claimed: float | None
    credited: float | None
    reason: str
    is_signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDelay:
    """What the delay of an action has cost so far (t CO2e, EUR)."""

    action: str
    tco2e: float
    eur: float | None
    late_years: float | None
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDelay:
    """What a moved or missed milestone costs; `in_total` where its action has no report that tells it."""

    milestone: str
    action: str
    tco2e: float | None
    eur: float | None
    late_years: float
    in_total: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """The ledger of a snapshot; `actions` by the id of the action as text."""

    actions: dict[str, LedgerAction]
    cells: tuple[LedgerCell, ...]
    commitments: dict[str, LedgerCommitment]
    delayed_actions: tuple[ActionDelay, ...]
    delayed_milestones: tuple[MilestoneDelay, ...]

    def with_rung(self, rung: str) -> list[str]:
        """The ids of the actions that stand on a rung."""
        return [key for key, action in self.actions.items() if action.rung == rung]


def read_ledger(snapshot: ProgressSnapshot) -> LedgerView:
    """The ledger that is stored with a snapshot; empty for one of an engine that kept none."""
    stored: dict[str, Any] = snapshot.ledger
    actions = [
        LedgerAction(**row | {"reported_on": row["reported_on"] and date.fromisoformat(row["reported_on"])})
        for row in _rows(stored, "actions")
    ]
    commitments = [LedgerCommitment(**row) for row in _rows(stored, "commitments")]
    return LedgerView(
        actions={action.id: action for action in actions},
        cells=tuple(LedgerCell(**row) for row in _rows(stored, "cells")),
        commitments={one.id: one for one in commitments},
        delayed_actions=tuple(ActionDelay(**row) for row in _rows(stored, "delayed_actions")),
        delayed_milestones=tuple(MilestoneDelay(**row) for row in _rows(stored, "delayed_milestones")),
    )


def _rows(stored: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows of one part of the ledger by column name."""
    columns = stored.get("columns", {}).get(name, ())
    return [dict(zip(columns, row, strict=True)) for row in stored.get(name, ())]
