"""What is assumed of each action: the table by rung, and the adjustments one by one."""

import numpy as np
import pytest

from emissions.delivery import ADJUSTMENTS, RUNG_ASSUMPTIONS, expect_delivery
from emissions.errors import EmissionsError
from emissions.words import Rung
from tests.emissions.portfolios import make_portfolio


def test_assumptions_cover_every_rung_in_order_and_rise_with_it():
    assert [row.rung for row in RUNG_ASSUMPTIONS] == list(Rung)
    means, weights = (
        [getattr(row, name) for row in RUNG_ASSUMPTIONS] for name in ("share_mean", "share_weight")
    )
    slips = [row.slip_mean_years for row in RUNG_ASSUMPTIONS]
    assert (means, weights, slips) == (sorted(means), sorted(weights), sorted(slips, reverse=True))


def test_every_assumption_has_its_reason():
    assert [row for row in (*RUNG_ASSUMPTIONS, *ADJUSTMENTS) if not row.reason.endswith(".")] == []


@pytest.mark.parametrize(
    ("change", "share", "slip", "known"),
    [
        pytest.param({"rung": "idea"}, 0.20, 2.0, 0.0, id="idea"),
        pytest.param({"rung": "verified"}, 0.98, 0.0, 0.0, id="verified"),
        pytest.param({"rung": "funded", "is_funded": False}, 0.75, 1.0, 0.0, id="unfunded below under way"),
        pytest.param({"rung": "under_way", "delivered_share": 0.0}, 0.85, 0.5, 0.0, id="under way, reported"),
        pytest.param({"rung": "under_way"}, 0.68, 0.5, 0.0, id="silent"),
        pytest.param(
            {"rung": "under_way", "delivered_share": 0.2, "is_funded": False}, 0.68, 1.0, 0.0, id="unfunded"
        ),
        pytest.param({"rung": "delivered", "is_funded": False}, 0.95, 0.0, 0.0, id="delivered without money"),
        pytest.param(
            {"rung": "funded", "is_late": True, "lateness_years": 0.5},
            0.6375,
            1.0,
            0.5,
            id="late by half a year",
        ),
        pytest.param({"rung": "funded", "is_late": True}, 0.6375, 2.0, 0.0, id="late by unknown"),
        pytest.param({"rung": "funded", "lateness_years": 0.0}, 0.75, 1.0, 0.0, id="on time"),
    ],
)
def test_expect_delivery_by_rung_lateness_funding_and_reports(change, share, slip, known):
    found = expect_delivery(make_portfolio(a=change))
    assert found.share_mean.tolist() == pytest.approx([share])
    assert found.slip_mean_years.tolist() == pytest.approx([slip])
    assert found.known_lateness_years.tolist() == [known]


def test_expect_delivery_knows_what_has_begun():
    found = expect_delivery(make_portfolio(**{rung.value: {"rung": rung.value} for rung in Rung}))
    assert found.has_begun.tolist() == [False] * 4 + [True] * 3
    assert found.share_weight.tolist() == [2.0, 2.0, 3.0, 5.0, 8.0, 20.0, 50.0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"rung": "dreamt"}, "unknown rung 'dreamt'"),
        ({"lateness_years": -0.1}, "lateness_years is negative"),
        ({"lateness_years": np.inf}, "lateness_years is not a finite number"),
    ],
)
def test_expect_delivery_names_the_row_that_makes_no_sense(change, reason):
    with pytest.raises(EmissionsError) as caught:
        expect_delivery(make_portfolio(good={}, bad=change))
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
