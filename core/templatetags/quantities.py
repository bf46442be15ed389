"""Template filters that write quantities for people: `{{ city.residual_tco2e|kilotonnes_co2e }}`."""

from datetime import date, datetime

from django import template

from core import quantities
from core.enums import Withheld
from core.quantities import Number

register = template.Library()

register.filter("months", quantities.format_months)
register.filter("instant", quantities.format_instant)
register.filter("energy", quantities.format_energy)


@register.filter
def number(value: Number | Withheld | None, digits: int | None = None) -> str:
    """Write a number; the argument fixes the decimals."""
    return quantities.format_number(value, digits)


@register.filter
def tonnes(value: Number | Withheld | None, digits: int = 0) -> str:
    """Write a mass in tonnes, whole by default: 4.567.402 t."""
    return quantities.format_tonnes(value, "t", digits)


@register.filter
def tonnes_co2e(value: Number | Withheld | None, digits: int | None = 0) -> str:
    """Write a mass in tonnes of CO₂ equivalent: 4.567.402 t CO₂e; with None as many decimals as it needs."""
    return quantities.format_tonnes(value, "t", digits, co2e=True)


@register.filter
def kilotonnes_co2e(value: Number | None, digits: int | None = None) -> str:
    """Write a mass given in tonnes in thousands of tonnes of CO₂ equivalent: 538 kt CO₂e."""
    return quantities.format_tonnes(value, "kt", digits, co2e=True)


@register.filter
def mass(value: Number | None) -> str:
    """Write a mass given in tonnes in the unit that reads best: 18,5 kt, or 210 t below one kt."""
    return quantities.format_tonnes(value)


@register.filter
def share(value: Number | None, digits: int | None = None) -> str:
    """Write a share of 0-1 as percent: 14,6%."""
    return quantities.format_share(value, digits)


@register.filter
def signed_share(value: Number | None, digits: int | None = None) -> str:
    """Write a change of share with its sign: −16%."""
    return quantities.format_signed_share(value, digits)


@register.filter
def money(value: Number | Withheld | None, digits: int | None = None) -> str:
    """Write euros: 640.000 €, from a million on 46,2 mln €."""
    return quantities.format_money(value, digits=digits)


@register.filter
def euros(value: Number | Withheld | None) -> str:
    """Write whole euros, never in millions: 46.200.000 €; not known in words."""
    return quantities.format_money(value, "eur", unknown=quantities.NOT_KNOWN)


@register.filter
def long_date(value: date | datetime | None) -> str:
    """Write a day for running text: 22 novembre 2026."""
    return quantities.format_date(value)


@register.filter
def short_date(value: date | datetime | None) -> str:
    """Write a day for tables: 22.11.2026."""
    return quantities.format_date(value, "short")


@register.filter
def year(value: int | None) -> str:
    """Write a year without grouping its thousands; unknown in words."""
    return str(quantities.NOT_KNOWN) if value is None else str(value)
