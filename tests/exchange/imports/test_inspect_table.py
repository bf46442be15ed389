"""`manage.py inspect_table` says what the importer makes of a file and writes nothing."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from exchange.models import ImportRun
from tests.exchange.recognition.sheets import workbook_bytes, write_rows
from tests.exchange.recognition.test_published_tables import MANNHEIM, MILAN_ENGLISH


@pytest.fixture
def inspect(tmp_path, capsys):
    def run(content: bytes | str, *options: str, name: str = "table.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        told = io.StringIO()
        call_command("inspect_table", str(path), *options, stdout=told)
        return told.getvalue()

    return run


def test_milan_is_told_as_one_json_object(inspect, db):
    told = json.loads(inspect(MILAN_ENGLISH, "--json"))
    (table,) = told["tables"]
    assert (table["kind"], table["template"], table["rows"], table["unrecognised_columns"]) == (
        "emissions",
        "v2",
        3,
        [],
    )
    assert [(cell["column"], cell["place"]) for cell in table["header"]] == [
        ("sector", "A"),
        ("scope_1", "B"),
        ("scope_2", "C"),
        ("scope_3", "D"),
        ("total", "E"),
    ]
    first, second = (found for found in table["findings"] if found["check"] == "inventory_scope_sum")
    assert (first["place"], first["severity"], first["numbers"]["difference_tco2e"]) == (
        "table!C8",
        "error",
        1076,
    )
    assert (second["place"], second["proposal"]) == ("table!D8", "move_scope")
    assert "1,076" in first["message"]
    assert (table["ambiguous_cells"], ImportRun.objects.count()) == ([], 0)


def test_ambiguous_cells_errors_and_unknown_columns_are_told(inspect):
    text = "A-1.3 GHG emissions by source sectors\nSector;Scope 1;Scope 2;Colour\nWaste;1.234;many;red\n"
    (table,) = json.loads(inspect(text, "--json"))["tables"]
    assert [(cell["place"], cell["readings"]) for cell in table["ambiguous_cells"]] == [
        ("table!B3", ["1234", "1.234"])
    ]
    assert table["unrecognised_columns"] == ["Colour"]
    assert table["errors"] == [{"place": "table!C3", "column": "scope_2", "message": "This is not a number."}]


def test_options_choose_number_format_table_and_sheet(inspect):
    text = "A-1.3 GHG emissions by source sectors\nSector;Scope 1;Scope 2\nWaste;1.234;2\n"
    (table,) = json.loads(inspect(text, "--json", "--number-format", "en", "--table", "energy_use"))["tables"]
    assert (table["kind"], table["cells"][0]["cells"]["scope_1"]) == ("energy_use", "1.234")

    def draw(book):
        for name in ("One", "Two"):
            write_rows(
                book.add_worksheet(name), [["Policy", "Objective", "Description"], ["Tax", "Air", "x"]]
            )

    content = workbook_bytes(draw)
    told = json.loads(inspect(content, "--json", "--sheet", "Two", name="book.xlsx"))
    assert [table["place"] for table in told["tables"]] == ["Two!A1:C2"]
    with pytest.raises(CommandError, match="no sheet “Three”; there are One, Two"):
        inspect(content, "--sheet", "Three", name="book.xlsx")


def test_people_read_lines(inspect):
    lines = inspect(MANNHEIM).splitlines()
    assert lines[0] == "table!A5:E20: energy_use v1 · 11 rows · A-1.1 Final energy use by source sectors"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "paper.xlsx",
            b"%PDF-1.7",
            "paper.xlsx: This is a PDF. Copy its tables into a workbook, or paste them as text.",
        ),
        ("nothing.csv", b"", "nothing.csv: The file is empty: it holds no cell with any content."),
    ],
)
def test_a_refused_file_is_an_error_in_words(inspect, name, content, message):
    with pytest.raises(CommandError) as caught:
        inspect(content, "--json", name=name)
    assert (str(caught.value), caught.value.returncode) == (message, 1)


def test_a_missing_file_is_an_error():
    with pytest.raises(CommandError, match="No such file"):
        call_command("inspect_table", "/nowhere/table.csv")
