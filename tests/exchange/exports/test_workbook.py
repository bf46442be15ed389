"""The workbook: one sheet for each table, numbers as numbers, texts as nothing but texts."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.tables import TABLES, find_table
from exchange.workbooks import Provenance, write_workbook
from exchange.workbooks.names import sheet_name
from exchange.workbooks.values import exact_float, words_of
from tests.exchange.exports.documents import make_document, open_book, sheet_rows

POLICY = {"level": "city", "name": {"it": "Piano", "en": "Plan"}, "relevance": {"it": "Molta"}}


def one_policy(name: dict[str, str], **cells: Any) -> dict[str, Any]:
    return make_document(policies=[{"name": name, **cells}])


def test_workbook_has_a_sheet_for_each_table_between_cover_and_sources():
    names = open_book(write_workbook(make_document(), language="en")).sheetnames
    assert (names[0], names[-1], len(names)) == ("Read me", "Sources", len(TABLES) + 2)
    assert max(len(name) for name in names) <= 31


def test_table_is_headed_by_title_numbers_and_units():
    cells = {"sector": "buildings", "scope_1": "1076.5", "scope_2": "NE", "scope_3": None}
    rows = sheet_rows(write_workbook(make_document(emissions=[cells]), language="en"), "A-1.3")
    assert [row[0] for row in rows[:3]] == [
        "GHG emissions by source sectors",
        "In the templates: A-1.3 (v2), A-1.4 (v1)",
        "Unit: t CO₂e/a",
    ]
    assert [row[:6] for row in rows[3:]] == [
        ["Sector", "Sub-sector, as printed", "Source or sink", "Scope 1", "Scope 2", "Scope 3"],
        ["Buildings", None, None, 1076.5, "NE", None],
    ]


def test_texts_have_a_column_for_each_language_they_are_in():
    rows = sheet_rows(write_workbook(make_document(policies=[POLICY]), language="en"), "A-2.1 Relevant")
    with translation.override("en"):
        names = [str(find_table("policies").column(key).label) for key in ("name", "relevance")]
    headers = [header for header in rows[-2] if header]
    assert [header for header in headers if header.endswith(("(it)", "(en)"))] == [
        f"{names[0]} (it)",
        f"{names[0]} (en)",
        f"{names[1]} (it)",
    ]


def test_text_in_the_workbooks_language_alone_has_a_plain_heading():
    rows = sheet_rows(write_workbook(one_policy({"it": "Piano"}), language="it"), "A-2.1")
    plain = sheet_rows(write_workbook(one_policy({}), language="it"), "A-2.1")
    assert [header for header in rows[-2] if header] == [header for header in plain[-1] if header]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+39 02", "-5", "@x", "\tx", " =1", "＝1", "<r><t>x</t></r>", "http://a.example", "1.000"],
)
def test_text_is_never_anything_but_text(text):
    book = open_book(write_workbook(one_policy({"it": text}), language="it"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert [cell.value for cell in cells if str(cell.value).strip() == text.strip()] != []
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []


@given(text=st.text(min_size=1, max_size=20))
@settings(max_examples=10, deadline=None)
def test_no_text_becomes_a_formula(text):
    book = open_book(write_workbook(one_policy({"it": text}), language="it"))
    found = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert found <= {"s", "inlineStr", "n"}
    assert [
        sheet.title for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"
    ] == []


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1076.5", 1076.5),
        ("-5", -5),
        ("0", 0),
        ("99999999999999.9", 99999999999999.9),
        ("12345678901234.123456", "12345678901234,123456"),
        ("NE", "NE"),
        (None, None),
    ],
)
def test_quantity_is_a_number_where_a_spreadsheet_holds_it_exactly(value, written):
    document = make_document(emissions=[{"sector": "waste", "scope_1": value, "scope_2": "1"}])
    assert sheet_rows(write_workbook(document, language="it"), "A-1.3")[-1][3] == written


@pytest.mark.parametrize("value", ["NaN", "Infinity", "NE", "0.0000000000000001", "1234567890.1234567"])
def test_what_a_spreadsheet_cannot_hold_is_no_number(value):
    assert exact_float(value) is None


@pytest.mark.parametrize("value", [None, "", []])
def test_nothing_known_is_no_word(value):
    assert words_of(find_table("emissions").column("scope_1"), value, "it") == ""


def test_sheets_have_names_that_no_other_has():
    taken: list[str] = []
    for title in ("A-2.1 Relevant policies, strategies", "a-2.1 relevant policies, strategic", "[x]/y?", "'"):
        taken.append(sheet_name(title, taken))
    assert taken == ["A-2.1 Relevant policies, strate", "a-2.1 relevant policies, stra 2", "x y", "-"]


@pytest.mark.parametrize(
    ("frozen_at", "told"), [("2024-03-15", "15 March 2024"), ("2024-03-15T23:30:00+00:00", "16 March 2024")]
)
def test_cover_tells_when_the_version_was_frozen(frozen_at, told):
    document = make_document()
    document["version"]["frozen_at"] = frozen_at
    assert sheet_rows(write_workbook(document, language="en"), "Read me")[4][1] == told


def test_same_document_gives_the_same_bytes():
    document = make_document(policies=[POLICY])
    sources = {"1": Provenance(source="Piano 2024", is_illustrative=True)}
    made = [write_workbook(document, language="it", provenance=sources) for _time in range(2)]
    assert made[0] == made[1]


def test_sources_name_each_row():
    provenance = {
        "1": Provenance(source="=Report", note="Rounded", is_illustrative=True, published_in="v1 (2024)"),
        "2": Provenance(entered_by="A. Officer", entered_on=date(2026, 3, 1)),
        "3": Provenance(),
    }
    document = make_document(policies=[POLICY, POLICY, POLICY])
    content = write_workbook(document, language="en", provenance=provenance)
    rows = sheet_rows(content, "Sources")
    sheet = next(name for name in open_book(content).sheetnames if name.startswith("A-2.1 Relevant"))
    assert [row[0] for row in rows[2:]] == [f"{sheet}!6", f"{sheet}!7"]
    assert rows[2][2:] == ["=Report", "Rounded", "yes", None, None, "v1 (2024)"]
    assert rows[3][2:] == [None, None, None, "A. Officer", "2026-03-01", None]


def test_remark_stands_beside_the_row_where_it_is_the_exception():
    provenance = {"2": Provenance(note="Rounded", is_illustrative=True)}
    content = write_workbook(make_document(policies=[POLICY, POLICY]), language="en", provenance=provenance)
    sheet = next(one for one in open_book(content) if one.title.startswith("A-2.1 Relevant"))
    assert [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment] == [
        "Illustrative figure. Rounded"
    ]


def test_many_remarks_stay_on_the_sheet_of_sources():
    provenance = {str(number): Provenance(note="As printed") for number in range(1, 52)}
    content = write_workbook(make_document(policies=[POLICY] * 51), language="en", provenance=provenance)
    assert [
        cell for sheet in open_book(content) for row in sheet.iter_rows() for cell in row if cell.comment
    ] == []


def test_cover_says_which_content_this_is():
    rows = sheet_rows(write_workbook(make_document(), language="en"), "Read me")
    assert [row[:2] for row in rows[1:5]] == [
        ["City", "Trial"],
        ["Version", "2"],
        ["State", "draft"],
        ["Date", "working copy, not frozen yet"],
    ]
