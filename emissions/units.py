"""F1: units of energy, mass, transport, volume and area, and of factors (mass per unit)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from emissions.columns import Codes, Floats, Numbers, to_floats, without_faults
from emissions.errors import Bools, ErrorMode, Labels

UnitTexts: TypeAlias = "str | Sequence[str | None] | pd.Series[Any] | None"
_Ratio: TypeAlias = "Callable[[str, str], Fraction | str]"


class Quantity(StrEnum):
    """What a unit measures; a driven kilometre and a vehicle-kilometre are the same."""

    ENERGY = "energy"
    MASS = "mass"
    DISTANCE = "distance"
    PASSENGER_TRANSPORT = "passenger_transport"
    FREIGHT_TRANSPORT = "freight_transport"
    VOLUME = "volume"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its size is in MWh, t, km, pkm, tkm, m3 or m2, by the quantity it measures."""

    symbol: str
    quantity: Quantity
    size: Fraction


@dataclass(frozen=True, slots=True)
class FactorUnit:
    """The unit of a factor: a mass per unit of activity; `gas` is what the text names (CO2, CO2e, CH4 ...) or empty."""

    mass: Unit
    per: Unit
    gas: str


_PREFIXES: Final = {"": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15}


def _family(quantity: Quantity, stem: str, size: Fraction, prefixes: Sequence[str]) -> list[Unit]:
    """The units of one stem, from `size` upwards."""
    return [Unit(prefix + stem, quantity, size * 10 ** _PREFIXES[prefix]) for prefix in prefixes]


UNITS: Final[Mapping[str, Unit]] = {
    unit.symbol: unit
    for unit in (
        *_family(Quantity.ENERGY, "Wh", Fraction(1, 10**6), ["", "k", "M", "G", "T"]),
        *_family(Quantity.ENERGY, "J", Fraction(1, 3_600_000_000), ["", "k", "M", "G", "T", "P"]),
        *_family(Quantity.ENERGY, "toe", Fraction("11.63"), ["", "k", "M"]),
        *_family(Quantity.MASS, "g", Fraction(1, 10**6), ["", "k"]),
        *_family(Quantity.MASS, "t", Fraction(1), ["", "k", "M"]),
        *_family(Quantity.DISTANCE, "m", Fraction(1, 10**3), ["", "k"]),
        *_family(Quantity.DISTANCE, "vkm", Fraction(1), ["", "k", "M", "G"]),
        *_family(Quantity.PASSENGER_TRANSPORT, "pkm", Fraction(1), ["", "k", "M", "G"]),
        *_family(Quantity.FREIGHT_TRANSPORT, "tkm", Fraction(1), ["", "k", "M", "G"]),
        Unit("l", Quantity.VOLUME, Fraction(1, 10**3)),
        Unit("m3", Quantity.VOLUME, Fraction(1)),
        Unit("m2", Quantity.AREA, Fraction(1)),
        Unit("ha", Quantity.AREA, Fraction(10**4)),
        Unit("km2", Quantity.AREA, Fraction(10**6)),
    )
}
"""Every unit by its symbol. 1 MWh = 3.6 GJ; 1 toe = 11.63 MWh = 41.868 GJ (International Energy Agency)."""

_OTHER_SPELLINGS: Final = {
    **{unit.symbol.lower(): unit.symbol for unit in UNITS.values() if unit.symbol.endswith("Wh")},
    **{unit.symbol.replace("toe", "tep"): unit.symbol for unit in UNITS.values() if "toe" in unit.symbol},
    "tonne": "t",
    "tonnes": "t",
    "L": "l",
    "m³": "m3",
    "m²": "m2",
    "km²": "km2",
}
_MASS_OF_GAS: Final = re.compile(
    r"(?P<mass>[A-Za-z]+?)\s*\[?(?P<gas>CO2(?P<weighted>-?eq?)?|CH4|N2O|SF6|NF3)?\]?", re.ASCII
)
_SUBSCRIPTS: Final = str.maketrans("₂₃₄₆", "2346")


def find_unit(text: str) -> Unit | None:
    """Find a unit by its symbol, None where nobody knows it; Mt and mt are not the same, so case counts.

    >>> find_unit("TJ").quantity.value, find_unit("therm")
    ('energy', None)
    """
    symbol = text.strip()
    return UNITS.get(_OTHER_SPELLINGS.get(symbol, symbol))


def find_factor_unit(text: str) -> FactorUnit | None:
    """Read the unit of a factor (kg/TJ, g CO2e/kWh, tCO2/MWh), None where it is not a mass per known unit.

    >>> read = find_factor_unit("kg CO2e/GJ")
    >>> read.mass.symbol, read.gas, read.per.symbol
    ('kg', 'CO2e', 'GJ')
    """
    above, _slash, below = text.translate(_SUBSCRIPTS).partition("/")
    match, per = _MASS_OF_GAS.fullmatch(above.strip()), find_unit(below)
    if match is None or per is None:
        return None
    mass = find_unit(match["mass"])
    if mass is None or mass.quantity is not Quantity.MASS:
        return None
    return FactorUnit(mass=mass, per=per, gas="CO2e" if match["weighted"] else match["gas"] or "")


