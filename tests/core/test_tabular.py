"""CSV for machines."""

from datetime import date
from decimal import Decimal

import pytest

from core.fields import Texts
from core.tabular import csv_lines, csv_response, machine_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (0, "0"),
        (-5, "-5"),
        (Decimal("1400.0000"), "1400"),
        (Decimal("0.5000"), "0.5"),
        (Decimal("1E+3"), "1000"),
        (1e-7, "0.0000001"),
        (4567402.0, "4567402"),
        (date(2026, 11, 22), "2026-11-22"),
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+39 02", "'+39 02"),
        ("-5", "'-5"),
        ("@import", "'@import"),
        ("\tx", "'\tx"),
        ("10 % = ten", "10 % = ten"),
        (Texts({"it": "=1"}), "'=1"),
    ],
)
def test_machine_cell_is_exact_and_runs_nothing(value, cell):
    assert machine_cell(value) == cell


def test_csv_lines_quote_what_would_break_a_row():
    assert list(csv_lines(["a", "b_tco2e"], [['x, "y"\nz', Decimal("1.50")]])) == [
        "a,b_tco2e\r\n",
        '"x, ""y""\nz",1.5\r\n',
    ]


def test_csv_response_streams_utf8_under_its_name():
    response = csv_response("azioni.csv", ["città"], [["Forlì"]])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="azioni.csv"'
    assert b"".join(response.streaming_content).decode() == "città\r\nForlì\r\n"
