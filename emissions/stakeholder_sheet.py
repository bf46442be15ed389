"""The arithmetic of an organisation's action sheet: energy before and after, times the city's factors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from emissions.units import Quantity, find_factor_unit

GRAM: Final = Decimal("0.001")
"""Products are kept in kilograms to the gram; sums add what is kept, so that a receipt can be added up by hand."""
FACTOR_DIGITS: Final = Decimal("0.000001")
KILOGRAMS_A_TONNE: Final = 1000

FACTOR_MISSING: Final = "factor_missing"
FACTOR_UNFIT: Final = "factor_unfit"
QUANTITY_MISSING: Final = "quantity_missing"


@dataclass(frozen=True, slots=True)
class SheetFactor:
    """An emission factor as it is published: value, unit (mass per energy) and source."""

    value: Decimal
    unit: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class EnergyChange:
    """A use of energy in MWh a year before and after the project; None where nobody knows."""

    key: str
    sector: str
    before_mwh: Decimal | None
    after_mwh: Decimal | None
    factor: SheetFactor | None


@dataclass(frozen=True, slots=True)
class PowerCredit:
    """Power in MWh a year that takes the place of the grid's, which it is counted `instead_of`."""

    key: str
    sector: str
    mwh: Decimal | None
    factor: SheetFactor | None
    instead_of: SheetFactor | None


@dataclass(frozen=True, slots=True)
class OtherEmissions:
    """Emissions in kg CO2e a year that the organisation computed itself, before and after."""

    key: str
    sector: str
    before_kgco2e: Decimal | None
    after_kgco2e: Decimal | None


