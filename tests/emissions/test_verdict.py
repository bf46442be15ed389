"""F18 on Milano and Padova, the thresholds, and the evaluation of many contracts at once."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from emissions.errors import EmissionsError
from emissions.verdict import (
    EVALUATE_COLUMNS,
    RESULT_COLUMNS,
    deviation_share,
    evaluate,
    judge_progress,
    progress_share,
    required_rate,
)
from tests.emissions.strategies import contract_rows, relaxed

MILANO = (2021, 2030, 4_567_402, 3_654_402, 913_000, 1_574_099, 2_080_303, 2021, np.nan)
PADOVA = (2021, 2030, 1_283_174, 1_026_540, 256_635, 168_017, 858_522, 2023, 1_147_952)


def make_contracts(**rows):
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(EVALUATE_COLUMNS)).astype(float)


def change_contract(row, **changes):
    return tuple((dict(zip(EVALUATE_COLUMNS, row, strict=True)) | changes).values())


def test_progress_figures_of_the_worked_example():
    observed, line, baseline, target = [3_200_000], [2_943_436.8], [4_567_402], [913_480.4]
    deviation = deviation_share(observed_tco2e=observed, trajectory_tco2e=line)
    progress = progress_share(baseline_tco2e=baseline, observed_tco2e=observed, trajectory_tco2e=line)
    required = required_rate(from_tco2e=observed, target_tco2e=target, from_year=[2025], target_year=[2030])
    original = required_rate(from_tco2e=baseline, target_tco2e=target, from_year=[2021], target_year=[2030])
    np.testing.assert_allclose([*deviation, *progress], [0.0872, 0.842], atol=0.0005)
    np.testing.assert_allclose([*required, *original], [457_303.9, 405_991.3], atol=0.05)


def test_progress_figures_are_unknown_where_nothing_divides():
    assert np.isnan(deviation_share(observed_tco2e=[5], trajectory_tco2e=[0])).tolist() == [True]
    nothing_due = progress_share(baseline_tco2e=[9], observed_tco2e=[9], trajectory_tco2e=[9])
    assert np.isnan(nothing_due).tolist() == [True]
    too_late = required_rate(from_tco2e=[9], target_tco2e=[1], from_year=[2030], target_year=[2030])
    assert np.isnan(too_late).tolist() == [True]


@pytest.mark.parametrize(
    ("progress", "verdict"),
    [
        (1.2, "on_track"),
        (0.95, "on_track"),
        (0.95 - 1e-12, "on_track"),
        (0.9499, "at_risk"),
        (0.75, "at_risk"),
        (0.7499, "off_track"),
        (0.0, "off_track"),
        (-0.3, "off_track"),
        (np.nan, "not_measured"),
    ],
)
def test_judge_progress_at_the_thresholds(progress, verdict):
    assert judge_progress([progress]).tolist() == [verdict]


def test_judge_progress_takes_other_thresholds():
    assert judge_progress([0.8, 0.6, 0.4], on_track_from=0.8, at_risk_from=0.5).tolist() == [
        "on_track",
        "at_risk",
        "off_track",
    ]


def test_judge_progress_takes_thresholds_at_their_edges():
    assert judge_progress([0.0, -0.1], at_risk_from=0.0).tolist() == ["at_risk", "off_track"]
    assert judge_progress([0.8, 0.7], on_track_from=0.8, at_risk_from=0.8).tolist() == [
        "on_track",
        "off_track",
    ]


@pytest.mark.parametrize(("on_track", "at_risk"), [(0.7, 0.8), (0.9, -0.1), (np.nan, 0.5)])
def test_judge_progress_refuses_thresholds_out_of_order(on_track, at_risk):
    with pytest.raises(
        EmissionsError, match="row 'thresholds': at_risk_from must lie between 0 and on_track_from"
    ):
        judge_progress([0.8], on_track_from=on_track, at_risk_from=at_risk)


def test_evaluate_gives_the_figures_of_milano():
    milano = evaluate(make_contracts(milano=MILANO)).iloc[0]
    assert milano[["target_tco2e", "residual_tco2e", "gap_tco2e", "trajectory_tco2e"]].tolist() == [
        913_000,
        913_000,
        2_080_303,
        4_567_402,
    ]
    assert milano["residual_share"] == pytest.approx(0.1999, abs=5e-5)
    assert milano["original_rate_tco2e"] == pytest.approx(406_044.67, abs=0.01)
    assert milano["cumulative_trajectory_tco2e"] == pytest.approx(22_834_608, abs=0.5)
    assert (milano["exceeds_20_percent"], milano["verdict"]) == (False, "not_measured")
    assert milano[["deviation_share", "progress_share", "required_rate_tco2e"]].isna().tolist() == [
        True,
        True,
        True,
    ]


def test_evaluate_gives_the_figures_of_padova():
    padova = evaluate(make_contracts(padova=PADOVA)).iloc[0]
    assert padova[["target_tco2e", "residual_tco2e", "gap_tco2e"]].tolist() == [256_634, 256_635, 858_522]
    assert padova["trajectory_tco2e"] == pytest.approx(1_055_054, abs=0.5)
    assert padova["deviation_share"] == pytest.approx(0.088, abs=0.0005)
    assert padova["progress_share"] == pytest.approx(0.593, abs=0.0005)
    assert padova["required_rate_tco2e"] == pytest.approx(127_331.14, abs=0.01)
    assert padova["verdict"] == "off_track"


def test_evaluate_computes_what_is_not_printed():
    row = change_contract(MILANO, residual_printed_tco2e=np.nan, gap_printed_tco2e=np.nan)
    milano = evaluate(make_contracts(milano=row)).iloc[0]
    assert milano[["residual_tco2e", "gap_tco2e"]].tolist() == [913_000, 2_080_303]


def test_evaluate_ends_the_trajectory_at_the_printed_residual_without_a_reduction():
    row = change_contract(PADOVA, target_reduction_tco2e=np.nan, gap_printed_tco2e=np.nan)
    padova = evaluate(make_contracts(padova=row)).iloc[0]
    assert padova[["target_tco2e", "residual_tco2e"]].tolist() == [256_635, 256_635]
    assert np.isnan(padova["gap_tco2e"])


@pytest.mark.parametrize("year", [2021, 2019, np.nan])
def test_evaluate_measures_nothing_without_an_inventory_after_the_baseline(year):
    padova = evaluate(make_contracts(padova=change_contract(PADOVA, inventory_year=year))).iloc[0]
    assert padova["verdict"] == "not_measured"
    assert padova[["deviation_share", "progress_share", "required_rate_tco2e"]].isna().tolist() == [
        True,
        True,
        True,
    ]


def test_evaluate_takes_other_thresholds():
    found = evaluate(make_contracts(padova=PADOVA), on_track_from=0.59, at_risk_from=0.3)
    assert found["verdict"].tolist() == ["on_track"]


def test_evaluate_of_nothing_known_is_unknown():
    found = evaluate(make_contracts(blank=(np.nan,) * len(EVALUATE_COLUMNS)))
    assert found.drop(columns=["verdict", "exceeds_20_percent"]).isna().all(axis=None)
    assert found[["verdict", "exceeds_20_percent"]].to_numpy().tolist() == [["not_measured", False]]


def test_evaluate_of_no_contracts_is_empty():
    found = evaluate(make_contracts(padova=PADOVA).iloc[:0])
    assert (len(found), tuple(found.columns)) == (0, RESULT_COLUMNS)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"target_year": 2021}, "target_year is not after baseline_year"),
        ({"baseline_tco2e": -1}, "baseline_tco2e is negative"),
        ({"target_reduction_tco2e": -1}, "target_reduction_tco2e is negative"),
        ({"target_reduction_tco2e": 1_283_175}, "target_reduction_tco2e is above baseline_tco2e"),
        ({"existing_plan_tco2e": -1}, "existing_plan_tco2e is negative"),
        *[({column: np.inf}, f"{column} is not a finite number") for column in EVALUATE_COLUMNS],
    ],
)
def test_evaluate_names_or_masks_the_contract_that_makes_no_sense(change, reason):
    contracts = make_contracts(padova=PADOVA, bad=change_contract(PADOVA, **change))
    with pytest.raises(EmissionsError) as caught:
        evaluate(contracts)
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    masked = evaluate(contracts, errors="mask")
    pd.testing.assert_frame_equal(masked.loc[["padova"]], evaluate(contracts.loc[["padova"]]))
    bad = masked.loc[["bad"]]
    assert bad.drop(columns=["verdict", "exceeds_20_percent"]).isna().all(axis=None)
    assert bad["verdict"].tolist() == ["not_measured"]


@relaxed
@given(contract_rows())
def test_evaluate_many_contracts_is_evaluating_each(contracts):
    each = [evaluate(contracts.iloc[[place]]) for place in range(len(contracts))]
    pd.testing.assert_frame_equal(evaluate(contracts), pd.concat(each))


@relaxed
@given(contract_rows())
def test_evaluate_does_not_depend_on_the_unit_of_mass(contracts):
    """A thousand times the tonnes gives the same shares and the same verdict."""
    scaled = contracts.copy()
    scaled[[name for name in contracts if name.endswith("_tco2e")]] *= 1024
    shares = ["residual_share", "deviation_share", "progress_share", "verdict"]
    pd.testing.assert_frame_equal(evaluate(scaled)[shares], evaluate(contracts)[shares])
