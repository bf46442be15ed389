"""Charts that look ahead: the way to the target year, what adds up on it, what moves the chance."""

from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.models import City
from core.quantities import format_number, format_share
from emissions.delivery import RUNG_ASSUMPTIONS
from progress.charts.builders.cumulative import CumulativeEmissions, CumulativePath, PathKind
from progress.charts.builders.drivers import Driver, Drivers
from progress.charts.builders.intervals import YearInterval
from progress.charts.builders.projection import Projection, RungPath
from progress.charts.words import FIRMEST_FIRST
from progress.enums import NoChance, Rung
from progress.frames import ContractInputs
from progress.frames.tables import series_frame
from progress.models import ProgressSnapshot, SnapshotForesight
from progress.selectors.chart_data.rows import intervals, nowcast_years

SMALLEST_DIFFERENCE = 0.0005
"""A difference in the chance that prints as 0.0 percentage points is told once, not ten times."""

YearTotals = tuple[tuple[int, float], ...]


def projection_data(
    snapshot: ProgressSnapshot, foresight: SnapshotForesight, city: City, source: str
) -> Projection:
    """The way to the target year by rung, with the chance of getting there and what it assumes."""
    results, content = snapshot.results, foresight.content
    return Projection(
        city=str(city),
        source=source,
        baseline_year=results["baseline_year"],
        baseline_tco2e=results["baseline_tco2e"],
        target_year=results["target_year"],
        residual_tco2e=results["target_tco2e"],
        measured_tco2e=_measured(snapshot),
        nowcast=nowcast_years(results),
        paths=_paths(results),
        fan=intervals(content["fan"]),
        probability=content["probability"],
        probability_reason=reason_words(content["reason"]),
        assumptions=tuple(assumption_sentences(foresight)),
    )


def reason_words(reason: str) -> str:
    """Why no chance is told, as the end of a sentence; empty where one is."""
    return str(NoChance(reason).label) if reason else ""


def assumption_sentences(foresight: SnapshotForesight) -> list[str]:
    """What the chance rests on, in full sentences; nothing where none is told."""
    content = foresight.content
    if content["probability"] is None:
        return []
    shares = ", ".join(f"{Rung(row.rung).label} {format_share(row.share_mean)}" for row in RUNG_ASSUMPTIONS)
    said = [
        _(
            "What an action is expected to deliver of its tonnes follows from what stands behind it: %(shares)s. These"
            " are assumptions, not measurements."
        )
        % {"shares": shares},
        _("%(draws)s futures were drawn with the seed %(seed)s: anyone can draw them again.")
        % {"draws": format_number(foresight.draws, 0), "seed": foresight.seed},
    ]
    if not content["knows_existing_plan"]:
        said.append(_("What the existing plan takes off is not known and is left out."))
    return said + _left_out(content["without_tonnes"], content["without_dates"])


def _left_out(without_tonnes: int, without_dates: int) -> list[str]:
    said = []
    if without_tonnes:
        words = ngettext(
            "%(count)s action is left out because its tonnes are not known.",
            "%(count)s actions are left out because their tonnes are not known.",
            without_tonnes,
        )
        said.append(words % {"count": format_number(without_tonnes, 0)})
    if without_dates:
        words = ngettext(
            "%(count)s action is left out because its years are not known.",
            "%(count)s actions are left out because their years are not known.",
            without_dates,
        )
        said.append(words % {"count": format_number(without_dates, 0)})
    return said


def drivers_data(
    snapshot: ProgressSnapshot,
    foresight: SnapshotForesight,
    city: City,
    source: str,
    titles: dict[str, str],
) -> Drivers:
    """The actions that move the chance of the target, under their titles of today."""
    content = foresight.content
    return Drivers(
        city=str(city),
        source=source,
        target_year=snapshot.results["target_year"],
        probability=content["probability"],
        reason=reason_words(content["reason"]),
        drivers=tuple(
            Driver(
                code=row["code"],
                title=titles.get(row["action"], ""),
                difference_share=row["difference"],
            )
            for place, row in enumerate(content["drivers"])
            if not place or abs(row["difference"]) >= SMALLEST_DIFFERENCE
        ),
    )


