"""Reading arrays and columns at the edge."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from emissions.columns import to_bools, to_codes, to_floats, to_years, without_faults
from emissions.errors import EmissionsError
from emissions.words import Flow, NotationKey, Scope, Sector


@pytest.mark.parametrize(
    "values",
    [
        [1, None, 2.5],
        pd.Series([Decimal(1), None, Decimal("2.5")], dtype=object),
        pd.Series([1, pd.NA, 2.5], dtype="Float64"),
        np.array([1, np.nan, 2.5]),
    ],
)
def test_to_floats_reads_missing_as_nan(values):
    np.testing.assert_array_equal(to_floats(values), [1.0, np.nan, 2.5])


def test_to_bools_reads_yes_and_no():
    assert to_bools(pd.Series([True, False], dtype=object)).tolist() == [True, False]


@pytest.mark.parametrize("value", [None, np.nan, "False"])
def test_to_bools_refuses_what_is_neither(value):
    with pytest.raises(EmissionsError, match="row 'b': counts is neither true nor false"):
        to_bools(pd.Series([True, value], index=["a", "b"], name="counts", dtype=object))


@pytest.mark.parametrize("dtype", [object, "str", "category"])
def test_to_codes_gives_the_position_of_each_word(dtype):
    assert to_codes(pd.Series(["sink", "source", "sink"], dtype=dtype), Flow).tolist() == [1, 0, 1]


def test_to_codes_reads_numbers_and_missing_ones():
    assert to_codes(pd.Series([3, np.nan, 1]), Scope, required=False).tolist() == [2, -1, 0]


def test_to_codes_reads_a_column_without_any_word():
    assert to_codes(pd.Series([None, None], dtype=object), NotationKey, required=False).tolist() == [-1, -1]


def test_to_codes_reads_an_alias():
    assert to_codes(pd.Series(["cross_sector", "cross_cutting"]), Sector).tolist() == [6, 6]


def test_to_codes_names_the_first_row_of_an_unknown_word():
    with pytest.raises(EmissionsError, match="row 20: unknown sector 'heating'"):
        to_codes(pd.Series(["waste", "heating", "heating"], index=[10, 20, 30], name="sector"), Sector)


def test_to_codes_refuses_a_missing_word_where_required():
    with pytest.raises(EmissionsError, match="row 1: sector is missing"):
        to_codes(pd.Series(["waste", None], name="sector"), Sector)


@pytest.mark.parametrize("years", [[2021, 2021], [2022, 2021], [2021, np.nan], [2021, np.inf]])
def test_to_years_refuses_what_is_no_calendar(years):
    with pytest.raises(EmissionsError, match="row 1: years must be finite and strictly increasing"):
        to_years(years)


def test_without_faults_names_or_hides_the_row():
    columns = {"gap_tco2e": np.array([1.0, np.inf, 3.0])}
    faults = {"gap_tco2e is too large": np.array([False, False, True])}
    with pytest.raises(EmissionsError, match="row 'b': gap_tco2e is not a finite number"):
        without_faults(columns, faults, labels=["a", "b", "c"], errors="raise")
    hidden = without_faults(columns, faults, labels=["a", "b", "c"], errors="mask")
    np.testing.assert_array_equal(hidden["gap_tco2e"], [1.0, np.nan, np.nan])
