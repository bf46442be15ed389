"""Restated inventories: what the total was, what it is, and what explains the difference."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from django.db.models import QuerySet

from contracts.enums import Flow
from contracts.models import Contract, Inventory, InventoryLine
from emissions.restatement import explain_restatement
from progress.enums import Verdict
from progress.models import ProgressSnapshot
from progress.selectors.inventories import published_inventories
from progress.selectors.ledger_rows import label_of, sector_label

COLUMNS = ["contract", "key", "activity", "factor", "value_tco2e", "in_target_boundary"]
PARTS = ("activity_tco2e", "factor_tco2e", "boundary_tco2e", "not_explained_tco2e")


@dataclass(frozen=True, slots=True)
class RestatementRow:
    """A sector or the whole: both totals and the parts of their difference, t CO2e, None where a side is unknown."""

    name: str
    before_tco2e: float | None
    after_tco2e: float | None
    difference_tco2e: float | None
    activity_tco2e: float | None
    factor_tco2e: float | None
    boundary_tco2e: float | None
    not_explained_tco2e: float | None


@dataclass(frozen=True, slots=True)
class SnapshotFacts:
    """What a snapshot said of the same contract."""

    id: str
    as_of: Any
    verdict: str
    verdict_label: str
    observed_tco2e: float | None


@dataclass(frozen=True, slots=True)
class RestatementView:
    """One restated inventory; `has_lines` is False where an edition has only a total, so nothing is explained."""

    year: int
    series: str
    gwp_before: str
    gwp_after: str
    note: str
    total: RestatementRow
    sectors: tuple[RestatementRow, ...]
    has_lines: bool
    lines_without_activity: int
    before: SnapshotFacts | None
    after: SnapshotFacts | None


def list_restatements(contract: Contract) -> tuple[RestatementView, ...]:
    """The restated inventories of a city, the newest year first; one query where there is none."""
    found = published_inventories(contract.city).exclude(restates=None)
    restated = list(
        found.select_related("series", "restates")
        .prefetch_related("lines", "restates__lines")
        .order_by("-year")
    )
    snapshots = _snapshots(contract) if restated else ()
    return tuple(_view(one.restates, one, snapshots) for one in restated if one.restates is not None)


def _view(old: Inventory, new: Inventory, snapshots: Any) -> RestatementView:
    before, after = _edition(old, new), _edition(new, old)
    has_lines = bool(len(before) and len(after))
    total, sectors = _explain(before, after) if has_lines else (None, ())
    earlier = [one for one in snapshots if new.published_at and one.computed_at < new.published_at]
    later = [one for one in snapshots if not new.published_at or one.computed_at >= new.published_at]
    return RestatementView(
        year=new.year,
        series=str(new.series),
        gwp_before=old.gwp_set,
        gwp_after=new.gwp_set,
        note=new.note,
        total=total or _only_totals(old, new),
        sectors=sectors,
        has_lines=has_lines,
        lines_without_activity=int(after["activity"].isna().sum()) if has_lines else 0,
        before=_facts(earlier[-1]) if earlier else None,
        after=_facts(later[0]) if later else None,
    )


def _edition(inventory: Inventory, other: Inventory) -> pd.DataFrame:
    """The lines of one edition as `explain_restatement` reads them; removals with a minus."""
    same_weights = inventory.gwp_set == other.gwp_set
    factors = {_key(line): line for line in other.lines.all()}
    seen: dict[tuple[str, ...], int] = {}
    rows = []
    for line in inventory.lines.all():
        key = _key(line)
        seen[key] = seen.get(key, 0) + 1
        twin = factors.get(key)
        rows.append(
            (
                0,
                (*key, seen[key]),
                _activity(line, twin),
                _factor(line, twin, same_weights=same_weights),
                _signed(line),
                line.in_target_boundary and line.counts_toward_total,
            )
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def _key(line: InventoryLine) -> tuple[str, ...]:
    """What makes a line the same line in two editions; the sector leads."""
    return (line.sector, line.gpc_code, line.label, str(line.scope or ""), line.flow)


def _activity(line: InventoryLine, twin: InventoryLine | None) -> float | None:
    """The activity, unless the other edition measures it in another unit."""
    if line.activity is None or (twin is not None and twin.activity_unit != line.activity_unit):
        return None
    return float(line.activity)


def _factor(line: InventoryLine, twin: InventoryLine | None, *, same_weights: bool) -> float | None:
    """The tonnes a unit that the line itself implies.

    Where both editions name the same factor row and weigh the gases alike, the older line's stands for both, so that
    a value which did not follow from it stays unexplained instead of looking like another factor.
    """
    lines = [line, twin] if twin is not None else [line]
    if same_weights and twin is not None and line.factor_id is not None and line.factor_id == twin.factor_id:
        lines.sort(
            key=lambda one: (one.inventory.published_at is None, one.inventory.published_at, str(one.pk))
        )
    first = lines[0]
    if first.value_tco2e is None or not first.activity:
        return None
    return float(first.value_tco2e / first.activity) * (-1.0 if first.flow == Flow.SINK else 1.0)


def _signed(line: InventoryLine) -> float | None:
    if line.value_tco2e is None:
        return None
    return float(line.value_tco2e) * (-1.0 if line.flow == Flow.SINK else 1.0)


def _explain(before: pd.DataFrame, after: pd.DataFrame) -> tuple[RestatementRow, tuple[RestatementRow, ...]]:
    """The difference in whole and by sector."""
    whole = explain_restatement(before, after).totals.iloc[0]
    by_sector = [frame.assign(contract=[key[0] for key in frame["key"]]) for frame in (before, after)]
    totals = explain_restatement(*by_sector).totals
    sectors = tuple(_row(sector_label(str(sector)), row) for sector, row in totals.iterrows())
    return _row("", whole), sectors


def _row(name: str, row: Any) -> RestatementRow:
    columns = ("before_tco2e", "after_tco2e", "difference_tco2e", *PARTS)
    return RestatementRow(
        name=name, **{column: None if pd.isna(row[column]) else float(row[column]) for column in columns}
    )


def _only_totals(old: Inventory, new: Inventory) -> RestatementRow:
    """Two reported totals without lines: nothing of the difference is explained."""
    before, after = (
        None if one.reported_total_tco2e is None else float(one.reported_total_tco2e) for one in (old, new)
    )
    difference = None if before is None or after is None else after - before
    return RestatementRow("", before, after, difference, None, None, None, difference)


def _snapshots(contract: Contract) -> QuerySet[ProgressSnapshot]:
    rows = ProgressSnapshot.objects.filter(contract=contract).order_by("computed_at")
    return rows.defer("inputs", "ledger")


def _facts(snapshot: ProgressSnapshot) -> SnapshotFacts:
    return SnapshotFacts(
        id=str(snapshot.pk),
        as_of=snapshot.as_of,
        verdict=snapshot.verdict,
        verdict_label=label_of(Verdict, snapshot.verdict),
        observed_tco2e=snapshot.results["observed_tco2e"],
    )
