"""Indicators with their values, as officers and readers look them up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from contracts.enums import IndicatorValueState
from contracts.models import Action, Contract, Indicator, IndicatorValue

TARGET_YEARS = (2025, 2027, 2030)
CSV_COLUMNS = (
    "code",
    "name_it",
    "name_en",
    "unit",
    "direction",
    "headline",
    "baseline_year",
    "baseline_value",
    "target_2025",
    "target_2027",
    "target_2030",
    "year",
    "value",
    "state",
    "source",
)


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator in a list, with its newest value and how many values wait to be published."""

    indicator: Indicator
    newest: IndicatorValue | None
    waiting: int


def list_indicators(contract: Contract, *, text: str = "", which: str = "active") -> QuerySet[Indicator]:
    """Indicators of a contract by number; `which` is "active", "archived", "headline" or all (empty)."""
    rows = Indicator.objects.filter(contract=contract).order_by("code", "id")
    if which in ("active", "headline"):
        rows = rows.filter(archived_at=None)
    if which == "archived":
        rows = rows.exclude(archived_at=None)
    if which == "headline":
        rows = rows.filter(is_headline=True)
    for word in text.split():
        rows = rows.filter(
            Q(code__icontains=word) | Q(name__it__icontains=word) | Q(name__en__icontains=word)
        )
    return rows


def with_values(rows: QuerySet[Indicator], *, published: bool = False) -> QuerySet[Indicator]:
    """The same with their values, the newest first, and the actions they follow, in two more queries."""
    values = IndicatorValue.objects.order_by("-year")
    if published:
        values = values.filter(state=IndicatorValueState.PUBLISHED)
    actions = (
        Action.objects.filter(archived_at=None).only("code", "title", "contract_id").order_by("code_key")
    )
    return rows.prefetch_related(Prefetch("values", values), Prefetch("actions", actions))


def show_indicator(indicator: Indicator) -> IndicatorRow:
    """One indicator as a row; its values must be loaded."""
    values = list(indicator.values.all())
    waiting = sum(one.state != IndicatorValueState.PUBLISHED for one in values)
    return IndicatorRow(indicator, values[0] if values else None, waiting)


def indicator_csv_rows(rows: Iterable[Indicator]) -> Iterator[tuple[Any, ...]]:
    """One row a value; an indicator without values has one row without a year."""
    for one in rows:
        card = (
            one.code, one.name.get("it"), one.name.get("en"), one.unit, one.direction, one.is_headline,
            one.baseline_year, one.baseline_value, one.target_2025, one.target_2027, one.target_2030,
        )  # fmt: skip
        values = list(one.values.all())
        for value in values:
            yield (*card, value.year, value.value, value.state, value.source)
        if not values:
            yield (*card, None, None, None, None)
