"""A what-if as plain data: the inputs of a contract with some of its actions changed, the contract itself untouched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from contracts.enums import Quantification
from progress.frames.inputs import (
    ACTION_COLUMNS,
    MILESTONE_COLUMNS,
    REPORT_COLUMNS,
    ContractInputs,
    Row,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChange:
    """What a scenario says of one action otherwise than the plan; None (or no word) stays as planned."""

    action_id: UUID
    start_year: int | None = None
    end_year: int | None = None
    reduction_tco2e: float | None = None
    state: str = ""


def apply_changes(inputs: ContractInputs, changes: Sequence[ActionChange]) -> ContractInputs:
    """The inputs as they would be with these changes; a change of an action that is no longer there is left out.

    Tonnes make an action quantified. A declared percentage cut of a shared source follows the tonnes in proportion,
    up to the whole source; where the plan's tonnes are unknown or zero the cut is not known either. What was reported
    or reached so far is real and stays the same tonnes: its share of a larger action is smaller.
    """
    by_action = {str(change.action_id): change for change in changes}
    actions = [dict(zip(ACTION_COLUMNS, row, strict=True)) for row in inputs.actions]
    growth = {
        str(action["id"]): change.reduction_tco2e / action["reduction_tco2e"]
        for action in actions
        if (change := by_action.get(str(action["id"])))
        and change.reduction_tco2e
        and action["reduction_tco2e"]
    }
    return replace(
        inputs,
        actions=[_changed_row(action, by_action.get(str(action["id"]))) for action in actions],
        reports=[_rescaled(row, REPORT_COLUMNS, "share_done", growth) for row in inputs.reports],
        milestones=[_rescaled(row, MILESTONE_COLUMNS, "effect_share", growth) for row in inputs.milestones],
    )


def _changed_row(action: dict[str, Any], change: ActionChange | None) -> Row:
    if change is None:
        return tuple(action.values())
    wanted: dict[str, Any] = {"start_year": change.start_year, "end_year": change.end_year}
    changed = action | {name: value for name, value in wanted.items() if value is not None}
    if change.state:
        changed["state"] = change.state
    if change.reduction_tco2e is not None:
        planned = action["reduction_tco2e"]
        changed["cut_share"] = _scaled_cut(action["cut_share"], planned, change.reduction_tco2e)
        changed["reduction_tco2e"] = change.reduction_tco2e
        changed["quantification"] = Quantification.QUANTIFIED.value
    return tuple(changed.values())


def _scaled_cut(cut_share: float | None, planned: float | None, wanted: float) -> float | None:
    """The share of the source that the changed tonnes cut."""
    if cut_share is None or not planned:
        return None
    return min(1.0, cut_share * wanted / planned)


def _rescaled(row: Row, columns: Sequence[str], name: str, growth: Mapping[str, float]) -> Row:
    """A row whose share of an action stands for the same tonnes of the changed one, at most for all of them."""
    told = dict(zip(columns, row, strict=True))
    factor, share = growth.get(str(told["action_id"])), told[name]
    if factor is None or share is None:
        return row
    return tuple((told | {name: min(1.0, share / factor)}).values())
