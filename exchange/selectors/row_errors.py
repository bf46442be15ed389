"""What is wrong with a cell of an imported table, in the active language."""

from typing import Any, cast

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.tables import find_table
from contracts.tables.cell_checks import check_cells
from contracts.tables.cells import parse_cell


def tell_error(table: str, column: str, text: str, *, number_format: str = "auto") -> str:
    """Why the printed text of a cell cannot be read; an empty text is a value that is missing."""
    spec = find_table(table)
    if not text:
        return str(check_cells(spec, {}).get(column, "")) or _("This does not fit the column.")
    parsed = parse_cell(
        spec.column(column),
        text,
        number_format=cast("Any", number_format),
        language=get_language() or "it",
    )
    return str(parsed.error) or _("This does not fit the column.")
