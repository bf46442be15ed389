"""What commitments claim and are credited: the promise of an organisation counts through the actions it names."""

from typing import Any

from progress.frames.inputs import ContractInputs
from progress.frames.portfolio import is_promise_in_force

COMMITMENT_COLUMNS = ("id", "claimed", "credited", "reason", "is_signed")
NAMES_NO_ACTION, NO_TONNES, THROUGH_ACTIONS, ACTIONS_UNKNOWN = (
    "names_no_action",
    "no_tonnes",
    "through_actions",
    "actions_unknown",
)


def credit_commitments(one: ContractInputs, actions: list[list[Any]]) -> list[list[Any]]:
    """Credit each commitment with its part of what its actions are credited with, in the order of the columns above.

    A commitment is another way of promising tonnes that its actions claim already, so it never adds to them (F15 c).
    All that is promised for one action shares its credit in proportion, and never more than was promised:
    `credited = sum over its actions of credit x claim / max(all claims, isolated tonnes)`; a claim on several actions
    is laid on them by their isolated tonnes.
    """
    known = {row[0]: (row[1], row[2]) for row in actions if row[1] and row[2] is not None}
    named: dict[str, list[str]] = {}
    claims: dict[str, tuple[float | None, bool]] = {}
    for row in one.commitments:
        commitment, _state, tonnes, action, *_days = row
        claims[commitment] = (tonnes, is_promise_in_force(row, one.as_of))
        named.setdefault(commitment, [])
        if action is not None:
            named[commitment].append(action)
    laid = {key: _lay(claims[key][0], named[key], known) for key in claims}
    asked: dict[str, float] = {}
    for parts in laid.values():
        for action, tonnes in parts.items():
            asked[action] = asked.get(action, 0.0) + tonnes
    return [
        [key, tonnes, *_credit(tonnes, named[key], laid[key], asked, known), is_signed]
        for key, (tonnes, is_signed) in claims.items()
    ]


def _lay(tonnes: float | None, actions: list[str], known: dict[str, tuple[float, float]]) -> dict[str, float]:
    """A claim laid on the actions it names, by their isolated tonnes."""
    found = {action: known[action][0] for action in actions if action in known}
    whole = sum(found.values())
    if tonnes is None or not whole:
        return {}
    return {action: tonnes * isolated / whole for action, isolated in found.items()}


def _credit(
    tonnes: float | None,
    actions: list[str],
    laid: dict[str, float],
    asked: dict[str, float],
    known: dict[str, tuple[float, float]],
) -> tuple[float | None, str]:
    """The credit of one commitment and its reason."""
    if tonnes is None:
        return None, NO_TONNES
    if not actions:
        return 0.0, NAMES_NO_ACTION
    if not laid:
        return None, ACTIONS_UNKNOWN
    credited = sum(
        known[action][1] * claim / max(asked[action], known[action][0]) for action, claim in laid.items()
    )
    return credited, THROUGH_ACTIONS
