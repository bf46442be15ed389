import doctest
from decimal import Decimal

import pytest

from emissions import stakeholder_sheet
from emissions.stakeholder_sheet import (
    EnergyChange,
    OtherEmissions,
    PowerCredit,
    SheetFactor,
    compute_sheet,
    kilograms_per_mwh,
)

SHEET = "Annex 2"
METHANE = SheetFactor(Decimal("56.077"), "kg/GJ", SHEET)
DIESEL = SheetFactor(Decimal("68.683"), "kg/GJ", SHEET)
GRID = SheetFactor(Decimal("0.247"), "kg/kWh", SHEET)
CERTIFIED = SheetFactor(Decimal(0), "kg/kWh", SHEET)
RENEWABLE = SheetFactor(Decimal(0), "kg/MWh")


def decimals(*numbers: str | None) -> tuple[Decimal | None, ...]:
    return tuple(None if number is None else Decimal(number) for number in numbers)


def test_examples_of_the_documentation_hold() -> None:
    assert doctest.testmod(stakeholder_sheet).failed == 0


def test_a_school_worked_out_by_hand() -> None:
    # Gas   120 -> 20 MWh x 56.077 x 3.6 = 201.8772 kg/MWh: 24,225.264 -> 4,037.544, delta -20,187.720
    # Power  50 -> 80 MWh x 247 kg/MWh:                     12,350     -> 19,760,    delta  +7,410
    # Diesel 10 ->  4 MWh x 68.683 x 3.6 = 247.2588:         2,472.588 ->    989.035, delta -1,483.553
    # Photovoltaic 30 MWh x (0 - 247):                                     -7,410,    delta  -7,410
    # Certified    40 MWh x (0 - 247):                                     -9,880,    delta  -9,880
    # Trees                                                      0     ->   -500,     delta    -500
    result = compute_sheet(
        [
            EnergyChange("gas", "buildings", Decimal(120), Decimal(20), METHANE),
            EnergyChange("power", "buildings", Decimal(50), Decimal(80), GRID),
            EnergyChange("diesel", "mobility", Decimal(10), Decimal(4), DIESEL),
            EnergyChange("lpg", "buildings", None, None, None),
        ],
        [
            PowerCredit("renewable", "energy", Decimal(30), RENEWABLE, GRID),
            PowerCredit("certified", "energy", Decimal(40), CERTIFIED, GRID),
        ],
        [OtherEmissions("trees", "green", Decimal(0), Decimal(-500))],
    )
    rows = {
        name: (row.before_kgco2e, row.after_kgco2e, row.delta_kgco2e) for name, row in result.sectors.items()
    }
    assert rows == {
        "buildings": decimals("36575.264", "23797.544", "-12777.720"),
        "mobility": decimals("2472.588", "989.035", "-1483.553"),
        "energy": decimals("0", "-17290", "-17290"),
        "green": decimals("0", "-500", "-500"),
    }
    assert result.total.before_kgco2e == Decimal("39047.852")
    assert result.total.after_kgco2e == Decimal("6996.579")
    assert result.reduction_tco2e == Decimal("32.051273")
    assert [line.key for line in result.lines] == [
        "gas",
        "power",
        "diesel",
        "renewable",
        "certified",
        "trees",
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (EnergyChange("x", "s", Decimal(1), Decimal(0), None), "factor_missing"),
        (EnergyChange("x", "s", Decimal(1), Decimal(0), SheetFactor(Decimal(1), "t/t")), "factor_unfit"),
        (EnergyChange("x", "s", Decimal(1), Decimal(0), SheetFactor(Decimal(1), "?")), "factor_unfit"),
        (EnergyChange("x", "s", Decimal(1), None, GRID), "quantity_missing"),
        (EnergyChange("x", "s", None, Decimal(1), GRID), "quantity_missing"),
    ],
)
def test_what_is_unknown_makes_sector_and_total_unknown(change: EnergyChange, reason: str) -> None:
    known = EnergyChange("y", "other", Decimal(2), Decimal(1), GRID)
    result = compute_sheet([change, known])
    assert [line.reason for line in result.lines] == [reason, ""]
    assert result.sectors["s"].delta_kgco2e is None
    assert result.sectors["other"].delta_kgco2e == Decimal(-247)
    assert result.reduction_tco2e is None


@pytest.mark.parametrize(
    ("own", "grid", "reason"),
    [(None, GRID, "factor_missing"), (CERTIFIED, None, "factor_missing"), (CERTIFIED, GRID, "")],
)
def test_power_needs_both_factors(own: SheetFactor | None, grid: SheetFactor | None, reason: str) -> None:
    result = compute_sheet(power=[PowerCredit("c", "energy", Decimal(2), own, grid)])
    assert [line.reason for line in result.lines] == [reason]
    assert result.lines[0].factors == tuple(factor for factor in (own, grid) if factor is not None)
    assert result.reduction_tco2e == (None if reason else Decimal("0.494"))


def test_credit_of_less_than_a_kilogram_keeps_its_sign() -> None:
    result = compute_sheet(power=[PowerCredit("c", "energy", Decimal("0.001"), RENEWABLE, GRID)])
    assert result.lines[0].impact.after_kgco2e == Decimal("-0.247")


def test_half_known_other_emissions_are_unknown() -> None:
    result = compute_sheet(other=[OtherEmissions("o", "circular", Decimal(5), None)])
    assert (result.lines[0].reason, result.total.before_kgco2e, result.reduction_tco2e) == (
        "quantity_missing",
        Decimal(5),
        None,
    )


def test_an_empty_sheet_is_unknown_and_not_zero() -> None:
    result = compute_sheet([EnergyChange("x", "s", None, None, GRID)])
    assert (result.lines, dict(result.sectors), result.reduction_tco2e) == ((), {}, None)


def test_zero_is_a_quantity() -> None:
    result = compute_sheet([EnergyChange("x", "s", Decimal(0), Decimal(0), GRID)])
    assert result.reduction_tco2e == 0


def test_a_project_may_add_emissions() -> None:
    result = compute_sheet([EnergyChange("x", "s", Decimal(0), Decimal(10), GRID)])
    assert result.reduction_tco2e == Decimal("-2.47")


@pytest.mark.parametrize(
    ("value", "unit", "rate"),
    [
        ("0.247", "kg/kWh", "247.000000"),
        ("0.20196", "t/MWh", "201.960000"),
        ("176.635", "g/kWh", "176.635000"),
        ("56100", "kg/TJ", "201.960000"),
        ("1", "t/toe", "85.984523"),
    ],
)
def test_factors_in_any_unit_count_by_the_megawatt_hour(value: str, unit: str, rate: str) -> None:
    assert kilograms_per_mwh(SheetFactor(Decimal(value), unit)) == Decimal(rate)
