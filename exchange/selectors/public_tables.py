"""Tables of a published version as a page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from contracts.tables import Column, ColumnKind, TableSpec
from contracts.tables.cells import format_cell
from core.fields import TextInLanguage, Texts
from exchange.workbooks.names import printed_title

Row = Mapping[str, Any]
NOT_PUBLIC = pgettext_lazy("cell", "not public")
NOT_KNOWN = pgettext_lazy("cell", "not known")
WIDE_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell in words; `language` is set where it is not the page's, `is_missing` where nothing can be shown."""

    text: str
    is_number: bool
    language: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table, or the first rows of it."""

    key: str
    title: str
    unit: str
    headers: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[ShownCell]]
    total: int

    @property
    def is_wide(self) -> bool:
        """Whether its columns do not fit on a sheet of paper at their usual size."""
        return len(self.headers) > WIDE_COLUMNS

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than these."""
        return self.total > len(self.rows)


def show_table(
    spec: TableSpec, rows: Sequence[Row], language: str, shown: Sequence[Row] | None = None
) -> ShownTable:
    """Rows of a table in the page's language; columns in which nothing is known are left out.

    `shown` are the rows to show where these are not all; all rows decide which columns there are.
    """
    columns = [column for column in spec.columns if any(_is_told(column, row) for row in rows)]
    units = {column.unit for column in columns if column.unit}
    unit = units.pop() if len(units) == 1 else ""
    return ShownTable(
        key=spec.key,
        title=printed_title(spec),
        unit=_("Unit: %(unit)s") % {"unit": unit} if unit else "",
        headers=[(_header(column, unit), column.is_number) for column in columns],
        rows=[
            [_cell(column, row, language) for column in columns] for row in (rows if shown is None else shown)
        ],
        total=len(rows),
    )


def _is_told(column: Column, row: Row) -> bool:
    return row["cells"].get(column.key) not in (None, "", [], {}) or column.key in row["hidden"]


def _header(column: Column, common_unit: str) -> str:
    """The label, with its unit where the table has several."""
    if not column.unit or column.unit == common_unit:
        return str(column.label)
    return f"{column.label} ({column.unit})"


def _cell(column: Column, row: Row, language: str) -> ShownCell:
    value = row["cells"].get(column.key)
    if value in (None, "", [], {}):
        words = NOT_PUBLIC if column.key in row["hidden"] else NOT_KNOWN
        return ShownCell(str(words), column.is_number, is_missing=True)
    if column.kind == ColumnKind.TEXTS:
        picked: TextInLanguage = Texts(value).pick(language)
        return ShownCell(picked.text, False, "" if picked.language == language else picked.language)
    return ShownCell(format_cell(column, value, language), column.is_number)
