"""What is read from one version and merged into an empty one is the same."""

from collections.abc import Callable
from decimal import Decimal
from string import ascii_letters
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from contracts.enums import Flow, NotationKey, Quantification
from contracts.tables import TABLES, Column, ColumnKind, TableSpec, find_table
from contracts.tables.cells import check_cells
from core.models import User
from tests.contracts.table_rows import known, make_other_draft, merge
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db

STORES = {
    "energy_use",
    "target_boundary",
    "emissions_gap",
    "emissions",
    "impact_pathways",
    "action_portfolio",
    "action_outlines",
    "cost_interventions",
    "indicators",
    "indicator_cards",
    "signatories",
    "clauses",
    "ip_capital_planning",
}
"""A table of each store, all those of actions and indicators, and two of cells."""
WORDS = some.text(ascii_letters + " àèÀßıſ'\"\\…₂;", min_size=1, max_size=20).map(str.strip).filter(bool)
PLAIN_WORDS = WORDS.map(lambda text: text.replace(";", "")).map(str.strip).filter(bool)


def decimals(column: Column) -> some.SearchStrategy[str]:
    """Quantities that every column of the database holds exactly."""
    places = 6 if column.unit == "share" else 2
    low, high = Decimal(str(column.low or 0)), Decimal(str(column.high or 10**9))
    numbers = some.decimals(low, high, places=places).map(lambda value: format(value.normalize(), "f"))
    notations = some.sampled_from(NotationKey.values) if column.notation else some.nothing()
    return some.one_of(numbers, notations)


def values(column: Column) -> some.SearchStrategy[Any]:
    """Cells of a column."""
    if column.choices is not None:
        words = some.sampled_from([word for word in column.choices.values if word])
        is_list = column.kind == ColumnKind.CHOICES
        return some.lists(words, min_size=1, unique=True) if is_list else words
    return {
        ColumnKind.TEXT: some.just("P1Y") if column.key == "interval" else PLAIN_WORDS,
        ColumnKind.TEXTS: some.dictionaries(some.sampled_from(["it", "en"]), WORDS, min_size=1),
        ColumnKind.NUMBER: decimals(column),
        ColumnKind.INTEGER: some.integers(1, 100),
        ColumnKind.YEAR: some.integers(2020, 2050),
        ColumnKind.BOOLEAN: some.booleans(),
        ColumnKind.DATE: some.dates().map(str),
        ColumnKind.CODES: some.just(["CoMI 0"]),
    }[column.kind]


def make_whole(spec: TableSpec, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with what no strategy can know of one another."""
    for number, row in enumerate(rows):
        row |= {key: number + 1 for key in ("position",) if key in row}
        row |= {
            key: f"{number} {row[key]}"[:30] for key in ("code", "key", "organisation_name") if key in row
        }
        for name in ("included_in", "party", "contact_email"):
            row.pop(name, None)
        _COMPLETE.get(spec.key, _leave)(row, number)
    return rows


def _leave(_row: dict[str, Any], _number: int) -> None:
    """Most tables need nothing more."""


def _complete_action(row: dict[str, Any], _number: int) -> None:
    row.pop("pathway", None)
    if row.get("start_year") and row.get("end_year"):
        row["end_year"] = max(row["start_year"], row["end_year"])
    if "cut_share" in row:
        row.setdefault("source_group", "Caldaie")
    row.pop("reduction_tco2e", None)
    if row.get("quantification") in (Quantification.QUANTIFIED, Quantification.INCLUDED_IN):
        row |= {"quantification": "quantified", "reduction_tco2e": "5.5"}


def _complete_outline(row: dict[str, Any], number: int) -> None:
    _complete_action(row, number)
    row["code"] = f"CoMI {number}"


def _complete_party(row: dict[str, Any], _number: int) -> None:
    if "person_names" not in row:
        row.pop("person_positions", None)


_COMPLETE: dict[str, Callable[[dict[str, Any], int], None]] = {
    "action_portfolio": _complete_action,
    "action_outlines": _complete_outline,
    "cost_interventions": _complete_outline,
    "target_boundary": lambda row, _number: row.setdefault("scope_1", "included"),
    "emissions": lambda row, _number: row.setdefault("scope_2", "NE"),
    "indicator_cards": lambda row, number: row.setdefault("name", {"it": f"Indicatore {number}"}),
    "signatories": _complete_party,
}
"""What a row needs that its columns alone do not say."""


def rows_of(spec: TableSpec) -> some.SearchStrategy[list[dict[str, Any]]]:
    """A few rows of a table that say different things."""
    required = {column.key: values(column) for column in spec.stored_columns if column.required}
    other = {column.key: values(column) for column in spec.stored_columns if not column.required}
    row = some.fixed_dictionaries(required, optional=other)
    return some.lists(row, min_size=1, max_size=3).map(lambda rows: make_whole(spec, rows))


def identities(spec: TableSpec, rows: list[dict[str, Any]]) -> list[str]:
    """What tells rows apart, near enough for tests."""
    flow = {"flow": Flow.SOURCE.value}
    return [repr([({**flow, **row}).get(key) for key in spec.identity]).casefold() for row in rows]


@pytest.mark.parametrize("table", sorted(STORES))
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=some.data())
def test_rows_that_were_read_give_the_same_rows(officer: User, table: str, data: some.DataObject) -> None:
    spec = find_table(table)
    rows = data.draw(rows_of(spec).filter(lambda rows: len(set(identities(spec, rows))) == len(rows)))
    first, second = make_other_draft(officer), make_other_draft(officer)
    for version in (first, second):
        for number in range(3):
            ActionFactory(
                contract=version.contract,
                code=f"CoMI {number}",
                reduction_tco2e=None,
                start_year=None,
                end_year=None,
            )
    assert [check_cells(spec, row) for row in rows] == [{} for _row in rows]
    merge(first, table, *rows, by=officer)
    read = known(first, table)
    merge(second, table, *read, by=officer)
    assert known(second, table) == read
    again = merge(second, table, *read, by=officer)
    assert (again.created, again.changed) == (0, 0)


def test_every_store_makes_the_round_trip() -> None:
    assert {find_table(key).store for key in STORES} == {spec.store for spec in TABLES}
