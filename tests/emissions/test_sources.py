"""What the inventory says is there: how sources are named, found and refused."""

import numpy as np
import pandas as pd
import pytest

from emissions.errors import EmissionsError
from emissions.sources import to_names, to_places
from tests.emissions.ledger_cases import (
    credits_of,
    make_actions,
    make_ledger,
    make_sources,
)


def test_overlap_ledger_reads_two_ways_of_writing_a_source_as_one():
    actions = make_actions(
        {"source_group": "Boilers ", "isolated_tco2e": 30.0},
        {"source_group": "boilers", "isolated_tco2e": 20.0},
    )
    ledger = make_ledger(actions, make_sources({"source_group": " BOILERS"}))
    assert credits_of(ledger) == [26.4, 17.6]
    assert ledger.actions["source_group"].tolist() == ["BOILERS", "BOILERS"]


BAD_SOURCES = [
    ([{"tco2e": -1.0}], "tco2e is negative"),
    ([{"tco2e": np.inf}], "tco2e is not a finite number"),
    ([{"sector": "", "source_group": "boilers"}], "source_group without sector"),
    ([{"tco2e": 1.0}, {"tco2e": 2.0}], "source is there twice"),
]


@pytest.mark.parametrize(("rows", "reason"), BAD_SOURCES)
def test_overlap_ledger_names_or_forgets_a_source_that_makes_no_sense(rows, reason):
    sources = make_sources({"sector": "", "tco2e": 8.0}, *rows).set_axis(
        ["good", "bad", "also"][: 1 + len(rows)]
    )
    with pytest.raises(EmissionsError) as caught:
        make_ledger(make_actions({}), sources)
    assert (caught.value.row, caught.value.reason) == ("bad", reason)
    assert credits_of(make_ledger(make_actions({}), sources, errors="mask")) == [8.0]


@pytest.mark.parametrize("mode", ["raise", "mask"])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sector": "heating"}, "unknown sector 'heating'"),
        ({"contract": 1}, "contract is not a position among the contracts"),
    ],
)
def test_overlap_ledger_refuses_a_source_it_cannot_place(change, reason, mode):
    with pytest.raises(EmissionsError) as caught:
        make_ledger(make_actions({}), make_sources({}, change), n_contracts=1, errors=mode)
    assert (caught.value.row, caught.value.reason) == (1, reason)


def test_to_names_gives_codes_by_the_alphabet_and_the_first_spelling():
    (first, second), names = to_names(
        pd.Series(["zinc", " Boilers", None, "", "  "]), pd.Series(["boilers", "ZINC", "cars"])
    )
    assert first.tolist() == [3, 1, 0, 0, 0]
    assert second.tolist() == [1, 3, 2]
    assert names.tolist() == ["", "Boilers", "cars", "ZINC"]


@pytest.mark.parametrize("place", [-1, 2, 0.5, np.nan])
def test_to_places_names_the_row_that_is_not_a_position(place):
    column = pd.Series([0, 1, place], index=["a", "b", "c"])
    with pytest.raises(EmissionsError, match="row 'c': contract is not a position among the contracts"):
        to_places(column, 2)
