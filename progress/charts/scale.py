"""Linear scales and round axis ticks."""

import math
from dataclasses import dataclass

STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class LinearScale:
    """Maps a range of values onto a range of pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the pixel of a value; a range without extent maps onto its start."""
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def nice_ticks(low: float, high: float, *, count: int = 5) -> tuple[float, ...]:
    """Return round ticks that enclose low..high and always hold zero, about `count` steps apart.

    The range is widened to zero because bars and areas must start there.

    >>> nice_ticks(0, 1283)
    (0.0, 250.0, 500.0, 750.0, 1000.0, 1250.0, 1500.0)
    """
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        return (0.0, 1.0)
    step = _nice_step((high - low) / count)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(index * step for index in range(first, last + 1))


def year_ticks(first: int, last: int, *, count: int) -> tuple[int, ...]:
    """Return at most `count` years that always hold the last one, evenly spaced backwards from it.

    >>> year_ticks(2005, 2030, count=6)
    (2005, 2010, 2015, 2020, 2025, 2030)
    """
    return tuple(reversed(range(last, first - 1, -year_step(first, last, count=count))))


def year_step(first: int, last: int, *, count: int) -> int:
    """Return how many years lie between ticks where at most `count` of them are to be written.

    >>> year_step(2021, 2021, count=6), year_step(2005, 2030, count=6)
    (1, 5)
    """
    return next((step for step in (1, 2, 3, 5, 10, 20) if (last - first) / step < count), 50)


def _nice_step(raw: float) -> float:
    power = 10.0 ** math.floor(math.log10(raw))
    return next(step * power for step in STEPS if step * power >= raw * 0.9)
