"""F11 on Milano's published portfolio, on the parts an action can play, and as properties."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from emissions.errors import EmissionsError
from emissions.gap import coverage_by_maturity, emissions_gap
from tests.emissions.strategies import action_rows, relaxed

NUMBERS = [
    "n_counted",
    "n_sinks",
    "n_included",
    "n_set_aside",
    "n_not_estimated",
    "n_not_quantifiable",
    "n_enabling",
    "n_confidential",
]
MILANO_GAP = pd.Series({"milano": 2_080_303.0})


def make_actions(*rows, contract="city"):
    """Actions of one contract from dictionaries that differ from a counted project of 10 t."""
    usual = {
        "contract": contract,
        "maturity": "project",
        "flow": "source",
        "quantification": "quantified",
        "included_in": None,
        "counts_toward_coverage": True,
        "reduction_tco2e": 10.0,
    }
    return pd.DataFrame([usual | row for row in rows], columns=list(usual)).astype(
        {"counts_toward_coverage": bool, "reduction_tco2e": float}
    )


@pytest.fixture
def milano_actions():
    actions = pd.read_csv(Path(__file__).with_name("milano_actions.csv"), index_col="code")
    return actions.assign(contract="milano", counts_toward_coverage=True)


@pytest.mark.parametrize(
    ("target", "existing", "printed", "gap"),
    [
        pytest.param(3_654_402, 1_574_099, np.nan, 2_080_303, id="milano"),
        pytest.param(3_232_999, 1_358_076, np.nan, 1_874_923, id="milano, buildings"),
        pytest.param(421_403, 216_023, np.nan, 205_380, id="milano, transport"),
        pytest.param(1_026_540, 168_017, 858_522, 858_522, id="padova as printed"),
        pytest.param(372_516.24, 111_903.38, 260_619.28, 260_619.28, id="bergamo as printed"),
        pytest.param(0, 5_205, np.nan, -5_205, id="roma, afolu: beyond the target"),
    ],
)
def test_emissions_gap_of_published_contracts(target, existing, printed, gap):
    found = emissions_gap(
        target_reduction_tco2e=[target], existing_plan_tco2e=[existing], gap_printed_tco2e=[printed]
    )
    assert found.gap_tco2e.tolist() == [gap]


def test_emissions_gap_gives_the_distance_between_printed_and_computed():
    found = emissions_gap(
        target_reduction_tco2e=[372_516.24, 5],
        existing_plan_tco2e=[111_903.38, 1],
        gap_printed_tco2e=[260_619.28, None],
    )
    np.testing.assert_allclose(found.printed_minus_computed_tco2e, [6.42, np.nan], atol=0.01)


def test_emissions_gap_stays_unknown():
    found = emissions_gap(target_reduction_tco2e=[5, None], existing_plan_tco2e=[None, 1])
    np.testing.assert_array_equal(found.gap_tco2e, [np.nan, np.nan])


BAD_GAPS = [
    (-1, 1, np.nan, "target_reduction_tco2e is negative"),
    (1, -1, np.nan, "existing_plan_tco2e is negative"),
    (np.inf, 1, np.nan, "target_reduction_tco2e is not a finite number"),
    (1, np.inf, np.nan, "existing_plan_tco2e is not a finite number"),
    (1, 1, np.inf, "gap_printed_tco2e is not a finite number"),
]


@pytest.mark.parametrize(("target", "existing", "printed", "reason"), BAD_GAPS)
def test_emissions_gap_names_or_masks_the_row_that_makes_no_sense(target, existing, printed, reason):
    columns: dict[str, Any] = {
        "target_reduction_tco2e": [8, target],
        "existing_plan_tco2e": [5, existing],
        "gap_printed_tco2e": [3, printed],
    }
    with pytest.raises(EmissionsError) as caught:
        emissions_gap(**columns, labels=["good", "bad"])
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    np.testing.assert_array_equal(emissions_gap(**columns, errors="mask").gap_tco2e, [3, np.nan])


def test_coverage_by_maturity_of_milano(milano_actions):
    coverage = coverage_by_maturity(milano_actions, MILANO_GAP).droplevel("contract")
    np.testing.assert_array_equal(coverage["reduction_tco2e"], [304_597, 1_568_000, np.nan, 0])
    np.testing.assert_allclose(coverage["share_of_gap"], [0.146, 0.754, np.nan, 0], atol=0.0005)
    assert coverage["sinks_tco2e"].tolist() == [9_005, 0, 0, 0]
    assert coverage[NUMBERS].iloc[0].tolist() == [68, 22, 2, 0, 10, 6, 0, 0]
    assert coverage["n_actions"].tolist() == [108, 6, 3, 0]


@pytest.mark.parametrize(
    ("change", "part", "reduction", "sinks"),
    [
        ({}, "n_counted", 10.0, 0.0),
        ({"reduction_tco2e": 0.0}, "n_counted", 0.0, 0.0),
        ({"flow": "sink"}, "n_sinks", 0.0, 10.0),
        (
            {"flow": "sink", "quantification": "not_estimated", "reduction_tco2e": None},
            "n_sinks",
            0.0,
            np.nan,
        ),
        ({"included_in": "LENDEB2"}, "n_included", 0.0, 0.0),
        ({"quantification": "included_in", "reduction_tco2e": None}, "n_included", 0.0, 0.0),
        ({"quantification": "included_in", "flow": "sink"}, "n_included", 0.0, 0.0),
        ({"included_in": "LENDEB2", "counts_toward_coverage": False}, "n_included", 0.0, 0.0),
        ({"counts_toward_coverage": False}, "n_set_aside", 0.0, 0.0),
        ({"counts_toward_coverage": False, "flow": "sink"}, "n_set_aside", 0.0, 0.0),
        ({"quantification": "not_estimated", "reduction_tco2e": None}, "n_not_estimated", np.nan, 0.0),
        ({"quantification": "not_quantifiable", "reduction_tco2e": None}, "n_not_quantifiable", np.nan, 0.0),
        ({"quantification": "enabling", "reduction_tco2e": None}, "n_enabling", np.nan, 0.0),
        ({"quantification": "confidential"}, "n_confidential", np.nan, 0.0),
        ({"quantification": "confidential", "reduction_tco2e": None}, "n_confidential", np.nan, 0.0),
    ],
)
def test_coverage_by_maturity_gives_each_action_one_part(change, part, reduction, sinks):
    coverage = coverage_by_maturity(make_actions(change), pd.Series({"city": 100.0})).iloc[0]
    np.testing.assert_array_equal(
        coverage[["reduction_tco2e", "sinks_tco2e"]].astype(float), [reduction, sinks]
    )
    assert coverage[NUMBERS].to_dict() == {name: int(name == part) for name in NUMBERS}


def test_coverage_by_maturity_adds_known_tonnes_beside_unknown_ones():
    actions = make_actions(
        {}, {"reduction_tco2e": 5.0}, {"quantification": "not_estimated", "reduction_tco2e": None}
    )
    coverage = coverage_by_maturity(actions, pd.Series({"city": 60.0})).iloc[0]
    assert coverage[["reduction_tco2e", "share_of_gap", "n_not_estimated"]].tolist() == [15.0, 0.25, 1.0]


@pytest.mark.parametrize("gap", [np.nan, 0.0, -5_205.0])
def test_coverage_by_maturity_knows_no_share_without_a_gap(gap):
    coverage = coverage_by_maturity(make_actions({}), pd.Series({"city": gap})).iloc[0]
    assert coverage["reduction_tco2e"] == 10.0
    assert np.isnan(coverage["share_of_gap"])


def test_coverage_by_maturity_lists_contracts_without_actions():
    coverage = coverage_by_maturity(make_actions({}), pd.Series({"other": 5.0, "city": 100.0}))
    assert coverage["n_actions"].tolist() == [0, 0, 0, 0, 1, 0, 0, 0]
    assert coverage.index.names == ["contract", "maturity"]


def test_coverage_by_maturity_of_no_actions_is_nothing():
    coverage = coverage_by_maturity(make_actions(), pd.Series({"city": 100.0}))
    assert coverage["reduction_tco2e"].tolist() == [0.0, 0.0, 0.0, 0.0]


def test_coverage_by_maturity_of_no_contracts_is_empty():
    assert len(coverage_by_maturity(make_actions(), pd.Series([], dtype=float))) == 0


BAD_ACTIONS = [
    ({"reduction_tco2e": -1.0}, "reduction_tco2e is negative"),
    ({"reduction_tco2e": np.inf}, "reduction_tco2e is not a finite number"),
    ({"reduction_tco2e": None}, "quantified without reduction_tco2e"),
    ({"quantification": "not_estimated"}, "reduction_tco2e given though not quantified"),
    ({"quantification": "enabling"}, "reduction_tco2e given though not quantified"),
]


@pytest.mark.parametrize(("change", "reason"), BAD_ACTIONS)
def test_coverage_by_maturity_names_or_sets_aside_a_contradiction(change, reason):
    actions = make_actions({}, change).set_axis(["good", "bad"])
    gap = pd.Series({"city": 100.0})
    with pytest.raises(EmissionsError) as caught:
        coverage_by_maturity(actions, gap)
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    masked = coverage_by_maturity(actions, gap, errors="mask").iloc[0]
    assert masked[["reduction_tco2e", "n_counted", "n_set_aside"]].tolist() == [10.0, 1.0, 1.0]


@pytest.mark.parametrize("mode", ["raise", "mask"])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"maturity": "dream"}, "unknown maturity 'dream'"),
        ({"maturity": None}, "maturity is missing"),
        ({"flow": "leak"}, "unknown flow 'leak'"),
        ({"quantification": "guessed"}, "unknown quantification 'guessed'"),
        ({"contract": "elsewhere"}, "contract is not in gap_tco2e"),
    ],
)
def test_coverage_by_maturity_refuses_unknown_words(change, reason, mode):
    with pytest.raises(EmissionsError) as caught:
        coverage_by_maturity(
            make_actions({}, change).set_axis(["good", "bad"]), pd.Series({"city": 1.0}), errors=mode
        )
    assert (caught.value.row, caught.value.reason) == ("bad", reason)


def test_coverage_by_maturity_refuses_an_infinite_gap():
    with pytest.raises(EmissionsError, match="row 'city': gap_tco2e is not a finite number"):
        coverage_by_maturity(make_actions({}), pd.Series({"city": np.inf}))


@relaxed
@given(action_rows())
def test_coverage_by_maturity_does_not_depend_on_the_order(actions):
    gap = pd.Series({"a": 100.0, "b": np.nan})
    pd.testing.assert_frame_equal(
        coverage_by_maturity(actions.iloc[::-1], gap), coverage_by_maturity(actions, gap)
    )


@relaxed
@given(action_rows())
def test_coverage_by_maturity_loses_and_doubles_no_action(actions):
    coverage = coverage_by_maturity(actions, pd.Series({"a": 100.0, "b": np.nan}))
    assert coverage["n_actions"].sum() == len(actions)
    assert coverage[NUMBERS].sum(axis=1).tolist() == coverage["n_actions"].tolist()


@relaxed
@given(action_rows(), action_rows())
def test_coverage_by_maturity_adds_up_over_parts_of_the_portfolio(first, second):
    gap = pd.Series({"a": 100.0, "b": 50.0})
    columns = ["reduction_tco2e", "sinks_tco2e", "n_actions", *NUMBERS]
    together = coverage_by_maturity(pd.concat([first, second], ignore_index=True), gap)[columns].fillna(0)
    apart = [coverage_by_maturity(part, gap)[columns].fillna(0) for part in (first, second)]
    np.testing.assert_allclose(together, apart[0] + apart[1], rtol=1e-12)
