"""Stored cells are checked against their columns."""

import pytest

from contracts.enums import Sector
from contracts.tables import Column, ColumnKind, TableSpec
from contracts.tables.cells import check_cells

SPEC = TableSpec(
    key="trial",
    section="plan.trial",
    title="Trial",
    numbers={},
    patterns=("trial",),
    columns=(
        Column("name", "Name", ColumnKind.TEXTS, required=True),
        Column("code", "Code", ColumnKind.TEXT),
        Column("tonnes", "Tonnes", ColumnKind.NUMBER, notation=True),
        Column("share", "Share", ColumnKind.NUMBER, low=0, high=1),
        Column("years", "Years", ColumnKind.INTEGER, low=0),
        Column("year", "Year", ColumnKind.YEAR, low=1990, high=2100),
        Column("day", "Day", ColumnKind.DATE),
        Column("sector", "Sector", ColumnKind.CHOICE, choices=Sector),
        Column("sectors", "Sectors", ColumnKind.CHOICES, choices=Sector),
        Column("actions", "Actions", ColumnKind.CODES),
        Column("ready", "Ready", ColumnKind.BOOLEAN),
    ),
)
GOOD = {
    "name": {"it": "Piano", "en": "Plan"},
    "code": "A1",
    "tonnes": "-1076.5",
    "share": "0.5",
    "years": 0,
    "year": 2030,
    "day": "2026-11-22",
    "sector": "waste",
    "sectors": ["waste", "ippu"],
    "actions": ["A1"],
    "ready": False,
}


def test_good_cells_have_no_problem():
    assert check_cells(SPEC, GOOD) == {}
    assert check_cells(SPEC, {**GOOD, "tonnes": "NE"}) == {}
    assert check_cells(SPEC, {"name": {"en": "Plan"}, "tonnes": None, "sectors": [], "code": ""}) == {}


@pytest.mark.parametrize("cells", [{}, {"name": None}, {"name": {}}, {"name": {"it": ""}}])
def test_required_cell_may_not_be_empty(cells):
    assert {key: str(text) for key, text in check_cells(SPEC, cells).items()} == {
        "name": "Write a value; this column is required."
    }


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("other", "1", "The table has no such column."),
        ("name", "Plan", "This must be a text for each language."),
        ("name", {"fr": "Plan"}, "This must be a text for each language."),
        ("name", {"it": 1}, "This must be a text for each language."),
        ("code", 1, "This must be a text."),
        ("tonnes", 1.5, "This is not a number."),
        ("tonnes", "1,5", "This is not a number."),
        ("tonnes", "1e5", "This is not a number."),
        ("tonnes", "1" * 15, "This number is too large."),
        ("share", "NE", "This is not a number."),
        ("share", "-0.1", "This must be at least 0."),
        ("share", "1.1", "This must be at most 1."),
        ("years", "5", "This is not a whole number."),
        ("years", True, "This is not a whole number."),
        ("year", 1066, "This must be at least 1990."),
        ("day", "22.11.2026", "This is not a day."),
        ("day", 5, "This is not a day."),
        ("sector", "magic", "Choose one of the list."),
        ("sector", ["waste"], "Choose one of the list."),
        ("sectors", "waste", "Choose from the list."),
        ("sectors", ["magic"], "Choose from the list."),
        ("actions", "A1", "This must be a list of codes."),
        ("actions", [""], "This must be a list of codes."),
        ("ready", "yes", "Write yes or no."),
    ],
)
def test_cell_that_does_not_fit_its_column_is_refused(key, value, message):
    assert {name: str(text) for name, text in check_cells(SPEC, {**GOOD, key: value}).items()} == {
        key: message
    }
