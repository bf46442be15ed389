"""All tables as CSV in one ZIP: keys as headings, stored values, exact numbers, for machines."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from contracts.tables import TABLES, TableSpec
from core.tabular import csv_lines
from exchange.workbooks import cover
from exchange.workbooks.grids import Grid, GridColumn, lay_out, machine_header

FIXED_DATE = (2000, 1, 1, 0, 0, 0)
"""The date that every file of the archive bears, so that the same content gives the same bytes."""
JOINED = "; "


def write_csv_archive(document: Mapping[str, Any], *, language: str) -> bytes:
    """A ZIP with one CSV for each table and a README.txt in `language`; the same input gives the same bytes."""
    stream = io.BytesIO()
    with translation.override(language), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        grids = [lay_out_keys(spec, document["tables"].get(spec.key, [])) for spec in TABLES]
        _add(archive, "README", "txt", "\n".join(_describe(document, grids)) + "\n")
        for grid in grids:
            _add(archive, grid.spec.key, "csv", "".join(table_csv(grid)))
    return stream.getvalue()


def table_csv(grid: Grid) -> Iterator[str]:
    """The lines of one table; each translated text has a column for each of its languages."""
    return csv_lines([machine_header(column) for column in grid.columns], machine_rows(grid))


def machine_rows(grid: Grid) -> Iterator[list[Any]]:
    """The rows of a table, each cell as stored."""
    return (
        [machine_value(column, column.value(row["cells"])) for column in grid.columns] for row in grid.rows
    )


def machine_value(column: GridColumn, value: Any) -> Any:
    """The stored value in one cell: numbers as numbers, so that they keep their minus, lists joined."""
    if isinstance(value, list):
        return JOINED.join(str(one) for one in value)
    if value is not None and column.column.is_number:
        return _number_or_key(value)
    return value


def _number_or_key(value: Any) -> Any:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return value
    return number if number.is_finite() else value


def lay_out_keys(spec: TableSpec, rows: Sequence[Mapping[str, Any]]) -> Grid:
    """As in the workbook, but every text has its language in the heading."""
    return lay_out(spec, rows, language="")


def _describe(document: Mapping[str, Any], grids: Sequence[Grid]) -> Iterator[str]:
    """The lines of the README: what this is, how to read it, each file and column."""
    yield cover.TITLE
    yield ""
    yield from (f"{label}: {value}" for label, value in cover.describe_version(document))
    yield ""
    yield _("CSV in UTF-8 with commas; numbers with a decimal point and unrounded; empty means unknown.")
    yield _("A text that a spreadsheet would run as a formula has an apostrophe in front.")
    for grid in grids:
        yield from ("", f"{grid.spec.key}.csv: {grid.spec.title}")
        for column in grid.columns:
            unit = f" [{column.column.unit}]" if column.column.unit else ""
            yield f"  {machine_header(column)}: {column.column.label}{unit}"


def _add(archive: zipfile.ZipFile, name: str, suffix: str, text: str) -> None:
    info = zipfile.ZipInfo(f"{name}.{suffix}", FIXED_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, text.encode())
