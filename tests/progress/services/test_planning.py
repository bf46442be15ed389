"""The plan by year: declared years only, unknown years left out."""

from datetime import date
from typing import Any

from contracts.models import Action, Contract
from progress.models import ProgressSnapshot
from progress.services.snapshots import record_progress
from tests.factories import ActionFactory


def planned(contract: Contract) -> dict[str, float] | None:
    record_progress(contract_ids=[contract.pk], as_of=date(2026, 11, 22))
    results: dict[str, Any] = ProgressSnapshot.objects.get(contract=contract, is_current=True).results
    return results["planned_reduction_by_year"]


def only(contract: Contract, **fields: Any) -> None:
    Action.objects.filter(contract=contract).delete()
    ActionFactory(contract=contract, **fields)


def test_an_action_grows_evenly_between_its_years(milano: Contract) -> None:
    only(milano, reduction_tco2e=1_000, start_year=2022, end_year=2026)
    years = planned(milano)
    assert years is not None
    assert list(years) == [str(year) for year in range(2022, 2031)]
    assert [years[name] for name in ("2022", "2024", "2026", "2030")] == [0.0, 500.0, 1_000.0, 1_000.0]


def test_an_action_with_an_end_only_is_a_step(milano: Contract) -> None:
    only(milano, reduction_tco2e=1_000, start_year=None, end_year=2028)
    years = planned(milano)
    assert years is not None
    assert (years["2027"], years["2028"]) == (0.0, 1_000.0)


def test_years_out_of_order_are_left_out_as_printed_oddities(milano: Contract) -> None:
    only(milano, reduction_tco2e=1_000, start_year=2021, end_year=2018)
    assert planned(milano) is None


def test_without_years_the_plan_is_unknown_not_zero(milano: Contract) -> None:
    only(milano, reduction_tco2e=1_000, start_year=None, end_year=None)
    assert planned(milano) is None


def test_a_baseline_year_that_is_not_known_leaves_the_plan_unknown(milano: Contract) -> None:
    only(milano, reduction_tco2e=1_000, start_year=2022, end_year=2026)
    milano.versions.update(baseline_year=None)
    assert planned(milano) is None
