"""Units, formulas, percentages and hidden sheets of a file."""

from typing import Any

import pytest

from exchange.recognition.model import Choice
from tests.exchange.recognition.sheets import cells, checks, only, write_rows


@pytest.mark.parametrize(
    "unit",
    ["Unit: kt CO2e/year", "Unità di misura: kt", "(kt CO2e)", "All values in kt CO2e"],
)
def test_a_line_above_the_table_gives_its_unit(unit):
    table = only(f"A-1.3 GHG emissions by source sectors\n{unit}\nSector;Scope 1;Scope 2\nBuildings;1.5;2\n")
    assert cells(table, "scope_1", "scope_2") == [("1500", "2000")]


def test_numbers_are_taken_as_written_where_the_person_wants_it():
    text = "A-1.3 GHG emissions by source sectors\nUnit: kt\nSector;Scope 1;Scope 2\nBuildings;1.5;2\n"
    table = only(text, choices={0: Choice(convert=False)})
    assert cells(table, "scope_1") == [("1.5",)]
    assert checks(table) == []


def test_a_cell_with_a_unit_of_its_own_is_converted_and_told():
    table = only("A-1.3 GHG emissions by source sectors\nSector;Scope 1;Scope 2\nBuildings;1.5 kt;2000\n")
    assert cells(table, "scope_1", "scope_2") == [("1500", "2000")]
    assert ("import_cell_unit", "t!B3") in checks(table)


def test_formulas_without_results_and_errors_are_unknown():
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("S")
        write_rows(
            sheet,
            [["A-1.3 GHG emissions by source sectors"], ["Sector", "Scope 1", "Scope 2"], ["Waste", 1, 2]],
        )
        sheet.write_formula("B3", "=1+1", None, "")
        sheet.write_formula("C3", "=1/0", None, "#DIV/0!")

    table = only(draw)
    assert cells(table, "scope_1", "scope_2") == [(None, None)]
    assert sorted(checks(table))[:2] == [("import_cell_error", "S!C3"), ("import_formula_unknown", "S!B3")]


def test_cells_shown_as_percentages_are_read_as_shown():
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("S")
        percent = book.add_format({"num_format": "0%"})
        write_rows(
            sheet,
            [
                ["B-3.1 Indicators"],
                ["Indicator No.", "Indicator name", "Target 2025", "Target 2027", "Target 2030"],
                ["1", "Share of heat pumps"],
            ],
        )
        for column, share in ((2, 0.1), (3, 0.2), (4, 0.5)):
            sheet.write(2, column, share, percent)

    assert cells(only(draw), "target_2025", "target_2030") == [("10", "50")]


def test_a_hidden_sheet_is_told():
    def draw(book: Any) -> None:
        book.add_worksheet("Shown").write(0, 0, "x")
        sheet = book.add_worksheet("Kept")
        write_rows(sheet, [["Policy", "Objective", "Description"], ["Tax", "Cleaner air", "From 2025"]])
        sheet.hide()

    assert ("import_hidden_sheet", "Kept") in checks(only(draw))


def test_a_column_in_two_number_formats_is_told_at_the_cell_that_contradicts():
    text = "A-1.3 GHG emissions by source sectors\nSector;Scope 1;Scope 2\n"
    text += 'Buildings;4.567.402;12\nTransport;1,234,567;13\nWaste;"2.345,6";14\n'
    table = only(text)
    (mixed,) = [notice for notice in table.notices if notice.check == "mixed_number_format"]
    assert (mixed.severity, mixed.place) == ("warning", "t!B4")
    assert mixed.numbers == {
        "table": "emissions",
        "column": "scope_1",
        "one": "4.567.402",
        "other": "1,234,567",
    }


def test_what_a_spreadsheet_holds_as_numbers_mixes_no_formats():
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("S")
        rows = [
            ["A-1.3 GHG emissions by source sectors"],
            ["Sector", "Scope 1", "Scope 2"],
            ["Buildings", 4567402.25, "1.234.567"],
            ["Transport", 1234567, "2.345.678"],
        ]
        write_rows(sheet, rows)

    assert "mixed_number_format" not in [check for check, _place in checks(only(draw))]
