"""F8: burnt waste and the methane of landfills."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.gases import co2e_tonnes
from emissions.waste import incineration_emissions, landfill_methane, methane_potential
from tests.emissions.refusals import assert_row_named_or_masked, assert_unknown_where_any_input_is
from tests.emissions.strategies import relaxed, tonnes

BURNT: dict[str, Any] = {
    "waste_tonnes": 1_000,
    "dry_matter_share": 0.8,
    "carbon_share": 0.5,
    "fossil_carbon_share": 0.4,
    "oxidised_share": 0.9,
}
POTENTIAL: dict[str, Any] = {
    "methane_correction_share": 1,
    "degradable_carbon_share": 0.15,
    "dissimilated_share": 0.5,
    "methane_share": 0.5,
}
LANDFILL: dict[str, Any] = {
    "waste_tonnes": 10_000,
    "methane_potential": 0.05,
    "recovered_share": 0.2,
    "oxidised_share": 0.1,
}
share = st.floats(0, 1)


def as_columns(row):
    return {name: [value] for name, value in row.items()}


def test_incineration_gives_the_worked_example_of_plastics():
    burnt = incineration_emissions(
        waste_tonnes=[1_000], dry_matter_share=1, carbon_share=0.75, fossil_carbon_share=1, oxidised_share=1
    )
    assert burnt.tolist() == [pytest.approx(2_750, abs=0.5)]


def test_incineration_counts_each_share():
    assert incineration_emissions(**as_columns(BURNT)).tolist() == [pytest.approx(528.0, abs=1e-9)]


def test_landfill_gives_the_worked_example():
    potential = methane_potential(**as_columns(POTENTIAL))
    assert potential.tolist() == [pytest.approx(0.05, abs=1e-12)]
    methane = landfill_methane(**as_columns(LANDFILL | {"methane_potential": potential[0]}))
    assert methane.tolist() == [pytest.approx(360, abs=1e-9)]
    weighed = co2e_tonnes(pd.DataFrame({"ch4_tonnes": methane}), gwp_set="AR5")
    assert weighed.tolist() == [pytest.approx(10_080, abs=0.5)]


def test_methane_potential_counts_each_share():
    row = dict(zip(POTENTIAL, [0.5, 0.3, 0.7, 0.6], strict=True))
    assert methane_potential(**as_columns(row)).tolist() == [pytest.approx(0.084, abs=1e-12)]


FUNCTIONS = [(incineration_emissions, BURNT), (methane_potential, POTENTIAL), (landfill_methane, LANDFILL)]


@pytest.mark.parametrize(("compute", "row"), FUNCTIONS)
def test_waste_stays_unknown(compute, row):
    assert_unknown_where_any_input_is(compute, row, numbers=list(row))


@pytest.mark.parametrize(
    ("compute", "row", "name", "value"),
    [
        (compute, row, name, value)
        for compute, row in FUNCTIONS
        for name in row
        if name.endswith("share")
        for value in (-0.01, 1.01)
    ],
)
def test_waste_names_or_masks_the_share_that_is_none(compute, row, name, value):
    assert_row_named_or_masked(compute, row, {name: value}, f"{name} is not between 0 and 1")


@pytest.mark.parametrize(
    ("compute", "row", "change", "reason"),
    [
        (incineration_emissions, BURNT, {"waste_tonnes": -1}, "waste_tonnes is negative"),
        (incineration_emissions, BURNT, {"waste_tonnes": np.inf}, "waste_tonnes is not a finite number"),
        (landfill_methane, LANDFILL, {"waste_tonnes": -1}, "waste_tonnes is negative"),
        (landfill_methane, LANDFILL, {"methane_potential": -1}, "methane_potential is negative"),
    ],
)
def test_waste_names_or_masks_the_row_that_makes_no_sense(compute, row, change, reason):
    assert_row_named_or_masked(compute, row, change, reason)


@pytest.mark.parametrize(("compute", "row"), FUNCTIONS)
@pytest.mark.parametrize("edge", [0.0, 1.0])
def test_a_share_may_be_nothing_or_all(compute, row, edge):
    shares = {name: edge for name in row if name.endswith("share")}
    assert np.isfinite(compute(**as_columns(row | shares))).tolist() == [True]


@relaxed
@given(tonnes, share, share, share)
def test_recovering_more_gas_never_emits_more(mass, one, other, oxidised):
    less, more = sorted((one, other))
    before, after = landfill_methane(
        waste_tonnes=[mass] * 2, methane_potential=0.05, recovered_share=[less, more], oxidised_share=oxidised
    )
    assert 0 <= after <= before <= mass * 0.05 * (1 + 1e-12)
