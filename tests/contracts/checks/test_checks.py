"""Checks of published figures: each oddity is found, none is invented, and each is told in a sentence."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from contracts.models import Finding
from contracts.selectors.finding_mends import MENDS
from contracts.selectors.finding_sentences import SENTENCES
from contracts.selectors.findings import describe, mend_of, propose, sentence_of
from contracts.services.checks import refresh_findings
from tests.contracts.checks.reading import found
from tests.factories import (
    ActionFactory,
    ContractFactory,
    EmissionsGapRowFactory,
    FindingFactory,
    InventoryLineFactory,
)

pytestmark = pytest.mark.django_db


def test_sound_table_has_no_finding(version: Any) -> None:
    EmissionsGapRowFactory(version=version)
    assert found(version.contract) == []


def test_target_that_is_unknown_has_no_finding(version: Any) -> None:
    version.residual_tco2e = None
    version.save()
    assert found(version.contract) == []


def test_contract_without_a_version_has_no_finding() -> None:
    assert found(ContractFactory(version=None)) == []


@pytest.mark.parametrize(
    ("figures", "check"),
    [
        ({"gap_tco2e": Decimal(2_080_306)}, "gap_not_target_minus_existing"),
        ({"residual_tco2e": Decimal(912_000)}, "gap_residual_not_baseline_minus_target"),
        ({"target_reduction_tco2e": None, "gap_tco2e": Decimal(-1)}, "gap_negative_gap"),
        ({"target_reduction_tco2e": None, "residual_tco2e": Decimal(-1)}, "gap_negative_residual"),
        ({"baseline_tco2e": Decimal(-5)}, "gap_sink_row"),
    ],
)
def test_odd_row_is_found(version: Any, figures: dict[str, Any], check: str) -> None:
    EmissionsGapRowFactory(version=version, sector="waste", **figures)
    assert (check, "waste") in found(version.contract)


def test_rounding_of_two_tonnes_is_no_finding(version: Any) -> None:
    EmissionsGapRowFactory(version=version, gap_tco2e=Decimal(2_080_305))
    assert found(version.contract) == []


def test_details_that_do_not_make_their_sector_are_found(version: Any, inventory: Any) -> None:
    InventoryLineFactory(inventory=inventory, value_tco2e=inventory.reported_total_tco2e)
    InventoryLineFactory(
        inventory=inventory, value_tco2e=Decimal(10), counts_toward_total=False, label="homes"
    )
    year = inventory.year
    assert found(version.contract) == [("inventory_detail_sum", f"city {year}, buildings")]


def test_total_that_is_neither_gross_nor_net_is_found(version: Any, inventory: Any) -> None:
    InventoryLineFactory(inventory=inventory, value_tco2e=inventory.reported_total_tco2e - 3)
    assert found(version.contract) == [("inventory_total_differs", f"city {inventory.year}")]


def test_total_that_is_the_gross_sum_is_no_finding(version: Any, inventory: Any) -> None:
    InventoryLineFactory(inventory=inventory, value_tco2e=inventory.reported_total_tco2e)
    InventoryLineFactory(inventory=inventory, value_tco2e=Decimal(500), sector="afolu", flow="sink")
    assert found(version.contract) == []


def test_findings_that_are_settled_go_away_and_others_keep_their_id(version: Any) -> None:
    settled = ActionFactory(contract=version.contract, code="A1", start_year=2026, end_year=2025)
    ActionFactory(contract=version.contract, code="A2", start_year=2026, end_year=2025)
    first = {finding.place: finding.pk for finding in refresh_findings(contract=version.contract)}
    settled.end_year = 2027
    settled.save()
    second = {finding.place: finding.pk for finding in refresh_findings(contract=version.contract)}
    assert second == {"A2": first["A2"]}
    assert list(Finding.objects.values_list("place", flat=True)) == ["A2"]


def test_finding_is_told_with_numbers_of_the_language() -> None:
    finding = FindingFactory(
        check_name="inventory_scope_sum",
        proposal="move_scope",
        numbers={
            "year": 2021,
            "scope": 2,
            "printed_tco2e": 1_651_119.0,
            "computed_tco2e": 1_652_195.0,
            "difference_tco2e": 1_076.0,
            "sector": "waste",
            "moved_tco2e": 1_076.0,
            "from_scope": 2,
            "to_scope": 3,
        },
    )
    with translation.override("en"):
        told = [text.replace("\N{NO-BREAK SPACE}", " ") for text in (describe(finding), propose(finding))]
    assert told == [
        (
            "Inventory of 2021: the printed total of scope 2 (1,651,119 t CO₂e) is not the sum of its column "
            "(1,652,195 t CO₂e): a difference of +1,076 t CO₂e. The row “Waste” is as large as the difference: "
            "its value probably stands in the wrong column."
        ),
        "Move 1,076 t CO₂e of the row “Waste” from scope 2 to scope 3, or correct the printed totals of both scopes.",
    ]


def test_row_is_told_by_its_printed_label_and_the_total_by_its_name() -> None:
    numbers = {"sector": "", "label": "", "gap_tco2e": -1.0}
    with translation.override("en"):
        total = describe(FindingFactory(check_name="gap_negative_gap", numbers=numbers))
        labelled = describe(
            FindingFactory(check_name="gap_negative_gap", numbers=numbers | {"label": "Ports"})
        )
    assert ("“total”" in total, "“Ports”" in labelled) == (True, True)


def test_unknown_check_is_told_by_name_and_numbers() -> None:
    with translation.override("en"):
        assert describe(FindingFactory(check_name="odd_thing", numbers={"a": 1})) == "odd thing (a: 1)"


NUMBERS = {
    "code": "A1", "other": "a 1", "codes": "A1, A2", "title": "Roofs", "name": "Trees", "start_year": 2021,
    "end_year": 2018, "baseline_year": 2021, "cost_eur": -9.0, "money_eur": 9.0, "printed_eur": 1.0,
    "other_eur": 2.0, "printed": 2.0, "listed": 1, "computed": 3.0, "difference": 1.0, "unit": "EUR",
    "year": 2021, "months": 30, "residual_tco2e": 1.0, "residual_share": 0.3, "baseline_tco2e": 1.0,
    "target_tco2e": 2.0, "target_share": 0.7, "gap_tco2e": -1.0, "portfolio_tco2e": 2.0,
    "coverage_share": 0.5, "printed_tco2e": 1.0, "computed_tco2e": 2.0, "difference_tco2e": 1.0,
    "reported_tco2e": "1", "lines_tco2e": "2", "inventory_tco2e": 2.0, "listed_tco2e": 3.0,
    "reduction_tco2e": 4.0, "removed_tco2e": 5.0, "claimed_tco2e": 6.0, "volume_tco2e": None,
    "amount_tco2e": 7.0, "amount_mwh": 8.0, "moved_tco2e": 1.0, "found_tco2e": 2.0, "proposed_tco2e": 3.0,
    "column": "gap_tco2e", "table": "emissions", "other_table": "ip_cost_matrix", "row": "waste", "rows": 2,
    "sector": "waste", "scope": 1, "scopes": "3", "from_scope": 2, "to_scope": 3, "carrier": "gas",
    "factor": 0.2, "source": "trees", "included_in": "A9", "actions": 3, "baseline": 1.0, "target": 2.0,
    "values": [1.0, 3.0, 2.0], "effect_share": 0.1, "before_share": 0.2, "one": "1.234,5",
    "sum_share": 1.04, "section": "plan.gap", "text": "2080 t",
}  # fmt: skip


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_sentence_and_mend_takes_its_numbers(language: str) -> None:
    with translation.override(language):
        told = [sentence_of(name, NUMBERS) for name in SENTENCES] + [mend_of(name, NUMBERS) for name in MENDS]
    assert [text for text in told if re.search(r"%(?! |[.,)])", re.sub(r"\d+(,|\.)?\d*%", "", text))] == []
    assert all(told)


def test_amounts_are_told_in_the_unit_of_their_table() -> None:
    numbers = {
        "table": "energy_use",
        "row": "Homes",
        "unit": "MWh/a",
        "printed": 1.0,
        "computed": 2.5,
        "difference": 1.5,
    }
    with translation.override("en"):
        told = sentence_of("table_row_sum", numbers).replace("\N{NO-BREAK SPACE}", " ")
    assert told == (
        "In the table “Final energy use by source sectors” the row “Homes” prints 1 MWh/a as its total, "
        "but its parts add up to 2.5 MWh/a: a difference of +1.5 MWh/a."
    )
