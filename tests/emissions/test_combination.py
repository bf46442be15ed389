"""F15: what actions save together, on the worked example, against plain sums, and against the overlap ledger."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.claims import read_claims
from emissions.combination import SourceCaps, combine_sources
from emissions.errors import EmissionsError
from emissions.overlap import scenario_reduction
from emissions.words import Sector
from tests.emissions.portfolios import make_portfolio, shared_portfolios
from tests.emissions.strategies import relaxed


def combine(actions, caps):
    return combine_sources(
        isolated_tco2e=actions["isolated_tco2e"],
        group=actions["group"].to_numpy(),
        sector=actions["sector"].to_numpy(),
        cut_share=actions["cut_share"],
        caps=caps,
        labels=actions.index,
    )


def credit_whole(actions, caps):
    combination = combine(actions, caps)
    return combination.credit(combination.effect[:, None])[0]


TWO_OF_ONE_SOURCE = make_portfolio(a={"isolated_tco2e": 30, "group": 0}, b={"isolated_tco2e": 20, "group": 0})


@pytest.mark.parametrize(
    ("caps", "credited"),
    [
        pytest.param({"group_tco2e": [100.0]}, 44.0, id="worked example"),
        pytest.param({"group_tco2e": [25.0]}, 25.0, id="the first takes all of a smaller source"),
        pytest.param({"group_tco2e": [0.5]}, 0.5, id="half a tonne there"),
        pytest.param({"group_tco2e": [0.0]}, 0.0, id="nothing there"),
        pytest.param({"group_tco2e": [np.nan]}, 50.0, id="source unknown: nothing is known to cap it"),
        pytest.param({}, 50.0, id="code beyond the array is unknown too"),
        pytest.param({"group_tco2e": [100.0], "sector_tco2e": [43.0]}, 43.0, id="sector"),
        pytest.param({"group_tco2e": [100.0], "sector_tco2e": [45.0]}, 44.0, id="sector large enough"),
        pytest.param({"sector_tco2e": [np.nan], "contract_tco2e": 41.0}, 41.0, id="contract"),
    ],
)
def test_combine_sources_of_two_actions_of_one_source(caps, credited):
    known = {name: np.array(value) if isinstance(value, list) else value for name, value in caps.items()}
    assert credit_whole(TWO_OF_ONE_SOURCE, SourceCaps(**known)) == pytest.approx(credited, abs=1e-9)


@pytest.mark.parametrize(
    ("cuts", "credited"),
    [
        pytest.param((0.1, np.nan), 28.0, id="a percentage below the tonnes wins"),
        pytest.param((0.9, np.nan), 44.0, id="a percentage above the tonnes does not"),
        pytest.param((0.1, 0.1), 19.0, id="both"),
    ],
)
def test_combine_sources_takes_no_more_than_the_percentage(cuts, credited):
    actions = TWO_OF_ONE_SOURCE.assign(cut_share=cuts)
    assert credit_whole(actions, SourceCaps(group_tco2e=np.array([100.0]))) == pytest.approx(credited)


def test_combine_sources_keeps_sectors_apart():
    actions = make_portfolio(
        a={"isolated_tco2e": 30, "sector": 0},
        b={"isolated_tco2e": 20, "sector": 1},
        c={"isolated_tco2e": 7, "sector": -1},
        d={"isolated_tco2e": 40, "sector": 1, "group": 1},
        e={"isolated_tco2e": 50, "sector": 0, "group": 0},
    )
    caps = SourceCaps(group_tco2e=np.array([40.0, 80.0]), sector_tco2e=np.array([60.0, 70.0]))
    # Sector 0: 30 + 40 of 60; sector 1: 20 + 40 of 70; no sector: 7.
    assert credit_whole(actions, caps) == pytest.approx(60 + 60 + 7)


def test_combine_sources_of_no_action_saves_nothing():
    assert credit_whole(make_portfolio(a={}).iloc[:0], SourceCaps()) == 0.0


@pytest.mark.parametrize(
    ("change", "row", "reason"),
    [
        ({"isolated_tco2e": [1.0, -1.0]}, "b", "isolated_tco2e is negative or unknown"),
        ({"isolated_tco2e": [1.0, np.nan]}, "b", "isolated_tco2e is negative or unknown"),
        ({"isolated_tco2e": [np.inf, 1.0]}, "a", "isolated_tco2e is negative or unknown"),
        ({"cut_share": [0.0, 1.01]}, "b", "cut_share is not between 0 and 1"),
        ({"cut_share": [-0.01, 1.0]}, "a", "cut_share is not between 0 and 1"),
        ({"sector": [0, 1]}, "a", "group lies in two sectors"),
    ],
)
def test_combine_sources_names_the_row_that_makes_no_sense(change, row, reason):
    with pytest.raises(EmissionsError) as caught:
        combine(TWO_OF_ONE_SOURCE.assign(**change), SourceCaps(group_tco2e=np.array([100.0])))
    assert (caught.value.row, caught.value.reason) == (row, reason)


def test_combine_sources_lets_a_group_of_unknown_emissions_lie_in_two_sectors():
    assert credit_whole(TWO_OF_ONE_SOURCE.assign(sector=[0, 1]), SourceCaps()) == 50.0


@relaxed
@given(shared_portfolios(), st.integers(0, 2**31))
def test_credit_each_changed_is_the_credit_of_the_changed_portfolio(portfolio, seed):
    actions, caps = portfolio
    combination = combine(actions, caps)
    stream = np.random.default_rng(seed)
    amounts = combination.effect[:, None] * stream.choice([0.0, 0.5, 1.0], size=(len(actions), 3))
    changed = combination.effect[:, None] * stream.choice([0.0, 1.0], size=(len(actions), 3))
    found = combination.credit_each_changed(amounts, combination.add_up(amounts), changed)
    for row in range(len(actions)):
        other = amounts.copy()
        other[row] = changed[row]
        np.testing.assert_allclose(found[row], combination.credit(other), atol=1e-6)


@relaxed
@given(shared_portfolios(), st.integers(0, 2**31))
def test_credit_agrees_with_the_overlap_ledger(portfolio, seed):
    actions, caps = portfolio
    sectors = list(Sector)
    # The ledger knows no action without a sector: such actions are put into one whose emissions are unknown.
    home = actions["sector"].where(actions["sector"] >= 0, 2)
    claims = read_claims(
        pd.DataFrame(
            {
                "contract": 0,
                "action": actions.index,
                "sector": [sectors[code] for code in home],
                "source_group": ["" if code < 0 else f"group {code}" for code in actions["group"]],
                "area": "",
                "isolated_tco2e": actions["isolated_tco2e"].to_numpy(),
                "cut_share": actions["cut_share"].to_numpy(),
                "flow": "source",
                "quantification": "quantified",
                "included_in": None,
                "in_existing_plan": False,
            }
        ),
        pd.DataFrame(
            [(0, sectors[code % 2], f"group {code}", tonnes) for code, tonnes in enumerate(caps.group_tco2e)]
            + [(0, sectors[code], "", tonnes) for code, tonnes in enumerate(caps.sector_tco2e)]
            + [(0, "", "", caps.contract_tco2e)],
            columns=["contract", "sector", "source_group", "tco2e"],
        ),
    )
    effect = np.random.default_rng(seed).choice([0.0, 0.25, 1.0], size=(len(actions), 4))
    combination = combine(actions, caps)
    found = combination.credit(combination.effect[:, None] * effect[combination.order])
    np.testing.assert_allclose(found, scenario_reduction(claims, effect=effect)[0], atol=1e-3)


@relaxed
@given(shared_portfolios(), st.floats(0, 1))
def test_credit_grows_with_every_action_and_stays_below_the_caps(portfolio, share):
    actions, caps = portfolio
    combination = combine(actions, caps)
    amounts = combination.effect[:, None] * np.array([share, 1.0])
    less, more = combination.credit(amounts)
    assert 0.0 <= less <= more + 1e-9
    assert more <= np.fmin(actions["isolated_tco2e"].sum(), caps.contract_tco2e) + 1e-9
