from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from contracts.models import Contract, ContractVersion, Finding
from contracts.selectors.versions import working_version
from core.fields import Texts
from core.models import User
from tests.browsers import sign_in
from tests.factories import ActionFactory, FindingFactory, InventoryFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    found = working_version(contract)
    assert found is not None
    return found


@pytest.fixture
def error(version: ContractVersion) -> Finding:
    return FindingFactory(
        city=version.contract.city,
        version=version,
        check_name="gap_not_target_minus_existing",
        proposal="correct_row",
        severity="error",
        table="emissions_gap",
        place="waste",
        numbers={"sector": "waste", "printed_tco2e": 1.0, "computed_tco2e": 5.0, "difference_tco2e": 4.0},
        subject_kind="contracts.emissionsgaprow",
    )


@pytest.fixture
def warning(contract: Contract) -> Finding:
    action = ActionFactory(contract=contract, code="A1")
    return FindingFactory(
        city=contract.city,
        table="action_portfolio",
        place="A1",
        subject_id=action.pk,
        explanation=Texts({"en": "A pilot."}),
        explained_at=timezone.now(),
    )


TONNES = {"printed_tco2e": 1}


def address(name: str, *rows: Any) -> str:
    return reverse(name, args=["valdoria", *(row.pk for row in rows)])


def cards(response: Any) -> list[str]:
    return [
        card.place for group in response.context["groups"] for _module, own in group.modules for card in own
    ]


def test_page_groups_findings_by_severity_and_module(
    office: Client, error: Finding, warning: Finding
) -> None:
    response = office.get(address("contract-check"))
    shown = [
        (group.severity, group.count, [card.table for _module, own in group.modules for card in own])
        for group in response.context["groups"]
    ]
    assert shown == [("error", 1, ["emissions_gap"]), ("warning", 1, ["action_portfolio"])]
    assert response.context["errors"] == 1


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", ["Rifiuti", "A1"]),
        ("?severity=error", ["Rifiuti"]),
        ("?part=action_plan", ["Rifiuti", "A1"]),
        ("?part=commitments", []),
        ("?explained=explained", ["A1"]),
        ("?explained=open", ["Rifiuti"]),
        ("?severity=nonsense", ["Rifiuti", "A1"]),
    ],
)
def test_page_and_download_are_filtered(
    office: Client, error: Finding, warning: Finding, query: str, places: list[str]
) -> None:
    assert cards(office.get(address("contract-check") + query)) == places
    lines = b"".join(office.get(address("contract-check-csv") + query)).decode().splitlines()[1:]
    assert len(lines) == len(places)


def test_download_tells_mend_and_explanation(office: Client, warning: Finding) -> None:
    response = office.get(address("contract-check-csv"))
    head, row = b"".join(response).decode().splitlines()
    assert head == "severity,check,module,table,place,finding,proposal,explanation,explained_on"
    assert row.startswith("warning,action_end_before_start,")
    assert row.endswith(f",A pilot.,{timezone.localdate().isoformat()}")


def test_findings_lead_to_where_they_are_mended(
    office: Client, error: Finding, warning: Finding, version: ContractVersion
) -> None:
    for check, table, numbers in (
        ("baseline_year_covid", "emissions", {"year": 2021}),
        (
            "unit_words",
            "emissions_gap",
            {"section": "plan.summary", "text": "2 t", "column": "gap_tco2e", **TONNES},
        ),
        (
            "milestone_effect_falls",
            "milestones",
            {"title": "x", "code": "A1", "effect_share": 0, "before_share": 1},
        ),
        ("nothing_known", "", {}),
    ):
        FindingFactory(
            city=version.contract.city,
            version=version,
            check_name=check,
            table=table,
            numbers=numbers,
            place=check,
            severity="note",
            subject_kind="contracts.milestone" if table == "milestones" else "contracts.contractversion",
        )
    response = office.get(address("contract-check"))
    urls = {
        card.check: card.url
        for group in response.context["groups"]
        for _module, own in group.modules
        for card in own
    }
    assert urls == {
        "gap_not_target_minus_existing": reverse("section-edit", args=["valdoria", "plan.gap"]),
        "action_end_before_start": reverse("action-edit", args=["valdoria", warning.subject_id]),
        "baseline_year_covid": reverse("version-settings", args=["valdoria"]),
        "unit_words": reverse("section-edit", args=["valdoria", "plan.summary"]),
        "milestone_effect_falls": reverse("milestone-list", args=["valdoria"]),
        "nothing_known": "",
    }


def test_age_of_the_inventory_is_told_when_read(office: Client, version: ContractVersion) -> None:
    inventory = InventoryFactory(series__city=version.contract.city, year=2010)
    version.baseline_series = inventory.series
    version.save()
    response = office.get(address("contract-check"))
    (card,) = [card for group in response.context["groups"] for _module, own in group.modules for card in own]
    assert (card.check, card.is_explained, card.explained_on) == ("inventory_stale", False, None)
    assert b"inventory_stale" in b"".join(office.get(address("contract-check-csv")))


def test_nothing_found_is_said(office: Client, contract: Contract) -> None:
    told = words(office.get(address("contract-check")))
    assert ("Rilievi" in told, "Errori (" in told) == (False, False)


def test_contract_without_a_version_can_be_checked(office: Client, contract: Contract) -> None:
    contract.versions.all().delete()
    assert office.get(address("contract-check")).status_code == 200


def test_check_can_be_run_again(office: Client, contract: Contract) -> None:
    ActionFactory(contract=contract, start_year=2026, end_year=2025)
    response = office.post(address("contract-check-run"))
    assert response["Location"] == address("contract-check")
    assert Finding.objects.filter(check_name="action_end_before_start").count() == 1


def test_officer_explains_a_finding(office: Client, officer: User, error: Finding) -> None:
    assert office.get(address("finding-explain", error)).status_code == 200
    response = office.post(address("finding-explain", error), {"explanation_it": "È un progetto pilota."})
    assert response["Location"] == address("contract-check")
    error.refresh_from_db()
    assert (error.explanation, error.explained_by) == ({"it": "È un progetto pilota."}, officer)


def test_explanation_is_public_beside_its_finding(client: Client, warning: Finding) -> None:
    told = words(client.get(reverse("city-data", args=["valdoria"])))
    assert "A pilot." in told


def test_readers_see_and_change_nothing(reader: User, error: Finding) -> None:
    browser = sign_in(reader)
    assert browser.get(address("contract-check")).status_code == 200
    assert browser.get(address("finding-explain", error)).status_code == 403
    assert browser.post(address("contract-check-run")).status_code == 403


def test_finding_of_another_city_is_not_there(office: Client) -> None:
    assert office.get(address("finding-explain", FindingFactory())).status_code == 404


def test_page_needs_a_fixed_number_of_queries(
    office: Client, version: ContractVersion, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    action = ActionFactory(contract=version.contract)
    FindingFactory.create_batch(
        30, city=version.contract.city, table="action_portfolio", subject_id=action.pk
    )
    with django_assert_max_num_queries(12):
        office.get(address("contract-check"))
