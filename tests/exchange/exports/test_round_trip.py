"""What leaves as a workbook comes back as it was, whatever the cells hold."""

from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.enums import NotationKey
from contracts.tables import TABLES, Column, ColumnKind, TableSpec, find_table
from contracts.tables.cells import check_cells, parse_cell
from contracts.tables.numbers import decimal_text
from exchange.recognition.containers import FileKind
from exchange.recognition.files import recognise_grids
from exchange.recognition.grids import Grid
from exchange.recognition.model import Choice, RecognisedTable
from exchange.recognition.reading_process import read
from exchange.workbooks import write_workbook
from exchange.workbooks.values import words_of
from tests.exchange.exports.documents import make_document

LANGUAGES = ("it", "en")
Cells = dict[str, Any]


def read_again(content: bytes, **options: Any) -> list[RecognisedTable]:
    """The tables of a workbook, read in this process to be quick."""
    answer = read(orjson.dumps({"kind": FileKind.WORKBOOK, "sheet": "table"}) + b"\n" + content)
    return recognise_grids([Grid.from_json(grid) for grid in answer["grids"]], **options)


def sent_and_read(key: str, rows: list[Cells], language: str) -> list[tuple[Cells, dict[str, str]]]:
    """The cells and errors of one table after it went out and came back."""
    found = read_again(write_workbook(make_document(**{key: rows}), language=language), language=language)
    assert [table.table for table in found] == [key]
    return [(row.cells, row.errors) for row in found[0].rows]


def texts() -> st.SearchStrategy[str]:
    """Any text without control characters, as forms keep it: no blanks around it."""
    letters = st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t")
    odd = st.sampled_from(
        ["=1+1", "Totale", "-", "n.d.", "1.000", "_x0041_", "<r>x</r>", "x\n\ny", "Fonte: z"]
    )
    return (st.text(letters, min_size=1, max_size=40).map(str.strip).filter(bool)) | odd


def numbers(column: Column) -> st.SearchStrategy[str]:
    """A quantity that the column allows, sometimes with more digits than a spreadsheet keeps."""
    low = -(10**13) if column.low is None else column.low
    high = 10**13 if column.high is None else column.high
    found = st.decimals(low, high, places=6, allow_nan=False).map(decimal_text)
    return found | st.sampled_from(NotationKey.values) if column.notation else found


def values(column: Column) -> st.SearchStrategy[Any]:
    """What a cell of the column may hold."""
    if column.kind == ColumnKind.CHOICE:
        return st.sampled_from([value for value in column.choices.values if value])
    if column.kind == ColumnKind.CHOICES:
        known = [value for value in column.choices.values if value]
        chosen = st.lists(st.sampled_from(known), min_size=1, unique=True)
        return chosen.map(lambda some: [value for value in known if value in some])
    return {
        ColumnKind.TEXT: texts(),
        ColumnKind.TEXTS: st.dictionaries(st.sampled_from(LANGUAGES), texts(), min_size=1),
        ColumnKind.NUMBER: numbers(column),
        ColumnKind.INTEGER: st.integers(0, 10**9),
        ColumnKind.YEAR: st.integers(1990, 2100),
        ColumnKind.DATE: st.dates().map(lambda day: day.isoformat()),
        ColumnKind.CODES: st.lists(
            st.from_regex(r"[A-Z]{2,6}[0-9]{1,3}", fullmatch=True), min_size=1, unique=True
        ),
        ColumnKind.BOOLEAN: st.booleans(),
    }[column.kind]


def rows_of(spec: TableSpec) -> st.SearchStrategy[list[Cells]]:
    """Some rows of a table: what is required is there, anything else may be unknown."""
    required = {column.key: values(column) for column in spec.stored_columns if column.required}
    optional = {column.key: values(column) for column in spec.stored_columns if not column.required}
    row = st.fixed_dictionaries(required, optional=optional).filter(
        lambda cells: not check_cells(spec, cells)
    )
    return st.lists(row.filter(bool), min_size=1, max_size=4)


