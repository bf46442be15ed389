"""The one exception, and raising against masking."""

import pickle

import numpy as np
import pytest

from emissions.errors import EmissionsError, faulty_rows


def test_emissions_error_names_row_and_reason():
    error = EmissionsError("PARM-052", "end_year is before start_year")
    assert (error.row, error.reason) == ("PARM-052", "end_year is before start_year")
    assert str(error) == "row 'PARM-052': end_year is before start_year"
    assert isinstance(error, ValueError)


def test_emissions_error_shows_a_number_of_numpy_as_a_number():
    assert str(EmissionsError(np.int64(20), "scope is missing")) == "row 20: scope is missing"


def test_emissions_error_survives_the_way_between_processes():
    error = pickle.loads(pickle.dumps(EmissionsError(7, "year is not a finite number")))
    assert (error.row, error.reason) == (7, "year is not a finite number")


def test_faulty_rows_raises_for_the_first_row_of_the_first_rule():
    faults = {"first": np.array([False, False, True]), "second": np.array([True, True, True])}
    with pytest.raises(EmissionsError) as caught:
        faulty_rows(faults, labels=["a", "b", "c"])
    assert (caught.value.row, caught.value.reason) == ("c", "first")


def test_faulty_rows_names_the_position_without_labels():
    with pytest.raises(EmissionsError) as caught:
        faulty_rows({"rule": np.array([False, True, True])})
    assert caught.value.row == 1


def test_faulty_rows_masks_every_faulty_row():
    faults = {"first": np.array([False, False, True]), "second": np.array([True, False, False])}
    assert faulty_rows(faults, errors="mask").tolist() == [True, False, True]
