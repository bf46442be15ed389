"""Money and indicators."""

from typing import Any

import pytest

from tests.contracts.tables.checking import check, found, names

ACTIONS = [{"code": "A1", "cost_eur": "5"}]


@pytest.mark.parametrize("table", ["action_portfolio", "cost_interventions"])
@pytest.mark.parametrize(
    ("money", "checks"),
    [
        ({"cost_eur": "-9"}, ["action_negative_cost"]),
        ({"cost_eur": "100", "funding_secured_eur": "60", "funding_requested_eur": "41"}, []),
        (
            {"cost_eur": "100", "funding_secured_eur": "60", "funding_requested_eur": "42"},
            ["money_above_cost"],
        ),
        ({"cost_eur": "100"}, []),
        ({"funding_secured_eur": "60"}, []),
    ],
)
def test_money_of_an_action(table: str, money: dict[str, str], checks: list[str]) -> None:
    assert names({table: [{"code": "A1", **money}]}) == checks


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        ("1000000", []),
        ("1009000", []),
        ("1100000", [("money_totals_differ", "warning", "cost_interventions / ip_capital_planning")]),
        ("1000", [("money_unit_slip", "warning", "cost_interventions / ip_capital_planning")]),
        ("1", [("money_unit_slip", "warning", "cost_interventions / ip_capital_planning")]),
        ("0", []),
    ],
)
def test_totals_of_money_reconcile(planned: str, expected: list[tuple[str, str, str]]) -> None:
    tables = {
        "cost_interventions": [{"code": "A1", "cost_eur": "400000"}, {"code": "A2", "cost_eur": "600000"}],
        "ip_capital_planning": [{"cost_municipality_eur": planned, "cost_others_eur": None}],
    }
    assert found(tables) == expected


def test_actions_without_a_cost_explain_a_lower_total() -> None:
    tables = {
        "action_portfolio": [{"code": "A1"}, {"code": "A2"}],
        "cost_interventions": [{"code": "A1", "cost_eur": "500"}, {"code": "A2"}],
        "ip_cost_matrix": [{"subsector": "Homes", "total_eur": "900"}],
    }
    assert found(tables) == [("money_totals_differ", "note", "cost_interventions / ip_cost_matrix")]


def test_scenarios_of_the_whole_city_are_held_against_the_matrix() -> None:
    tables = {
        "ip_cost_scenarios": [
            {"bearer": "city", "item": "Retrofit", "capex_eur": "-900"},
            {"bearer": "municipality", "item": "Retrofit", "capex_eur": "-100"},
        ],
        "ip_cost_matrix": [{"subsector": "Homes", "total_eur": "900"}],
    }
    assert check(tables) == []


@pytest.mark.parametrize(
    ("table", "row", "checks"),
    [
        ("ip_cost_matrix", {"citizens_eur": "500", "municipality_eur": "400", "total_eur": "900"}, []),
        (
            "ip_cost_matrix",
            {"citizens_eur": "500", "municipality_eur": "300", "total_eur": "900"},
            ["table_row_sum"],
        ),
        ("ip_cost_matrix", {"total_eur": "900"}, []),
        ("ip_cost_matrix", {"citizens_eur": "500"}, []),
        ("ip_cost_scenarios", {"capex_eur": "-500", "opex_eur": "100", "total_eur": "-400"}, []),
        ("ip_cost_scenarios", {"capex_eur": "500", "opex_eur": "100", "total_eur": "400"}, []),
        ("ip_cost_scenarios", {"capex_eur": "500", "opex_eur": "100", "total_eur": "700"}, ["table_row_sum"]),
        ("ip_cost_scenarios", {"capex_eur": "500", "total_eur": "500"}, []),
    ],
)
def test_parts_of_money_make_their_total(table: str, row: dict[str, str], checks: list[str]) -> None:
    assert names({table: [{"item": "x", **row}]}) == checks


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("", ["money_per_tonne_without_period"]),
        ("Tonnes over the lifetime.", []),
        ("Tonnellate all'anno", []),
    ],
)
def test_money_per_tonne_needs_a_period(text: str, checks: list[str]) -> None:
    rows = [{"item": "Retrofit", "cost_effectiveness_eur_per_t": "35"}, {"item": "Roofs"}]
    assert names({"ip_cost_scenarios": rows}, texts={"invest.b1": (text,)}) == checks


@pytest.mark.parametrize(
    ("row", "checks"),
    [
        ({}, ["indicator_without_number"]),
        ({"target_2030": "5"}, []),
        ({"direction": "decrease", "baseline_value": "9", "target_2030": "5"}, []),
        ({"direction": "decrease", "baseline_value": "5", "target_2030": "9"}, ["indicator_rises"]),
        ({"direction": "increase", "baseline_value": "9", "target_2027": "5"}, ["indicator_falls"]),
        ({"direction": "increase", "baseline_value": "9", "target_2030": "9"}, []),
        ({"direction": "decrease", "baseline_value": "9", "target_2030": "9"}, []),
        ({"baseline_value": "5", "target_2030": "9"}, []),
        ({"target_2025": "5", "target_2027": "9", "target_2030": "7"}, ["indicator_not_monotone"]),
        ({"target_2025": "5", "target_2027": "5", "target_2030": "7"}, []),
        ({"direction": "range", "target_2025": "5", "target_2027": "9", "target_2030": "7"}, []),
    ],
)
def test_indicators(row: dict[str, Any], checks: list[str]) -> None:
    assert names({"indicators": [{"code": "I1", "name": "Trees", **row}]}) == checks


def test_direction_stands_on_the_card_of_an_indicator() -> None:
    tables = {
        "indicators": [{"code": "I 1", "baseline_value": "5", "target_2030": "9"}],
        "indicator_cards": [{"code": "i1", "direction": "decrease"}],
    }
    assert names(tables) == ["indicator_rises"]


def test_milestones_do_not_lose_what_was_reached() -> None:
    rows = [
        {"code": "A1", "title": "Half", "effect_share": "0.5"},
        {"code": "A2", "title": "Other", "effect_share": "0.1"},
        {"code": "A1", "title": "Unknown"},
        {"code": "A1", "title": "Less", "effect_share": "0.4"},
        {"code": "A1", "title": "All", "effect_share": "1"},
    ]
    findings = check({"milestones": rows})
    assert [(one.check, one.numbers["title"], one.numbers["before_share"]) for one in findings] == [
        ("milestone_effect_falls", "Less", 0.5)
    ]
