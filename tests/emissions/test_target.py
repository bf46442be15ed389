"""F10 on published targets."""

import numpy as np
import pytest

from emissions.errors import EmissionsError
from emissions.target import residual_emissions


@pytest.mark.parametrize(
    ("contract", "residual", "percent", "exceeds"),
    [
        pytest.param((4_567_402, 3_654_402, np.nan), 913_000, 19.99, False, id="milano"),
        pytest.param(
            (1_283_174, 1_026_540, 256_635), 256_635, 20.00, False, id="padova, rounded up by a tonne"
        ),
        pytest.param(
            (8_598_003, 6_878_403, 1_719_601), 1_719_601, 20.00, False, id="roma, rounded up by a tonne"
        ),
        pytest.param((2_602_242, 2_156_098, 446_144), 446_144, 17.14, False, id="mannheim"),
        pytest.param((3_111_033, 2_039_877, 1_061_577), 1_061_577, 34.12, True, id="leipzig"),
        pytest.param((2_396_907, 1_599_146, 797_761), 797_761, 33.28, True, id="torino"),
        pytest.param((1_000, np.nan, 250), 250, 25.00, True, id="only the residual is printed"),
    ],
)
def test_residual_emissions_of_published_contracts(contract, residual, percent, exceeds):
    baseline, reduction, printed = contract
    found = residual_emissions(
        baseline_tco2e=[baseline], target_reduction_tco2e=[reduction], residual_printed_tco2e=[printed]
    )
    assert found.residual_tco2e.tolist() == [residual]
    assert found.residual_share.tolist() == [pytest.approx(percent / 100, abs=5e-5)]
    assert found.exceeds_20_percent.tolist() == [exceeds]


def test_residual_emissions_give_the_distance_between_printed_and_computed():
    found = residual_emissions(
        baseline_tco2e=[1_283_174, 100],
        target_reduction_tco2e=[1_026_540, 80],
        residual_printed_tco2e=[256_635, None],
    )
    np.testing.assert_array_equal(found.printed_minus_computed_tco2e, [1.0, np.nan])


def test_residual_emissions_stay_unknown():
    found = residual_emissions(baseline_tco2e=[None, 100, 0], target_reduction_tco2e=[80, None, 0])
    np.testing.assert_array_equal(found.residual_tco2e, [np.nan, np.nan, 0])
    np.testing.assert_array_equal(found.residual_share, [np.nan, np.nan, np.nan])
    assert found.exceeds_20_percent.tolist() == [False, False, False]


BAD_TARGETS = [
    pytest.param(
        61_323, 72_471, np.nan, "target_reduction_tco2e is above baseline_tco2e", id="torino's waste"
    ),
    pytest.param(-1, np.nan, np.nan, "baseline_tco2e is negative", id="negative baseline"),
    pytest.param(100, -1, np.nan, "target_reduction_tco2e is negative", id="negative reduction"),
    pytest.param(np.inf, 80, np.nan, "baseline_tco2e is not a finite number", id="infinite baseline"),
    pytest.param(
        100, np.inf, np.nan, "target_reduction_tco2e is not a finite number", id="infinite reduction"
    ),
    pytest.param(100, 80, np.inf, "residual_printed_tco2e is not a finite number", id="infinite residual"),
]


@pytest.mark.parametrize(("baseline", "reduction", "printed", "reason"), BAD_TARGETS)
def test_residual_emissions_name_the_row_that_makes_no_sense(baseline, reduction, printed, reason):
    with pytest.raises(EmissionsError) as caught:
        residual_emissions(
            baseline_tco2e=[100, baseline],
            target_reduction_tco2e=[80, reduction],
            residual_printed_tco2e=[20, printed],
            labels=["good", "bad"],
        )
    assert (caught.value.row, caught.value.reason) == ("bad", reason)


@pytest.mark.parametrize(("baseline", "reduction", "printed", "reason"), BAD_TARGETS)
def test_residual_emissions_mask_the_row_that_makes_no_sense(baseline, reduction, printed, reason):
    found = residual_emissions(
        baseline_tco2e=[100, baseline],
        target_reduction_tco2e=[80, reduction],
        residual_printed_tco2e=[20, printed],
        errors="mask",
    )
    np.testing.assert_array_equal(found.residual_tco2e, [20, np.nan])