def cumulative_data(
    snapshot: ProgressSnapshot, foresight: SnapshotForesight, city: City, source: str
) -> CumulativeEmissions:
    """What is emitted in all until the target year: along the trajectory, as simulated, and if nothing more comes."""
    results, found = snapshot.results, snapshot.results["cumulative"]
    fan = intervals(foresight.content["fan"])
    paths = [_trajectory_path(results), *(_paths_from_today(snapshot, fan) if found["emitted_tco2e"] else ())]
    return CumulativeEmissions(
        city=str(city),
        source=source,
        baseline_year=results["baseline_year"],
        target_year=results["target_year"],
        paths=tuple(path for path in paths if path is not None),
        budget_tco2e=found["budget_tco2e"],
        budget_source=str(snapshot.contract.assumptions_note),
    )


def _trajectory_path(results: dict[str, Any]) -> CumulativePath | None:
    baseline, target = results["baseline_tco2e"], results["target_tco2e"]
    first, last = results["baseline_year"], results["target_year"]
    if baseline is None or target is None or results["cumulative_trajectory_tco2e"] is None:
        return None
    yearly = np.linspace(baseline, target, last - first + 1)[1:]
    return _path("trajectory", range(first + 1, last + 1), yearly)


def _paths_from_today(snapshot: ProgressSnapshot, fan: tuple[YearInterval, ...]) -> list[CumulativePath]:
    """Emitted so far, then in the middle of the drawn futures, and as it stands; only the latter without futures."""
    found = snapshot.results["cumulative"]
    today, last = snapshot.as_of.year, found["to_year"]
    emitted = _emitted(snapshot, range(found["from_year"], today + 1))
    years = range(found["from_year"], last + 1)
    paths = []
    middle = {row.year: row.p50 for row in fan if row.year > today}
    if middle and list(middle) == list(range(today + 1, last + 1)):
        paths.append(_path("projected", years, [*emitted, *middle.values()]))
    to_come = last - today
    yearly = (found["flat_tco2e"] - found["emitted_tco2e"]) / to_come if to_come else 0.0
    return [*paths, _path("nothing_more", years, [*emitted, *[yearly] * to_come])]


def _path(kind: PathKind, years: range, yearly: Any) -> CumulativePath:
    reached = np.cumsum(yearly).tolist()
    return CumulativePath(
        kind=kind, cumulative_tco2e=tuple(zip(years, reached, strict=True)), end_tco2e=float(yearly[-1])
    )


def _emitted(snapshot: ProgressSnapshot, years: range) -> list[float]:
    """The emissions of past years: measured, estimated since, and on the straight line between two inventories."""
    points = dict(_measured(snapshot)) | {row.year: row.p50 for row in nowcast_years(snapshot.results)}
    known = sorted(points)
    emitted: list[float] = np.interp(list(years), known, [points[year] for year in known]).tolist()
    return emitted


def _measured(snapshot: ProgressSnapshot) -> YearTotals:
    """The totals that may be compared with the baseline, the baseline among them."""
    inputs = ContractInputs.from_dict(snapshot.inputs, contract_id=snapshot.contract_id, as_of=snapshot.as_of)
    series = series_frame([inputs])
    return tuple(zip(series["year"].tolist(), series["tco2e"].tolist(), strict=True))


def _paths(results: dict[str, Any]) -> tuple[RungPath, ...]:
    """One path a rung that takes something off; none where the published rows are only a part of the portfolio."""
    projection = results["projection"]
    if projection is None or not results["rows_are_complete"]:
        return ()
    level = projection["level"]
    told = [
        rung
        for place, rung in enumerate(FIRMEST_FIRST)
        if not place or level[rung] != level[FIRMEST_FIRST[place - 1]]
    ]
    return tuple(
        RungPath(rung=rung, totals_tco2e=tuple(zip(projection["years"], level[rung], strict=True)))
        for rung in told
    )
