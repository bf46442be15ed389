"""Cumulative emissions from the year after the baseline: the path counts, not only its end."""

from dataclasses import dataclass
from typing import Literal

from progress.charts.builders.intervals import YearTotals

PathKind = Literal["trajectory", "projected", "nothing_more"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativePath:
    """Tonnes since the baseline by year (F19), and the emissions of the target year alone."""

    kind: PathKind
    cumulative_tco2e: YearTotals
    end_tco2e: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativeEmissions:
    """What a city emits in all until the target year on up to three paths, beside an informative budget."""

    city: str
    source: str
    baseline_year: int
    target_year: int
    paths: tuple[CumulativePath, ...] = ()
    budget_tco2e: float | None = None
    budget_source: str = ""
    key: str = "cumulative"
