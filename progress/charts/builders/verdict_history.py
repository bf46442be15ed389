"""How the verdict itself changed from snapshot to snapshot."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictPoint:
    """What a snapshot said: its day, verdict, share of the reduction asked by then and inventory judged.

    `reason` is a `progress.charts.words.ChangeReason` or words of the active language: why this snapshot differs.
    """

    date: dt.date
    verdict: str
    progress_share: float | None = None
    inventory_year: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictHistory:
    """The verdicts on a city, in any order."""

    city: str
    source: str
    as_of: dt.date
    points: tuple[VerdictPoint, ...]
    key: str = "verdict_history"
