"""Tonnes from a quantity and an emission factor: one rule for reports and inventories.

The quantity is brought to the unit that the factor counts by, times the factor: t CO2e, rounded to four decimals.
Only a factor in CO2e, or in CO2 (which then stands for all gases), gives tonnes of CO2e by itself. A figure typed
beside quantity and factor must be their product, up to the rounding of its last typed digit or 0.01 %.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from contracts.models import City, EmissionFactor
from contracts.selectors.factors import WEIGHED_GASES
from contracts.validators import validate_not_negative
from core.quantities import format_tonnes
from core.validators import refusal
from emissions.activity import activity_emissions
from emissions.units import find_factor_unit, find_unit

STORED_DIGITS = Decimal("0.0001")
TOO_LARGE_TCO2E = Decimal(10) ** 12
"""More than any city, and more than the columns hold."""
SAME_SHARE = Decimal("0.0001")
"""Products that differ by less than 0.01 % are the same (domain reference 2.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A quantity in its unit and the factor it is to be multiplied by; each may be missing."""

    quantity: Decimal | None = None
    unit: str = ""
    factor: EmissionFactor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementFields:
    """The fields at which errors of a measurement are told."""

    quantity: str
    unit: str
    factor: str


def multiply_factor(measurement: Measurement) -> Decimal | None:
    """Tonnes of CO2e of a measurement; None where a part is missing, does not fit or is far too large."""
    factor = measurement.factor
    if measurement.quantity is None or factor is None or factor.gas not in WEIGHED_GASES:
        return None
    product = activity_emissions(
        activity=[float(measurement.quantity)],
        activity_unit=measurement.unit,
        factor=[float(factor.value)],
        factor_unit=factor.unit,
        errors="mask",
    )
    tonnes = Decimal(repr(float(product[0])))
    is_usable = not tonnes.is_nan() and tonnes < TOO_LARGE_TCO2E
    return tonnes.quantize(STORED_DIGITS, ROUND_HALF_UP) if is_usable else None


def validate_measurement(measurement: Measurement, city: City, fields: MeasurementFields) -> None:
    """Refuse a quantity without a unit, a unit or factor without a quantity, and what cannot be multiplied."""
    validate_not_negative(measurement.quantity, fields.quantity)
    if measurement.quantity is None and (measurement.unit or measurement.factor):
        raise refusal(fields.quantity, _("Enter the quantity that was measured."), "no_quantity")
    if measurement.quantity is not None and not measurement.unit:
        raise refusal(fields.unit, _("Enter the unit of the quantity."), "no_unit")
    if measurement.factor is not None:
        _validate_factor(measurement.factor, city, fields.factor)
        _validate_fit(measurement.unit, measurement.factor, fields.unit)
        if multiply_factor(measurement) is None:
            raise refusal(fields.quantity, _("Quantity times factor is far too large."), "too_large")


def validate_product(typed_tco2e: Decimal | None, computed_tco2e: Decimal, field: str) -> None:
    """Refuse typed tonnes that are not the product of the quantity and the factor beside them."""
    if typed_tco2e is None or is_same(typed_tco2e, computed_tco2e):
        return
    raise refusal(
        field,
        _(
            "You entered %(typed)s, but quantity times factor is %(computed)s: correct one of them, "
            "or leave the tonnes empty and they are computed."
        )
        % {"typed": _tonnes(typed_tco2e), "computed": _tonnes(computed_tco2e)},
        "product",
    )


def is_same(typed_tco2e: Decimal, computed_tco2e: Decimal) -> bool:
    """Whether a typed figure is the computed one, up to half of its last digit or 0.01 %."""
    exponent = typed_tco2e.as_tuple().exponent
    half_digit = Decimal(1).scaleb(min(exponent, 0)) / 2 if isinstance(exponent, int) else Decimal(0)
    return abs(typed_tco2e - computed_tco2e) <= max(half_digit, SAME_SHARE * abs(computed_tco2e))


def _validate_factor(factor: EmissionFactor, city: City, field: str) -> None:
    if factor.city_id not in {None, city.pk}:
        raise refusal(field, _("Choose a factor of this city or one that holds everywhere."), "factor_city")
    if factor.gas not in WEIGHED_GASES:
        raise refusal(
            field,
            _("This factor counts only %(gas)s: choose one in CO₂e or CO₂.") % {"gas": factor.gas},
            "factor_gas",
        )
    if find_factor_unit(factor.unit) is None:
        raise refusal(
            field,
            _("This factor has no unit that is known (“%(unit)s”): it cannot be multiplied.")
            % {"unit": factor.unit},
            "factor_unit",
        )


def _validate_fit(unit: str, factor: EmissionFactor, field: str) -> None:
    measured, counted = find_unit(unit), find_factor_unit(factor.unit)
    if measured is None:
        raise refusal(field, _("“%(unit)s” is not a unit that is known.") % {"unit": unit}, "unit")
    if counted is not None and measured.quantity is not counted.per.quantity:
        raise refusal(
            field,
            _("“%(unit)s” does not fit the factor, which counts by %(per)s.")
            % {"unit": unit, "per": counted.per.symbol},
            "unit_fit",
        )


def _tonnes(value: Decimal) -> str:
    return format_tonnes(value, "t", 2, co2e=True)
