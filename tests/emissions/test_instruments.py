"""Instruments: what they change, with and without, and what a tonne costs the city."""

import numpy as np
import pandas as pd
import pytest

from emissions.diffusion import City, spread
from emissions.errors import EmissionsError
from emissions.instruments import INSTRUMENT_COLUMNS, apply_instruments, compare_instruments

YEARS = np.arange(2026.0, 2036.0)
PACKAGE = {
    "package": "retrofit", "start_year": 2026.0, "saturation": 0.4, "rise_years": 8.0, "km_per_year": np.inf,
    "years_per_difference": 0.0, "abatement_tco2e": 1.0,
}  # fmt: skip
RULE = {
    "saturation_points": 0.2, "rise_factor": 1.0, "start_shift_years": 0.0, "from_year": 2026.0, "until_year": np.nan,
    "budget_eur": -1e5,
}  # fmt: skip


def make_packages(*rows):
    return pd.DataFrame([PACKAGE | row for row in rows] or [PACKAGE])


def make_instruments(**rows):
    frame = pd.DataFrame(
        [RULE | row for row in rows.values()], index=list(rows), columns=list(INSTRUMENT_COLUMNS)
    )
    return frame.astype(float)


def make_city(molecules=1, remaining=1e9):
    km, difference, stock = (np.full((molecules, 1), value) for value in (1.0, 0.0, 1000.0))
    return City(km, difference, stock, np.full((1, len(YEARS)), remaining))


def change(*, packages=None, until=2036.0, targets=None, **rows):
    instruments = make_instruments(**rows)
    given = make_packages() if packages is None else packages
    chosen = np.ones((len(rows), len(given)), dtype=bool) if targets is None else np.array(targets)
    changed = apply_instruments(given, instruments, chosen, until_year=until)
    return changed[["saturation", "rise_years", "start_year"]].to_numpy().tolist()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, [0.6, 8.0, 2026.0]),
        ({"saturation_points": 0.9}, [1.0, 8.0, 2026.0]),
        ({"saturation_points": 1.0}, [1.0, 8.0, 2026.0]),
        ({"saturation_points": -0.9}, [0.0, 8.0, 2026.0]),
        ({"saturation_points": 0.0, "rise_factor": 0.5}, [0.4, 4.0, 2026.0]),
        ({"saturation_points": 0.0, "start_shift_years": -2.0}, [0.4, 8.0, 2024.0]),
        ({"until_year": 2031.0}, [0.5, 8.0, 2026.0]),
        ({"from_year": 2031.0, "rise_factor": 0.25}, [0.5, 4.0, 2026.0]),
        ({"from_year": 2020.0, "until_year": 2025.0}, [0.4, 8.0, 2026.0]),
        ({"from_year": 2040.0}, [0.4, 8.0, 2026.0]),
    ],
)
def test_one_instrument_changes_the_wave_for_its_time(rule, expected):
    assert change(rule=rule) == [pytest.approx(expected)]


def test_two_instruments_add_up_and_only_where_they_apply():
    packages = make_packages({}, {"saturation": 0.1})
    found = change(
        packages=packages, targets=[[True, False], [True, True]],
        bonus={"rise_factor": 0.5}, rule={"rise_factor": 0.5, "start_shift_years": 1.0},
    )  # fmt: skip
    assert found == [pytest.approx([0.8, 2.0, 2027.0]), pytest.approx([0.3, 4.0, 2027.0])]


def test_package_that_begins_after_the_horizon_is_left_as_it_is():
    assert change(rule={}, until=2026.0) == [[0.4, 8.0, 2026.0]]


def test_instruments_are_compared_with_and_without():
    instruments = make_instruments(
        bonus={}, rule={"saturation_points": 0.1, "budget_eur": 5e4, "until_year": 2030.5}
    )
    found = compare_instruments(make_packages(), instruments, np.ones((2, 1), bool), make_city(), YEARS)

    def total(*rows):
        chosen = instruments.loc[list(rows)]
        changed = apply_instruments(make_packages(), chosen, np.ones((len(rows), 1), bool), until_year=2035.0)
        return spread(changed, make_city(), YEARS).saving_tco2e.sum(axis=(0, 1))

    np.testing.assert_allclose(found.without_tco2e, total())
    np.testing.assert_allclose(found.with_tco2e, total("bonus", "rule"))
    table = found.instruments
    assert table["alone_tco2e"].tolist() == pytest.approx(
        [(total("bonus") - total()).sum(), (total("rule") - total()).sum()]
    )
    assert table["last_tco2e"].tolist() == pytest.approx(
        [(total("bonus", "rule") - total("rule")).sum(), (total("bonus", "rule") - total("bonus")).sum()]
    )
    assert table["budget_eur"].tolist() == [-1e6, 2.25e5]
    assert table["eur_per_tonne"].tolist() == pytest.approx(
        [1e6 / table["last_tco2e"].iloc[0], -2.25e5 / table["last_tco2e"].iloc[1]]
    )


