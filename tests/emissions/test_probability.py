"""The chance of the target: closed forms, what moves it, and that nothing is said where nothing is known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from scipy import stats

from emissions.combination import SourceCaps
from emissions.errors import EmissionsError
from emissions.futures import StartLevel
from emissions.probability import NoChance, simulate_target
from tests.emissions.portfolios import make_portfolio, shared_portfolios
from tests.emissions.strategies import relaxed

START = StartLevel(
    level_tco2e=100.0,
    level_log_sd=0.0,
    level_year=2025,
    target_tco2e=60.0,
    target_year=2030,
    yearly_log_sd=0.0,
)
METRO = make_portfolio(metro={})


def simulate(actions=METRO, caps=None, years=(2025, 2028, 2030), n_draws=4_000, seed=11, **change):
    return simulate_target(
        actions, replace(START, **change), caps=caps, years=years, n_draws=n_draws, seed=seed
    )


def assert_near(chance, probability):
    assert chance.probability == pytest.approx(probability, abs=4 * chance.standard_error)


def test_simulate_target_of_one_action_is_the_tail_of_its_share():
    # A delivered action has no slip: 100 - 50 B <= 53 where its Beta B >= 0.94.
    assert_near(simulate(target_tco2e=53.0), stats.beta(19.0, 1.0).sf(0.94))


def test_simulate_target_of_a_level_alone_is_the_tail_of_its_log_normal():
    actions = make_portfolio(nothing={"isolated_tco2e": 0.0})
    chance = simulate(actions, level_log_sd=0.3, yearly_log_sd=0.2, target_tco2e=80.0)
    spread = np.sqrt(0.3**2 + 5 * 0.2**2)
    assert_near(chance, stats.norm.cdf(np.log(0.8) / spread))
    expected = 100 * np.exp(spread * stats.norm.ppf([0.1, 0.5, 0.9]))
    np.testing.assert_allclose(chance.levels_tco2e.loc[2030], expected, rtol=0.04)
    np.testing.assert_allclose(
        chance.levels_tco2e.loc[2025], 100 * np.exp(0.3 * stats.norm.ppf([0.1, 0.5, 0.9])), rtol=0.03
    )


def test_simulate_target_waits_for_a_slip():
    # Idea: 100 - 50 B <= 100 at once; a step of 2030 that has slipped at all is not there in 2030 in full.
    actions = make_portfolio(idea={"rung": "idea", "start_year": 2030, "end_year": 2030})
    levels = simulate(actions, years=[2029, 2030, 2031, 2045], target_year=2045).levels_tco2e
    assert levels.loc[2029].tolist() == [100.0, 100.0, 100.0]
    shares = 100 - 50 * stats.beta(0.4, 1.6).ppf([0.9, 0.5, 0.1])
    np.testing.assert_allclose(levels.loc[2045], shares, atol=1.5)
    assert bool((levels["p50"].diff().dropna() <= 0).all())


def test_simulate_target_does_not_subtract_what_is_in_the_level():
    past = {"start_year": 2020, "end_year": 2024}
    actions = make_portfolio(
        unreported=past, reported=past | {"delivered_share": 1.0}, half={"delivered_share": 1.0}
    )
    levels = simulate(actions, years=[2025, 2026, 2030]).levels_tco2e
    np.testing.assert_allclose(levels, 100.0)


def test_simulate_target_subtracts_what_was_reported_after_the_level():
    actions = make_portfolio(
        metro={"delivered_share": 0.8, "start_year": 2026, "end_year": 2030, "rung": "verified"}
    )
    levels = simulate(actions, as_of_year=2027, years=[2025, 2026, 2027]).levels_tco2e
    np.testing.assert_allclose(levels, [[100.0] * 3, [80.0] * 3, [60.0] * 3])


def test_simulate_target_spreads_the_existing_plan_and_leaves_what_is_in_the_level():
    nothing = make_portfolio(nothing={"isolated_tco2e": 0.0})
    plan = {"baseline_year": 2020, "existing_plan_tco2e": 40.0}
    chance = simulate(nothing, years=[2025, 2028, 2030, 2032], **plan)
    medians = 100 - np.array([0.0, 0.3, 0.5, 0.5]) * 40 * stats.beta(3.5, 1.5).median()
    np.testing.assert_allclose(chance.levels_tco2e["p50"], medians, atol=0.4)
    assert chance.knows_existing_plan
    late = simulate(nothing, years=[2030], level_year=2019, **plan).levels_tco2e
    assert late["p50"].item() == pytest.approx(100 - 40 * stats.beta(3.5, 1.5).median(), abs=0.8)
    without = simulate(nothing, years=[2030], existing_plan_tco2e=40.0)
    assert (without.levels_tco2e["p50"].item(), without.knows_existing_plan) == (100.0, False)


def test_simulate_target_gives_the_existing_plan_the_common_cause():
    # One cause for both widens the spread beyond that of two independent shares.
    actions = make_portfolio(metro={"rung": "funded", "start_year": 2026, "end_year": 2026})
    both = simulate(actions, baseline_year=2025, existing_plan_tco2e=50.0, years=[2045], target_year=2045)
    low, _, high = both.levels_tco2e.loc[2045]
    stream = np.random.default_rng(1)
    alone = 50 * stream.beta(3.75, 1.25, 40_000) + 50 * stream.beta(3.5, 1.5, 40_000)
    apart = np.subtract(*np.percentile(alone, [90, 10]))
    assert high - low == pytest.approx(apart * np.sqrt(1.3), rel=0.05)


def test_simulate_target_respects_the_overlap_in_every_draw():
    rows = {
        "isolated_tco2e": 80,
        "group": 0,
        "rung": "verified",
        "delivered_share": 1.0,
        "in_level_share": 0.0,
    }
    actions = make_portfolio(a=rows, b=rows)
    for caps, level in [
        ({"group_tco2e": np.array([100.0])}, 4.0),
        ({"sector_tco2e": np.array([70.0])}, 30.0),
    ]:
        levels = simulate(actions, caps=SourceCaps(**caps), years=[2025, 2030]).levels_tco2e
        np.testing.assert_allclose(levels, [[100.0] * 3, [level] * 3])
    uncapped = simulate(actions, years=[2030]).levels_tco2e
    np.testing.assert_array_equal(uncapped, [[0.0] * 3])


@pytest.mark.parametrize(("target", "probability"), [(50.0, 1.0), (49.9, 0.0)])
def test_simulate_target_meets_a_target_exactly(target, probability):
    actions = make_portfolio(metro={"delivered_share": 1.0, "in_level_share": 0.0})
    chance = simulate(actions, target_tco2e=target, n_draws=100)
    assert chance.probability == probability
    # No number of draws makes certain: the error is that of Beta(101, 1).
    assert chance.standard_error == pytest.approx(stats.beta(101, 1).std())


def test_simulate_target_has_the_standard_error_of_its_draws():
    chance = simulate(target_tco2e=53.0)
    met = round(chance.probability * 4_000)
    assert chance.standard_error == pytest.approx(stats.beta(met + 1, 4_001 - met).std())
    assert (chance.n_draws, chance.seed, chance.reason) == (4_000, 11, None)


def test_simulate_target_reads_the_year_before_the_level_as_unknown():
    levels = simulate(years=[2024, 2025]).levels_tco2e
    assert levels.index.tolist() == [2024.0, 2025.0]
    assert levels.columns.tolist() == ["p10", "p50", "p90"]
    np.testing.assert_array_equal(levels, [[np.nan] * 3, [100.0] * 3])


def test_drivers_are_the_probability_with_and_without_each_action():
    rows = {f"a{place:02}": {"isolated_tco2e": 4 * (place + 1), "rung": "under_way"} for place in range(12)}
    actions = make_portfolio(**rows)
    chance = simulate(actions, level_tco2e=300.0, target_tco2e=160.0)
    assert chance.drivers.index.tolist() == [f"a{place:02}" for place in range(11, 1, -1)]
    top = chance.drivers.iloc[0]
    without = simulate(
        actions.assign(isolated_tco2e=actions["isolated_tco2e"].where(actions.index != "a11", 0)),
        level_tco2e=300.0,
        target_tco2e=160.0,
    )
    whole = actions.copy()
    whole.loc["a11", ["delivered_share", "in_level_share", "rung"]] = [1.0, 0.0, "verified"]
    with_whole = simulate(whole, level_tco2e=300.0, target_tco2e=160.0)
    assert top["probability_if_not"] == without.probability
    # Reported whole by the level's year, it comes in the first year after; whole and on time by 2028: both before 2030.
    assert top["probability_if_whole"] == with_whole.probability
    assert top["probability_change"] == pytest.approx(with_whole.probability - without.probability)
    assert top["swing_tco2e"] == pytest.approx(48.0)


def test_drivers_break_ties_by_tonnes_and_then_by_label():
    actions = make_portfolio(
        small={"isolated_tco2e": 1}, large_b={"isolated_tco2e": 2}, large_a={"isolated_tco2e": 2}
    )
    drivers = simulate(actions, target_tco2e=10.0).drivers
    assert drivers.index.tolist() == ["large_a", "large_b", "small"]
    assert drivers["probability_change"].tolist() == [0.0, 0.0, 0.0]


def test_drivers_of_actions_already_in_the_level_move_nothing():
    drivers = simulate(
        make_portfolio(metro={"start_year": 2020, "end_year": 2024, "delivered_share": 1.0})
    ).drivers
    assert drivers.to_numpy().tolist() == [[0.0, 0.0, 0.0, 0.0]]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"level_tco2e": np.nan}, NoChance.NO_LEVEL),
        ({"level_log_sd": np.nan}, NoChance.NO_LEVEL),
        ({"level_year": np.nan, "target_tco2e": np.nan}, NoChance.NO_LEVEL),
        ({"target_tco2e": np.nan}, NoChance.NO_TARGET),
        ({"target_year": np.nan}, NoChance.NO_TARGET),
        ({"target_year": 2025}, NoChance.TARGET_YEAR_PAST),
        ({"actions": make_portfolio(a={"isolated_tco2e": np.nan})}, NoChance.NO_DATED_ACTION),
        ({"actions": METRO.iloc[:0]}, NoChance.NO_DATED_ACTION),
    ],
)
def test_simulate_target_says_why_it_cannot_say(change, reason):
    chance = simulate(**change)
    assert (np.isnan(chance.probability), np.isnan(chance.standard_error)) == (True, True)
    assert (chance.reason, len(chance.drivers)) == (reason, 0)
    assert (chance.levels_tco2e.index.tolist(), chance.levels_tco2e.isna().all(axis=None)) == (
        [2025, 2028, 2030],
        True,
    )


def test_simulate_target_counts_what_it_leaves_out():
    actions = make_portfolio(
        whole={},
        without_tonnes={"isolated_tco2e": np.nan},
        without_both={"isolated_tco2e": np.nan, "end_year": np.nan},
        without_start={"start_year": np.nan},
        without_end={"end_year": np.nan},
        second={},
    )
    chance = simulate(actions)
    assert (chance.n_actions, chance.n_without_tonnes, chance.n_without_dates) == (2, 2, 2)
    assert sorted(chance.drivers.index) == ["second", "whole"]


@pytest.mark.parametrize(
    ("change", "row", "reason"),
    [
        ({"level_tco2e": -1.0}, "level_tco2e", "is negative or not a finite number"),
        ({"level_log_sd": -0.1}, "level_log_sd", "is negative or not a finite number"),
        ({"target_tco2e": np.inf}, "target_tco2e", "is negative or not a finite number"),
        ({"as_of_year": 2024}, "as_of_year", "is before level_year"),
        ({"baseline_year": 2030}, "target_year", "is not after baseline_year"),
        ({"years": [2030, 2025]}, 1, "years must be finite and strictly increasing"),
        ({"actions": pd.concat([METRO, METRO])}, "metro", "action is there twice"),
        (
            {"actions": make_portfolio(a={"isolated_tco2e": np.inf})},
            "a",
            "isolated_tco2e is negative or unknown",
        ),
        ({"actions": make_portfolio(a={"start_year": -np.inf})}, "a", "start_year is not a finite number"),
    ],
)
def test_simulate_target_refuses_what_makes_no_sense(change, row, reason):
    with pytest.raises(EmissionsError) as caught:
        simulate(**change)
    assert (caught.value.row, caught.value.reason) == (row, reason)


def test_simulate_target_needs_no_column_of_shares_in_the_level():
    actions = make_portfolio(metro={"delivered_share": 0.4, "start_year": 2023})
    pd.testing.assert_frame_equal(
        simulate(actions.drop(columns="in_level_share")).levels_tco2e, simulate(actions).levels_tco2e
    )


def test_simulate_target_gives_the_same_bytes_for_the_same_seed_in_any_order():
    actions = make_portfolio(
        **{f"a{place}": {"isolated_tco2e": 7.3 * place, "rung": "funded"} for place in range(9)}
    )
    first, second = simulate(actions), simulate(actions.iloc[::-1])
    assert first.probability == second.probability
    pd.testing.assert_frame_equal(first.levels_tco2e, second.levels_tco2e, check_exact=True)
    pd.testing.assert_frame_equal(first.drivers, second.drivers, check_exact=True)
    assert not first.levels_tco2e.equals(simulate(actions, seed=12).levels_tco2e)


@relaxed
@given(shared_portfolios())
def test_simulate_target_is_known_and_rises_with_the_target_whatever_the_portfolio(portfolio):
    actions, caps = portfolio
    chances = [
        simulate(actions.assign(rung="planned"), caps, n_draws=300, target_tco2e=target)
        for target in (20.0, 60.0, 100.0)
    ]
    probabilities = [chance.probability for chance in chances]
    assert probabilities == sorted(probabilities)
    assert probabilities[-1] == 1.0
    for chance in chances:
        assert not chance.levels_tco2e.isna().any(axis=None)
        assert bool((chance.levels_tco2e.diff().dropna() <= 1e-9).all(axis=None))
        assert bool((chance.drivers["probability_if_not"] <= chance.probability).all())
        assert bool((chance.drivers["probability_if_whole"] >= chance.probability).all())


@relaxed
@given(shared_portfolios())
def test_simulate_target_does_not_depend_on_the_unit(portfolio):
    actions, caps = portfolio
    thousandfold = SourceCaps(caps.group_tco2e * 1000, caps.sector_tco2e * 1000, caps.contract_tco2e * 1000)
    # Targets that no draw meets within a rounding error.
    small = simulate(actions, caps, n_draws=300, target_tco2e=60.01)
    large = simulate(
        actions.assign(isolated_tco2e=actions["isolated_tco2e"] * 1000),
        thousandfold,
        n_draws=300,
        level_tco2e=100_000.0,
        target_tco2e=60_010.0,
    )
    assert large.probability == small.probability
    np.testing.assert_allclose(large.levels_tco2e, small.levels_tco2e * 1000, atol=1e-6)
