"""What we assume about how much of a promise is kept, and how late: one published table, each value with its reason."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from emissions.columns import Floats, infinite_values, to_bools, to_codes, to_floats
from emissions.errors import Bools, faulty_rows
from emissions.words import Rung


@dataclass(frozen=True, slots=True)
class RungAssumption:
    """An assumption on actions of one rung: the mean share delivered, its weight and the mean slip in years.

    The weight says how sure the mean is: as if that many such actions had been watched (`a + b` of the Beta).
    """

    rung: Rung
    share_mean: float
    share_weight: float
    slip_mean_years: float
    reason: str


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An assumption on actions of a kind: what their mean share is multiplied by, and the years their slip gains."""

    kind: str
    share_factor: float
    added_slip_years: float
    reason: str


RUNG_ASSUMPTIONS: Final = (
    RungAssumption(Rung.IDEA, 0.20, 2.0, 2.0, "Nobody has promised it: most ideas never become a project."),
    RungAssumption(Rung.PLANNED, 0.40, 2.0, 1.5, "It stands in a plan, without a signature or money."),
    RungAssumption(
        Rung.COMMITTED, 0.55, 3.0, 1.25, "A party has signed for it; the money is still to be found."
    ),
    RungAssumption(
        Rung.FUNDED, 0.75, 5.0, 1.0, "The money is there; tenders and permits can still fail or shrink it."
    ),
    RungAssumption(
        Rung.UNDER_WAY, 0.85, 8.0, 0.5, "Work has begun: what remains open is how well it performs."
    ),
    RungAssumption(Rung.DELIVERED, 0.95, 20.0, 0.0, "Reported as done: only the size of the effect is open."),
    RungAssumption(
        Rung.VERIFIED,
        0.98,
        50.0,
        0.0,
        "Done, and the evidence was accepted; a small doubt on the effect stays.",
    ),
)
"""Assumptions, not measurements: we know no series of city actions followed to their end. In the order of `Rung`."""

LATE: Final = Adjustment("late", 0.85, 0.0, "What is late is more often cut down than what is on time.")
LATE_BY_UNKNOWN: Final = Adjustment(
    "late_by_unknown", 1.0, 1.0, "It is late and no report says how late: a year is assumed."
)
UNFUNDED: Final = Adjustment(
    "unfunded", 0.80, 0.5, "It is under way without secured money and may stop halfway."
)
SILENT: Final = Adjustment(
    "silent", 0.80, 0.0, "It is said to be under way, and no dated report shows any of it."
)
ADJUSTMENTS: Final = (LATE, LATE_BY_UNKNOWN, UNFUNDED, SILENT)

EXISTING_PLAN_SHARE_MEAN: Final = 0.70
"""Assumption: a plan already in force stands between a committed and a funded action, nearer to funded."""
EXISTING_PLAN_SHARE_WEIGHT: Final = 5.0
"""Assumption: as unsure as a funded action."""
COMMON_CAUSE_SHARE: Final = 0.30
"""Assumption: actions of a city share staff, prices and politics, so they succeed and fail together in part."""
YEARLY_LOG_SD: Final = 0.02
"""Assumption: weather, prices and growth move emissions by about 2 % a year, up or down, without any action."""

_UNDER_WAY: Final = list(Rung).index(Rung.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class DeliveryExpectation:
    """What is assumed of each action; all arrays (n,)."""

    share_mean: Floats
    share_weight: Floats
    slip_mean_years: Floats
    known_lateness_years: Floats
    has_begun: Bools


def expect_delivery(actions: pd.DataFrame) -> DeliveryExpectation:
    """Look up what is assumed of each action by its rung, lateness, funding and reports.

    Formula: mean share = mean of the rung x the factors that apply (`LATE` where `is_late`; `UNFUNDED` and `SILENT`
    only on the rung under_way); slip = exponential with the mean of the rung, on top of the lateness known.

    Inputs: actions, one row each: `rung` (word of the table), `is_late`, `is_funded` (bool), `lateness_years` (years,
    not negative, NaN where unknown), `delivered_share` (0-1, NaN where no report).
    Errors: `EmissionsError` with the row for an unknown rung or a negative lateness.
    Source: our assumptions, published with their reasons in `RUNG_ASSUMPTIONS` and `ADJUSTMENTS`.

    >>> expect_delivery(pd.DataFrame({"rung": ["funded"], "is_late": [True], "is_funded": [True],
    ...                               "lateness_years": [None], "delivered_share": [None]})).share_mean.tolist()
    [0.6375]
    """
    rung = to_codes(actions["rung"], Rung)
    lateness = to_floats(actions["lateness_years"])
    faults = infinite_values(lateness_years=lateness) | {"lateness_years is negative": lateness < 0}
    faulty_rows(faults, labels=actions.index)
    late, begun = to_bools(actions["is_late"]), rung >= _UNDER_WAY
    under_way = rung == _UNDER_WAY
    applies = {
        LATE: late,
        LATE_BY_UNKNOWN: late & np.isnan(lateness),
        UNFUNDED: under_way & ~to_bools(actions["is_funded"]),
        SILENT: under_way & np.isnan(to_floats(actions["delivered_share"])),
    }
    share, slip = _column("share_mean")[rung], _column("slip_mean_years")[rung]
    known = np.nan_to_num(lateness)
    for adjustment, rows in applies.items():
        share = share * np.where(rows, adjustment.share_factor, 1.0)
        slip = slip + np.where(rows, adjustment.added_slip_years, 0.0)
    return DeliveryExpectation(share, _column("share_weight")[rung], slip, known, begun)


def _column(name: str) -> Floats:
    """One column of the table of assumptions, by rung."""
    return np.array([getattr(row, name) for row in RUNG_ASSUMPTIONS])
