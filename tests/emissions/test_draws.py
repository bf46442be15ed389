"""Random numbers: whose they are, and that they have the distributions they are said to have."""

import numpy as np
import pytest
from scipy import special, stats

from emissions.delivery import COMMON_CAUSE_SHARE, expect_delivery
from emissions.draws import CHUNK_DRAWS, draw_city, draw_deliveries, draw_share, open_stream
from tests.emissions.portfolios import make_portfolio


def draw_all(seed, labels, actions, n_draws=20_000):
    common = draw_city(seed, n_draws=n_draws, n_years=0).common_cause
    chunks = list(draw_deliveries(seed, labels, expect_delivery(actions), common))
    return common, np.hstack([share for _, share, _ in chunks]), np.hstack([slip for _, _, slip in chunks])


def test_open_stream_differs_by_seed_and_by_label():
    drawn = [
        open_stream(*words).random() for words in [(1,), (2,), (1, "a"), (2, "a"), (1, "b"), (1, "a"), (1,)]
    ]
    assert len(set(drawn)) == 5
    assert (drawn[5], drawn[6]) == (drawn[2], drawn[0])


def test_draw_share_reads_the_quantiles_of_its_beta():
    normal = np.array([-9.0, -4.0, -1.0, 0.0, 1 / 64, 2.0, 4.0, 9.0])
    expected = special.betaincinv(3.75, 1.25, special.ndtr(np.clip(normal, -4.0, 4.0)))
    np.testing.assert_allclose(draw_share(0.75, 5.0, normal), expected, atol=1e-4)


def test_draw_deliveries_have_the_means_assumed():
    actions = make_portfolio(a={"rung": "idea"}, b={"rung": "funded"}, c={"rung": "delivered"})
    _, share, slip = draw_all(7, list("abc"), actions)
    assert share.mean(axis=1) == pytest.approx([0.20, 0.75, 0.95], abs=0.01)
    assert slip.mean(axis=1) == pytest.approx([2.0, 1.0, 0.0], abs=0.06)
    assert slip[2].tolist() == [0.0] * 20_000


def test_draw_deliveries_are_beta_and_exponential():
    _, share, slip = draw_all(7, ["b"], make_portfolio(b={"rung": "funded"}), n_draws=5_000)
    assert stats.kstest(share[0], stats.beta(3.75, 1.25).cdf).pvalue > 0.001
    assert stats.kstest(slip[0], stats.expon().cdf).pvalue > 0.001


def test_draw_deliveries_share_a_cause_that_delays_what_it_shrinks():
    common, share, slip = draw_all(7, ["a", "b"], make_portfolio(a={"rung": "funded"}, b={"rung": "funded"}))
    ranks = stats.spearmanr(np.vstack([common, share, slip]), axis=1).statistic
    with_cause, with_other = (
        6 / np.pi * np.arcsin(r / 2) for r in (np.sqrt(COMMON_CAUSE_SHARE), COMMON_CAUSE_SHARE)
    )
    assert ranks[0, 1:] == pytest.approx([with_cause, with_cause, -with_cause, -with_cause], abs=0.03)
    assert (ranks[1, 2], ranks[3, 4]) == pytest.approx((with_other, with_other), abs=0.03)
    assert (ranks[1, 3], ranks[1, 4]) == pytest.approx((-with_other, -with_other), abs=0.03)


def test_draw_deliveries_give_an_action_its_own_numbers_whatever_else_is_drawn():
    actions = make_portfolio(a={"rung": "idea"}, b={"rung": "funded"})
    _, alone, _ = draw_all(7, ["b"], actions.loc[["b"]], n_draws=600)
    _, both, _ = draw_all(7, ["a", "b"], actions, n_draws=600)
    np.testing.assert_array_equal(both[1], alone[0])


def test_draw_deliveries_come_in_chunks_that_a_longer_run_repeats():
    expectation = expect_delivery(make_portfolio(a={}))
    short, long = (
        [(chunk, share) for chunk, share, _ in draw_deliveries(7, ["a"], expectation, np.zeros(n))]
        for n in (CHUNK_DRAWS, CHUNK_DRAWS + 1)
    )
    assert [chunk for chunk, _ in long] == [slice(0, CHUNK_DRAWS), slice(CHUNK_DRAWS, CHUNK_DRAWS + 1)]
    np.testing.assert_array_equal(long[0][1], short[0][1])


def test_draw_city_has_four_kinds_of_numbers_that_do_not_depend_on_each_other():
    city = draw_city(3, n_draws=20_000, n_years=1)
    together = np.corrcoef(np.vstack([city.common_cause, city.level, city.existing_plan, city.background]))
    np.testing.assert_allclose(together, np.eye(4), atol=0.03)
