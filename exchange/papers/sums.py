"""Sums of columns: exact, and honest about what they leave out."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from contracts.tables import Column, ColumnKind, TableSpec

NOT_SUMMED = {"%", "share"}
NOTHING_THERE = {"NO", "NA", "IE"}
"""Notation keys that leave nothing out: it does not occur, does not apply, or is counted in another row."""


class Sum(NamedTuple):
    """A sum of what is known (None where nothing is), and the number of amounts that are not."""

    amount: Decimal | None
    unknown: int


def sum_column(spec: TableSpec, column: Column, rows: Sequence[Mapping[str, Any]]) -> Sum | None:
    """The sum of a column, None for columns that have none; rows that repeat another row do not count."""
    if not spec.total_row or column.kind != ColumnKind.NUMBER or column.unit in NOT_SUMMED:
        return None
    values = [
        row["cells"].get(column.key) for row in rows if row["cells"].get("counts_toward_total") is not False
    ]
    known = [amount for value in values if (amount := _amount(value)) is not None]
    unknown = sum(_amount(value) is None and value not in NOTHING_THERE for value in values)
    return Sum(sum(known, Decimal(0)) if known else None, unknown)


def _amount(value: Any) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
