"""A scenario as plain data over the inputs of a contract."""

from typing import Any

import pytest
from django.utils import timezone, translation

from contracts.models import Action, Contract
from progress.frames import ContractInputs, read_inputs
from progress.frames.inputs import ACTION_COLUMNS, MILESTONE_COLUMNS, REPORT_COLUMNS
from progress.frames.scenarios import ActionChange, apply_changes
from progress.selectors.scenarios import list_changed_actions, scenarios_of
from tests.factories import ActionFactory, ScenarioChangeFactory


def read(contract: Contract) -> ContractInputs:
    return read_inputs([contract.pk], as_of=timezone.localdate())[0]


def changed(contract: Contract, code: str, **fields: Any) -> ContractInputs:
    action = Action.objects.get(contract=contract, code=code)
    return apply_changes(read(contract), [ActionChange(action_id=action.pk, **fields)])


def column(rows: list[Any], columns: tuple[str, ...], name: str) -> list[Any]:
    return [row[columns.index(name)] for row in rows]


def row_of(inputs: ContractInputs, code: str) -> dict[str, Any]:
    rows = [dict(zip(ACTION_COLUMNS, row, strict=True)) for row in inputs.actions]
    return next(row for row in rows if row["code_key"] == code)


def test_only_what_is_changed_differs(borgo: Contract) -> None:
    plan, other = read(borgo), changed(borgo, "WALLS", end_year=2029, state="on_hold")
    differing = {
        name: (row_of(plan, "WALLS")[name], value)
        for name, value in row_of(other, "WALLS").items()
        if row_of(plan, "WALLS")[name] != value
    }
    assert differing == {"end_year": (2026, 2029), "state": ("", "on_hold")}
    assert [row_of(other, code) for code in ("PUMPS", "TRAM")] == [
        row_of(plan, code) for code in ("PUMPS", "TRAM")
    ]
    assert (other.reports, other.milestones) == (plan.reports, plan.milestones)


def test_a_declared_cut_follows_the_tonnes_up_to_the_whole_source(borgo: Contract) -> None:
    assert row_of(changed(borgo, "PUMPS", reduction_tco2e=150.0), "PUMPS")["cut_share"] == pytest.approx(0.15)
    assert row_of(changed(borgo, "PUMPS", reduction_tco2e=3_000.0), "PUMPS")["cut_share"] == 1.0


def test_a_cut_without_tonnes_in_the_plan_is_not_known(borgo: Contract) -> None:
    Action.objects.filter(code="PUMPS").update(reduction_tco2e=None, quantification="not_estimated")
    row = row_of(changed(borgo, "PUMPS", reduction_tco2e=150.0), "PUMPS")
    assert (row["cut_share"], row["reduction_tco2e"], row["quantification"]) == (None, 150.0, "quantified")


def test_what_was_reported_keeps_its_tonnes(borgo: Contract) -> None:
    larger, smaller = (
        changed(borgo, "PUMPS", reduction_tco2e=600.0),
        changed(borgo, "PUMPS", reduction_tco2e=100.0),
    )
    assert column(larger.reports, REPORT_COLUMNS, "share_done") == [0.25]
    assert column(smaller.reports, REPORT_COLUMNS, "share_done") == [1.0]
    tram = changed(borgo, "TRAM", reduction_tco2e=400.0)
    assert column(tram.milestones, MILESTONE_COLUMNS, "effect_share") == [0.5]


def test_no_tonnes_leave_reports_as_they_are(borgo: Contract) -> None:
    none = changed(borgo, "PUMPS", reduction_tco2e=0.0)
    assert row_of(none, "PUMPS")["reduction_tco2e"] == 0.0
    assert column(none.reports, REPORT_COLUMNS, "share_done") == [0.5]


def test_an_action_that_is_gone_is_left_out(borgo: Contract) -> None:
    action = ActionFactory()
    assert apply_changes(read(borgo), [ActionChange(action_id=action.pk, end_year=2032)]) == read(borgo)


def test_changes_are_told_beside_the_plan(borgo: Contract) -> None:
    action = Action.objects.get(contract=borgo, code="TRAM")
    ScenarioChangeFactory(
        scenario__contract=borgo,
        action=action,
        start_year=2023,
        end_year=None,
        reduction_tco2e=400,
        state="on_hold",
    )
    with translation.override("en"):
        told = list_changed_actions(scenarios_of(borgo).get())
    assert [(value.label, value.planned, value.wanted) for value in told[0].values] == [
        ("Start year", "2022", "2023"),
        ("Reduction a year", "200\xa0t\xa0CO₂e", "400\xa0t\xa0CO₂e"),
        ("State", "not stated", "on hold"),
    ]
