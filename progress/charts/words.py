"""Wordings that all charts share: amounts, units, names within a sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.quantities import MINUS, NO_BREAK_SPACE, format_number, format_share, format_tonnes
from progress.enums import Rung

FIRMEST_FIRST = (
    Rung.VERIFIED,
    Rung.DELIVERED,
    Rung.UNDER_WAY,
    Rung.FUNDED,
    Rung.COMMITTED,
    Rung.PLANNED,
    Rung.IDEA,
)
"""The order in which rungs are counted: what is surest comes first."""

SMALL_CHANCE, LARGE_CHANCE = 0.01, 0.99
"""Beyond these a simulated share is not more exact than "under 1%" or "over 99%"."""

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

    @property
    def short(self) -> str:
        """The unit of mass alone."""
        return "kt" if self.divisor > 1 else "t"

    def amount(self, tonnes: float) -> str:
        """Return an amount with the unit of mass."""
        return f"{self.label(tonnes)}{NO_BREAK_SPACE}{self.short}"

    def interval(self, low: float, middle: float, high: float) -> str:
        """Return an estimate with its interval: 1,050 kt (980–1,130)."""
        return f"{self.amount(middle)} ({self.label(low)}–{self.label(high)})"

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


def format_chance(probability: float) -> str:
    """Return a simulated probability as whole percent; at the ends it says no more than the draws can know."""
    if probability < SMALL_CHANCE:
        return _("under %(share)s") % {"share": format_share(SMALL_CHANCE, 0)}
    if probability > LARGE_CHANCE:
        return _("over %(share)s") % {"share": format_share(LARGE_CHANCE, 0)}
    return format_share(probability, 0)


def format_points(difference_share: float) -> str:
    """Return a difference of two shares in percentage points with its sign."""
    value = difference_share * 100
    text = format_number(abs(value), 0 if abs(value) >= 10 else 1)
    if not any(figure in text for figure in "123456789"):
        return text
    return f"{'+' if value > 0 else MINUS}{text}"


def in_sentence(words: str) -> str:
    """Return words that go on in a sentence: without their full stop."""
    return words.strip().rstrip(".")


def plain_number(value: float) -> str:
    """Return an axis number, with a decimal only when it has one."""
    return format_number(value, digits=0 if value == int(value) else 1)


def within_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence: lower-cased unless it is an abbreviation."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
