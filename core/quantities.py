"""Numbers and dates as people read them, in the active language: 1.240,5 kt in Italian, 1,240.5 kt in English."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from core.enums import Withheld

Number = int | float | Decimal
Words = str | Promise

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
CO2E = "CO₂e"
NOT_ESTIMATED = _("not estimated")
NOT_KNOWN = _("not known")

_THOUSAND = Decimal(1_000)
_MILLION = Decimal(1_000_000)


def format_number(
    value: Number | Withheld | None, digits: int | None = None, unknown: Words = NOT_KNOWN
) -> str:
    """Return a number with grouped thousands and a real minus sign; None gives the words for unknown.

    Without `digits` at most two decimals are shown, without trailing zeros. Halves round away from zero. What the
    reader may not see is told in words (`Withheld`), here and in all that follows.
    """
    if value is None or isinstance(value, Withheld):
        return str(unknown if value is None else value)
    return _format_decimal(Decimal(str(value)), digits)


def format_tonnes(
    value_tonnes: Number | Withheld | None,
    unit: Literal["auto", "t", "kt"] = "auto",
    digits: int | None = None,
    unknown: Words = NOT_ESTIMATED,
    *,
    co2e: bool = False,
) -> str:
    """Return a mass given in tonnes; `auto` writes thousands of tonnes as kt, `co2e` names the gas too."""
    if value_tonnes is None or isinstance(value_tonnes, Withheld):
        return str(unknown if value_tonnes is None else value_tonnes)
    tonnes = Decimal(str(value_tonnes))
    shown = _mass_unit(tonnes) if unit == "auto" else unit
    amount = tonnes / _THOUSAND if shown == "kt" else tonnes
    decimals = _mass_digits(amount, shown) if digits is None else digits
    return NO_BREAK_SPACE.join([_format_decimal(amount, decimals), shown, *([CO2E] if co2e else [])])


def format_share(share: Number | None, digits: int | None = None, unknown: Words = NOT_ESTIMATED) -> str:
    """Return a share of 0-1 as percent, the sign set close: 14,6%. Without `digits` at most one decimal."""
    if share is None:
        return str(unknown)
    percent = Decimal(str(share)) * 100
    if digits is None:
        percent, digits = _round(percent, 1), _digits_needed(percent, 1)
    return f"{_format_decimal(percent, digits)}%"


def format_signed_share(
    share: Number | None, digits: int | None = None, unknown: Words = NOT_ESTIMATED
) -> str:
    """Return a change of share with its sign always written (+3,2%, −16%); no sign before zero."""
    text = format_share(share, digits, unknown)
    if share is None or not any(figure in text for figure in "123456789"):
        return text
    return text if text.startswith(MINUS) else f"+{text}"


def format_money(
    value_eur: Number | Withheld | None,
    unit: Literal["auto", "eur", "mln"] = "auto",
    digits: int | None = None,
    unknown: Words = NOT_ESTIMATED,
) -> str:
    """Return an amount of euros: whole euros below a million, then millions (46,2 mln €)."""
    if value_eur is None or isinstance(value_eur, Withheld):
        return str(unknown if value_eur is None else value_eur)
    euros = Decimal(str(value_eur))
    in_millions = unit == "mln" or (unit == "auto" and abs(euros) >= _MILLION)
    if not in_millions:
        return f"{_format_decimal(euros, digits or 0)}{NO_BREAK_SPACE}€"
    millions = euros / _MILLION
    decimals = (0 if abs(millions) >= 100 else _digits_needed(millions, 1)) if digits is None else digits
    return f"{_format_decimal(millions, decimals)}{NO_BREAK_SPACE}mln{NO_BREAK_SPACE}€"


def format_energy(value_mwh: Number | Withheld | None, unknown: Words = NOT_KNOWN) -> str:
    """Return an amount of energy in MWh."""
    if value_mwh is None or isinstance(value_mwh, Withheld):
        return str(unknown if value_mwh is None else value_mwh)
    return f"{format_number(value_mwh)}{NO_BREAK_SPACE}MWh"


def format_months(months: int | None, unknown: Words = NOT_KNOWN) -> str:
    """Return a length of time in months, in words of the active language."""
    if months is None:
        return str(unknown)
    words = ngettext("%(number)s month", "%(number)s months", months) % {"number": format_number(months)}
    return words.replace(" ", NO_BREAK_SPACE, 1)


def format_date(
    value: date | datetime | None, form: Literal["long", "short"] = "long", unknown: Words = NOT_KNOWN
) -> str:
    """Return a day: `22 November 2026` in text, `22.11.2026` in tables; instants in the current time zone."""
    if value is None:
        return str(unknown)
    day = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return _lower_months(formats.date_format(day, "DATE_FORMAT" if form == "long" else "SHORT_DATE_FORMAT"))


def format_instant(value: datetime | None, unknown: Words = NOT_KNOWN) -> str:
    """Return a day with its time on the 24-hour clock, in the current time zone."""
    if value is None:
        return str(unknown)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return _lower_months(formats.date_format(local, "DATETIME_FORMAT"))


def _lower_months(text: str) -> str:
    """Italian writes months small; Django's Italian catalogue writes them with a capital."""
    return text.lower() if get_language() == "it" else text


def _mass_unit(tonnes: Decimal) -> Literal["t", "kt"]:
    return "kt" if abs(tonnes) >= _THOUSAND else "t"


def _mass_digits(amount: Decimal, unit: str) -> int:
    """Whole tonnes from ten on, whole kilotonnes from a hundred on, else at most one decimal."""
    limit = 100 if unit == "kt" else 10
    return 0 if abs(amount) >= limit else _digits_needed(amount, 1)


def _digits_needed(value: Decimal, at_most: int) -> int:
    exponent = _round(value, at_most).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _round(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _format_decimal(value: Decimal, digits: int | None) -> str:
    decimals = _digits_needed(value, 2) if digits is None else digits
    rounded = _round(value, decimals)
    text = formats.number_format(abs(rounded), decimals, force_grouping=True)
    return f"{MINUS}{text}" if rounded < 0 else text
