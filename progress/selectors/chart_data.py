"""From a snapshot to the plain data of its charts: numbers from its stored inputs, names in the active language."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from contracts.enums import Flow, Maturity
from contracts.models import City, InventorySeries, Milestone
from core.quantities import format_date
from molecules.models import Molecule
from progress.charts.builders.actions_summary import ActionsSummary, SectorActions
from progress.charts.builders.gap_steps import GapWaterfall
from progress.charts.builders.milestones import MilestoneDate, MilestonesTimeline, Precision
from progress.charts.builders.molecules_map import MoleculeArea, MoleculesMap
from progress.charts.builders.sectors import SectorRow, SectorsBars
from progress.charts.builders.trajectory import InventorySeries as SeriesLine
from progress.charts.builders.trajectory import Trajectory
from progress.charts.render import ChartData
from progress.frames.inputs import ACTION_COLUMNS, GAP_COLUMNS, INVENTORY_COLUMNS
from progress.models import ProgressSnapshot

PRECISION_OF_LENGTH: dict[int, Precision] = {4: "year", 7: "month"}
SHOWN_MATURITIES = (Maturity.PROJECT, Maturity.STRATEGY)
"""Shown even without a number; enabling actions appear in the chart only where they claim tonnes."""


def chart_data(snapshot: ProgressSnapshot) -> Iterator[ChartData]:
    """The charts of a snapshot in the order of the page, names in the active language."""
    city = snapshot.contract.city
    source = _source(snapshot)
    yield trajectory_data(snapshot, city, source)
    yield gap_data(snapshot, city, source)
    yield sectors_data(snapshot, city, source)
    yield milestones_data(snapshot, city)
    yield actions_data(snapshot, city, source)
    if snapshot.inputs["molecules"]:
        yield molecules_data(city, declared_molecules(city))


def trajectory_data(snapshot: ProgressSnapshot, city: City, source: str) -> Trajectory:
    """The promise and the inventories; every series stays a line of its own."""
    results, inputs = snapshot.results, snapshot.inputs
    titles = {row.code: str(row) for row in InventorySeries.objects.filter(city=city)}
    totals: dict[str, list[tuple[int, float]]] = {}
    for row in _named(INVENTORY_COLUMNS, inputs["inventories"]):
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
    """The gap and what covers it, by maturity where the contract states it."""
    results = snapshot.results
    covered = tuple(
        (maturity, part["tco2e"])
        for maturity, part in results["coverage_by_maturity"].items()
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
        printed_portfolio_tco2e=results["portfolio_printed_tco2e"],
        sinks_tco2e=results["sinks_tco2e"],
        not_estimated_actions=results["actions"]["not_estimated"],
        included_actions=results["actions"]["included_in"],
    )


def sectors_data(snapshot: ProgressSnapshot, city: City, source: str) -> SectorsBars:
    """The gap table by sector, as printed."""
    results = snapshot.results
    rows = list(_named(GAP_COLUMNS, snapshot.inputs["gap_rows"]))
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
    milestones = Milestone.objects.filter(city=city).prefetch_related("moves").order_by("due_on", "id")
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
    for row in _named(ACTION_COLUMNS, snapshot.inputs["actions"]):
        counts.setdefault(row["sector"], Counter())[row["quantification"]] += 1
    return ActionsSummary(
        city=str(city),
        source=source,
        rows=tuple(
            SectorActions(sector=sector, counts=tuple(sorted(kinds.items())))
            for sector, kinds in sorted(counts.items(), key=lambda item: -item[1].total())
        ),
    )


def declared_molecules(city: City) -> list[Any]:
    """The molecules of a city in the order of their numbers, with what their actions declare, sinks left out."""
    counted = Q(actions__archived_at=None) & ~Q(actions__flow=Flow.SINK)
    declared = Sum("actions__reduction_tco2e", filter=counted)
    open_molecules = Molecule.objects.filter(city=city, archived_at=None)
    return list(open_molecules.annotate(declared_tco2e=declared).order_by("code"))


def molecules_data(city: City, molecules: list[Any]) -> MoleculesMap:
    """The molecules (`declared_molecules`) inside the city's boundary."""
    return MoleculesMap(
        city=str(city),
        source=molecules[0].source if molecules else "",
        molecules=tuple(
            MoleculeArea(
                name=str(row),
                geometry=row.polygon,
                area_km2=None if row.area_km2 is None else float(row.area_km2),
                population=row.residents,
                reduction_tco2e=None if row.declared_tco2e is None else float(row.declared_tco2e),
            )
            for row in molecules
        ),
        boundary=city.boundary,
        city_area_km2=None if city.area_km2 is None else float(city.area_km2),
        are_official=all(row.has_official_polygon for row in molecules),
    )


def _source(snapshot: ProgressSnapshot) -> str:
    version = snapshot.contract.versions.get(is_current=True)
    return _("Source: %(contract)s, version %(number)s; computed on %(date)s, engine %(engine)s.") % {
        "contract": str(snapshot.contract),
        "number": version.number,
        "date": format_date(snapshot.computed_at.date()),
        "engine": snapshot.engine_version,
    }


def _first_date(milestone: Milestone) -> date | None:
    """Where a moved milestone first stood."""
    moves = list(milestone.moves.all())
    return moves[0].from_date if moves else None


def _named(columns: tuple[str, ...], rows: list[list[Any]]) -> Iterator[dict[str, Any]]:
    return (dict(zip(columns, row, strict=True)) for row in rows)
