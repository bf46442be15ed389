"""What holds for every overlap ledger: order, conservation, caps, monotony, units."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from emissions.claims import read_claims
from emissions.combination import SourceCaps, combine_sources
from emissions.overlap import marginal_impacts, overlap_ledger, scenario_reduction
from tests.emissions.ledger_cases import (
    claim_rows,
    make_ledger,
    make_sources,
    share,
    source_rows,
    to_whole_units,
)
from tests.emissions.strategies import relaxed

UNIT = 1e-4
FLOAT_NOISE = 1e-6


@st.composite
def ramped_claims(draw):
    """Actions with the share of their effect in three years, the last one whole."""
    actions = draw(claim_rows())
    ramp = [[draw(share), draw(share), 1.0] for _ in range(len(actions))]
    return actions, np.array(ramp)


@relaxed
@given(ramped_claims(), source_rows(), st.randoms(use_true_random=False))
def test_overlap_ledger_does_not_depend_on_the_order(claimed, sources, random):
    actions, ramp = claimed
    order = list(range(len(actions)))
    random.shuffle(order)
    first = overlap_ledger(actions, sources, ramp=ramp, n_contracts=2)
    turned = overlap_ledger(actions.iloc[order], sources.iloc[::-1], ramp=ramp[order], n_contracts=2)
    pd.testing.assert_frame_equal(turned.actions.sort_index(), first.actions, check_exact=True)
    pd.testing.assert_frame_equal(turned.cells, first.cells, check_exact=True)
    pd.testing.assert_frame_equal(turned.contracts, first.contracts, check_exact=True)
    np.testing.assert_array_equal(turned.credited_by_year_tco2e, first.credited_by_year_tco2e[order])
    np.testing.assert_array_equal(turned.scenario_by_year_tco2e, first.scenario_by_year_tco2e)
    effects = marginal_impacts(first.claims, effect=ramp)[order]
    np.testing.assert_array_equal(marginal_impacts(turned.claims, effect=ramp[order]), effects)


@relaxed
@given(claim_rows(), source_rows())
def test_overlap_ledger_loses_and_doubles_no_unit(actions, sources):
    ledger = make_ledger(actions, sources, n_contracts=2)
    credited = to_whole_units(ledger.actions["credited_tco2e"])
    by_contract = np.bincount(actions["contract"], weights=credited, minlength=2)
    assert by_contract.tolist() == to_whole_units(ledger.contracts["credited_tco2e"]).tolist()
    by_cell = np.bincount(ledger.actions["cell"], weights=credited)
    assert by_cell.tolist() == to_whole_units(ledger.cells["credited_tco2e"]).tolist()
    for frame, claimed in (
        (ledger.actions, "isolated_tco2e"),
        (ledger.cells, "claims_tco2e"),
        (ledger.contracts, "claims_tco2e"),
    ):
        rest = to_whole_units(frame[claimed]) - to_whole_units(frame["credited_tco2e"])
        assert rest.tolist() == to_whole_units(frame["contested_tco2e"]).tolist()
    assert ledger.cells["n_actions"].sum() == len(actions)


@relaxed
@given(ramped_claims(), source_rows())
def test_overlap_ledger_adds_up_in_every_year(claimed, sources):
    actions, ramp = claimed
    ledger = overlap_ledger(actions, sources, ramp=ramp, n_contracts=2)
    for contract in range(2):
        rows = actions["contract"].to_numpy() == contract
        np.testing.assert_allclose(
            ledger.credited_by_year_tco2e[rows].sum(axis=0),
            ledger.scenario_by_year_tco2e[contract],
            atol=FLOAT_NOISE,
        )


@relaxed
@given(ramped_claims(), source_rows())
def test_overlap_ledger_by_year_drifts_from_whole_units_by_little(claimed, sources):
    actions, ramp = claimed
    ledger = overlap_ledger(actions, sources, ramp=ramp, n_contracts=2)
    drift = np.abs(ledger.credited_by_year_tco2e[:, -1] - ledger.actions["credited_tco2e"])
    assert drift.max() < 3 * UNIT
    together = np.abs(ledger.scenario_by_year_tco2e[:, -1] - ledger.contracts["credited_tco2e"])
    assert together.max() < 3 * UNIT


@relaxed
@given(claim_rows(), source_rows())
def test_overlap_ledger_exceeds_nothing_that_is_there(actions, sources):
    ledger = make_ledger(actions, sources, n_contracts=2)
    credited = ledger.actions.assign(
        contract=actions["contract"], units=to_whole_units(ledger.actions["credited_tco2e"])
    )
    assert bool((credited["units"] >= 0).all())
    assert bool((credited["units"] <= to_whole_units(ledger.actions["isolated_tco2e"])).all())
    for source in sources.dropna(subset="tco2e").itertuples():
        inside = credited["contract"] == source.contract
        if source.sector:
            inside &= credited["sector"] == source.sector
        if source.source_group:
            inside &= credited["source_group"] == source.source_group
        assert credited.loc[inside, "units"].sum() <= to_whole_units([source.tco2e])[0]


@relaxed
@given(claim_rows(min_size=2, cut_share=st.none()) | claim_rows(min_size=2, cut_share=share), source_rows())
def test_overlap_ledger_of_one_action_more_takes_from_others_and_never_from_the_whole(actions, sources):
    larger = make_ledger(actions, sources, n_contracts=2)
    smaller = make_ledger(actions.iloc[:-1], sources, n_contracts=2)
    growth = larger.contracts["credited_tco2e"] - smaller.contracts["credited_tco2e"]
    assert growth.min() >= -UNIT - FLOAT_NOISE
    # Each of the three levels may round a credit up by one unit.
    gain = larger.actions["credited_tco2e"].iloc[:-1] - smaller.actions["credited_tco2e"]
    assert gain.max() <= 3 * UNIT + FLOAT_NOISE
    yearly = larger.credited_by_year_tco2e[:-1] - smaller.credited_by_year_tco2e
    assert yearly.max() <= FLOAT_NOISE


@relaxed
@given(claim_rows(), source_rows())
def test_overlap_ledger_grows_with_the_effect_of_every_action(actions, sources):
    claims = read_claims(actions, sources, n_contracts=2)
    effect = np.tile(np.linspace(0, 1, 5), (len(actions), 1))
    reduction = scenario_reduction(claims, effect=effect)
    assert reduction[:, 0].tolist() == [0.0, 0.0]
    assert bool((np.diff(reduction, axis=1) >= -FLOAT_NOISE).all())


@relaxed
@given(ramped_claims(), source_rows(), st.sampled_from([0.5, 8.0, 1000.0]))
def test_overlap_ledger_does_not_depend_on_the_unit(claimed, sources, factor):
    actions, ramp = claimed
    scaled = overlap_ledger(
        actions.assign(isolated_tco2e=actions["isolated_tco2e"] * factor),
        sources.assign(tco2e=sources["tco2e"] * factor),
        ramp=ramp,
        n_contracts=2,
    )
    ledger = overlap_ledger(actions, sources, ramp=ramp, n_contracts=2)
    n_rounded = 2 * len(actions) + 4
    np.testing.assert_allclose(
        scaled.credited_by_year_tco2e,
        ledger.credited_by_year_tco2e * factor,
        rtol=1e-9,
        atol=n_rounded * UNIT * max(factor, 1.0),
    )


@relaxed
@given(ramped_claims(), source_rows())
def test_overlap_ledger_knows_every_figure_of_known_claims(claimed, sources):
    actions, ramp = claimed
    ledger = overlap_ledger(actions, sources, ramp=ramp, n_contracts=2)
    figures = ["isolated_tco2e", "credited_tco2e", "contested_tco2e"]
    assert not ledger.actions[figures].isna().to_numpy().any()
    assert not np.isnan(ledger.credited_by_year_tco2e).any()
    assert not np.isnan(ledger.scenario_by_year_tco2e).any()


@relaxed
@given(ramped_claims(), source_rows())
def test_marginal_impacts_is_what_leaving_each_action_out_changes(claimed, sources):
    actions, ramp = claimed
    claims = read_claims(actions, sources, n_contracts=2)
    impacts = marginal_impacts(claims, effect=ramp)
    whole = scenario_reduction(claims, effect=ramp)
    for row, contract in enumerate(actions["contract"]):
        without = ramp.copy()
        without[row] = 0.0
        change = whole - scenario_reduction(claims, effect=without)
        np.testing.assert_allclose(impacts[row], change[contract], atol=FLOAT_NOISE)
        np.testing.assert_array_equal(change[1 - contract], [0.0] * 3)
    np.testing.assert_array_equal(marginal_impacts(claims), impacts[:, -1])
    assert impacts.min() >= 0.0


@relaxed
@given(
    claim_rows(),
    st.lists(st.integers(1, 10_000_000).map(lambda units: units / 10_000), min_size=6, max_size=6),
)
def test_scenario_reduction_is_what_the_draws_of_the_future_add_up_to(actions, available):
    actions["contract"] = 0
    whole, *known = available
    keys = [
        ("buildings", "boilers"),
        ("buildings", "cars"),
        ("transport", "boilers"),
        ("buildings", ""),
        ("transport", ""),
    ]
    rows = [
        {"sector": sector, "source_group": group, "tco2e": there}
        for (sector, group), there in zip(keys, known, strict=True)
    ]
    sources = make_sources({"sector": "", "tco2e": whole}, *rows)
    pairs = list(zip(actions["sector"], actions["source_group"], strict=True))
    combination = combine_sources(
        isolated_tco2e=actions["isolated_tco2e"],
        group=np.array([keys.index(pair) if pair in keys[:3] else -1 for pair in pairs]),
        sector=np.array([("buildings", "transport").index(sector) for sector, _ in pairs]),
        cut_share=[
            value if pair in keys[:3] else None
            for value, pair in zip(actions["cut_share"], pairs, strict=True)
        ],
        caps=SourceCaps(
            group_tco2e=np.array(known[:3]), sector_tco2e=np.array(known[3:]), contract_tco2e=whole
        ),
    )
    together = combination.credit(combination.effect[:, None])
    ours = scenario_reduction(read_claims(actions, sources), effect=np.ones((len(actions), 1)))
    np.testing.assert_allclose(ours[0], together, atol=len(actions) * UNIT)
