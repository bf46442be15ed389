"""Estimated values with their 80 % interval, year by year."""

from dataclasses import dataclass

YearTotals = tuple[tuple[int, float], ...]
"""Years with their tonnes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearInterval:
    """An estimate for a year: one chance in ten to lie below `p10`, as likely above as below `p50`."""

    year: int
    p10: float
    p50: float
    p90: float


def ordered_intervals(intervals: tuple[YearInterval, ...]) -> list[YearInterval]:
    """Return the estimates by year."""
    return sorted(intervals, key=lambda interval: interval.year)
