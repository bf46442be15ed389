"""What the counted actions would take off in each year if they kept their declared years (F13)."""

from dataclasses import dataclass

from progress.models import ProgressSnapshot


@dataclass(frozen=True)
class PlannedYear:
    """A year with the tonnes a year that are planned for it."""

    year: int
    tco2e: float


def list_planned_years(snapshot: ProgressSnapshot | None) -> tuple[PlannedYear, ...]:
    """The years from the one after the baseline to the target year; empty where no action can be dated."""
    planned = snapshot.results.get("planned_reduction_by_year") if snapshot else None
    return tuple(PlannedYear(int(year), tonnes) for year, tonnes in sorted((planned or {}).items()))
