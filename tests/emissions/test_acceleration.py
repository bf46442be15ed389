"""The acceleration index: what it finds, when it must be silent, and that it is silent as often as it says."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from emissions.acceleration import CANNOT_TELL, CONTROLS, AccelerationVerdict, acceleration
from emissions.errors import EmissionsError

LABELS = ["molecule", *(f"control {place}" for place in range(12))]
YEARS = np.arange(2015, 2021)


def make_areas(**columns):
    usual = {"is_measured": True, "is_control": [False] + [True] * 12, "residents": np.arange(13.0)}
    return pd.DataFrame(usual | columns, index=LABELS)


def make_intensities(*, faster=0.0, noise=0.0, nature=0.0, seed=0, years=YEARS):
    random = np.random.default_rng(seed)
    slopes = -0.02 + random.normal(0.0, nature, 13)
    slopes[0] -= faster
    logs = 1.3 + slopes[:, None] * (years - years[0]) + random.normal(0.0, noise, (13, len(years)))
    return pd.DataFrame(np.exp(logs), index=LABELS, columns=years)


def find(intensities=None, areas=None, *, resamples=200):
    given = make_intensities() if intensities is None else intensities
    return acceleration(
        "molecule", given, make_areas() if areas is None else areas, seed=1, resamples=resamples
    )


@pytest.mark.parametrize(
    ("faster", "verdict"), [(0.05, AccelerationVerdict.FASTER), (-0.05, AccelerationVerdict.SLOWER)]
)
def test_index_is_the_difference_of_yearly_falls(faster, verdict):
    found = find(make_intensities(faster=faster))
    assert found.verdict is verdict
    assert found.fall == pytest.approx(1 - np.exp(-0.02 - faster))
    assert found.index == pytest.approx(np.exp(-0.02) - np.exp(-0.02 - faster))
    assert (found.low, found.high) == (pytest.approx(found.index), pytest.approx(found.index))


def test_controls_are_the_nearest_by_stock():
    residents = [50.0, 90, 51, 10, 47, 49.5, 70, 55, 1, 52.5, 53, 95, 99]
    found = find(areas=make_areas(residents=residents))
    # Places of the nearest: 49.5, 51, 52.5, 47, 53 stand 0.5, 1, 2.5, 3 and 3 from 50; of equals the first.
    assert found.controls == ("control 4", "control 1", "control 8", "control 3", "control 9")
    assert found.control_falls == pytest.approx([1 - np.exp(-0.02)] * CONTROLS)


def test_interval_holds_zero_nine_times_in_ten_where_nothing_is_faster():
    for nature in (0.0, 0.01):
        verdicts = Counter(
            find(make_intensities(noise=0.04, nature=nature, seed=seed)).verdict for seed in range(150)
        )
        assert 0.83 <= verdicts[AccelerationVerdict.INTERVAL_HOLDS_ZERO] / 150 <= 0.96


def test_molecule_that_is_faster_is_found_through_the_noise():
    verdicts = [find(make_intensities(noise=0.04, faster=0.06, seed=seed)).verdict for seed in range(20)]
    assert verdicts.count(AccelerationVerdict.FASTER) >= 18


@pytest.mark.parametrize(
    ("intensities", "areas", "verdict"),
    [
        pytest.param({}, {"is_measured": [False] + [True] * 12}, "not_measured", id="molecule apportioned"),
        pytest.param(
            {}, {"is_measured": [True] * 5 + [False] * 8}, "too_few_controls", id="controls apportioned"
        ),
        pytest.param({}, {"is_control": [False] * 9 + [True] * 4}, "too_few_controls", id="few controls"),
        pytest.param({}, {"residents": np.nan}, "too_few_controls", id="nothing to match by"),
        pytest.param({"years": YEARS[:3]}, {}, "too_few_years", id="three years"),
    ],
)
def test_it_cannot_tell_yet(intensities, areas, verdict):
    found = find(make_intensities(faster=0.3, **intensities), make_areas(**areas))
    assert found.verdict.value == verdict
    assert found.verdict in CANNOT_TELL
    assert np.isnan([found.index, found.low, found.high, found.fall]).all()


def test_interval_of_one_noisy_city_is_what_it_was():
    """Known answers of the first writing: the shares of coverage above say that they are right on the whole."""
    found = find(make_intensities(noise=0.03, nature=0.02, faster=0.03, seed=7), resamples=400)
    assert found.index == pytest.approx(found.fall - np.mean(found.control_falls))
    assert (found.fall, found.index) == pytest.approx((0.0553922, 0.0275837), abs=1e-7)
    assert (found.low, found.high) == pytest.approx((-0.0051730, 0.0711224), abs=1e-7)


def test_areas_that_never_change_have_an_interval_of_nothing():
    rows = make_intensities() * 0 + 1.0
    found = find(rows)
    assert (found.verdict, found.index, found.low, found.high) == ("interval_holds_zero", 0.0, 0.0, 0.0)


def test_years_without_a_figure_are_left_out():
    rows = make_intensities(faster=0.05)
    gaps = rows.copy()
    gaps.iloc[:2, 2] = np.nan
    assert find(gaps).index == pytest.approx(find(rows).index)


def test_same_seed_same_interval():
    rows = make_intensities(noise=0.04)
    assert find(rows) == find(rows)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda rows: rows.iloc[::-1], "row 'areas': the labels of intensities and areas differ"),
        (lambda rows: rows * 0, "row 'molecule': an intensity is not above zero"),
        (lambda rows: rows[rows.columns[::-1]], "years must be finite and strictly increasing"),
    ],
)
def test_what_makes_no_sense_is_refused(change, reason):
    with pytest.raises(EmissionsError, match=reason):
        find(change(make_intensities()))


def test_unknown_molecule_is_refused():
    with pytest.raises(EmissionsError, match="row 'nowhere': no such area"):
        acceleration("nowhere", make_intensities(), make_areas(), seed=1)
