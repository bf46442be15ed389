"""Emission factors that an officer may choose, and how they are told."""

from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from contracts.models import ActionReport, City, EmissionFactor
from core.quantities import NO_BREAK_SPACE, format_number, format_tonnes
from emissions.gases import Gas

WEIGHED_GASES = (Gas.CO2E.value, Gas.CO2.value)
"""Gases whose tonnes are tonnes of CO2e; a factor of methane or nitrous oxide alone tells only a part."""
MOST_DECIMALS = 6


def usable_factors(city: City) -> QuerySet[EmissionFactor]:
    """Factors of the city and those that hold everywhere, as far as one of them gives t CO2e by itself."""
    return (
        EmissionFactor.objects.filter(Q(city=city) | Q(city=None), gas__in=WEIGHED_GASES)
        .exclude(unit="")
        .order_by("carrier", "region", "-year", "publisher", "unit")
    )


def factor_label(factor: EmissionFactor) -> str:
    """A factor in one line: carrier, region and year, value, gas, publisher."""
    where = " ".join(str(part) for part in (factor.region, factor.year) if part)
    carrier = f"{factor.carrier} ({where})" if where else factor.carrier
    parts = [f"{carrier}: {factor_value(factor)}", factor.gas, factor.method, factor.publisher]
    return ", ".join(part for part in parts if part)


def factor_value(factor: EmissionFactor) -> str:
    """The value of a factor with its unit and all its decimals."""
    return f"{format_exactly(factor.value)}{NO_BREAK_SPACE}{factor.unit}"


def format_exactly(value: Decimal) -> str:
    """A number with all the decimals it is stored with, in the active language."""
    exponent = value.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    return format_number(value, min(max(decimals, 0), MOST_DECIMALS))


def describe_measurement(report: ActionReport) -> str:
    """How a report came to its tonnes, or what it measured; empty where nothing was measured."""
    if report.measured_quantity is None:
        return ""
    quantity = f"{format_exactly(report.measured_quantity)}{NO_BREAK_SPACE}{report.measured_unit}"
    if report.factor is None:
        return _("Measured: %(quantity)s") % {"quantity": quantity}
    return _("%(quantity)s × %(factor)s = %(tonnes)s") % {
        "quantity": quantity,
        "factor": factor_value(report.factor),
        "tonnes": format_tonnes(report.reduction_tco2e, "t", co2e=True),
    }
