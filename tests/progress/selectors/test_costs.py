"""The cost of a tonne is computed from all that it needs, or not at all."""

from typing import Any

import pytest

from progress.selectors.costs import ASSUMED_DISCOUNT_SHARE, ActionMoney, cost_of_tonnes, tonne_cost

RETROFIT = {
    "cost_eur": 1_000_000.0,
    "funding_secured_eur": None,
    "running_cost_eur": 0.0,
    "saving_eur": 80_000.0,
    "lifetime_years": 15,
}


def money(credited: float | None = 150.0, **changes: Any) -> ActionMoney:
    return ActionMoney.of_row(RETROFIT | changes, credited_tco2e=credited)


def test_cost_of_a_tonne_is_the_worked_example_of_f20() -> None:
    assert cost_of_tonnes([money()], discount_share=0.035) == [pytest.approx(34.94, abs=0.005)]


def test_cost_of_a_tonne_uses_our_rate_where_the_city_sets_none() -> None:
    assert tonne_cost(money(), stated_discount_share=None) == tonne_cost(money(), stated_discount_share=0.035)
    assert ASSUMED_DISCOUNT_SHARE == 0.035


def test_cost_of_a_tonne_without_a_discount_is_the_plain_sum() -> None:
    assert tonne_cost(money(), stated_discount_share=0.0) == pytest.approx(-200_000 / 2_250)


@pytest.mark.parametrize("missing", ["cost_eur", "running_cost_eur", "saving_eur", "lifetime_years"])
def test_cost_of_a_tonne_is_unknown_where_something_is_missing(missing: str) -> None:
    one = money(**{missing: None})
    assert (tonne_cost(one, stated_discount_share=0.035), one.is_complete) == (None, False)


@pytest.mark.parametrize("credited", [None, 0.0])
def test_cost_of_a_tonne_is_unknown_without_tonnes(credited: float | None) -> None:
    assert tonne_cost(money(credited), stated_discount_share=0.035) is None


def test_an_action_that_makes_no_sense_does_not_stop_the_others() -> None:
    costs = cost_of_tonnes([money(cost_eur=-1.0), money()], discount_share=0.035)
    assert costs == [None, pytest.approx(34.94, abs=0.005)]


@pytest.mark.parametrize(
    ("cost", "secured", "expected"),
    [(100.0, 100.0, True), (100.0, 99.0, False), (None, 99.0, None), (100.0, None, None)],
)
def test_an_action_is_funded_where_the_money_covers_its_cost(
    cost: float | None, secured: float | None, expected: bool | None
) -> None:
    assert money(cost_eur=cost, funding_secured_eur=secured).is_funded is expected