@pytest.mark.parametrize("key", [spec.key for spec in TABLES])
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
def test_table_comes_back_as_it_was(key: str, data: st.DataObject, language: str) -> None:
    rows = data.draw(rows_of(find_table(key)))
    assert sent_and_read(key, rows, language) == [(cells, {}) for cells in rows]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "column",
    [
        pytest.param((spec.key, column.key), id=f"{spec.key}.{column.key}")
        for spec in TABLES
        for column in spec.stored_columns
        if column.kind in (ColumnKind.CHOICE, ColumnKind.CHOICES, ColumnKind.BOOLEAN)
    ],
)
def test_every_word_of_a_vocabulary_is_understood_again(column: tuple[str, str], language: str) -> None:
    table, key = column
    spec = find_table(table).column(key)
    words = [True, False] if spec.choices is None else [value for value in spec.choices.values if value]
    known = [[word] for word in words] if spec.kind == ColumnKind.CHOICES else words
    written = [words_of(spec, value, language) for value in known]
    assert [parse_cell(spec, text, language=language).value for text in written] == known


def test_longest_text_goes_on_beside_its_cell() -> None:
    rows: list[dict[str, Any]] = [
        {"name": {"it": "a b " * 10_000 + "z"}},
        {"name": {"it": "b", "en": "c"}},
        {"name": {"en": "d"}},
    ]
    rows = [{"level": "city", **row} for row in rows]
    found = [cells["name"] for cells, _errors in sent_and_read("policies", rows, "it")]
    assert found == [row["name"] for row in rows]


def test_blank_cells_are_not_filled_from_above() -> None:
    rows = [{"sector": "buildings", "label": "a", "scope_1": "1"}, {"sector": "waste", "scope_1": "2"}]
    assert sent_and_read("emissions", rows, "it") == [(cells, {}) for cells in rows]


def test_empty_workbook_has_no_tables() -> None:
    assert read_again(write_workbook(make_document(), language="it")) == []


def test_a_persons_choices_come_first() -> None:
    rows = [{"system": "Energia", "stakeholder": "A2A"}]
    content = write_workbook(make_document(systems=rows), language="it")
    other = read_again(content, choices={0: Choice(columns={"0": "stakeholder", "1": "system"})})
    assert [row.cells for row in other[0].rows] == [{"stakeholder": "Energia", "system": "A2A"}]
    barriers = read_again(content, choices={0: Choice(table="barriers")})
    assert [(table.table, [row.cells for row in table.rows]) for table in barriers] == [
        ("barriers", [{"system": "Energia"}])
    ]


def test_other_sheets_of_the_file_are_still_looked_at() -> None:
    grid = Grid("Altro", [["Barriere sistemiche"], ["Sistema", "Descrizione"], ["Mobilità", "Poche corsie"]])
    marked = Grid("Nostro", [["x"], ["system", "ccc-table/1 systems it"], ["Sistema"], ["Energia"]])
    found = recognise_grids([grid, marked], language="it")
    assert [(table.position, table.table) for table in found][:1] == [(0, "systems")]
    assert len(found) == 2


def test_mark_of_an_unknown_table_is_no_mark() -> None:
    grid = Grid("Altro", [["x"], ["system", "ccc-table/1 none it"], ["Sistema"], ["Energia"]])
    assert "systems" not in [table.table for table in recognise_grids([grid], language="it")]


@pytest.mark.parametrize(("cell", "value"), [(0.12, "0.12"), ("12%", "0.12"), ("n.d.", None)])
def test_what_a_person_wrote_into_our_sheet_is_read_too(cell: Any, value: Any) -> None:
    marked = Grid(
        "Azioni", [["code", "cut_share", "ccc-table/1 action_portfolio it"], ["x", "y"], ["A1", cell]]
    )
    (table,) = recognise_grids([marked], language="it")
    assert table.rows[0].cells.get("cut_share") == value


@pytest.mark.parametrize("column", ["start_year", "cut_share", "sector", "reduction_tco2e"])
def test_what_cannot_be_read_is_an_error_of_its_cell(column: str) -> None:
    marked = Grid(
        "Azioni", [["code", column, "ccc-table/1 action_portfolio it"], ["x", "y"], ["A1", "presto"]]
    )
    (table,) = recognise_grids([marked], language="it")
    assert table.rows[0].errors[column] == "presto"


def test_total_that_is_a_notation_key_comes_back() -> None:
    rows = [{"sector": "waste", "total": "NE"}]
    assert sent_and_read("emissions", rows, "it") == [(cells, {}) for cells in rows]
