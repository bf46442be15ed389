"""Indicators as everyone reads them: their cards, their targets, and the values that were published."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from contracts.models import Contract, ContractVersion, Indicator, IndicatorValue
from contracts.selectors.indicators import TARGET_YEARS, list_indicators, with_values
from contracts.tables import Part, find_table
from contracts.visibility import may_read, reader_level, strictest
from core.enums import Withheld
from core.fields import Texts
from progress.charts.builders.indicator_path import IndicatorPath
from progress.charts.model import RenderedChart
from progress.charts.render import render_chart
from progress.selectors.dashboard import current_version

TABLES = ("indicator_cards", "indicators")
NUMBERS = ("baseline_value", *(f"target_{year}" for year in TARGET_YEARS))


@dataclass(frozen=True)
class CardLine:
    """One line of the card of an indicator: what it is called, and what it says."""

    label: str
    value: Any


@dataclass(frozen=True)
class IndicatorPage:
    """An indicator with its card, its published values, newest first, and their chart."""

    indicator: Indicator
    lines: tuple[CardLine, ...]
    values: tuple[IndicatorValue, ...]
    actions: tuple[Any, ...]
    chart: RenderedChart


def list_public_indicators(contract: Contract, user: Any) -> list[Indicator]:
    """The indicators that a reader may see, with their published values, in five queries; none where hidden."""
    level = reader_level(user, contract)
    if not _are_open(contract, level):
        return []
    hidden = hidden_fields(contract, level)
    rows = with_values(list_indicators(contract), published=True)
    return [_without(one, hidden) for one in rows]


def read_indicator(contract: Contract, user: Any, pk: UUID) -> IndicatorPage | None:
    """The page of an indicator that a reader may see, None otherwise."""
    level = reader_level(user, contract)
    if not _are_open(contract, level):
        return None
    one = with_values(list_indicators(contract).filter(pk=pk), published=True).first()
    if one is None:
        return None
    hidden = hidden_fields(contract, level)
    indicator = _without(one, hidden)
    values = tuple(indicator.values.all())
    return IndicatorPage(
        indicator=indicator,
        lines=tuple(_card(indicator, hidden)),
        values=values,
        actions=() if "actions" in hidden else tuple(indicator.actions.all()),
        chart=render_chart(_path(indicator, values), get_language() or "it"),
    )


def hidden_fields(contract: Contract, level: str) -> set[str]:
    """The columns of indicators that the contract withholds from readers of a level."""
    rules = contract.field_visibility
    return {
        column.key
        for table in TABLES
        for column in find_table(table).columns
        if not may_read(
            level,
            strictest(
                column.visibility,
                *(rules.get(f"{owner}.{column.key}") for owner in ("indicator", *TABLES)),
            ),
        )
    }


def names_are_open(contract: Contract, user: Any) -> bool:
    """Whether a reader may know which indicators there are: in two queries, and those of `reader_level`."""
    level = reader_level(user, contract)
    return _are_open(contract, level) and not {"name", "unit"} & hidden_fields(contract, level)


def _are_open(contract: Contract, level: str) -> bool:
    """Whether a reader may see the indicators of the current version: its action plan and their sections."""
    version: ContractVersion | None = current_version(contract)
    if version is None:
        return False
    keys = [find_table(table).section for table in TABLES]
    own = version.sections.filter(key__in=keys).values_list("visibility", flat=True)
    return may_read(level, strictest(version.part_visibility.get(Part.ACTION_PLAN.value), *own))


def _without(indicator: Indicator, hidden: Set[str]) -> Indicator:
    """The same with words in the place of hidden numbers and without hidden texts; nothing of it is ever saved."""
    for name in hidden - {"actions"}:
        is_number = name in NUMBERS or name == "baseline_year"
        blank = getattr(Indicator(), name)
        setattr(indicator, name, Withheld.NOT_PUBLIC if is_number else blank)
    return indicator


def _card(indicator: Indicator, hidden: Set[str]) -> Iterator[CardLine]:
    """What the card says, in the order of its columns; what is empty is left out."""
    for column in find_table("indicator_cards").columns:
        if column.key in hidden:
            yield CardLine(str(column.label), str(Withheld.NOT_PUBLIC))
            continue
        value = getattr(indicator, column.key)
        display = getattr(indicator, f"get_{column.key}_display", None)
        if column.key in ("code", "name") or value in (None, "", {}):
            continue
        shown = value.pick() if isinstance(value, Texts) else display() if display else value
        yield CardLine(str(column.label), shown)


def _path(indicator: Indicator, values: Iterable[IndicatorValue]) -> IndicatorPath:
    told = {name: _number(getattr(indicator, name)) for name in (*NUMBERS, "baseline_year")}
    year, value = told["baseline_year"], told["baseline_value"]
    targets = ((target, told[f"target_{target}"]) for target in TARGET_YEARS)
    return IndicatorPath(
        name=str(indicator.name),
        unit=indicator.unit,
        source=indicator.data_source or indicator.source,
        baseline=None if year is None or value is None else (int(year), value),
        targets=tuple((target, amount) for target, amount in targets if amount is not None),
        values=tuple((one.year, float(one.value)) for one in values if one.value is not None),
    )


def _number(value: Any) -> float | None:
    """A number for a drawing; None where it is unknown or hidden."""
    return None if value is None or isinstance(value, Withheld) else float(value)
