"""The table behind a chart: for people and for machines."""

import csv
import io
from datetime import date

import pytest
from django.utils import translation

from progress.charts.csv_text import csv_text
from progress.charts.model import Column, Table
from progress.charts.render import BUILDERS, render_chart
from progress.charts.table import table_headers, table_rows
from tests.progress.charts.all_examples import ALL_DRAWN, ALL_NOT_DRAWN
from tests.progress.charts.examples import ACTIONS, MILANO_GAP, MILANO_SECTORS, MILESTONES

TABLE = Table(
    columns=(
        Column("name", "Name"),
        Column("amount_tco2e", "Amount (t CO₂e)", "tonnes", "not estimated"),
        Column("share", "Share", "share", "–"),
        Column("year", "Year", "year"),
        Column("day", "Day", "date", "not known"),
    ),
    rows=(
        ("Buildings & roofs", 1_574_099.4, 0.1464, 2021, date(2026, 11, 22)),
        ("=SUM(A1)", -9_005, None, 2030, None),
        ('+ "quoted", text', None, 0, 2030, "2022-01"),
    ),
)


@pytest.mark.parametrize(
    ("language", "amounts", "shares"),
    [
        ("it", ["1.574.099", "−9.005", "not estimated"], ["14,6%", "–", "0,0%"]),
        ("en", ["1,574,099", "−9,005", "not estimated"], ["14.6%", "–", "0.0%"]),
    ],
)
def test_table_is_written_in_the_language(language, amounts, shares):
    with translation.override(language):
        rows = table_rows(TABLE)

    assert [row[1] for row in rows] == amounts
    assert [row[2] for row in rows] == shares
    assert [row[3] for row in rows] == ["2021", "2030", "2030"]
    assert [row[4] for row in rows] == ["22.11.2026", "not known", "2022-01"]


def test_table_headers_are_the_labels():
    assert table_headers(TABLE) == ["Name", "Amount (t CO₂e)", "Share", "Year", "Day"]


def test_csv_has_machine_numbers_and_no_formulas():
    assert csv_text(TABLE) == (
        "name,amount_tco2e,share,year,day\r\n"
        "Buildings & roofs,1574099.4,0.1464,2021,2026-11-22\r\n"
        "'=SUM(A1),-9005,,2030,\r\n"
        '"\'+ ""quoted"", text",,0,2030,2022-01\r\n'
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_disarms_each_start_of_a_formula(start):
    table = Table((Column("name", "Name"),), ((f"{start}1+1",),))
    cells = list(csv.reader(io.StringIO(csv_text(table), newline="")))

    assert cells == [["name"], [f"'{start}1+1"]]


@pytest.mark.parametrize("name", [*ALL_DRAWN, *(f"empty {name}" for name in ALL_NOT_DRAWN)])
def test_table_and_csv_have_the_same_shape(name):
    data = ALL_NOT_DRAWN[name.removeprefix("empty ")] if name.startswith("empty ") else ALL_DRAWN[name]
    rendered = render_chart(data, "it")
    cells = list(csv.reader(io.StringIO(rendered.csv, newline="")))

    assert len(cells) == 1 + len(rendered.table_rows)
    assert {len(row) for row in [*cells, *rendered.table_rows]} == {len(rendered.table_headers)}
    assert len(rendered.table_numeric) == len(rendered.table_headers)


def chart_of(data):
    with translation.override("en"):
        return BUILDERS[type(data)](data)


def test_changes_of_the_gap_add_up_from_baseline_to_residual():
    chart = chart_of(MILANO_GAP)
    amounts = [row[1] for row in chart.table.rows]
    drawn = [group.bars[0].segments[0] for group in chart.plot.groups]

    assert sum(amount for amount in amounts[:-1] if amount is not None) == amounts[-1] == 913_000
    assert [round(1000 * (segment.end - segment.start)) for segment in drawn] == [
        amount for amount in amounts if amount is not None
    ]


def test_bars_of_the_sectors_are_the_cells_of_the_table():
    chart = chart_of(MILANO_SECTORS)
    drawn = [tuple(round(1000 * bar.segments[0].end) for bar in group.bars) for group in chart.plot.groups]

    assert drawn == [row[1:] for row in chart.table.rows[:-1]]
    assert chart.table.rows[-1][1:] == tuple(map(sum, zip(*drawn, strict=True)))


def test_total_of_the_actions_is_the_sum_of_the_rows():
    rows = chart_of(ACTIONS).table.rows

    assert rows[-1][1:] == tuple(map(sum, zip(*(row[1:] for row in rows[:-1]), strict=True)))
    assert rows[-1][-1] == 81


def test_milestones_give_as_much_of_a_date_as_was_published():
    assert [row[0] for row in chart_of(MILESTONES).table.rows] == [
        "2022",
        "2024-10",
        date(2026, 5, 1),
        date(2027, 6, 30),
        date(2029, 12, 31),
    ]
