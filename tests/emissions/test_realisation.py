"""What reports deliver: evidence, timing around the inventory, corrections."""

import numpy as np
import pandas as pd
import pytest

from emissions.errors import EmissionsError
from emissions.realisation import delivered_since

SECTORS = pd.Index(["buildings", "transport"])


def make_reports(*rows):
    """Reports that differ from a declared one of 100 t, of one action, at the end of 2022."""
    usual = {
        "contract": 0,
        "action": "a",
        "year": 2022,
        "sector": "buildings",
        "tco2e": 100.0,
        "evidence": "declared",
    }
    return pd.DataFrame([usual | row for row in rows], columns=list(usual))


def read(*rows, last_year=(2021.0,), horizon=3, **options):
    return delivered_since(
        make_reports(*rows), last_year=np.array(last_year), sectors=SECTORS, horizon=horizon, **options
    )


@pytest.mark.parametrize(
    ("evidence", "mean", "sd"), [("declared", 60, 25), ("documented", 75, 20), ("verified", 95, 10)]
)
def test_evidence_says_how_much_comes_true(evidence, mean, sd):
    expected, spread = read({"evidence": evidence})
    np.testing.assert_allclose(expected[0, 0], [0, mean / 2, mean, mean])
    np.testing.assert_allclose(spread[0, 0], [0, sd / 2, sd, sd])
    np.testing.assert_array_equal(expected[0, 1], np.zeros(4))


@pytest.mark.parametrize(
    ("year", "years_after"),
    [
        pytest.param(2020, [0, 0, 0, 0], id="before the inventory: inside it"),
        pytest.param(2021, [0, 30, 30, 30], id="in its year: half inside it"),
        pytest.param(2022, [0, 30, 60, 60], id="in the year after"),
        pytest.param(2024, [0, 0, 0, 30], id="in the last year asked for"),
        pytest.param(2025, [0, 0, 0, 0], id="later than asked for"),
    ],
)
def test_a_step_takes_half_its_effect_in_its_own_year(year, years_after):
    np.testing.assert_allclose(read({"year": year})[0][0, 0], years_after)


def test_levels_of_one_action_are_not_added_up():
    expected, _ = read({"year": 2022, "tco2e": 40.0}, {"year": 2023, "tco2e": 100.0})
    np.testing.assert_allclose(expected[0, 0], [0, 12, 42, 60])


def test_a_later_lower_report_corrects_the_earlier():
    expected, _ = read({"year": 2022, "tco2e": 100.0}, {"year": 2023, "tco2e": 50.0})
    np.testing.assert_allclose(expected[0, 0], [0, 15, 30, 30])


def test_verification_lifts_what_was_declared_before_but_not_what_comes_after():
    expected, spread = read(
        {"year": 2022, "tco2e": 40.0},
        {"year": 2023, "tco2e": 60.0, "evidence": "verified"},
        {"year": 2024, "tco2e": 100.0},
    )
    np.testing.assert_allclose(expected[0, 0], [0, 19, 38 + 9.5, 57 + 12])
    np.testing.assert_allclose(spread[0, 0], [0, 2, 4 + 1, 6 + 5])


def test_verifying_what_the_inventory_holds_already_delivers_nothing_new():
    expected, _ = read({"year": 2020}, {"year": 2023, "evidence": "verified"})
    np.testing.assert_array_equal(expected, np.zeros((1, 2, 4)))


def test_actions_contracts_and_sectors_stay_apart():
    expected, _ = read(
        {"contract": 0, "action": "a"},
        {"contract": 0, "action": "b", "sector": "transport", "tco2e": 10.0},
        {"contract": 0, "action": "c", "tco2e": 50.0},
        {"contract": 1, "action": "a", "tco2e": 20.0},
        {"contract": 2, "action": "a"},
        last_year=(2021.0, 2020.0, np.nan),
    )
    np.testing.assert_allclose(expected[0], [[0, 45, 90, 90], [0, 3, 6, 6]])
    np.testing.assert_allclose(expected[1], [[0, 0, 6, 12], [0, 0, 0, 0]])
    np.testing.assert_array_equal(expected[2], np.zeros((2, 4)))


def test_unknown_tonnes_are_passed_over():
    expected, _ = read({"tco2e": None}, {"year": 2023})
    np.testing.assert_allclose(expected[0, 0], [0, 0, 30, 60])


def test_no_reports_deliver_nothing():
    expected, spread = read()
    np.testing.assert_array_equal(expected, np.zeros((1, 2, 4)))
    np.testing.assert_array_equal(spread, np.zeros((1, 2, 4)))


BAD_REPORTS = [
    ({"contract": 1}, "contract is not a known position"),
    ({"action": None}, "action is missing"),
    ({"sector": "mines"}, "sector is unknown"),
    ({"year": 2022.5}, "year is not a whole year"),
    ({"tco2e": -0.1}, "tco2e is negative"),
    ({"tco2e": np.inf}, "tco2e is not a finite number"),
    ({"action": "good"}, "the action has a report for this year already"),
]


@pytest.mark.parametrize(("change", "reason"), BAD_REPORTS)
def test_delivered_names_or_passes_over_the_report_that_makes_no_sense(change, reason):
    rows = ({"action": "good"}, {"action": "bad"} | change)
    with pytest.raises(EmissionsError) as caught:
        read(*rows)
    assert (caught.value.row, caught.value.reason) == (1, reason)
    np.testing.assert_allclose(read(*rows, errors="mask")[0][0, 0], [0, 30, 60, 60])


def test_no_effect_at_all_is_a_report_too():
    np.testing.assert_array_equal(read({"tco2e": 0.0})[0], np.zeros((1, 2, 4)))


def test_unknown_evidence_is_refused():
    with pytest.raises(EmissionsError, match="unknown evidence 'rumour'"):
        read({"evidence": "rumour"})
