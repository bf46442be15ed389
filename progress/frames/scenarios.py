"""A what-if as plain data: the inputs of a contract with some of its actions changed, the contract itself untouched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from contracts.enums import Quantification
from progress.frames.inputs import ACTION_COLUMNS, ContractInputs, Row


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
    up to the whole source; where the plan's tonnes are unknown or zero the cut is not known either.
    """
    by_action = {str(change.action_id): change for change in changes}
    place = ACTION_COLUMNS.index("id")
    return replace(
        inputs,
        actions=[
            _changed_row(row, by_action[str(row[place])]) if str(row[place]) in by_action else row
            for row in inputs.actions
        ],
    )


def _changed_row(row: Row, change: ActionChange) -> Row:
    action = dict(zip(ACTION_COLUMNS, row, strict=True))
    if change.start_year is not None:
        action["start_year"] = change.start_year
    if change.end_year is not None:
        action["end_year"] = change.end_year
    if change.state:
        action["state"] = change.state
    if change.reduction_tco2e is not None:
        action["cut_share"] = _scaled_cut(
            action["cut_share"], action["reduction_tco2e"], change.reduction_tco2e
        )
        action["reduction_tco2e"] = change.reduction_tco2e
        action["quantification"] = Quantification.QUANTIFIED.value
    return tuple(action.values())


def _scaled_cut(cut_share: float | None, planned: float | None, wanted: float) -> float | None:
    """The share of the source that the changed tonnes cut."""
    if cut_share is None or not planned:
        return None
    return min(1.0, cut_share * wanted / planned)
