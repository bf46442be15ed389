"""How the verdict itself changed from snapshot to snapshot."""

from typing import Any

from django.utils import timezone

from contracts.models import City
from progress.charts.builders.change_reasons import ChangeReason
from progress.charts.builders.verdict_history import VerdictHistory, VerdictPoint
from progress.models import ProgressSnapshot

TARGET_KEYS = ("baseline_year", "target_year", "baseline_tco2e", "target_reduction_tco2e", "baseline_series")
PLAN_LISTS = ("actions", "milestones", "reports", "commitments")
VALUE_COLUMNS = slice(2, 9)
"""What a stored line of an inventory says, without its source group and factor (`progress.frames.inputs`)."""
FACTOR_COLUMN = 10
"""Where a stored line, led by its series and year, names its emission factor."""

Inputs = dict[str, Any]
Row = dict[str, Any]


def verdict_data(snapshot: ProgressSnapshot, city: City, source: str) -> VerdictHistory:
    """Every computation of the contract that judged another way, by another inventory or with another engine."""
    rows: list[Row] = [
        dict(row)
        for row in ProgressSnapshot.objects.filter(contract=snapshot.contract)
        .order_by("computed_at", "pk")
        .values(
            "pk",
            "computed_at",
            "verdict",
            "engine_version",
            "results__inventory_year",
            "results__progress_share",
        )
    ]
    turns = [place for place, row in enumerate(rows) if not place or _saying(row) != _saying(rows[place - 1])]
    asked = {rows[place + step]["pk"] for place in turns if place for step in (-1, 0)}
    inputs = dict(ProgressSnapshot.objects.filter(pk__in=asked).values_list("pk", "inputs"))
    return VerdictHistory(
        city=str(city),
        source=source,
        as_of=snapshot.as_of,
        points=tuple(_point(rows, place, inputs) for place in turns),
    )


def _saying(row: Row) -> tuple[Any, ...]:
    return row["verdict"], row["results__inventory_year"], row["engine_version"]


def _point(rows: list[Row], place: int, inputs: dict[Any, Inputs]) -> VerdictPoint:
    row = rows[place]
    reason = ChangeReason.FIRST
    if place:
        before = rows[place - 1]
        reason = change_reason(
            inputs[before["pk"]],
            inputs[row["pk"]],
            is_same_engine=before["engine_version"] == row["engine_version"],
        )
    return VerdictPoint(
        date=timezone.localdate(row["computed_at"]),
        verdict=row["verdict"],
        progress_share=row["results__progress_share"],
        inventory_year=row["results__inventory_year"],
        reason=reason.value,
    )


def change_reason(before: Inputs, after: Inputs, *, is_same_engine: bool) -> ChangeReason:
    """What was new in the inputs of a snapshot, of several things the one that weighs most on a verdict."""
    old, new = _inventories(before), _inventories(after)
    if new.keys() - old.keys():
        return ChangeReason.NEW_INVENTORY
    if is_same_engine and _factors(before) != _factors(after):
        return ChangeReason.NEW_FACTORS
    if new != old:
        return ChangeReason.RESTATED
    if _target(before) != _target(after):
        return ChangeReason.NEW_TARGET
    if any(before.get(name) != after.get(name) for name in PLAN_LISTS) and is_same_engine:
        return ChangeReason.NEW_PLAN
    return ChangeReason.NOT_KNOWN if is_same_engine else ChangeReason.OTHER_ENGINE


def _inventories(inputs: Inputs) -> dict[tuple[str, int], Any]:
    """What each inventory says: its total as reported and its lines."""
    said: dict[tuple[str, int], Any] = {(row[0], row[1]): [row[2]] for row in inputs["inventories"]}
    for row in inputs["lines"]:
        said.setdefault((row[0], row[1]), []).append(row[VALUE_COLUMNS])
    return said


def _factors(inputs: Inputs) -> list[Any]:
    """The factors behind the lines."""
    return [row[FACTOR_COLUMN] for row in inputs["lines"]]


def _target(inputs: Inputs) -> list[Any]:
    return [inputs["version"].get(name) for name in TARGET_KEYS]
