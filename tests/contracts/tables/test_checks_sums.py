"""Row and column sums, their tolerance, subtotals, and inventories."""

from decimal import Decimal
from typing import Any

import pytest

from contracts.tables.checks import InventorySheet
from contracts.tables.checks.rounding import sum_tolerance
from contracts.tables.checks.rows import read_number
from tests.contracts.tables.checking import check, emissions_row, found, names


@pytest.mark.parametrize(
    ("parts", "total", "tolerance"),
    [
        ([10, 20], 30, "2"),
        ([1] * 9, 9, "5"),
        (["10.5", "20.25"], "30.75", "2"),
        ([100_000, 200_000], 300_000, "1500"),
        ([0, 0], 0, "2"),
        ([1_000], 0, "2"),
    ],
)
def test_tolerance_grows_with_rows_and_rounding(parts: list[Any], total: Any, tolerance: str) -> None:
    assert sum_tolerance([Decimal(one) for one in parts], Decimal(total), Decimal(2)) == Decimal(tolerance)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1076.5", Decimal("1076.5")),
        (-3, Decimal(-3)),
        (Decimal(5), Decimal(5)),
        (Decimal("NaN"), None),
        (True, None),
        ("NE", None),
        ("1.076,5", None),
        ("", None),
        (None, None),
    ],
)
def test_number_of_a_cell(value: Any, number: Decimal | None) -> None:
    assert read_number(value) == number


@pytest.mark.parametrize(("total", "checks"), [(1_102, []), (1_103, ["table_row_sum"]), (None, [])])
def test_row_total_is_the_sum_of_its_scopes(total: int | None, checks: list[str]) -> None:
    rows = [emissions_row("buildings", 1_000, 100, "NE", total)]
    assert names({"emissions": rows}) == checks


def test_row_without_parts_has_nothing_to_add_up() -> None:
    assert names({"emissions": [emissions_row("buildings", None, "NE", None, 50)]}) == []


def test_broken_row_sum_names_table_row_and_unit() -> None:
    row = {
        "sector": "buildings",
        "subsector": "Homes",
        "carrier": "Gas",
        "scope_1": "10",
        "total": "20",
        "_place": "C4",
    }
    finding = check({"energy_use": [row]})[0]
    assert (finding.check, finding.place) == ("table_row_sum", "buildings, Homes, Gas (C4)")
    assert finding.numbers == {
        "table": "energy_use",
        "row": "Homes",
        "unit": "MWh/a",
        "printed": 20.0,
        "computed": 10.0,
        "difference": -10.0,
    }


def test_column_without_a_printed_total_is_not_summed() -> None:
    assert names({"ip_existing_finance": [{"amount_eur": "5"}, {"amount_eur": "6"}]}) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([5, 6, ("total", 11)], []),
        ([500, 600, ("total", 1_000)], [("table_column_sum", "error", "ip_existing_finance, amount_eur")]),
        ([500, None, ("total", 1_000)], [("table_column_sum", "warning", "ip_existing_finance, amount_eur")]),
        ([500, None, ("total", 400)], [("table_column_sum", "error", "ip_existing_finance, amount_eur")]),
        ([None, ("total", 1_000)], []),
        ([500, ("total", None)], []),
        ([100, 200, ("sub", 300), 400, ("sub", 400), ("total", 700)], []),
        ([100, 200, ("sub", 300), 400, ("sub", 700)], []),
        (
            [100, ("sub", 150), 400, ("total", 550)],
            [("table_column_sum", "error", "ip_existing_finance, amount_eur")],
        ),
    ],
)
def test_printed_totals_add_up_a_block_or_all_rows(
    rows: list[Any], expected: list[tuple[str, str, str]]
) -> None:
    table = [
        {"subsector": "x", "amount_eur": str(value)}
        if not isinstance(value, tuple)
        else {"_total": True, "amount_eur": value[1]}
        for value in rows
    ]
    assert found({"ip_existing_finance": table}) == expected


def test_total_of_a_file_names_its_cell() -> None:
    rows = [{"amount_eur": "500"}, {"subsector": "Totale", "amount_eur": "100", "_place": "B9"}]
    assert found({"ip_existing_finance": rows})[0][2] == "amount_eur (B9)"


def test_stored_row_that_is_called_total_is_a_row() -> None:
    rows: list[dict[str, Any]] = [
        {"_id": "1", "subsector": "Total", "amount_eur": "500"},
        {"_total": True, "amount_eur": "500"},
    ]
    assert names({"ip_existing_finance": rows}) == []


def test_a_table_that_nobody_describes_is_left_alone() -> None:
    assert names({"other": [{"amount_eur": "1"}, {"_total": True, "amount_eur": "9"}]}) == []


