"""CSV for machines."""

from datetime import date
from decimal import Decimal

import pytest

from core.fields import Texts
from core.tabular import csv_lines, csv_response, machine_cell, read_csv


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
        (" =1+1", "' =1+1"),
        ("\u00a0@x", "'\u00a0@x"),
        ("\ufeff=1", "'\ufeff=1"),
        ("＝1", "'＝1"),
        ("−5", "−5"),
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


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"a,b\r\n1, x \r\n", [(1, ["a", "b"]), (2, ["1", "x"])]),
        ("\ufeffa;b\n1,5;è\n".encode(), [(1, ["a", "b"]), (2, ["1,5", "è"])]),
        (b'a,b\n\n,\n2,"x\ny"\n', [(1, ["a", "b"]), (5, ["2", "x\ny"])]),
        (b"a\n'=1\n'quoted'\n", [(1, ["a"]), (2, ["=1"]), (3, ["'quoted'"])]),
        (b"", []),
    ],
)
def test_read_csv_reads_what_spreadsheets_write(content, rows):
    assert read_csv(content) == rows


@pytest.mark.parametrize("content", ["città".encode("latin-1"), b'a,b\n1,"x\n'])
def test_read_csv_refuses_what_is_no_table(content):
    with pytest.raises(ValueError, match=r"decode|unexpected end"):
        read_csv(content)


def test_read_csv_gives_back_what_was_written():
    lines = "".join(csv_lines(["a", "b"], [["=1", Decimal("0.50")], ["x, y", None]]))
    assert read_csv(lines.encode()) == [(1, ["a", "b"]), (2, ["=1", "0.5"]), (3, ["x, y", ""])]
