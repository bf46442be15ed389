"""Wordings that all charts share: amounts, units, names within a sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.quantities import format_number, format_tonnes

KILOTONNES_FROM_TCO2E = 10_000.0


@dataclass(frozen=True, slots=True)
class DisplayUnit:
    """The unit a chart is drawn in."""

    name: str
    divisor: float
    digits: int

    def convert(self, tonnes: float) -> float:
        """Return tonnes in this unit."""
        return tonnes / self.divisor

    def label(self, tonnes: float) -> str:
        """Return an amount in this unit as a bare number, with a decimal where it would round to little."""
        value = self.convert(tonnes)
        small = self.divisor > 1 and 0 < abs(value) < 10
        return format_number(value, digits=1 if small else self.digits)


def display_unit(*amounts_tco2e: float | None) -> DisplayUnit:
    """Return kilotonnes when the largest amount is a city's, tonnes when all are small."""
    largest = max((abs(amount) for amount in amounts_tco2e if amount is not None), default=0.0)
    if largest >= KILOTONNES_FROM_TCO2E:
        return DisplayUnit(_("kt CO₂e"), 1000.0, 0)
    return DisplayUnit(_("t CO₂e"), 1.0, 0)


def in_tonnes(amount_tco2e: float) -> str:
    """Return an amount for a sentence: whole kilotonnes for a city's size, tonnes when small."""
    if abs(amount_tco2e) >= KILOTONNES_FROM_TCO2E:
        return format_tonnes(amount_tco2e, unit="kt", digits=0)
    return format_tonnes(amount_tco2e)


def plain_number(value: float) -> str:
    """Return an axis number, with a decimal only when it has one."""
    return format_number(value, digits=0 if value == int(value) else 1)


def within_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence: lower-cased unless it is an abbreviation."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