@dataclass(frozen=True, slots=True)
class Impact:
    """Emissions in kg CO2e a year; delta is after less before, so that a cut is negative. None is unknown."""

    before_kgco2e: Decimal | None
    after_kgco2e: Decimal | None

    @property
    def delta_kgco2e(self) -> Decimal | None:
        """What the project changes, kg CO2e a year."""
        if self.before_kgco2e is None or self.after_kgco2e is None:
            return None
        return self.after_kgco2e - self.before_kgco2e


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the receipt: quantities, factor in kg CO2e per MWh, products, and why they are unknown."""

    key: str
    sector: str
    before_mwh: Decimal | None
    after_mwh: Decimal | None
    factors: tuple[SheetFactor, ...]
    kg_per_mwh: Decimal | None
    impact: Impact
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SheetResult:
    """Every line, the sum of each sector that has lines, and the sum of all."""

    lines: tuple[SheetLine, ...]
    sectors: Mapping[str, Impact]
    total: Impact

    @property
    def reduction_tco2e(self) -> Decimal | None:
        """What the project saves, t CO2e a year; negative where it adds, None where a line is unknown."""
        delta = self.total.delta_kgco2e
        return None if delta is None else -delta / KILOGRAMS_A_TONNE


def kilograms_per_mwh(factor: SheetFactor) -> Decimal | None:
    """Bring a factor to kg CO2e per MWh, exactly and then to six decimals; None where it counts no energy.

    1 MWh = 3.6 GJ. Source: domain reference F1.

    >>> kilograms_per_mwh(SheetFactor(Decimal("56.077"), "kg/GJ"))
    Decimal('201.877200')
    """
    unit = find_factor_unit(factor.unit)
    if unit is None or unit.per.quantity is not Quantity.ENERGY:
        return None
    exact = Fraction(factor.value) * unit.mass.size * KILOGRAMS_A_TONNE / unit.per.size
    return _to_decimal(exact, FACTOR_DIGITS)


def compute_sheet(
    energy: Iterable[EnergyChange] = (),
    power: Iterable[PowerCredit] = (),
    other: Iterable[OtherEmissions] = (),
) -> SheetResult:
    """Compute an action sheet per carrier, per sector and in all.

    Formulas, a year: `before = MWh_before EF`, `after = MWh_after EF`, `delta = after - before`. Electricity is
    given with all that is used, whatever its origin; renewable and certified power then count as
    `after = MWh (EF_own - EF_grid)`, with `EF_own` 0 for renewable power and the city's for certified power, and
    nothing before. Sums are those of the lines as they are kept (to the gram).

    Inputs: MWh a year, factors with unit and source, other emissions in kg CO2e a year. A line without any quantity
    does not take part; one with only one of the two, or without a factor that counts energy, is unknown, and so are
    its sector and the total. No line at all: the total is unknown, never zero.
    Output: kg CO2e a year. Errors: none; every line that is unknown says why.
    Source: Milano's Annex 2, action sheet of stakeholders; factors of domain reference 6.3.

    >>> gas = SheetFactor(Decimal("56.077"), "kg/GJ", "Annex 2")
    >>> heating = EnergyChange("gas", "buildings", Decimal(120), Decimal(20), gas)
    >>> result = compute_sheet([heating])
    >>> result.total.before_kgco2e, result.total.after_kgco2e, result.reduction_tco2e
    (Decimal('24225.264'), Decimal('4037.544'), Decimal('20.18772'))
    """
    lines = (
        *(_energy_line(one) for one in energy if _is_said(one.before_mwh, one.after_mwh)),
        *(_power_line(one) for one in power if _is_said(one.mwh)),
        *(_other_line(one) for one in other if _is_said(one.before_kgco2e, one.after_kgco2e)),
    )
    names = dict.fromkeys(line.sector for line in lines)
    sectors = {name: _add([line for line in lines if line.sector == name]) for name in names}
    return SheetResult(lines=lines, sectors=sectors, total=_add(lines))


def _is_said(*quantities: Decimal | None) -> bool:
    return any(quantity is not None for quantity in quantities)


def _energy_line(change: EnergyChange) -> SheetLine:
    rate, reason = _rate(change.factor)
    before, after = _times(change.before_mwh, rate), _times(change.after_mwh, rate)
    if not reason and (before is None or after is None):
        reason = QUANTITY_MISSING
    return SheetLine(
        change.key,
        change.sector,
        change.before_mwh,
        change.after_mwh,
        (change.factor,) if change.factor else (),
        rate,
        Impact(before, after),
        reason,
    )


def _power_line(credit: PowerCredit) -> SheetLine:
    own, own_reason = _rate(credit.factor)
    grid, grid_reason = _rate(credit.instead_of)
    rate = None if own is None or grid is None else own - grid
    after = _times(credit.mwh, rate)
    return SheetLine(
        credit.key,
        credit.sector,
        None,
        credit.mwh,
        tuple(factor for factor in (credit.factor, credit.instead_of) if factor),
        rate,
        Impact(None if after is None else Decimal(0), after),
        own_reason or grid_reason,
    )


def _other_line(other: OtherEmissions) -> SheetLine:
    impact = Impact(other.before_kgco2e, other.after_kgco2e)
    reason = QUANTITY_MISSING if impact.delta_kgco2e is None else ""
    return SheetLine(other.key, other.sector, None, None, (), None, impact, reason)


def _rate(factor: SheetFactor | None) -> tuple[Decimal | None, str]:
    if factor is None:
        return None, FACTOR_MISSING
    rate = kilograms_per_mwh(factor)
    return rate, "" if rate is not None else FACTOR_UNFIT


def _times(mwh: Decimal | None, rate: Decimal | None) -> Decimal | None:
    if mwh is None or rate is None:
        return None
    return _to_decimal(Fraction(mwh) * Fraction(rate), GRAM)


def _to_decimal(exact: Fraction, digits: Decimal) -> Decimal:
    """A fraction rounded to a place, halves away from zero, whatever the context of decimals is."""
    scaled = abs(exact) / Fraction(digits) + Fraction(1, 2)
    whole = scaled.numerator // scaled.denominator
    return Decimal(-whole if exact < 0 else whole).scaleb(digits.as_tuple().exponent)  # type: ignore[arg-type]


def _add(lines: Sequence[SheetLine]) -> Impact:
    """The sum of lines; unknown where a line is, or where there is none."""
    return Impact(
        _sum([line.impact.before_kgco2e for line in lines]),
        _sum([line.impact.after_kgco2e for line in lines]),
    )


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None
