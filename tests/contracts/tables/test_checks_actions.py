"""The portfolio: codes, titles, years and what may be counted."""

from decimal import Decimal
from typing import Any

import pytest

from tests.contracts.tables.checking import check, found, gap_row, names

ROOFS = {"it": "Tetti verdi sulle scuole", "en": "Green roofs on schools"}


@pytest.mark.parametrize("table", ["action_portfolio", "action_outlines", "cost_interventions"])
def test_code_that_is_there_twice_is_an_error(table: str) -> None:
    rows: list[dict[str, Any]] = [{"code": "COMI Mobi5"}, {"code": ""}, {"code": None}, {"code": "comimobi5"}]
    findings = [one for one in check({table: rows}) if one.severity == "error"]
    assert [(one.check, one.place, one.numbers["other"]) for one in findings] == [
        ("duplicate_code", "comimobi5", "COMI Mobi5")
    ]


@pytest.mark.parametrize(
    ("second", "checks"),
    [
        ({"title": "Green Roofs, on schools."}, ["same_title"]),
        ({"title": {"en": "Green roofs on schools"}, "promoter": "A2A"}, []),
        ({"title": "Green roofs on shops"}, []),
        ({"title": "Green roofs on schools", "code": "A 1"}, ["duplicate_code"]),
        ({"title": "Green roofs on schools", "code": ""}, []),
    ],
)
def test_titles_of_one_promoter_tell_actions_apart(second: dict[str, Any], checks: list[str]) -> None:
    rows = [{"code": "A1", "title": "Green roofs on schools"}, {"code": "A2", **second}]
    assert names({"action_portfolio": rows}) == checks


def test_short_titles_may_be_the_same() -> None:
    rows = [{"code": "A1", "title": "Solar"}, {"code": "A2", "title": "Solar"}]
    assert names({"action_portfolio": rows}) == []


@pytest.mark.parametrize(
    ("title", "checks"),
    [
        ("District heating West", ["title_differs"]),
        ("district heating – East", []),
        ("District heating East (A2A)", []),
        (None, []),
        ({"it": "Teleriscaldamento Ovest"}, []),
        ({"it": "Teleriscaldamento Ovest", "en": "District heating West"}, []),
    ],
)
def test_one_code_has_one_title(title: Any, checks: list[str]) -> None:
    portfolio = [{"code": "A2AEB1", "title": "District heating East"}]
    outlines = [{"code": "a2a eb1", "title": title}, {"code": "OTHER", "title": "Another thing"}]
    assert names({"action_portfolio": portfolio, "action_outlines": outlines}) == checks


def test_titles_are_compared_language_by_language() -> None:
    tables = {
        "action_portfolio": [{"code": "A1", "title": ROOFS}],
        "action_outlines": [{"code": "A1", "title": ROOFS | {"it": "Tetti blu"}}],
    }
    assert found(tables) == [("title_differs", "warning", "A1")]


@pytest.mark.parametrize(("tonnes", "checks"), [("102", []), ("103", ["tonnes_differ"]), (None, [])])
def test_one_code_has_one_effect(tonnes: str | None, checks: list[str]) -> None:
    tables = {
        "action_portfolio": [{"code": "A1", "reduction_tco2e": "100"}],
        "cost_interventions": [
            {"code": "A1", "reduction_tco2e": tonnes},
            {"code": "A9", "reduction_tco2e": "5"},
        ],
    }
    assert names(tables) == checks


@pytest.mark.parametrize(
    ("start", "end", "tonnes", "expected"),
    [
        (2012, 2023, 10, [("action_begun_before_baseline", "note", "A1")]),
        (2012, 2021, 10, [("action_before_baseline", "warning", "A1")]),
        (None, 2020, 10, [("action_before_baseline", "warning", "A1")]),
        (2012, None, 10, [("action_begun_before_baseline", "note", "A1")]),
        (2021, 2030, 10, []),
        (2012, 2020, None, []),
        (None, None, 10, []),
        (2021, 2018, 10, [("action_end_before_start", "warning", "A1")]),
    ],
)
def test_only_what_comes_after_the_baseline_counts(
    start: Any, end: Any, tonnes: Any, expected: list[Any]
) -> None:
    row = {"code": "A1", "start_year": start, "end_year": end, "reduction_tco2e": tonnes}
    told = [one for one in found({"action_portfolio": [row]}, baseline_year=2021) if "covid" not in one[0]]
    assert told == expected


def test_without_a_baseline_year_no_action_is_early() -> None:
    row = {"code": "A1", "start_year": 1999, "end_year": 2000, "reduction_tco2e": "5"}
    assert names({"action_portfolio": [row]}) == []


@pytest.mark.parametrize(
    ("row", "checks"),
    [
        ({"in_existing_plan": True, "reduction_tco2e": "5"}, ["action_in_existing_plan"]),
        ({"in_existing_plan": True, "reduction_tco2e": "5", "flow": "sink"}, []),
        ({"in_existing_plan": True}, []),
        ({"in_existing_plan": False, "reduction_tco2e": "5"}, []),
        ({"reduction_tco2e": "0"}, ["action_zero_tonnes"]),
        ({"included_in": "a 2"}, []),
        ({"included_in": "A9"}, ["included_in_unknown"]),
        ({"included_in": "A1"}, ["included_in_unknown"]),
        ({"quantification": "included_in"}, ["included_in_missing"]),
        ({"reduction_tco2e": "1001"}, ["action_above_baseline"]),
        ({"reduction_tco2e": "1000"}, []),
    ],
)
def test_single_actions(row: dict[str, Any], checks: list[str]) -> None:
    rows = [{"code": "A1", **row}, {"code": "A2"}]
    assert names({"action_portfolio": rows}, baseline_tco2e=Decimal(1_000)) == checks


def test_baseline_of_the_gap_table_limits_actions_too() -> None:
    tables = {
        "action_portfolio": [{"code": "A1", "reduction_tco2e": "1001"}],
        "emissions_gap": [gap_row("", 1_000)],
    }
    assert names(tables) == ["action_above_baseline"]


def test_actions_together_are_held_against_the_gap() -> None:
    rows = [
        {"code": "A1", "reduction_tco2e": "800"},
        {"code": "A2", "reduction_tco2e": "203"},
        {"code": "A3", "reduction_tco2e": "500", "flow": "sink"},
        {"code": "A4", "reduction_tco2e": "500", "included_in": "A1"},
        {"code": "A5"},
    ]
    gap = [gap_row("", None, None, None, 1_000)]
    assert names({"action_portfolio": rows, "emissions_gap": gap}) == ["actions_above_gap"]
    assert names({"action_portfolio": rows[:1], "emissions_gap": gap}) == []
    assert names({"action_portfolio": rows, "emissions_gap": [gap_row("", None, None, None, -5)]}) == [
        "gap_negative_gap"
    ]
