"""Years and state out of a printed timeline; what cannot be read stays a note."""

import re
from typing import NamedTuple

from contracts.enums import ActionState
from contracts.validators import EARLIEST_YEAR, LATEST_YEAR

YEAR = r"(?P<{name}>\d{{4}})"
START, END, BOTH = (YEAR.format(name=name) for name in ("start", "end", "both"))
PATTERNS = [
    (rf"{START}\s*-\s*{END}", ActionState.NOT_STATED),
    (rf"{START}\s*-\s*{END} - in progress", ActionState.IN_PROGRESS),
    (rf"{START}\s*-\s*(continued|continues|ongoing)", ActionState.IN_PROGRESS),
    (rf"permanent \(launched in {START}\)", ActionState.IN_PROGRESS),
    (rf"by {END}", ActionState.NOT_STATED),
    (rf"completed in {END}", ActionState.COMPLETED),
    (BOTH, ActionState.NOT_STATED),
    (r"completed", ActionState.COMPLETED),
    (r"completed, except for ongoing work .*", ActionState.IN_PROGRESS),
    (r"ongoing", ActionState.IN_PROGRESS),
]
"""From the most telling form to the least; a year alone is taken as the year in which the action happens."""


class Timing(NamedTuple):
    """Start and end year where they are printed, and the state where the words say it."""

    start_year: int | None
    end_year: int | None
    state: str


def read_timing(printed: str) -> Timing:
    """Read a timeline; an end before the start stays as printed (a finding tells of it).

    >>> read_timing("2024-2030")
    Timing(start_year=2024, end_year=2030, state='')
    >>> read_timing("completed in 2023").state, read_timing("by 2030")[:2], read_timing("2023-20325")[:2]
    ('completed', (None, 2030), (None, None))
    """
    for pattern, state in PATTERNS:
        if match := re.fullmatch(pattern, printed.strip(), re.IGNORECASE):
            years = {name: _year(value) for name, value in match.groupdict().items()}
            both = years.get("both")
            return Timing(years.get("start", both), years.get("end", both), state.value)
    return Timing(None, None, ActionState.NOT_STATED.value)


def _year(digits: str) -> int | None:
    return int(digits) if EARLIEST_YEAR <= int(digits) <= LATEST_YEAR else None
