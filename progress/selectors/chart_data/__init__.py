"""From a snapshot to the plain data of its charts: numbers from what is stored, names in the active language."""

from collections.abc import Iterator

from progress.charts.render import ChartData
from progress.models import ProgressSnapshot, SnapshotForesight
from progress.selectors.chart_data.costs import abatement_data
from progress.selectors.chart_data.history import verdict_data
from progress.selectors.chart_data.outlook import cumulative_data, drivers_data, projection_data
from progress.selectors.chart_data.places import molecules_data
from progress.selectors.chart_data.published import (
    actions_data,
    gap_data,
    milestones_data,
    sectors_data,
    trajectory_data,
)
from progress.selectors.chart_data.rows import action_titles, source_line
from progress.selectors.masks import public_mask
from progress.selectors.placed_actions import list_placed_actions

__all__ = ["chart_data", "find_foresight"]


def chart_data(snapshot: ProgressSnapshot) -> Iterator[ChartData]:
    """The charts of a snapshot in the order of the pages, names in the active language.

    Those that rest on the foresight come last, and only once it was computed.
    """
    city, source = snapshot.contract.city, source_line(snapshot)
    titles = action_titles(snapshot.contract)
    yield trajectory_data(snapshot, city, source)
    yield gap_data(snapshot, city, source)
    yield sectors_data(snapshot, city, source)
    yield milestones_data(snapshot, city)
    yield actions_data(snapshot, city, source)
    if snapshot.inputs["molecules"]:
        yield molecules_data(snapshot.contract, list_placed_actions(snapshot.contract))
    yield verdict_data(snapshot, city, source)
    if _has_years(snapshot):
        yield abatement_data(snapshot, city, source, titles, public_mask(snapshot.contract))
        foresight = find_foresight(snapshot)
        if foresight is not None:
            yield cumulative_data(snapshot, foresight, city, source)
            yield drivers_data(snapshot, foresight, city, source, titles)
            yield projection_data(snapshot, foresight, city, source)


def find_foresight(snapshot: ProgressSnapshot) -> SnapshotForesight | None:
    """What the snapshot lets one expect, None while the worker has not computed it."""
    return SnapshotForesight.objects.filter(snapshot=snapshot).first()


def _has_years(snapshot: ProgressSnapshot) -> bool:
    """Whether the contract says from when to when it promises: without both there is nothing to look ahead to."""
    return None not in (snapshot.results["baseline_year"], snapshot.results["target_year"])
