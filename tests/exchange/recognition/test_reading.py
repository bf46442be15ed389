"""Files as grids: encodings, delimiters, workbooks, limits; tables without titles; what a person decides."""

from datetime import date
from typing import Any

import pytest

from exchange.recognition.delimited import read_text
from exchange.recognition.grids import Grid, letters, plain_number
from exchange.recognition.model import Choice
from exchange.recognition.reading import read_grids
from exchange.recognition.refusals import Refusal, RefusedFile
from tests.exchange.recognition.sheets import cells, grids_of, only, recognise, workbook_bytes, write_rows

POLICIES = "Type;Level;Name;Description;Relevance\nregulation;local;Piano città;Perché no;high\n"
ROWS = [["Type", "Level", "Name"], ["regulation", "local", "Città"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_usual_encodings(encoding):
    grid = read_text(POLICIES.encode(encoding), "t")
    assert grid.rows[1] == ["regulation", "local", "Piano città", "Perché no", "high"]


@pytest.mark.parametrize(
    "text",
    [
        "Type;Level;Name\nregulation;local;Città\n",
        "Type,Level,Name\nregulation,local,Città\n",
        "Type\tLevel\tName\r\nregulation\tlocal\tCittà\r\n",
        "| Type | Level | Name |\n|---|:-:|---|\n| regulation | local | Città |\n",
        "Type         Level   Name\nregulation   local   Città\n",
        'Type;Level;"Name"\nregulation;local;"Città"\n',
    ],
)
def test_delimiters_are_found_out(text):
    assert read_text(text.encode(), "t").rows == ROWS


def test_decimal_commas_do_not_cut_cells():
    grid = read_text("Sector;Scope 1;Scope 2\nWaste;1,5;2,5\nTransport;3,5;4,5\n".encode("ascii"), "t")
    assert grid.rows[1] == ["Waste", "1,5", "2,5"]


def test_aligned_columns_keep_empty_cells_in_their_place():
    text = "Sector     Scope 1   Scope 2\nBuildings        1         2\nWaste                      3\n"
    assert read_text(text.encode(), "t").rows[2] == ["Waste", None, "3"]


def test_quoted_cells_keep_their_lines():
    assert read_text(b'a;"b\nc"\n1;2\n', "t").rows[0] == ["a", "b\nc"]


@pytest.mark.parametrize("content", [b"a;b\n\0\0;1\n" * 50, b"\xff\xfe\x00\xd8a", bytes(range(1, 32)) * 50])
def test_bytes_that_are_no_text_are_refused(content):
    with pytest.raises(RefusedFile) as caught:
        read_text(content, "t")
    assert caught.value.code == Refusal.BINARY


def test_workbook_tells_merged_cells_formulas_errors_percentages_and_hidden_sheets():
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("A b")
        sheet.merge_range("B2:D2", "Title")
        sheet.write("B3", 0.42, book.add_format({"num_format": "0.0%"}))
        sheet.write_formula("C3", "=1+1", None, "")
        sheet.write_formula("D3", "=1+1", None, 2)
        sheet.write_formula("E3", "=1/0", None, "#DIV/0!")
        sheet.write_boolean("F3", True)
        sheet.write_datetime("G3", date(2024, 5, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        book.add_worksheet("empty")
        hidden = book.add_worksheet("hidden")
        hidden.write(0, 0, "x")
        hidden.hide()

    first, second = read_grids("t.xlsx", workbook_bytes(draw))
    assert first.rows == [[], [None, "Title"], [None, 0.42, None, 2, None, True, "2024-05-01"]]
    assert (first.merged, first.formulas, first.errors) == ([(1, 1, 1, 3)], {(2, 2)}, {(2, 4)})
    assert (first.percents, second.sheet, second.is_hidden) == ({(2, 1)}, "hidden", True)
    assert (first.text(1, 3), first.place(2, 1), first.place(2)) == ("Title", "'A b'!B3", "'A b'!3")


def test_grid_survives_its_json():
    grid = Grid("s", [["a", 1]], merged=[(0, 0, 1, 1)], formulas={(0, 1)}, is_hidden=True)
    assert Grid.from_json(grid.as_json()) == grid


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (2142674.0, "2142674"),
        (1e-7, "0.0000001"),
        (1e20, "100000000000000000000"),
        (12.5, "12.5"),
    ],
)
def test_plain_number_is_as_precise_as_a_spreadsheet(value, text):
    assert plain_number(value) == text


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_name_columns(column, name):
    assert letters(column) == name


def test_a_table_without_title_is_recognised_by_its_header():
    assert only(POLICIES).table == "policies"


def test_a_table_without_header_is_recognised_by_the_name_of_its_sheet():
    def draw(book: Any) -> None:
        write_rows(
            book.add_worksheet("A-1.4 activity data"), [["Sector", "Scope 1", "Scope 2"], ["Transport", 1, 2]]
        )

    assert only(draw).table in {"activity", "emissions"}


def test_an_unknown_table_is_listed_with_its_first_lines():
    table = only("Colour;Smell\nred;rose\nblue;sea\n")
    assert (table.table, table.rows, table.place) == ("", [], "t!A1:B3")
    assert table.first_lines == [["Colour", "Smell"], ["red", "rose"], ["blue", "sea"]]


def test_a_person_names_an_unknown_table_and_its_columns():
    choice = Choice(table="ip_policies", columns={"0": "policy", "1": "objective"})
    table = only("Colour;Smell\nred;rose\nblue;sea\n", choices={0: choice})
    assert cells(table, "policy", "objective") == [
        ({"en": "red"}, {"en": "rose"}),
        ({"en": "blue"}, {"en": "sea"}),
    ]


def test_a_column_given_to_one_header_is_taken_from_another():
    table = only(POLICIES, choices={0: Choice(columns={"4": "description"})})
    assert [(cell.letter, cell.column) for cell in table.header] == [
        ("A", "policy_type"),
        ("B", "level"),
        ("C", "name"),
        ("D", None),
        ("E", "description"),
    ]


def test_a_table_taken_for_another_is_read_as_that():
    text = "A-1.3 GHG emissions by source sectors\nSector;Scope 1;Scope 2\nBuildings;1;2\n"
    table = only(text, choices={0: Choice(table="energy_use")})
    assert (table.table, cells(table, "sector", "scope_1")) == ("energy_use", [("buildings", "1")])


def test_cells_that_cannot_be_read_are_errors_unless_the_person_takes_them_as_unknown():
    text = "A-1.3 GHG emissions by source sectors\nSector;Scope 1;Scope 2\nBuildings;many;2\n"
    (row,) = only(text).rows
    assert row.errors == {"scope_1": "many"}
    table = only(text, choices={0: Choice(lenient=True)})
    assert (table.has_errors, table.notices[0].check) == (False, "import_unreadable")


def test_several_titles_make_several_tables_and_text_makes_none():
    titled = f"A-2.1 List of relevant policies\n{POLICIES}\nIP-C1 Policies for capital formation\n"
    text = f"Some words\n\n{titled}Policy;Objective\nTax;Air\n"
    assert [table.table for table in recognise(text)] == ["policies", "ip_policies"]
    assert [table.table for table in recognise("Only a sentence\n")] == [""]


def test_a_table_without_codes_gets_them_from_its_titles():
    table = only(
        "B-2.1 Action portfolio\nField of action;Action title;Description\nMobility;Tram 5;x\nMobility;Tram 5;y\n"
    )
    assert cells(table, "code") == [("TRAM-5",), ("TRAM-5-2",)]


def test_grids_of_nothing_are_refused():
    with pytest.raises(RefusedFile) as caught:
        grids_of(lambda book: book.add_worksheet("empty"))
    assert caught.value.code == Refusal.EMPTY
