"""Tables of a paper: words for cells, honest sums, columns that fit."""

from decimal import Decimal

import pytest
from django.utils import translation

from contracts.tables import find_table
from exchange.papers.sums import Sum, sum_column
from exchange.papers.tables import table_pieces
from exchange.papers.widths import LANDSCAPE_POINTS, PORTRAIT_POINTS, Need, column_need, lay_out

GAP = find_table("emissions_gap")


def row(hidden=(), **cells):
    return {"id": "1", "cells": cells, "hidden": dict.fromkeys(hidden, "internal")}


def pieces(key, *rows, language="en"):
    with translation.override(language):
        return table_pieces(find_table(key), rows, language=language, generation="v2")


def cell(piece, label, place=0):
    labels = [column["label"] for column in piece["columns"]]
    return piece["rows"][place][labels.index(label)]


def test_unknown_is_said_and_a_notation_key_stays():
    [energy] = pieces("energy_use", row(sector="buildings", scope_1=None, scope_2="NE", scope_3="1234.5"))
    assert [cell(energy, f"Scope {scope}") for scope in (1, 2, 3)] == ["not estimated", "NE", "1,234.5"]


def test_numbers_are_written_as_the_language_writes_them():
    [energy] = pieces("energy_use", row(sector="buildings", scope_1="-1234.5"), language="it")
    assert cell(energy, "Ambito 1") == "−1.234,5"


def test_what_readers_may_not_see_is_no_unknown():
    [energy] = pieces("energy_use", row(sector="buildings", scope_1=None, hidden=["scope_1"]))
    assert cell(energy, "Scope 1") == "not public"


def test_a_sum_leaves_out_what_is_unknown_and_says_so():
    [energy] = pieces(
        "energy_use",
        row(sector="buildings", scope_1="10"),
        row(sector="transport", scope_1=None),
        row(sector="waste", scope_1="2.5"),
    )
    assert (cell(energy, "Sector", 3), cell(energy, "Scope 1", 3)) == ("Total", "12.5*")
    assert energy["totals"] == [3]
    assert energy["notes"] == [
        "* Sum of what is known: up to 1 row without an amount is left out, not counted as zero."
    ]


def test_a_total_that_the_city_printed_is_not_computed_again():
    [gap] = pieces("emissions_gap", row(sector="buildings", gap_tco2e="5"), row(label="Total", gap_tco2e="6"))
    assert (len(gap["rows"]), gap["totals"]) == (2, [1])


@pytest.mark.parametrize(
    ("values", "total"),
    [
        (["1.5", "2"], Sum(Decimal("3.5"), 0)),
        (["1", None], Sum(Decimal(1), 1)),
        (["1", "NE", "C"], Sum(Decimal(1), 2)),
        (["1", "NO", "NA", "IE"], Sum(Decimal(1), 0)),
        ([None, "NE"], Sum(None, 2)),
        (["0.1"] * 10, Sum(Decimal("1.0"), 0)),
    ],
)
def test_sum_column_is_exact_and_counts_what_it_leaves_out(values, total):
    assert sum_column(GAP, GAP.column("gap_tco2e"), [row(gap_tco2e=value) for value in values]) == total


def test_sum_column_skips_rows_that_repeat_others():
    spec = find_table("energy_use")
    rows = [row(scope_1="1"), row(scope_1="2", counts_toward_total=False)]
    assert sum_column(spec, spec.column("scope_1"), rows) == Sum(Decimal(1), 0)


def test_sum_column_has_none_for_tables_without_a_total():
    spec = find_table("action_portfolio")
    assert [sum_column(spec, column, [row()]) for column in spec.columns] == [None] * len(spec.columns)


def test_a_text_in_another_language_is_marked_and_noted():
    [policies] = pieces("policies", row(name={"it": "Piano aria"}), row(name={"it": "Piano", "en": "Plan"}))
    assert [cell(policies, "Name", place) for place in (0, 1)] == [
        {"text": "Piano aria", "language": "it"},
        "Plan",
    ]
    assert policies["notes"] == [
        "Some texts of this table are not translated; they are in their own language: Italian."
    ]


def test_columns_that_say_nothing_are_left_out():
    [policies] = pieces("policies", row(name={"en": "Plan"}))
    assert [column["label"] for column in policies["columns"]] == ["Name"]


def test_a_table_wider_than_a_sheet_has_an_overview_and_cards():
    spec = find_table("action_portfolio")
    words = {"en": "word " * 40}
    cells = {column.key: words for column in spec.columns if column.kind == "texts"}
    cells |= {column.key: "word " * 20 for column in spec.columns if column.kind == "text"}
    overview, details = pieces("action_portfolio", row(**(cells | {"code": "A1"})))
    assert (overview["kind"], details["kind"]) == ("table", "cards")
    shown = [column["label"] for column in overview["columns"]]
    told = [fact["label"].removesuffix(":") for fact in details["rows"][0]["facts"]]
    assert set(shown) & set(told) == set()
    assert details["rows"][0]["title"].startswith("A1 · word")


def test_outlines_are_told_one_by_one():
    [outlines] = pieces("action_outlines", row(code="A1"), row(code="A2"))
    assert (outlines["kind"], [one["title"] for one in outlines["rows"]]) == ("cards", ["A1", "A2"])


def test_a_table_without_rows_is_not_printed():
    assert pieces("policies") == []


def test_endless_words_may_break():
    [policies] = pieces("policies", row(name={"en": "https://example.eu/a/b?c=d " + "x" * 40}))
    assert cell(policies, "Name") == (
        "https:\u200b/\u200b/\u200bexample.\u200beu/\u200ba/\u200bb?\u200bc=\u200bd "
        + "\u200b".join(["x" * 18, "x" * 18, "x" * 4])
    )


@pytest.mark.parametrize(
    ("columns", "least", "turned", "limit"),
    [(4, 12, False, PORTRAIT_POINTS), (12, 10, True, LANDSCAPE_POINTS), (14, 9, True, LANDSCAPE_POINTS)],
)
def test_lay_out_fills_no_more_than_the_line(columns, least, turned, limit):
    layout = lay_out([Need(least, least, least)] * columns)
    assert layout.is_turned is turned
    assert sum(layout.widths) <= limit


def test_lay_out_gives_up_where_nothing_fits():
    assert lay_out([Need(12, 12, 12)] * 30) is None


def test_a_number_is_never_broken():
    assert column_need("t", ["1.234.567.890,5"], is_number=True).least == len("1.234.567.890,5")
