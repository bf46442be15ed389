"""A signed commitment raises the rung of its actions, a withdrawn one lowers it from its day."""

from datetime import date
from typing import Any

import pytest

from contracts.models import Action, Contract
from progress.frames.portfolio import is_promise_in_force
from progress.models import ProgressSnapshot
from progress.selectors.ledger import read_ledger
from progress.services.snapshots import record_progress
from stakeholders.enums import CommitmentState
from stakeholders.models import Commitment
from tests.factories import CommitmentFactory

TODAY = date(2026, 11, 22)
BEFORE, AFTER = date(2026, 11, 21), date(2026, 11, 23)


def rung_of(action: Action) -> str:
    record_progress(contract_ids=[action.contract_id], as_of=TODAY)
    snapshot = ProgressSnapshot.objects.get(contract=action.contract, is_current=True)
    return str(read_ledger(snapshot).actions[str(action.pk)].rung)


@pytest.mark.parametrize(
    ("fields", "rung"),
    [
        ({"state": "draft"}, "planned"),
        ({"state": "signed", "signed_on": BEFORE}, "committed"),
        ({"state": "signed", "signed_on": AFTER}, "planned"),
        ({"state": "active", "withdrawn_on": AFTER}, "committed"),
        ({"state": "active", "withdrawn_on": TODAY}, "planned"),
        ({"state": "withdrawn", "signed_on": BEFORE, "withdrawn_on": AFTER}, "committed"),
        ({"state": "withdrawn", "signed_on": BEFORE, "withdrawn_on": TODAY}, "planned"),
        ({"state": "withdrawn"}, "planned"),
        ({"state": "not_fulfilled", "signed_on": BEFORE}, "planned"),
    ],
)
def test_rung_follows_the_days_of_a_promise(borgo: Contract, fields: dict[str, Any], rung: str) -> None:
    Commitment.objects.all().delete()
    walls = Action.objects.get(contract=borgo, code="WALLS")
    CommitmentFactory(contract=borgo, actions=[walls], **fields)
    assert rung_of(walls) == rung


def test_withdrawal_shows_in_a_snapshot_once_its_day_has_come(borgo: Contract) -> None:
    walls = Action.objects.get(contract=borgo, code="WALLS")
    CommitmentFactory(contract=borgo, actions=[walls], withdrawn_on=AFTER)
    for day in (TODAY, AFTER):
        record_progress(contract_ids=[borgo.pk], as_of=day)
    rungs = [
        row.results["coverage_by_rung"]["committed"]["actions"]
        for row in ProgressSnapshot.objects.order_by("as_of")
    ]
    assert rungs == [1, 0]


def test_rows_from_before_the_days_were_kept_still_read() -> None:
    row = ("id", CommitmentState.SIGNED.value, 10.0, "action")
    assert is_promise_in_force(row, TODAY)
    assert not is_promise_in_force((*row, None, "2026-11-22"), TODAY)