def test_years_of_a_comparison_add_up_to_its_sums():
    instruments = make_instruments(bonus={}, rule={"saturation_points": 0.1, "until_year": 2030.5})
    found = compare_instruments(make_packages(), instruments, np.ones((2, 1), bool), make_city(), YEARS)
    table = found.instruments
    np.testing.assert_allclose(found.alone_by_year_tco2e.sum(axis=1), table["alone_tco2e"])
    np.testing.assert_allclose(found.last_by_year_tco2e.sum(axis=1), table["last_tco2e"])
    assert found.budget_by_year_eur[1].tolist() == [-1e5] * 4 + [-5e4] + [0.0] * 5
    np.testing.assert_allclose(found.costs_until(len(YEARS)), table["eur_per_tonne"])
    assert found.costs_until(2)[0] == pytest.approx(2e5 / found.last_by_year_tco2e[0, :2].sum())


def test_budget_of_zero_makes_tonnes_that_cost_zero_without_a_sign():
    found = compare_instruments(
        make_packages(),
        make_instruments(bonus={"budget_eur": -0.0}),
        np.ones((1, 1), bool),
        make_city(),
        YEARS,
    )
    for value in (
        found.instruments["budget_eur"].iloc[0],
        found.instruments["eur_per_tonne"].iloc[0],
        found.costs_until(3)[0],
    ):
        assert value == 0.0
        assert not np.signbit(value)


def test_comparison_without_instruments_changes_nothing():
    found = compare_instruments(
        make_packages(), make_instruments(), np.ones((0, 1), bool), make_city(), YEARS
    )
    assert found.with_tco2e.tolist() == found.without_tco2e.tolist()
    assert found.last_by_year_tco2e.shape == (0, len(YEARS))


def test_instrument_that_adds_nothing_has_no_price():
    found = compare_instruments(
        make_packages(), make_instruments(bonus={}), np.ones((1, 1), bool), make_city(remaining=0.0), YEARS
    ).instruments
    assert found["last_tco2e"].tolist() == [0.0]
    assert np.isnan(found["eur_per_tonne"]).all()


def test_unknown_budget_stays_unknown():
    found = compare_instruments(
        make_packages(),
        make_instruments(bonus={"budget_eur": np.nan}),
        np.ones((1, 1), bool),
        make_city(),
        YEARS,
    ).instruments
    assert found["last_tco2e"].iloc[0] > 0
    assert np.isnan(found[["budget_eur", "eur_per_tonne"]].to_numpy()).all()


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ({"saturation_points": np.nan}, "saturation_points is missing or infinite"),
        ({"saturation_points": 1.2}, "saturation_points is not between -1 and 1"),
        ({"rise_factor": 0.0}, "rise_factor is not above 0"),
        ({"start_shift_years": np.inf}, "start_shift_years is missing or infinite"),
        ({"from_year": np.nan}, "from_year is missing or infinite"),
        ({"until_year": 2020.0}, "until_year is before from_year"),
        ({"budget_eur": np.inf}, "budget_eur is infinite"),
    ],
)
def test_effects_that_make_no_sense_are_refused_with_their_row(rule, reason):
    with pytest.raises(EmissionsError, match=f"row 'rule': {reason}"):
        change(bonus={}, rule=rule)


def test_targets_of_another_shape_are_refused():
    with pytest.raises(EmissionsError, match=r"row 'targets': the shape is \(1, 2\), not \(1, 1\)"):
        change(rule={}, targets=[[True, True]])


def test_years_that_leave_one_out_are_refused():
    with pytest.raises(EmissionsError, match="the years do not follow one another"):
        compare_instruments(
            make_packages(), make_instruments(a={}), np.ones((1, 1), bool), make_city(), [2026, 2030]
        )
