"""How far printed figures may be off before they contradict each other."""

from collections.abc import Sequence
from decimal import Decimal

SAME_SHARE = Decimal("0.0001")
"""Products that differ by less than 0.01 % are the same (domain reference 2.3)."""
FAR_SHARE = Decimal("0.01")
"""Above 1 % a product is worth a warning, above 0.01 % a note."""
ROUNDING = Decimal("0.5")
"""Two printings of one figure that differ by less are the same figure."""
_KILO = Decimal(1000)


def sum_tolerance(parts: Sequence[Decimal], total: Decimal, at_least: Decimal) -> Decimal:
    """How far a printed total may be from its printed parts.

    Formula: half of the last printed digit for each part and for the total, and at least `at_least`; figures that are
    all whole thousands were rounded to thousands.
    Source: domain reference 2.3 (±2 t between tables) and pitfall 27 (about 1 t a row in rounded tables).

    >>> sum_tolerance([Decimal(10), Decimal(20)], Decimal(30), Decimal(2))
    Decimal('2')
    """
    figures = [value for value in (*parts, total) if value]
    return max(at_least, _last_digit(figures) * (len(parts) + 1) / 2)


def _last_digit(figures: Sequence[Decimal]) -> Decimal:
    """The size of the last digit that was printed: 0.1, 1, or 1,000 where every figure is whole thousands."""
    if len(figures) > 1 and all(value % _KILO == 0 for value in figures):
        return _KILO
    exponents = [value.normalize().as_tuple().exponent for value in figures]
    return Decimal(1).scaleb(min([0, *(item for item in exponents if isinstance(item, int))]))
