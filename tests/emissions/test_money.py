"""F20: the worked retrofit, savings below zero, and the order of the cost curve."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.errors import EmissionsError
from emissions.money import annuity_years, cost_curve, cost_effectiveness
from tests.emissions.refusals import assert_row_named_or_masked, assert_unknown_where_any_input_is
from tests.emissions.strategies import relaxed

RETROFIT: dict[str, Any] = {
    "investment_eur": 1_000_000,
    "running_cost_eur": 0,
    "saving_eur": 80_000,
    "lifetime_years": 15,
    "discount_share": 0.035,
    "reduction_tco2e": 150,
}
LOAN: dict[str, Any] = {"lifetime_years": 15, "discount_share": 0.035}


def cost(**change):
    return cost_effectiveness(**{name: [value] for name, value in (RETROFIT | change).items()})


def test_annuity_gives_the_worked_example():
    assert annuity_years(lifetime_years=[15], discount_share=[0.035]).tolist() == [
        pytest.approx(11.5174, abs=5e-5)
    ]


def test_annuity_at_its_edges():
    years = annuity_years(lifetime_years=[15, 1, 1, 2, 10], discount_share=[0, 0, 0.25, 1, 1e-300])
    np.testing.assert_allclose(years, [15, 1, 0.8, 0.75, 10], rtol=1e-12)


def test_annuity_stays_unknown():
    assert_unknown_where_any_input_is(annuity_years, LOAN, numbers=list(LOAN))


BAD_TERMS = [
    ({"lifetime_years": 0}, "lifetime_years is not positive"),
    ({"lifetime_years": np.inf}, "lifetime_years is not a finite number"),
    ({"discount_share": -0.01}, "discount_share is not between 0 and 1"),
    ({"discount_share": 1.01}, "discount_share is not between 0 and 1"),
]


@pytest.mark.parametrize(("change", "reason"), BAD_TERMS)
def test_annuity_names_or_masks_the_row_that_makes_no_sense(change, reason):
    assert_row_named_or_masked(annuity_years, LOAN, change, reason)


def test_cost_effectiveness_gives_the_worked_example():
    retrofit = cost()
    assert retrofit.annuity_years.tolist() == [pytest.approx(11.5174, abs=5e-5)]
    assert retrofit.net_cost_eur.tolist() == [pytest.approx(78_607.13, abs=0.01)]
    assert retrofit.lifetime_tco2e.tolist() == [2_250.0]
    assert retrofit.eur_per_tonne.tolist() == [pytest.approx(34.94, abs=0.005)]


def test_cost_effectiveness_adds_running_costs():
    dearer = cost(running_cost_eur=10_000, discount_share=0)
    assert (dearer.net_cost_eur.tolist(), dearer.eur_per_tonne.tolist()) == ([-50_000.0], [-50_000 / 2_250])


def test_cost_effectiveness_may_be_negative_and_so_may_a_saving():
    assert cost(saving_eur=100_000, discount_share=0).eur_per_tonne.tolist() == [-500_000 / 2_250]
    assert cost(saving_eur=-10_000, discount_share=0).net_cost_eur.tolist() == [1_150_000.0]


def test_an_action_may_cost_and_save_next_to_nothing():
    small = cost(investment_eur=0, saving_eur=0, lifetime_years=0.5, discount_share=0, reduction_tco2e=0.5)
    assert (small.lifetime_tco2e.tolist(), small.eur_per_tonne.tolist()) == ([0.25], [0.0])


def test_cost_of_no_tonnes_is_unknown_and_not_infinite():
    idle = cost(reduction_tco2e=0)
    np.testing.assert_array_equal(idle.eur_per_tonne, [np.nan])
    assert idle.lifetime_tco2e.tolist() == [0.0]


def test_cost_effectiveness_knows_each_figure_by_its_own_inputs():
    unknown = {name: cost(**{name: None}) for name in RETROFIT}
    columns = ["annuity_years", "net_cost_eur", "lifetime_tco2e", "eur_per_tonne"]
    found = {
        name: [bool(np.isnan(getattr(one, column)[0])) for column in columns] for name, one in unknown.items()
    }
    assert found == {
        "investment_eur": [False, True, False, True],
        "running_cost_eur": [False, True, False, True],
        "saving_eur": [False, True, False, True],
        "lifetime_years": [True, True, True, True],
        "discount_share": [True, True, False, True],
        "reduction_tco2e": [False, False, True, True],
    }


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"investment_eur": -1}, "investment_eur is negative"),
        ({"running_cost_eur": -1}, "running_cost_eur is negative"),
        ({"reduction_tco2e": -1}, "reduction_tco2e is negative"),
        ({"saving_eur": np.inf}, "saving_eur is not a finite number"),
        *BAD_TERMS,
    ],
)
def test_cost_effectiveness_names_or_masks_the_row_that_makes_no_sense(change, reason):
    def compute(**columns):
        return cost_effectiveness(**columns).eur_per_tonne

    assert_row_named_or_masked(compute, RETROFIT, change, reason)


@pytest.mark.parametrize("lifetime", [0, -15])
def test_a_lifetime_that_makes_no_sense_leaves_the_tonnes_unknown(lifetime):
    row = {name: [value] for name, value in (RETROFIT | {"lifetime_years": lifetime}).items()}
    masked = cost_effectiveness(**row, errors="mask")
    np.testing.assert_array_equal(masked.lifetime_tco2e, [np.nan])


def make_actions(**rows):
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["contract", "eur_per_tonne", "reduction_tco2e"]
    )


def test_cost_curve_lays_each_contract_from_the_cheapest_tonne_to_the_dearest():
    curve = cost_curve(
        make_actions(
            metro=("Milano", 90.0, 500),
            lamps=("Milano", -12.5, 50),
            trees=("Padova", 10.0, 5),
            boilers=("Milano", 0.0, 70),
            windows=("Milano", 90.0, 900),
            doors=("Milano", 90.0, 500),
        )
    )
    assert curve.bars.columns.tolist() == [
        "contract",
        "eur_per_tonne",
        "reduction_tco2e",
        "from_tco2e",
        "to_tco2e",
        "is_saving",
    ]
    assert curve.bars.reset_index().to_numpy().tolist() == [
        ["lamps", "Milano", -12.5, 50, 0, 50, True],
        ["boilers", "Milano", 0.0, 70, 50, 120, False],
        ["windows", "Milano", 90.0, 900, 120, 1_020, False],
        ["doors", "Milano", 90.0, 500, 1_020, 1_520, False],
        ["metro", "Milano", 90.0, 500, 1_520, 2_020, False],
        ["trees", "Padova", 10.0, 5, 0, 5, False],
    ]
    assert curve.left_out.empty


def test_cost_curve_leaves_what_is_unknown_apart():
    curve = cost_curve(
        make_actions(
            a=("Milano", None, 10),
            b=("Milano", 5.0, None),
            c=("Milano", 5.0, 0),
            d=("Milano", 5.0, 1),
            e=("Milano", None, None),
        )
    )
    assert curve.bars.index.tolist() == ["d"]
    assert curve.left_out.columns.tolist() == ["contract", "reduction_tco2e", "reason"]
    assert curve.left_out["reason"].to_dict() == {
        "a": "cost_unknown",
        "b": "reduction_unknown",
        "c": "no_reduction",
        "e": "reduction_unknown",
    }
    np.testing.assert_array_equal(curve.left_out["reduction_tco2e"], [10, np.nan, 0, np.nan])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("Milano", 5.0, -1), "reduction_tco2e is negative"),
        (("Milano", np.inf, 1), "eur_per_tonne is not a finite number"),
        (("Milano", 5.0, np.inf), "reduction_tco2e is not a finite number"),
    ],
)
def test_cost_curve_names_the_action_that_makes_no_sense(row, reason):
    with pytest.raises(EmissionsError) as caught:
        cost_curve(make_actions(good=("Milano", 5.0, 1), bad=row))
    assert (caught.value.row, caught.value.reason) == ("bad", reason)


def test_cost_curve_names_the_action_that_is_listed_twice():
    with pytest.raises(EmissionsError) as caught:
        cost_curve(pd.concat([make_actions(metro=("Milano", 5.0, 1))] * 2))
    assert (caught.value.row, caught.value.reason) == ("metro", "action is listed twice")


prices = st.floats(-500, 500) | st.just(float("nan"))
actions = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), prices, st.integers(0, 1_000)), min_size=1, max_size=10
)


@relaxed
@given(actions, st.randoms())
def test_cost_curve_conserves_tonnes_and_does_not_depend_on_the_order(rows, random):
    frame = make_actions(**{f"action-{place}": row for place, row in enumerate(rows)})
    curve = cost_curve(frame)
    turned = cost_curve(frame.loc[random.sample(frame.index.tolist(), len(frame))])
    pd.testing.assert_frame_equal(turned.bars, curve.bars)
    assert sorted(turned.left_out.index) == sorted(curve.left_out.index)
    kept, apart = (part["reduction_tco2e"].sum() for part in (curve.bars, curve.left_out))
    assert kept + apart == frame["reduction_tco2e"].sum()
    for _contract, bars in curve.bars.groupby("contract"):
        assert bars["eur_per_tonne"].is_monotonic_increasing
        assert bars["from_tco2e"].tolist() == [0.0, *bars["to_tco2e"].tolist()[:-1]]
        assert bars["to_tco2e"].iloc[-1] == bars["reduction_tco2e"].sum()


@relaxed
@given(st.floats(0, 0.2), st.floats(0, 0.2), st.integers(1, 50))
def test_a_higher_discount_never_makes_the_future_worth_more(one, other, lifetime):
    low, high = sorted((one, other))
    more, less = annuity_years(lifetime_years=[lifetime] * 2, discount_share=[low, high])
    assert 0 < less <= more * (1 + 1e-12) <= lifetime * (1 + 1e-9)
