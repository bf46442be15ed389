"""Sums of rows and columns against what is printed beside and below them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from contracts.enums import Flow
from contracts.tables.checks.findings import ERROR, WARNING, TableFinding
from contracts.tables.checks.rounding import sum_tolerance
from contracts.tables.checks.rows import SCOPE_COLUMNS, Row, Tables, emitted, is_total, signed
from contracts.tables.columns import EURO, TONNES, TONNES_A_YEAR
from contracts.tables.registry import TABLES

ROW_SUMS: dict[str, tuple[tuple[str, ...], str]] = {
    "emissions": (SCOPE_COLUMNS, "total"),
    "energy_use": (SCOPE_COLUMNS, "total"),
    "activity": (SCOPE_COLUMNS, "total"),
}
"""Tables whose columns add up to another one."""
ADDITIVE_UNITS = frozenset({EURO, TONNES, TONNES_A_YEAR, "MWh/a", "MWh"})
"""Units whose columns may be added up; factors, shares and quantities of several units may not."""
Value = Callable[[Row], Decimal | None]
OTHER_TABLES_CHECK_THEMSELVES = frozenset({"emissions", "emissions_gap"})


class Difference(NamedTuple):
    """A printed figure and the one that was computed."""

    printed: Decimal
    computed: Decimal

    @property
    def amount(self) -> Decimal:
        """How far the computed figure lies above the printed one."""
        return self.computed - self.printed

    def numbers(self, unit: str = "_tco2e") -> dict[str, float]:
        """The three numbers of a sentence; `unit` ends their names."""
        named = {"printed": self.printed, "computed": self.computed, "difference": self.amount}
        return {f"{name}{unit}": float(value) for name, value in named.items()}


def find_row_sums(tables: Tables) -> Iterator[TableFinding]:
    """Rows whose printed total is not the sum of its parts.

    Formula: scope 1 + scope 2 + scope 3 = total; notation keys count as nothing (F9).
    Tolerance: `sum_tolerance`. Source: domain reference F9.
    """
    for table, (parts, total) in ROW_SUMS.items():
        for row in tables.all_rows(table):
            printed, known = row.number(total), row.numbers(parts)
            if printed is None or not known:
                continue
            off = Difference(printed, sum(known, Decimal(0)))
            if abs(off.amount) > sum_tolerance(known, printed, tables.context.tolerance_tco2e):
                unit = additive_columns(table).get(total, "")
                numbers = {"table": table, "row": row.name, "unit": unit}
                yield TableFinding(
                    "table_row_sum",
                    ERROR,
                    table,
                    row.place,
                    {**numbers, **off.numbers("")},
                    "correct_row",
                    row.id,
                    (*parts, total),
                )


def find_column_sums(tables: Tables) -> Iterator[TableFinding]:
    """Columns of tables without checks of their own whose rows do not make the printed total.

    Formula: sum of the rows = printed total, for columns that can be added up. Source: domain reference 2.3.
    """
    for table in tables.keys:
        if table in OTHER_TABLES_CHECK_THEMSELVES:
            continue
        for column, unit in additive_columns(table).items():
            whole = emitted if table in ROW_SUMS and column == "total" else None
            for total, off in column_differences(tables, table, column, whole):
                numbers = {"table": table, "column": column, "unit": unit}
                place = f"{column} ({cell})" if (cell := total.text("_place")) else f"{table}, {column}"
                yield TableFinding(
                    "table_column_sum",
                    severity_of(tables, table, column, off),
                    table,
                    place,
                    {**numbers, **off.numbers("")},
                    "correct_column",
                    total.id,
                    (column,),
                )


def column_differences(
    tables: Tables, table: str, column: str, value: Value | None = None, *, empty_is_zero: bool = False
) -> Iterator[tuple[Row, Difference]]:
    """Printed totals of a column that are no sum of it.

    A total may add up the rows since the total before it (a subtotal), all rows so far, or the totals before it,
    with or without the rows after them; with sinks it may be the gross or the net sum. The nearest sum is told.
    `value` reads a row, by default the cell.
    """
    if tables.total(table) is None:
        return
    read = value or (lambda row: signed(row, column))
    counted = set(map(id, tables.counted(table)))
    seen: list[Row] = []
    begin = 0
    totals: list[Decimal] = []
    for row in tables.all_rows(table):
        if not is_total(table, row):
            seen += [row] if id(row) in counted else []
            continue
        printed = row.number(column)
        if printed is not None:
            net = [_known(rows, read) for rows in (seen[begin:], seen)]
            unknown = [[Decimal(0)]] if empty_is_zero and seen else [[printed]]
            above = [totals[:], [*totals, *net[0]]]
            off, parts = _nearest(printed, [parts for parts in (*net, *above) if parts] or unknown)
            sources = _known([item for item in seen if item.text("flow") != Flow.SINK], read)
            gross = Difference(printed, sum(sources, Decimal(0)))
            tolerance = sum_tolerance(parts, printed, tables.context.tolerance_tco2e)
            if min(abs(off.amount), abs(gross.amount)) > tolerance:
                yield row, off
            totals.append(printed)
        begin = len(seen)


def severity_of(tables: Tables, table: str, column: str, off: Difference) -> str:
    """An error; but a total above its rows may hold what a row without a number leaves out: a warning."""
    has_unknown = any(row.number(column) is None for row in tables.counted(table))
    return WARNING if has_unknown and off.amount < 0 else ERROR


@cache
def additive_columns(table: str) -> Mapping[str, str]:
    """The columns of a table that can be added up, with their units; none for a table that nobody knows."""
    columns = [column for spec in TABLES if spec.key == table for column in spec.columns]
    return {column.key: column.unit for column in columns if column.unit in ADDITIVE_UNITS}


def _known(rows: Sequence[Row], read: Value) -> list[Decimal]:
    return [value for value in map(read, rows) if value is not None]


def _nearest(printed: Decimal, sums: list[list[Decimal]]) -> tuple[Difference, list[Decimal]]:
    """The sum that comes nearest to a printed total, with its parts."""
    found = [(Difference(printed, sum(parts, Decimal(0))), parts) for parts in sums]
    return min(found, key=lambda item: abs(item[0].amount))
