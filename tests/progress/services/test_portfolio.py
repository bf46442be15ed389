"""The portfolio judged: credit, rungs, delivery and delay of one small city, figure by figure."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contracts.models import Action, ActionReport, Contract, InventoryLine, Milestone
from progress.models import ProgressSnapshot
from progress.selectors.ledger import LedgerView, read_ledger
from progress.services.snapshots import record_progress
from stakeholders.models import Commitment
from tests.factories import (
    ActionFactory,
    ActionReportFactory,
    CommitmentFactory,
    EmissionsGapRowFactory,
    InterventionFactory,
    InventoryFactory,
    MilestoneFactory,
)

TODAY = date(2026, 11, 22)


def snapshot_of(contract: Contract) -> ProgressSnapshot:
    record_progress(contract_ids=[contract.pk], as_of=TODAY)
    return ProgressSnapshot.objects.get(contract=contract, is_current=True)


def results_of(contract: Contract) -> dict[str, Any]:
    return snapshot_of(contract).results


def ledger_of(contract: Contract) -> LedgerView:
    return read_ledger(snapshot_of(contract))


def by_code(contract: Contract, ledger: LedgerView) -> dict[str, Any]:
    codes = {str(key): code for key, code in Action.objects.values_list("pk", "code")}
    return {codes[key]: row for key, row in ledger.actions.items()}


def test_actions_that_share_a_source_are_credited_by_shapley(borgo: Contract) -> None:
    rows = by_code(borgo, ledger_of(borgo))
    assert {code: (row.isolated, row.credited, row.contested, row.reason) for code, row in rows.items()} == {
        "PUMPS": (300.0, 270.0, 30.0, "shared_shapley"),
        "WALLS": (200.0, 170.0, 30.0, "shared_shapley"),
        "TRAM": (200.0, 200.0, 0.0, "in_full"),
    }
    assert {code: row.marginal for code, row in rows.items()} == {
        "PUMPS": pytest.approx(240),
        "WALLS": pytest.approx(140),
        "TRAM": pytest.approx(200),
    }


def test_credited_tonnes_add_up_to_what_the_portfolio_saves(borgo: Contract) -> None:
    results = results_of(borgo)
    assert (results["isolated_tco2e"], results["credited_tco2e"], results["contested_tco2e"]) == (
        700.0,
        640.0,
        60.0,
    )
    assert sum(part["tco2e"] for part in results["coverage_by_rung"].values()) == 640.0


def test_the_cell_of_a_shared_source_says_what_is_there(borgo: Contract) -> None:
    [cell] = ledger_of(borgo).cells
    assert (cell.sector, cell.source_group, cell.available, cell.claimed, cell.credited, cell.method) == (
        "buildings",
        "gas boilers",
        1_000.0,
        500.0,
        440.0,
        "shapley",
    )


def test_tonnes_lie_on_the_rungs_that_evidence_reaches(borgo: Contract) -> None:
    coverage = results_of(borgo)["coverage_by_rung"]
    assert {rung: part["tco2e"] for rung, part in coverage.items()} == {
        "idea": 0.0,
        "planned": 170.0,
        "committed": 0.0,
        "funded": 200.0,
        "under_way": 135.0,
        "delivered": 135.0,
        "verified": 0.0,
    }
    assert coverage["funded"]["share_of_gap"] == pytest.approx(200 / 1_200)


def test_delivered_follows_from_reports_and_never_from_the_calendar(borgo: Contract) -> None:
    results = results_of(borgo)
    assert (results["delivered_tco2e"], results["actions_reported"], results["actions_without_report"]) == (
        135.0,
        1,
        2,
    )
    assert results["last_report_on"] == "2024-06-30"
    ActionReport.objects.all().delete()
    results = results_of(borgo)
    assert (results["delivered_tco2e"], results["actions_reported"], results["last_report_on"]) == (
        None,
        0,
        None,
    )


def test_the_row_of_an_action_says_when_it_was_last_reported(borgo: Contract) -> None:
    rows = by_code(borgo, ledger_of(borgo))
    assert (rows["PUMPS"].reported_on, rows["PUMPS"].delivered_share, rows["PUMPS"].delivered) == (
        date(2024, 6, 30),
        0.5,
        135.0,
    )
    assert (rows["WALLS"].reported_on, rows["WALLS"].delivered_share, rows["WALLS"].delivered) == (
        None,
        None,
        None,
    )


def test_measured_tonnes_of_a_verified_report_stand_on_the_last_rung(borgo: Contract) -> None:
    tram = Action.objects.get(code="TRAM")
    ActionReportFactory(
        action=tram,
        reported_on=date(2025, 1, 31),
        share_done=None,
        reduction_tco2e=150,
        evidence_level="verified",
    )
    coverage = results_of(borgo)["coverage_by_rung"]
    assert (coverage["verified"]["tco2e"], coverage["under_way"]["tco2e"]) == (150.0, 135.0 + 50.0)


def test_a_reached_milestone_counts_as_delivered(borgo: Contract) -> None:
    Milestone.objects.update(state="reached", reached_on=date(2025, 3, 1), effect_share=Decimal("0.4"))
    rows = by_code(borgo, ledger_of(borgo))
    assert (rows["TRAM"].delivered_share, rows["TRAM"].delivered) == (0.4, 80.0)


def test_a_report_without_tonnes_or_share_is_a_report_of_nothing_delivered(borgo: Contract) -> None:
    walls = Action.objects.get(code="WALLS")
    ActionReportFactory(action=walls, reported_on=date(2026, 1, 15), share_done=None, note="Tender is out.")
    rows = by_code(borgo, ledger_of(borgo))
    assert (rows["WALLS"].delivered_share, rows["WALLS"].rung) == (0.0, "planned")


def test_years_of_reports_that_the_plan_had_saved_are_the_cost_of_delay(borgo: Contract) -> None:
    Contract.objects.update(carbon_price_eur=100)
    ledger = ledger_of(borgo)
    late = {row.action: row for row in ledger.delayed_actions}
    pumps, tram = (str(Action.objects.get(code=code).pk) for code in ("PUMPS", "TRAM"))
    # Planned 50 % in 2024 and 75 % in 2025, reported 50 %: 0.25 x 270 t; no report stood in 2022 and 2023.
    assert (late[pumps].tco2e, late[pumps].eur) == (pytest.approx(67.5), pytest.approx(6_750))
    # Due at the end of 2024, not reached by November 2026.
    assert late[tram].tco2e == pytest.approx(200 * (2026 + 304 / 365.25 - (2024 + 365 / 365.25)))
    assert (late[pumps].method, late[tram].method) == ("reports", "milestones")
    [milestone] = ledger.delayed_milestones
    assert (milestone.action, milestone.in_total) == (tram, True)


def test_the_delay_of_actions_without_a_word_is_unknown(borgo: Contract) -> None:
    delay = results_of(borgo)["delay"]
    assert (delay["actions"], delay["milestones"], delay["unknown"], delay["eur"]) == (2, 1, 1, None)


def test_nothing_is_credited_beyond_what_the_inventory_says_is_there(borgo: Contract) -> None:
    Action.objects.filter(code="TRAM").update(reduction_tco2e=800)
    rows = by_code(borgo, ledger_of(borgo))
    assert (rows["TRAM"].credited, rows["TRAM"].contested, rows["TRAM"].reason) == (
        500.0,
        300.0,
        "sector_cap",
    )


def test_a_part_that_is_not_estimated_caps_nothing(borgo: Contract) -> None:
    Action.objects.filter(code="TRAM").update(reduction_tco2e=800)
    InventoryLine.objects.filter(sector="transport").update(value_tco2e=None, notation_key="NE")
    rows = by_code(borgo, ledger_of(borgo))
    assert (rows["TRAM"].credited, rows["TRAM"].reason) == (800.0, "in_full")


def test_without_lines_the_gap_table_says_what_is_there(borgo: Contract) -> None:
    InventoryLine.objects.all().delete()
    InventoryFactory(series=borgo.city.inventory_series.get(), year=2022)
    EmissionsGapRowFactory(version=borgo.versions.get(), sector="transport", baseline_tco2e=400)
    EmissionsGapRowFactory(version=borgo.versions.get(), sector="waste", baseline_tco2e=None)
    Action.objects.filter(code="TRAM").update(reduction_tco2e=800)
    rows = by_code(borgo, ledger_of(borgo))
    assert rows["TRAM"].credited == 400.0
    assert rows["PUMPS"].reason == "no_cap_known"


def test_an_action_in_one_molecule_has_a_cell_of_its_own(borgo: Contract) -> None:
    intervention = InterventionFactory(molecule__city=borgo.city, action=Action.objects.get(code="WALLS"))
    cells = {cell.area: cell for cell in ledger_of(borgo).cells}
    assert {area: cell.claimed for area, cell in cells.items()} == {
        "": 300.0,
        str(intervention.molecule_id): 200.0,
    }
    assert sum(cell.credited for cell in cells.values()) == 440.0


def test_a_commitment_is_credited_through_its_actions(borgo: Contract) -> None:
    [row] = ledger_of(borgo).commitments.values()
    assert (row.claimed, row.credited, row.reason, row.is_signed) == (
        150.0,
        pytest.approx(135),
        "through_actions",
        True,
    )


@pytest.mark.parametrize(
    ("fields", "reason", "credited"),
    [
        ({"reduction_tco2e": None}, "no_tonnes", None),
        ({"reduction_tco2e": 10}, "names_no_action", 0.0),
    ],
)
def test_a_commitment_that_names_no_action_adds_nothing(
    borgo: Contract, fields: dict[str, Any], reason: str, credited: float | None
) -> None:
    Commitment.objects.all().delete()
    CommitmentFactory(contract=borgo, actions=[], **fields)
    [row] = ledger_of(borgo).commitments.values()
    assert (row.reason, row.credited) == (reason, credited)


def test_a_commitment_whose_actions_have_no_tonnes_is_unknown(borgo: Contract) -> None:
    Commitment.objects.all().delete()
    silent = ActionFactory(contract=borgo, reduction_tco2e=None)
    CommitmentFactory(contract=borgo, actions=[silent], reduction_tco2e=10)
    [row] = ledger_of(borgo).commitments.values()
    assert (row.reason, row.credited) == ("actions_unknown", None)


def test_more_promised_than_an_action_claims_is_shared_out(borgo: Contract) -> None:
    pumps = Action.objects.get(code="PUMPS")
    CommitmentFactory(contract=borgo, actions=[pumps], reduction_tco2e=450)
    credited = sorted(row.credited or 0.0 for row in ledger_of(borgo).commitments.values())
    assert credited == [pytest.approx(270 * 150 / 600), pytest.approx(270 * 450 / 600)]


def test_a_contract_that_states_no_maturity_has_no_share_by_rung(borgo: Contract) -> None:
    Action.objects.update(maturity="not_stated")
    results = results_of(borgo)
    assert results["rows_are_complete"] is False
    assert {part["share_of_gap"] for part in results["coverage_by_rung"].values()} == {None}
    assert results["coverage_by_rung"]["planned"]["tco2e"] == 170.0


def test_an_empty_portfolio_is_unknown_not_zero(borgo: Contract) -> None:
    Action.objects.all().delete()
    results = results_of(borgo)
    assert [
        results[name] for name in ("isolated_tco2e", "credited_tco2e", "contested_tco2e", "delivered_tco2e")
    ] == [None] * 4


def test_a_row_of_the_ledger_can_be_found_by_its_rung(borgo: Contract) -> None:
    ledger = ledger_of(borgo)
    assert ledger.with_rung("funded") == [str(Action.objects.get(code="TRAM").pk)]


def test_a_moved_milestone_is_late_from_its_first_date(borgo: Contract) -> None:
    milestone = Milestone.objects.get()
    milestone.moves.create(from_date=date(2023, 12, 31), to_date=milestone.due_on, reason="Works are late.")
    MilestoneFactory(city=borgo.city, due_on=date(2020, 1, 1))
    rows = by_code(borgo, ledger_of(borgo))
    assert rows["TRAM"].late_years == pytest.approx(2026 + 304 / 365.25 - (2023 + 364 / 365.25))
