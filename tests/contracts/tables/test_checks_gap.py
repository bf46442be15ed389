"""The emissions-gap table and the target."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.contracts.tables.checking import check, emissions_row, found, gap_row, names


@pytest.mark.parametrize(
    ("row", "check_name"),
    [
        (gap_row("afolu", -35_117, -5_000), "gap_sink_row"),
        (gap_row("waste", 61_323, 72_471), "gap_target_above_baseline"),
        (gap_row("waste", None, None, None, None, None, -5), "gap_negative_residual"),
        (gap_row("waste", None, None, None, -5), "gap_negative_gap"),
    ],
)
def test_odd_signs_are_found(row: dict[str, Any], check_name: str) -> None:
    assert names({"emissions_gap": [row]})[0] == check_name


@pytest.mark.parametrize(
    ("gap", "checks"),
    [
        (2_080_303, []),
        (2_080_305, []),
        (2_080_306, ["gap_not_target_minus_existing"]),
        ("2080.303", ["gap_unit_slip"]),
        (-2_080_303, ["gap_negative_gap", "gap_not_target_minus_existing"]),
    ],
)
def test_gap_is_target_less_existing(gap: Any, checks: list[str]) -> None:
    row = gap_row("buildings", 4_567_402, 3_654_402, 1_574_099, gap, None, 913_000)
    assert names({"emissions_gap": [row]}) == checks


def test_one_row_with_another_name_is_told_by_it() -> None:
    row = gap_row("transport", 100, 50, 10, 90, label="Port", _place="E7")
    assert check({"emissions_gap": [row]})[0].place == "Port (E7)"


def test_broken_total_row_names_no_cell_to_mend() -> None:
    rows = [
        gap_row("waste", 500, 400, 100, 300, None, 100),
        gap_row("", 500, 600, 100, 300, None, 100, _place="B9"),
    ]
    findings = [one for one in check({"emissions_gap": rows}) if one.severity == "error"]
    assert [(one.check, one.place, one.proposal) for one in findings] == [
        ("gap_not_target_minus_existing", "total (B9)", "correct_row"),
        ("gap_residual_not_baseline_minus_target", "total (B9)", "correct_row"),
        ("gap_column_sum", "target_reduction_tco2e (B9)", "correct_column"),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([gap_row("buildings", 1_000)], []),
        ([gap_row("buildings", 1_002)], [("gap_baseline_differs", "note", "buildings")]),
        ([gap_row("buildings", 1_003)], [("gap_baseline_differs", "warning", "buildings")]),
        ([gap_row("buildings", 1)], [("gap_unit_slip", "warning", "buildings")]),
        ([gap_row("buildings", 0)], [("gap_baseline_differs", "warning", "buildings")]),
        ([gap_row("buildings", 600, label="Homes"), gap_row("buildings", 400, label="Shops")], []),
        ([gap_row("buildings", 600, label="Homes"), gap_row("buildings", label="Shops")], []),
        ([gap_row("waste", 7)], []),
        ([gap_row("", 1_050)], [("gap_baseline_differs", "warning", "total")]),
        ([gap_row("", None, 5)], []),
        ([gap_row("buildings", 1_000), gap_row("", 1_000)], []),
    ],
)
def test_baselines_are_those_of_the_emissions(rows: list[Any], expected: list[tuple[str, str, str]]) -> None:
    assert found({"emissions_gap": rows, "emissions": [emissions_row("buildings", 600, 400)]}) == expected


@pytest.mark.parametrize(
    ("row", "checks"),
    [
        (gap_row("waste", 500, 500), ["gap_unknown_residual"]),
        (gap_row("waste", 500, 400), []),
        (gap_row("waste", 500, 500, None, None, None, 0), []),
        (gap_row("waste", None, 480), []),
        (gap_row("waste", None, 500), ["gap_unknown_residual"]),
        (gap_row("afolu", None, 500), ["gap_unknown_residual"]),
        (gap_row("waste", 500, 0), []),
        (gap_row("waste", None, -5), []),
    ],
)
def test_unknown_residual_may_not_count_as_reduction(row: dict[str, Any], checks: list[str]) -> None:
    rows = [emissions_row("waste", 500)]
    told = [
        name for name in names({"emissions_gap": [row], "emissions": rows}) if name == "gap_unknown_residual"
    ]
    assert told == checks


@pytest.mark.parametrize(
    ("gap", "portfolio", "checks"),
    [
        (1_000, 1_002, []),
        (1_000, 997, ["coverage_below_gap"]),
        (1_000, 1_003, ["portfolio_above_gap"]),
        (0, 50, []),
        (None, 50, []),
        (1_000, None, []),
    ],
)
def test_portfolio_against_gap(gap: int | None, portfolio: int | None, checks: list[str]) -> None:
    assert names({"emissions_gap": [gap_row("", None, None, None, gap, portfolio)]}) == checks


def test_coverage_is_summed_where_no_total_is_printed() -> None:
    rows = [gap_row("buildings", None, None, None, 700, 400), gap_row("waste", None, None, None, 300, 100)]
    finding = check({"emissions_gap": rows})[0]
    assert (finding.place, finding.numbers["coverage_share"]) == ("total", 0.5)


@pytest.mark.parametrize(
    ("baseline", "target", "residual", "checks"),
    [
        (1_000, 800, 200, []),
        (1_000, None, 202, []),
        (1_000, None, 203, ["residual_above_fifth"]),
        (1_000, 700, 300, ["residual_above_fifth"]),
        (1_000, 700, None, ["target_below_four_fifths"]),
        (1_000, 799, None, []),
        (0, 0, 50, []),
        (None, 5, 50, []),
    ],
)
def test_target_leaves_a_fifth_at_most(baseline: Any, target: Any, residual: Any, checks: list[str]) -> None:
    figures = {"baseline_tco2e": baseline, "target_reduction_tco2e": target, "residual_tco2e": residual}
    known = {name: None if value is None else Decimal(value) for name, value in figures.items()}
    assert names({}, **known) == checks


def test_target_is_that_of_the_gap_table() -> None:
    rows = [gap_row("", 1_000, None, None, None, None, 100)]
    target = {
        "baseline_tco2e": Decimal(1_002),
        "target_reduction_tco2e": Decimal(900),
        "residual_tco2e": Decimal(90),
    }
    assert found({"emissions_gap": rows}, **target) == [
        ("target_differs_from_gap", "warning", "residual_tco2e")
    ]


@pytest.mark.parametrize(
    ("year", "checks"),
    [
        (2017, ["baseline_year_old"]),
        (2018, []),
        (2020, ["baseline_year_covid"]),
        (2021, ["baseline_year_covid"]),
        (None, []),
    ],
)
def test_odd_baseline_years_are_told(year: int | None, checks: list[str]) -> None:
    assert names({}, baseline_year=year) == checks


@pytest.mark.parametrize(
    ("year", "today", "checks"),
    [
        (2023, date(2026, 1, 31), []),
        (2023, date(2026, 2, 1), ["inventory_stale"]),
        (2023, None, []),
        (None, date(2026, 2, 1), []),
    ],
)
def test_age_is_told_where_the_day_is_known(year: int | None, today: date | None, checks: list[str]) -> None:
    assert names({}, latest_inventory_year=year, today=today) == checks


def test_printed_counts_are_held_against_the_lists() -> None:
    tables = {
        "action_portfolio": [{"code": "A1"}],
        "signatories": [{"role": "signatory"}, {"organisation_name": "B"}, {"role": "supporter"}],
    }
    assert names(tables, printed_action_count=2, printed_signatory_count=3) == [
        "action_rows_incomplete",
        "signatory_count_differs",
    ]
    assert names(tables, printed_action_count=1, printed_signatory_count=2) == []
    assert names(tables) == []


def test_scopes_that_are_left_out_need_a_reason() -> None:
    rows = [
        {"sector": "buildings", "scope_1": "included", "scope_2": "not_included", "scope_3": "not_included"},
        {"sector": "waste", "scope_1": "not_included", "note": "Minor"},
        {"sector": "transport", "scope_3": "not_applicable"},
    ]
    findings = check({"target_boundary": rows})
    assert [(one.check, one.place, one.numbers["scopes"]) for one in findings] == [
        ("boundary_without_reason", "buildings", "2, 3")
    ]


SINKS = {
    "action_portfolio": [
        {"code": "G1", "flow": "sink", "reduction_tco2e": "9000"},
        {"code": "G2", "flow": "sink", "reduction_tco2e": "5"},
        {"code": "G3", "flow": "sink"},
        {"code": "B1", "flow": "source", "reduction_tco2e": "70"},
    ],
    "residual_emissions": [
        {"residual_source": "Trees", "method": "natural_sink", "volume_tco2e": "10"},
        {"residual_source": "Offsets", "method": "offsets"},
    ],
}


def test_sinks_need_land_use_in_the_boundary() -> None:
    outside = [{"sector": "afolu", "scope_1": "not_applicable"}]
    findings = check({**SINKS, "target_boundary": outside})
    assert [(one.check, one.place) for one in findings] == [
        ("residual_sink_outside_boundary", "Trees"),
        ("sinks_outside_boundary", ""),
    ]
    assert findings[1].numbers == {"actions": 2, "removed_tco2e": 9_005.0}


@pytest.mark.parametrize("boundary", [[], [{"sector": "afolu", "scope_1": "included"}]])
def test_sinks_are_fine_with_land_use_inside_or_where_no_boundary_is_told(boundary: list[Any]) -> None:
    assert check({**SINKS, "target_boundary": boundary}) == []


def test_boundary_without_land_use_and_without_sinks_is_fine() -> None:
    assert check({"target_boundary": [{"sector": "buildings", "scope_1": "included"}]}) == []
