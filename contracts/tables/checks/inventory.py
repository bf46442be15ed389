"""Checks of tables of emissions: printed totals against their rows, details against their sector, products."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from contracts.tables.checks.findings import ERROR, NOTE, WARNING, InventorySheet, TableFinding
from contracts.tables.checks.rounding import FAR_SHARE, ROUNDING, SAME_SHARE
from contracts.tables.checks.rows import SCOPE_COLUMNS, Row, Tables, emitted, signed
from contracts.tables.checks.sums import Difference, column_differences

TABLE = "emissions"


def find_scope_sums(tables: Tables) -> Iterator[TableFinding]:
    """Printed totals of scopes that are not the sums of their columns, with the row that explains the difference.

    Formula: sum of the rows of a scope = its printed total (F9). Tolerance: `sum_tolerance`.
    Source: domain reference 2.3 (Milan: 1,076 t of waste stand in scope 2 and belong to scope 3).
    """
    for sheet, sheet_tables in tables.sheets:
        rows = sheet_tables.counted(TABLE)
        if any(emitted(row) is not None and not row.numbers(SCOPE_COLUMNS) for row in rows):
            continue
        off = {
            column: (row, difference)
            for column in SCOPE_COLUMNS
            for row, difference in column_differences(sheet_tables, TABLE, column, empty_is_zero=True)
        }
        for column, (total, difference) in off.items():
            hint = _explain(rows, {name: found.amount for name, (_row, found) in off.items()}, column)
            numbers = {"year": sheet.year, "scope": int(column[-1]), **difference.numbers(), **hint}
            yield _found(
                "inventory_scope_sum",
                sheet,
                numbers,
                place=f"scope {column[-1]}",
                row=total,
                proposal="move_scope" if "to_scope" in hint else "correct_scope_total",
                columns=(column,),
            )


def find_total_sums(tables: Tables) -> Iterator[TableFinding]:
    """Printed totals that are neither the gross nor the net sum of their rows. Formula, tolerance: as for scopes."""
    for sheet, sheet_tables in tables.sheets:
        for total, off in column_differences(sheet_tables, TABLE, "total", emitted):
            numbers = {
                "reported_tco2e": float(off.printed),
                "lines_tco2e": float(off.computed),
                "difference_tco2e": float(off.amount),
            }
            yield _found("inventory_total_differs", sheet, numbers, row=total, columns=("total",))


def find_detail_sums(tables: Tables) -> Iterator[TableFinding]:
    """Sub-sectors that do not add up to their sector. Tolerance: ±2 t."""
    for sheet, sheet_tables in tables.sheets:
        counted = set(map(id, sheet_tables.counted(TABLE)))
        details: dict[str, Decimal] = {}
        for row in sheet_tables.rows(TABLE):
            tonnes = emitted(row)
            if id(row) not in counted and tonnes is not None:
                details[row.sector] = details.get(row.sector, Decimal(0)) + tonnes
        for sector, whole in sheet_tables.sector_baselines.items():
            off = Difference(whole, details.get(sector, whole))
            if abs(off.amount) > tables.context.tolerance_tco2e:
                numbers = {"year": sheet.year, "sector": sector, **off.numbers()}
                yield _found("inventory_detail_sum", sheet, numbers, place=sector)


def find_totals_only(tables: Tables) -> Iterator[TableFinding]:
    """Inventories by which the city is judged that tell nothing of sectors."""
    for sheet, sheet_tables in tables.sheets:
        if sheet.is_judged and not sheet_tables.counted(TABLE):
            yield _found("inventory_total_only", sheet, {"year": sheet.year}, severity=NOTE)


def find_other_products(tables: Tables) -> Iterator[TableFinding]:
    """Rows that are not activity times factor (`product_tco2e` is that product, `product_of` what it must be).

    Formula: E = A x EF. Tolerance: 0.01 %, at least half a tonne; above 1 % it is a warning.
    Source: domain reference 2.3 (Mannheim, scope 2).
    """
    for sheet, sheet_tables in tables.sheets:
        for row in sheet_tables.rows(TABLE):
            computed, printed = row.number("product_tco2e"), row.number("product_of")
            if computed is None or printed is None:
                continue
            off = Difference(printed, computed)
            if abs(off.amount) > max(SAME_SHARE * computed, ROUNDING):
                numbers = {
                    "year": sheet.year,
                    "sector": row.sector,
                    "label": row.text("label"),
                    **off.numbers(),
                }
                yield _found(
                    "inventory_activity_product",
                    sheet,
                    numbers,
                    place=", ".join(part for part in _line_words(row) if part),
                    severity=WARNING if abs(off.amount) > FAR_SHARE * computed else NOTE,
                )


def _line_words(row: Row) -> tuple[str, ...]:
    """What a line of an inventory is called: sector, scope, sub-sector, source or sink."""
    scope = row.text("scope")
    return row.sector, scope and f"scope {scope}", row.text("label"), row.text("flow")


def _explain(rows: tuple[Row, ...], amounts: dict[str, Decimal], column: str) -> dict[str, Any]:
    """The one row that is as large as the difference: with an opposite difference in another scope it belongs there."""
    amount = amounts[column]
    others = [name for name, other in amounts.items() if name != column and abs(other + amount) <= 1]
    where = [column] if amount > 0 else others
    movable = [row for row in rows if others and where and _is_near(signed(row, where[0]), abs(amount))]
    if len(movable) == 1:
        wrong, right = (column, others[0]) if amount > 0 else (others[0], column)
        hint = {
            "sector": movable[0].sector,
            "label": movable[0].text("label"),
            "moved_tco2e": float(abs(amount)),
        }
        return {**hint, "from_scope": int(wrong[-1]), "to_scope": int(right[-1])}
    alike = [
        row
        for row in rows
        if any(_is_near(signed(row, scope), amount, ignore_sign=True) for scope in SCOPE_COLUMNS)
    ]
    return {"sector": alike[0].sector, "label": alike[0].text("label")} if len(alike) == 1 else {}


def _is_near(value: Decimal | None, amount: Decimal, *, ignore_sign: bool = False) -> bool:
    if value is None:
        return False
    return abs((abs(value) if ignore_sign else value) - (abs(amount) if ignore_sign else amount)) <= 1


def _found(
    check: str,
    sheet: InventorySheet,
    numbers: dict[str, Any],
    *,
    place: str = "",
    row: Row | None = None,
    severity: str = "",
    proposal: str = "",
    columns: tuple[str, ...] = (),
) -> TableFinding:
    """An error in the inventory that the contract starts from, a warning in another, unless told otherwise."""
    cell = row.text("_place") if row else ""
    words = ", ".join(part for part in (sheet.name, place) if part)
    return TableFinding(
        check=check,
        severity=severity or (ERROR if sheet.is_baseline else WARNING),
        table=TABLE,
        place=f"{words or 'total'} ({cell})" if cell else words or "total",
        numbers=numbers,
        proposal=proposal or check,
        row=sheet.subject or (row.id if row else ""),
        columns=columns,
    )