def convert_quantities(
    values: Numbers,
    *,
    from_unit: UnitTexts,
    to_unit: UnitTexts,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Convert quantities from one unit to another (F1).

    Formula: `x' = x size(from) / size(to)`; 1 MWh = 3.6 GJ. The ratio is exact before it becomes a float.

    Inputs (n,): numbers, NaN where unknown; units as text, one for all or one a row. Output (n,): numbers in
    `to_unit`, NaN where unknown.
    Errors: a known number with a missing or unknown unit, or with one that measures another thing, an infinite
    number: `EmissionsError` with the row, or NaN with `errors="mask"`.
    Source: domain reference F1; International Energy Agency for the toe.

    >>> convert_quantities([1.0, 2.0], from_unit=["GWh", "TJ"], to_unit="GJ").tolist()
    [3600.0, 2000.0]
    """
    return _times_ratio(values, from_unit, to_unit, _quantity_ratio, labels=labels, errors=errors)


def convert_factors(
    factors: Numbers,
    *,
    from_unit: UnitTexts,
    to_unit: UnitTexts,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Convert factors from one unit to another, as from what a publisher prints to t/MWh (F1).

    Formula: `EF[t/MWh] = EF[kg/TJ] x 3.6e-6`, and so for every pair of a mass and a unit of activity.

    Inputs (n,): numbers, NaN where unknown; units as text ("kg/TJ"), one for all or one a row. Output (n,):
    numbers in `to_unit`, NaN where unknown.
    Errors: a factor without a unit, with one that is not known, or of another activity or gas, an infinite
    number: `EmissionsError` with the row, or NaN with `errors="mask"`.
    Source: domain reference F1 and 6.1.

    >>> convert_factors([56_100.0], from_unit="kg/TJ", to_unit="t/MWh").round(5).tolist()
    [0.20196]
    """
    return _times_ratio(factors, from_unit, to_unit, _factor_ratio, labels=labels, errors=errors)


def tonnes_per_unit(
    factors: Numbers,
    *,
    factor_unit: UnitTexts,
    activity_unit: UnitTexts,
    labels: Labels = None,
    errors: ErrorMode = "raise",
) -> Floats:
    """Convert factors to tonnes per unit of their activity, whatever units both come in (F1).

    Formula: `EF[t/activity unit] = EF size(mass) size(activity unit) / size(per)`. Inputs, output, errors and
    source as in `convert_factors`.

    >>> tonnes_per_unit([56.0765], factor_unit="kg/GJ", activity_unit="GWh").round(4).tolist()
    [201.8754]
    """
    return _times_ratio(factors, factor_unit, activity_unit, _activity_ratio, labels=labels, errors=errors)


def _times_ratio(
    values: Numbers,
    from_unit: UnitTexts,
    to_unit: UnitTexts,
    ratio: _Ratio,
    *,
    labels: Labels,
    errors: ErrorMode,
) -> Floats:
    """Multiply by the ratio of each row's pair of units; a number that is unknown needs no unit."""
    numbers = to_floats(values)
    ratios, broken = _ratios(from_unit, to_unit, ratio)
    faults = {reason: rows & ~np.isnan(numbers) for reason, rows in broken.items()}
    clean = without_faults({"value": numbers}, faults, labels=labels, errors=errors)
    return clean["value"] * ratios


def _ratios(from_unit: UnitTexts, to_unit: UnitTexts, ratio: _Ratio) -> tuple[Floats, dict[str, Bools]]:
    """The ratio of each row, NaN where there is none, and the rows of each reason why; looks at each pair once."""
    (start, starts), (end, ends) = _read_texts(from_unit), _read_texts(to_unit)
    pairs, place = np.unique(start * len(ends) + end, return_inverse=True)
    found = [ratio(starts[pair // len(ends)], ends[pair % len(ends)]) for pair in pairs.tolist()]
    numbers = np.array([np.nan if isinstance(one, str) else float(one) for one in found])
    reasons = {one: [other == one for other in found] for one in found if isinstance(one, str)}
    return numbers[place], {reason: np.array(pair)[place] for reason, pair in reasons.items()}


def _read_texts(texts: UnitTexts) -> tuple[Codes, list[str]]:
    """Texts as positions in the list of distinct ones, which starts with the empty text for the missing."""
    codes, found = pd.factorize(np.atleast_1d(np.asarray(texts, dtype=object)))
    return codes.astype(np.intp) + 1, ["", *found]


def _quantity_ratio(start: str, end: str) -> Fraction | str:
    """How many `end` one `start` is, or why nobody can say."""
    source, target = find_unit(start), find_unit(end)
    if source is None or target is None:
        return _say_unknown("unit", start if source is None else end)
    if source.quantity is not target.quantity:
        return _say_different(start, end)
    return source.size / target.size


def _factor_ratio(start: str, end: str) -> Fraction | str:
    """By what to multiply a factor in `start` to have it in `end`, or why nobody can say."""
    source, target = find_factor_unit(start), find_factor_unit(end)
    if source is None or target is None:
        return _say_unknown("factor unit", start if source is None else end)
    gases = {source.gas, target.gas} - {""}
    if source.per.quantity is not target.per.quantity or len(gases) > 1:
        return _say_different(start, end)
    return (source.mass.size / target.mass.size) * (target.per.size / source.per.size)


def _activity_ratio(start: str, end: str) -> Fraction | str:
    """By what to multiply a factor in `start` to have it in tonnes per `end`, or why nobody can say."""
    source, target = find_factor_unit(start), find_unit(end)
    if source is None:
        return _say_unknown("factor unit", start)
    if target is None:
        return _say_unknown("activity unit", end)
    if source.per.quantity is not target.quantity:
        return _say_different(start, end)
    return source.mass.size * target.size / source.per.size


def _say_unknown(what: str, text: str) -> str:
    return f"unknown {what} {text!r}" if text.strip() else f"{what} is missing"


def _say_different(start: str, end: str) -> str:
    return f"{start!r} and {end!r} do not measure the same"