def test_scope_that_is_off_alone_names_the_row_of_that_size() -> None:
    rows = [emissions_row("buildings", 1_000), emissions_row("transport", 300), emissions_row("", 1_000)]
    finding = check({"emissions": rows})[0]
    assert (finding.numbers["sector"], finding.proposal) == ("transport", "correct_scope_total")


@pytest.mark.parametrize("amounts", [(1_000, 300, 300), (1_000, 200, 150)])
def test_scope_without_one_row_of_that_size_has_no_hint(amounts: tuple[int, ...]) -> None:
    rows = [*(emissions_row("buildings", amount) for amount in amounts), emissions_row("", amounts[0])]
    rows[-1]["scope_1"] = str(sum(amounts) - 300 + (50 if amounts[1] == 200 else 0))
    assert "sector" not in check({"emissions": rows})[0].numbers


def test_opposite_differences_without_a_row_of_that_size_have_no_move() -> None:
    rows = [emissions_row("buildings", 500, 700), emissions_row("", 400, 800)]
    assert [one.proposal for one in check({"emissions": rows})] == ["correct_scope_total"] * 2


def test_empty_scope_with_a_printed_total_is_off() -> None:
    rows = [emissions_row("buildings", 500), emissions_row("", 500, 90)]
    assert found({"emissions": rows}) == [("inventory_scope_sum", "error", "scope 2")]


def test_inventory_by_sector_alone_is_not_summed_by_scope() -> None:
    rows = [emissions_row("buildings", None, None, None, 500), emissions_row("", 90, None, None, 500)]
    assert "inventory_scope_sum" not in names({"emissions": rows})


@pytest.mark.parametrize(("total", "checks"), [(1_000, []), (950, []), (960, ["inventory_total_differs"])])
def test_total_is_gross_or_net(total: int, checks: list[str]) -> None:
    rows = [
        emissions_row("buildings", None, None, None, 1_000, flow="source"),
        emissions_row("afolu", None, None, None, -50, flow="sink"),
        emissions_row("", None, None, None, total),
    ]
    assert names({"emissions": rows}) == checks


def test_details_must_make_their_sector() -> None:
    rows = [
        emissions_row("buildings", 900),
        emissions_row("buildings", 500, label="Homes"),
        emissions_row("buildings", 300, label="Shops"),
        emissions_row("transport", "NE"),
        emissions_row("transport", None, label="Cars"),
        emissions_row("", 900),
    ]
    finding = check({"emissions": rows})[0]
    assert (finding.check, finding.place, finding.numbers["difference_tco2e"]) == (
        "inventory_detail_sum",
        "buildings",
        -100.0,
    )


def test_rows_say_themselves_whether_they_count() -> None:
    rows = [
        emissions_row("buildings", 900, counts_toward_total=True),
        emissions_row("buildings", 100, label="Islands", counts_toward_total=True),
        emissions_row("buildings", 500, label="Plant", counts_toward_total=False),
        emissions_row("", 1_000),
    ]
    assert names({"emissions": rows}) == ["inventory_detail_sum"]


def test_inventory_that_judges_the_city_should_tell_sectors() -> None:
    total = [emissions_row("", None, None, None, 5_000)]
    sheets = [
        InventorySheet("city 2019", 2019, total),
        InventorySheet("city 2023", 2023, total, subject="id", is_baseline=False, is_judged=True),
    ]
    finding = check({}, inventories=sheets)[0]
    assert (finding.check, finding.severity, finding.place, finding.row) == (
        "inventory_total_only",
        "note",
        "city 2023",
        "id",
    )


def test_other_inventories_only_warn() -> None:
    rows = [emissions_row("ippu", None, None, 500), emissions_row("", None, None, None, 900)]
    sheet = InventorySheet("city 2015", 2015, rows, is_baseline=False)
    assert found({"emissions": rows[:1]}, inventories=[sheet]) == [
        ("inventory_total_differs", "warning", "city 2015"),
        ("scope_process_as_three", "warning", "city 2015, ippu"),
    ]


@pytest.mark.parametrize(
    ("printed", "severity"),
    [
        ("1000", None),
        ("1000.5", None),
        ("1000.6", "note"),
        ("1010", "note"),
        ("1010.1", "warning"),
        (None, None),
    ],
)
def test_products_of_lines(printed: str | None, severity: str | None) -> None:
    line = {"sector": "buildings", "label": "Gas", "flow": "source", "scope": 1, "scope_1": "1"}
    rows = [line | {"product_tco2e": "1000", "product_of": printed}, line | {"product_of": "5"}]
    expected = (
        [("inventory_activity_product", severity, "buildings, scope 1, Gas, source")] if severity else []
    )
    assert found({"emissions": rows}) == expected
