"""Sentences about what was noticed in an imported table, in the active language."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contracts.models import Finding
from contracts.selectors.findings import describe
from contracts.tables import find_table
from core.quantities import format_number

SENTENCES: dict[str, Promise] = {
    "import_unit_converted": _(
        "The numbers of %(columns)s are multiplied by %(factor)s, to be in the unit of the contract."
    ),
    "import_merged_number": _(
        "A number stands in merged cells (%(cells)s): it is taken for the first row only, the others stay unknown."
    ),
    "import_formula_unknown": _(
        "A formula was saved without its result (%(cells)s): the value is taken as unknown. "
        "No formula is computed here."
    ),
    "import_cell_error": _(
        "A formula of the file ends in an error (%(cells)s): the value is taken as unknown."
    ),
    "import_cell_unit": _(
        "A cell names a unit of its own (%(cells)s): its number was converted to the unit of the contract."
    ),
    "import_unknown_word": _(
        "A word is not on the list of its column (%(cells)s): the cell is taken as unknown."
    ),
    "import_unreadable": _("A cell cannot be read (%(cells)s) and is taken as unknown, as you chose."),
    "import_details_left_out": _(
        "Rows that say “of which”, or that make less than the row above them, are details: they are left out."
    ),
    "import_note_left_out": _("A remark below or between the rows is left out (%(cells)s)."),
    "import_line_left_out": _("A line with a single cell belongs to no column and is left out (%(cells)s)."),
    "import_filled_down": _(
        "The first cell of %(rows)s rows is empty: what stands above it was taken for them too."
    ),
    "import_hidden_sheet": _("The table stands on a hidden sheet of the workbook."),
    "import_codes_made": _("The table has no codes: %(rows)s rows were given one, in their order."),
}
PROPOSALS: dict[str, Promise] = {
    "import_confirm_unit": _("Check the unit, or choose to take the numbers as written."),
    "check_details": _("Check whether the details are wanted."),
}


def tell_notice(notice: dict[str, Any], *, table: str = "") -> str:
    """The sentence of a finding."""
    numbers = notice["numbers"]
    if notice["check"] not in SENTENCES:
        return describe(Finding(check_name=notice["check"], numbers=numbers))
    shown = {name: _show(value) for name, value in numbers.items()}
    return str(SENTENCES[notice["check"]]) % shown


def column_label(table: str, column: str) -> str:
    """What a column is called."""
    return str(find_table(table).column(column).label)


def table_title(table: str) -> str:
    """What a table is called; the key is empty where it was not recognised."""
    return str(find_table(table).title) if table else ""


def _show(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(f"“{item}”" for item in value)
    try:
        return format_number(float(value))
    except (TypeError, ValueError):
        return str(value)
