"""Charts of what a contract prints and what was measured."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from contracts.enums import Maturity
from contracts.models import City, InventorySeries, Milestone
from progress.charts.builders.actions_summary import ActionsSummary, SectorActions
from progress.charts.builders.gap_steps import GapWaterfall
from progress.charts.builders.milestones import MilestoneDate, MilestonesTimeline, Precision
from progress.charts.builders.sectors import SectorRow, SectorsBars
from progress.charts.builders.trajectory import InventorySeries as SeriesLine
from progress.charts.builders.trajectory import Trajectory
from progress.enums import Rung
from progress.frames.inputs import ACTION_COLUMNS, GAP_COLUMNS, INVENTORY_COLUMNS
from progress.models import ProgressSnapshot
from progress.selectors.chart_data.rows import named, nowcast_years
from progress.selectors.milestones import list_milestones

PRECISION_OF_LENGTH: dict[int, Precision] = {4: "year", 7: "month"}
SHOWN_MATURITIES = (Maturity.PROJECT, Maturity.STRATEGY)
"""Shown even without a number; enabling actions appear in the chart only where they claim tonnes."""


def trajectory_data(snapshot: ProgressSnapshot, city: City, source: str) -> Trajectory:
    """The promise and the inventories; every series stays a line of its own."""
    results, inputs = snapshot.results, snapshot.inputs
    titles = {row.code: str(row) for row in InventorySeries.objects.filter(city=city)}
    totals: dict[str, list[tuple[int, float]]] = {}
    for row in named(INVENTORY_COLUMNS, inputs["inventories"]):
        if row["is_plottable"] and row["reported_total_tco2e"] is not None:
            totals.setdefault(row["series_code"], []).append((row["year"], row["reported_total_tco2e"]))
    measured = results["observed_tco2e"] is not None and results["verdict"] != "not_measured"
    return Trajectory(
        city=str(city),
        source=source,
        baseline_year=results["baseline_year"],
        baseline_tco2e=results["baseline_tco2e"],
        target_year=results["target_year"],
        residual_tco2e=results["target_tco2e"],
        verdict=results["verdict"],
        observed_year=results["inventory_year"] if measured else None,
        observed_tco2e=results["observed_tco2e"] if measured else None,
        trajectory_tco2e=results["trajectory_tco2e"] if measured else None,
        nowcast=nowcast_years(results),
        series=tuple(
            SeriesLine(
                name=titles.get(code, code),
                totals_tco2e=tuple(points),
                is_comparable=code == inputs["version"]["baseline_series"],
            )
            for code, points in totals.items()
        ),
    )


def gap_data(snapshot: ProgressSnapshot, city: City, source: str) -> GapWaterfall:
    """The gap and what covers it: by rung where the rows are complete, by maturity where the contract states it."""
    results = snapshot.results
    covered = tuple(
        (maturity, part["tco2e"])
        for maturity, part in _in_order(Maturity, results["coverage_by_maturity"])
        if part["actions"] and (maturity in SHOWN_MATURITIES or part["tco2e"])
        if maturity != Maturity.NOT_STATED
    )
    return GapWaterfall(
        city=str(city),
        source=source,
        baseline_year=results["baseline_year"],
        target_year=results["target_year"],
        baseline_tco2e=results["baseline_tco2e"],
        target_reduction_tco2e=results["target_reduction_tco2e"],
        existing_plan_tco2e=results["existing_plan_tco2e"],
        gap_tco2e=results["gap_tco2e"],
        residual_tco2e=results["residual_tco2e"],
        covered_tco2e=covered,
        covered_by_rung=_covered_by_rung(results),
        printed_portfolio_tco2e=results["portfolio_printed_tco2e"],
        sinks_tco2e=results["sinks_tco2e"],
        not_estimated_actions=results["actions"]["not_estimated"],
        included_actions=results["actions"]["included_in"],
    )


def sectors_data(snapshot: ProgressSnapshot, city: City, source: str) -> SectorsBars:
    """The gap table by sector, as printed."""
    results = snapshot.results
    rows = list(named(GAP_COLUMNS, snapshot.inputs["gap_rows"]))
    total = next((row for row in rows if row["sector"] == ""), {})
    return SectorsBars(
        city=str(city),
        source=source,
        baseline_year=results["baseline_year"],
        target_year=results["target_year"],
        rows=tuple(
            SectorRow(
                sector=row["sector"],
                baseline_tco2e=row["baseline_tco2e"],
                target_reduction_tco2e=row["target_reduction_tco2e"],
                residual_tco2e=row["residual_tco2e"],
            )
            for row in rows
            if row["sector"]
        ),
        total_baseline_tco2e=total.get("baseline_tco2e"),
        total_target_reduction_tco2e=total.get("target_reduction_tco2e"),
        total_residual_tco2e=total.get("residual_tco2e"),
    )


def milestones_data(snapshot: ProgressSnapshot, city: City) -> MilestonesTimeline:
    """The milestones of the city with their old dates."""
    milestones = list_milestones(snapshot.contract).prefetch_related("moves")
    return MilestonesTimeline(
        city=str(city),
        source=_("Milestones of the contract and of the city; sources on the data page"),
        as_of=snapshot.as_of,
        milestones=tuple(
            MilestoneDate(
                name=str(row),
                date=row.due_on,
                state=row.state,
                precision=PRECISION_OF_LENGTH.get(len(row.due_note), "day"),
                old_date=_first_date(row),
            )
            for row in milestones
        ),
    )


def actions_data(snapshot: ProgressSnapshot, city: City, source: str) -> ActionsSummary:
    """How many actions each sector has of each kind."""
    counts: dict[str, Counter[str]] = {}
    for row in named(ACTION_COLUMNS, snapshot.inputs["actions"]):
        counts.setdefault(row["sector"], Counter())[row["quantification"]] += 1
    return ActionsSummary(
        city=str(city),
        source=source,
        rows=tuple(
            SectorActions(sector=sector, counts=tuple(sorted(kinds.items())))
            for sector, kinds in sorted(counts.items(), key=lambda item: -item[1].total())
        ),
    )


def _covered_by_rung(results: dict[str, Any]) -> tuple[tuple[str, float | None], ...]:
    """Credited tonnes of the rungs that occur; none where the published rows are only a part of the portfolio."""
    if not results.get("rows_are_complete"):
        return ()
    return tuple(
        (rung, part["tco2e"])
        for rung, part in _in_order(Rung, results["coverage_by_rung"])
        if part["actions"] or part["tco2e"]
    )


def _in_order(words: Iterable[str], parts: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Parts by word in the order of the words: PostgreSQL keeps JSON without the order it was written in."""
    return ((str(word), parts[word]) for word in words if word in parts)


def _first_date(milestone: Milestone) -> date | None:
    """Where a moved milestone first stood."""
    moves = list(milestone.moves.all())
    return moves[0].from_date if moves else None
