"""Nowcast, projection and cumulative emissions of small contracts."""

from datetime import date
from typing import Any

import pytest

from contracts.models import Action, ActionReport, Contract
from progress.models import ProgressSnapshot
from progress.services.snapshots import record_progress
from tests.factories import InventoryFactory, InventoryLineFactory, ProxyValueFactory

TODAY = date(2026, 11, 22)


def results_of(contract: Contract, as_of: date = TODAY) -> dict[str, Any]:
    record_progress(contract_ids=[contract.pk], as_of=as_of)
    return ProgressSnapshot.objects.get(contract=contract, is_current=True).results


def test_the_nowcast_carries_the_last_inventory_forward_less_what_was_delivered(borgo: Contract) -> None:
    nowcast = results_of(borgo)
    years = {row["year"]: row for row in nowcast["nowcast_by_year"]}
    assert list(years) == [2022, 2023, 2024, 2025, 2026]
    assert nowcast["nowcast_reason"] == "delivered"
    # Half of 270 t declared in 2024: 60 % of such reports come true, half of it within 2024.
    assert [years[year]["p50"] for year in (2023, 2024, 2025)] == [1_500.0, 1_500 - 40.5, 1_500 - 81.0]
    assert nowcast["nowcast"] == {name: years[2026][name] for name in ("year", "p10", "p50", "p90")}
    assert nowcast["nowcast"]["p10"] < nowcast["nowcast"]["p50"] < nowcast["nowcast"]["p90"]


def test_the_nowcast_is_compared_with_the_trajectory_of_its_year(borgo: Contract) -> None:
    results = results_of(borgo)
    assert results["nowcast_trajectory_tco2e"] == pytest.approx(1_500 - 1_200 * 5 / 9)
    assert results["nowcast_deviation_share"] == pytest.approx(1_419 / (1_500 - 1_200 * 5 / 9) - 1)


def test_a_proxy_tells_what_reports_do_not(borgo: Contract) -> None:
    for year, value in ((2021, 100), (2025, 80)):
        ProxyValueFactory(city=borgo.city, kind="traffic", year=year, value=value, unit="Mvkm")
    results = results_of(borgo)
    assert results["nowcast_reason"] == "delivered_and_proxies"
    assert results["nowcast_by_year"][-1]["proxies"] == pytest.approx(-500 * 0.9 * 0.2)


def test_a_year_that_was_measured_needs_no_nowcast(borgo: Contract) -> None:
    series = borgo.city.inventory_series.get()
    InventoryFactory(series=series, year=2026, reported_total_tco2e=1_300)
    results = results_of(borgo)
    assert (results["nowcast"], results["nowcast_reason"], results["nowcast_by_year"]) == (
        None,
        "measured",
        [],
    )
    assert results["level"]["tco2e"] == 1_300.0


def test_a_contract_without_baseline_has_no_level(borgo: Contract) -> None:
    borgo.versions.update(baseline_year=None, baseline_tco2e=None, baseline_series=None)
    results = results_of(borgo)
    assert (results["nowcast"], results["nowcast_reason"], results["level"]) == (None, "no_inventory", None)
    assert results["projection"] is None
    assert results["cumulative"]["emitted_tco2e"] is None


def test_the_printed_baseline_stands_in_where_the_series_has_no_inventory_of_it(borgo: Contract) -> None:
    borgo.versions.update(baseline_series=None)
    # Without the lines nothing says what the boilers emit, so PUMPS is credited whole: 60 % of half of 300 t.
    assert results_of(borgo)["nowcast"]["p50"] == 1_500 - 90.0


def test_the_projection_lays_rung_upon_rung(borgo: Contract) -> None:
    results = results_of(borgo)
    level = results["projection"]["level"]
    start = results["nowcast"]["p50"]
    assert results["projection"]["years"] == [2026, 2027, 2028, 2029, 2030]
    assert level["verified"] == level["delivered"] == [start] * 5
    # Half of PUMPS is still to come; TRAM is funded and was never reported; WALLS is only planned.
    assert level["under_way"][-1] == pytest.approx(start - 135)
    assert level["funded"][-1] == pytest.approx(start - 135 - 200)
    assert level["planned"][-1] == level["idea"][-1] == pytest.approx(start - 135 - 200 - 170)


def test_the_existing_plan_comes_evenly(borgo: Contract) -> None:
    row = borgo.versions.get().gap_rows.get(sector="")
    row.existing_plan_tco2e = 90
    row.save()
    results = results_of(borgo)
    assert results["projection"]["level"]["verified"] == pytest.approx(
        [results["nowcast"]["p50"] - 10 * year for year in range(5)]
    )


def test_cumulative_emissions_add_what_was_emitted_to_what_will_be(borgo: Contract) -> None:
    Contract.objects.update(budget_tco2e=9_000)
    results = results_of(borgo)
    told, emitted = results["cumulative"], 1_500 + 1_500 + 1_459.5 + 1_419 + 1_419
    assert (told["from_year"], told["to_year"], told["budget_tco2e"]) == (2022, 2030, 9_000.0)
    assert told["emitted_tco2e"] == pytest.approx(emitted)
    assert told["flat_tco2e"] == pytest.approx(emitted + 4 * 1_419)
    assert told["planned_tco2e"] == pytest.approx(emitted + 4 * (1_419 - 505))
    assert told["trajectory_tco2e"] == pytest.approx(sum(1_500 - 1_200 * n / 9 for n in range(1, 10)))


def test_after_the_target_year_there_is_nothing_to_project(borgo: Contract) -> None:
    assert results_of(borgo, date(2031, 1, 15))["projection"] is None


def test_the_plan_by_year_is_what_the_dated_actions_save_together(borgo: Contract) -> None:
    planned = results_of(borgo)["planned_reduction_by_year"]
    assert list(planned) == [str(year) for year in range(2022, 2031)]
    assert planned["2024"] == pytest.approx(1_000 * (1 - 0.85 * 0.9) + 200)
    assert planned["2030"] == pytest.approx(640)


def test_an_action_of_which_nothing_is_known_changes_no_level(borgo: Contract) -> None:
    ActionReport.objects.all().delete()
    Action.objects.all().update(reduction_tco2e=None, cut_share=None, quantification="not_estimated")
    results = results_of(borgo)
    assert results["nowcast"]["p50"] == 1_500.0
    assert set(results["projection"]["level"]["idea"]) == {1_500.0}


def test_sinks_are_not_part_of_a_sector_that_reports_cut(borgo: Contract) -> None:
    inventory = borgo.city.inventory_series.get().inventories.get()
    InventoryLineFactory(inventory=inventory, sector="afolu", flow="sink", value_tco2e=100)
    results = results_of(borgo)
    assert results["nowcast_by_year"][0]["last_value"] == 1_400.0
