"""Number formats, noughts, shares and units in texts; and silence on clean tables."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.tables.checks.words import plain_words
from tests.contracts.tables.checking import check, emissions_row, found, gap_row, names


@pytest.mark.parametrize(
    ("texts", "mixed"),
    [
        (["4.567.402", "1,234,567"], ("4.567.402", "1,234,567")),
        (["74,438", "74.617"], ("74.617", "74,438")),
        (["4.567.402", "74,438"], ("4.567.402", "74,438")),
        (["4,567,402", "74.617"], ("74.617", "4,567,402")),
        (["12,5", "74.617", "56,076"], None),
        (["12.5", "74,617", "56.076"], None),
        (["1.234,5", "1.234", "-3,25", ""], None),
        (["1,234.5", "1,234"], None),
        (["0,247", "56,076"], None),
        (["74,438", "75,100"], None),
        ([None, "n.d."], None),
    ],
)
def test_one_column_is_written_in_one_format(texts: list[Any], mixed: tuple[str, str] | None) -> None:
    rows = [{"sector": "buildings", "_raw": {"scope_1": text}} for text in texts]
    findings = [one for one in check({"emissions": rows}) if one.check == "mixed_number_format"]
    assert [(one.numbers["one"], one.numbers["other"]) for one in findings] == ([mixed] if mixed else [])


@pytest.mark.parametrize(
    ("row", "checks"),
    [
        (gap_row("waste", 0, 0, 0), ["zero_row"]),
        (gap_row("waste", 0), []),
        (gap_row("waste", 5, 0, 0, 0, 0, 5), []),
    ],
)
def test_row_of_noughts_is_unknown(row: dict[str, Any], checks: list[str]) -> None:
    assert [name for name in names({"emissions_gap": [row]}) if name == "zero_row"] == checks


@pytest.mark.parametrize(
    ("shares", "checks"),
    [
        ([73, 16, 15], ["shares_above_whole"]),
        ([73, 16, 11], []),
        (["33.4", "33.4", "33.3"], []),
        ([34, 34, 34], []),
        (["0.73", "0.16", "0.15"], ["shares_above_whole"]),
        (["0.73", "0.16", "0.11"], []),
        ([None, None], []),
    ],
)
def test_shares_of_a_whole(shares: list[Any], checks: list[str]) -> None:
    rows = [{"field_of_action": "x", "share": share} for share in shares]
    assert names({"ip_existing_finance": rows}) == checks


def test_shares_are_of_a_year() -> None:
    rows = [{"year": year, "income_category": "Taxes", "budget_share": 80} for year in (2023, 2024, 2024)]
    assert found({"ip_city_income": rows}) == [
        ("shares_above_whole", "warning", "ip_city_income, budget_share, 2024")
    ]


GAP = [gap_row("", 4_567_402, 3_654_402, 1_574_099, 2_080_303, 2_080_303, 913_000)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The gap is 2080 tCO2eq.", ["plan.gap: 2080 tCO2eq"]),
        ("Il divario è di 2.080 t di CO₂e l'anno", ["plan.gap: 2.080 t di CO₂e"]),
        ("A gap of 2,080,303 ktCO2e", ["plan.gap: 2,080,303 ktCO2e"]),
        ("a gap of 2 080,3 tonnes of CO2", ["plan.gap: 2 080,3 tonnes of CO2"]),
        ("The gap is 2,080,303 t CO2e or 2080 kt CO2e, of 4567.4 kt CO2", []),
        ("In 2030 2080303 t CO2 are missing, 0 t CO2 more, 12.5 t CO2 each", []),
        ("4.567,4 tCO2 and again 4.567,4 tCO2", ["plan.gap: 4.567,4 tCO2"]),
        ("2080 tonnes of waste", []),
    ],
)
def test_units_of_texts(text: str, told: list[str]) -> None:
    findings = check({"emissions_gap": GAP}, texts={"plan.gap": (text,)})
    assert [one.place for one in findings if one.check == "unit_words"] == told


def test_texts_without_a_gap_table_say_nothing() -> None:
    assert check({}, texts={"plan.gap": ("2080 tCO2eq",)}) == []


def test_words_lose_accents_capitals_and_punctuation() -> None:
    assert plain_words("Riqualificazione – Città_Est, 2!") == "riqualificazione citta est 2"


AMOUNTS = st.integers(min_value=1, max_value=3_000_000).map(lambda number: number * 7 + 1)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=4))
def test_clean_inventory_has_no_finding(amounts: list[tuple[int, int, int]]) -> None:
    sectors = ("buildings", "transport", "waste", "energy_systems")
    rows = [emissions_row(sector, *row, sum(row)) for sector, row in zip(sectors, amounts, strict=False)]
    columns = [sum(column) for column in zip(*amounts, strict=True)]
    total = emissions_row("", *columns, sum(columns))
    assert check({"emissions": [*rows, total]}) == []


@given(st.lists(st.tuples(AMOUNTS, st.integers(0, 100)), min_size=1, max_size=4), st.integers(0, 2))
def test_clean_gap_table_has_no_finding(rows: list[tuple[int, int]], rounding: int) -> None:
    sectors = ("buildings", "transport", "waste", "energy_systems")
    table, emissions = [], []
    for sector, (amount, share) in zip(sectors, rows, strict=False):
        target = -(-amount * 8 // 10)
        existing = target * share // 100
        gap = target - existing
        table.append(gap_row(sector, amount, target, existing, gap, gap, amount - target))
        emissions.append(emissions_row(sector, amount))
    sums = [sum(int(row[name] or 0) for row in table) for name in list(table[0])[1:]]
    table.append(gap_row("", sums[0], sums[1], sums[2], sums[3], sums[4], sums[5] + rounding))
    aims = {"baseline_tco2e": Decimal(sums[0]), "target_reduction_tco2e": Decimal(sums[1])}
    assert check({"emissions_gap": table, "emissions": emissions}, baseline_year=2019, **aims) == []
