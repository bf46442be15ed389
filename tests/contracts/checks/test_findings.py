"""What is stored of findings: by version, with explanations, and what of it is public."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from contracts.models import Contract, Finding
from contracts.selectors.findings import place_words
from contracts.selectors.public_findings import public_findings
from contracts.services.checks import explain_finding, refresh_findings
from core.fields import Texts
from core.models import Change, User
from tests.contracts.checks.reading import found
from tests.factories import (
    ActionFactory,
    CityFactory,
    ContractVersionFactory,
    EmissionsGapRowFactory,
    FindingFactory,
    InventoryLineFactory,
    MilestoneFactory,
)
from tests.factories.tables import IndicatorFactory
from tests.factories.versions import SectionFactory, TableRowFactory

pytestmark = pytest.mark.django_db

COSTS = {"capex_eur": "5", "total_eur": "50"}
"""A row of the cost scenarios whose parts do not make its total."""
QUERIES = 18


def test_unscoped_line_of_a_published_baseline_is_its_sector(version: Any, inventory: Any) -> None:
    InventoryLineFactory(inventory=inventory, scope=None, value_tco2e=inventory.reported_total_tco2e)
    EmissionsGapRowFactory(version=version, sector="buildings", baseline_tco2e=Decimal(4_567_000))
    assert ("gap_baseline_differs", "buildings") in found(version.contract)


def test_lines_outside_the_target_are_left_out(version: Any, inventory: Any) -> None:
    InventoryLineFactory(inventory=inventory, value_tco2e=inventory.reported_total_tco2e)
    InventoryLineFactory(inventory=inventory, sector="ippu", in_target_boundary=False)
    assert found(version.contract) == []


def test_texts_and_described_tables_are_checked(version: Any) -> None:
    EmissionsGapRowFactory(version=version)
    SectionFactory(version=version, key="plan.gap", body={"it": "Il divario: 2080 tCO2eq", "en": ""})
    TableRowFactory(version=version, table="ip_cost_scenarios", cells={"item": "x", **COSTS})
    row = TableRowFactory(version=version, table="ip_cost_scenarios", cells={"item": "Homes", **COSTS})
    findings = refresh_findings(contract=version.contract)
    assert [(one.check_name, one.place) for one in findings] == [
        ("table_row_sum", "x"),
        ("table_row_sum", "Homes"),
        ("unit_words", "plan.gap: 2080 tCO2eq"),
    ]
    broken = findings[1]
    assert (broken.subject_kind, broken.subject_id, broken.version) == ("contracts.tablerow", row.pk, version)


def test_rows_with_one_name_have_findings_of_their_own(version: Any) -> None:
    TableRowFactory.create_batch(2, version=version, table="ip_cost_scenarios", cells={"item": "x", **COSTS})
    refresh_findings(contract=version.contract)
    assert Finding.objects.filter(check_name="table_row_sum").count() == 2


def test_working_version_and_current_one_are_both_checked(version: Any) -> None:
    EmissionsGapRowFactory(version=version, gap_tco2e=Decimal(-1), target_reduction_tco2e=None)
    ActionFactory(contract=version.contract, start_year=2026, end_year=2025)
    draft = ContractVersionFactory(
        contract=version.contract,
        number=2,
        is_current=False,
        state="draft",
        previous=version,
        printed_signatory_count=7,
        baseline_year=2019,
    )
    findings = refresh_findings(contract=version.contract)
    assert sorted((one.check_name, one.version_id) for one in findings) == [
        ("action_end_before_start", None),
        ("gap_negative_gap", version.pk),
        ("signatory_count_differs", draft.pk),
    ]
    assert refresh_findings(contract=version.contract) == findings


def test_contract_remembers_when_it_was_checked(version: Any) -> None:
    refresh_findings(contract=version.contract)
    version.contract.refresh_from_db()
    assert version.contract.checked_at is not None


def test_numbers_of_a_finding_follow_the_figures(version: Any) -> None:
    row = EmissionsGapRowFactory(version=version, residual_tco2e=Decimal(5))
    refresh_findings(contract=version.contract)
    row.residual_tco2e = Decimal(6)
    row.save()
    refresh_findings(contract=version.contract)
    stored = Finding.objects.get(check_name="gap_residual_not_baseline_minus_target")
    assert stored.numbers["printed_tco2e"] == 6


def test_explanation_stays_with_its_finding_and_follows_it_to_the_next_version(
    version: Any, officer: User
) -> None:
    city = officer.city_memberships.get().city
    version.contract.city = city
    version.contract.save()
    EmissionsGapRowFactory(version=version, gap_tco2e=Decimal(-1), target_reduction_tco2e=None)
    finding = refresh_findings(contract=version.contract)[0]
    explain_finding(
        finding_id=finding.pk, explanation=Texts({"it": " Così nel PAESC. ", "en": ""}), by=officer
    )
    refresh_findings(contract=version.contract)
    draft = ContractVersionFactory(
        contract=version.contract, number=2, is_current=False, state="draft", baseline_year=2019
    )
    EmissionsGapRowFactory(version=draft, gap_tco2e=Decimal(-1), target_reduction_tco2e=None)
    refresh_findings(contract=version.contract)
    kept = Finding.objects.filter(check_name="gap_negative_gap").order_by("version__number")
    assert [(one.version_id, one.explanation, one.explained_by) for one in kept] == [
        (version.pk, {"it": "Così nel PAESC."}, officer),
        (draft.pk, {"it": "Così nel PAESC."}, officer),
    ]


def test_explanation_can_be_taken_back_and_is_a_change_of_the_office(
    contract: Contract, officer: User
) -> None:
    finding = FindingFactory(city=contract.city)
    for text in ("It is a pilot.", "It is a pilot.", ""):
        explained = explain_finding(finding_id=finding.pk, explanation=Texts({"en": text}), by=officer)
    assert (explained.explanation, explained.explained_by, explained.explained_at) == ({}, None, None)
    assert list(Change.objects.values_list("subject_kind", "is_public")) == [("contracts.finding", False)] * 2


def test_readers_explain_nothing(contract: Contract, reader: User) -> None:
    finding = FindingFactory(city=contract.city)
    with pytest.raises(PermissionDenied):
        explain_finding(finding_id=finding.pk, explanation=Texts({"en": "No"}), by=reader)


def test_number_of_queries_does_not_depend_on_rows(
    version: Any, inventory: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    contract = version.contract
    for rows in (1, 12):
        ActionFactory.create_batch(rows, contract=contract, start_year=2026, end_year=2025)
        InventoryLineFactory.create_batch(rows, inventory=inventory, value_tco2e=Decimal(5))
        IndicatorFactory.create_batch(rows, contract=contract)
        TableRowFactory.create_batch(rows, version=version, table="policies", cells={})
        MilestoneFactory.create_batch(rows, action=contract.actions.first(), effect_share=Decimal("0.5"))
        refresh_findings(contract=contract)
        with django_assert_num_queries(QUERIES):
            refresh_findings(contract=contract)


def test_internal_figures_make_no_public_finding(version: Any) -> None:
    city, contract = version.contract.city, version.contract
    contract.field_visibility = {"action.cost_eur": "internal", "emissions_gap.residual_tco2e": "partners"}
    contract.save()
    ActionFactory(contract=contract, code="A1", cost_eur=Decimal(-5))
    ActionFactory(contract=contract, code="A2", start_year=2026, end_year=2025)
    ActionFactory(
        contract=contract,
        code="A3",
        start_year=2026,
        end_year=2025,
        field_visibility={"end_year": "internal"},
    )
    EmissionsGapRowFactory(version=version, residual_tco2e=Decimal(5))
    EmissionsGapRowFactory(
        version=version, sector="waste", gap_tco2e=Decimal(-1), target_reduction_tco2e=None
    )
    SectionFactory(version=version, key="plan.outlook", body={"en": "2080 tCO2"}, visibility="internal")
    TableRowFactory(version=version, table="ip_cost_scenarios", cells={"item": "x", **COSTS})
    FindingFactory(city=city, table="milestones", check_name="milestone_effect_falls", subject_kind="")
    refreshed = refresh_findings(contract=contract)
    milestone = FindingFactory(
        city=city, table="milestones", check_name="milestone_effect_falls", subject_kind=""
    )
    told = {(one.check_name, one.place) for one in public_findings(city)}
    hidden = {
        ("action_negative_cost", "A1"),
        ("action_end_before_start", "A3"),
        ("gap_residual_not_baseline_minus_target", "total"),
        ("unit_words", "plan.outlook: 2080 tCO2"),
        ("table_row_sum", "x"),
    }
    rows: list[Any] = [*refreshed, milestone]
    everything = {(one.check_name, one.place) for one in rows}
    assert {name for name in hidden if name in everything} == hidden
    assert told & hidden == set()
    assert {("action_end_before_start", "A2"), ("gap_negative_gap", "waste")} <= told
    assert (milestone.check_name, milestone.place) in told


def test_a_draft_and_a_city_without_a_contract_have_no_public_findings(version: Any) -> None:
    version.state = "draft"
    version.save()
    EmissionsGapRowFactory(version=version, gap_tco2e=Decimal(-1), target_reduction_tco2e=None)
    assert len(refresh_findings(contract=version.contract)) == 1
    assert public_findings(version.contract.city) == []
    bare = FindingFactory(city=CityFactory())
    assert public_findings(bare.city) == [bare]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("waste", "Waste"),
        ("transport, Electricity (C4)", "Transport, Electricity (C4)"),
        ("residual_tco2e", "residual emissions"),
        ("ip_cost_matrix, total_eur", "Costs by owner of the asset, Total"),
        ("total (B9)", "total (B9)"),
        ("A1", "A1"),
    ],
)
def test_places_are_told_in_words(place: str, words: str) -> None:
    with translation.override("en"):
        assert place_words(place, "ip_cost_matrix") == words
