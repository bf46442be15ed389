"""What the inventory says is there: how sources are named, found and refused."""

import numpy as np
import pandas as pd
import pytest

from emissions.errors import EmissionsError
from emissions.sources import Sources, to_names, to_places
from emissions.words import Sector
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


def test_every_source_is_found_where_it_was_put():
    groups = ["", "boilers", "cars"]
    places = [
        (contract, sector, group)
        for contract in range(3)
        for sector in ["", *(word.value for word in Sector)]
        for group in groups[: 3 if sector else 1]
    ]
    rows = [
        {"contract": contract, "sector": sector, "source_group": group, "tco2e": float(number)}
        for number, (contract, sector, group) in enumerate(places)
    ]
    sources = make_sources(*rows)
    contract, group = (
        sources["contract"].to_numpy(),
        np.array([groups.index(group) for _, _, group in places]),
    )
    sector = np.array([0 if not word else 1 + list(Sector).index(word) for _, word, _ in places])
    found = Sources(sources, contract=contract, group=group, n_contracts=3, n_groups=3, errors="raise")
    units = found.available(contract, sector=sector, group=group)
    assert units.tolist() == [number * 10_000 for number in range(len(places))]
    whole = found.available(np.arange(3))
    assert whole.tolist() == [places.index((contract, "", "")) * 10_000 for contract in range(3)]


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
