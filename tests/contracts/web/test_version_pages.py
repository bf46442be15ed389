from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from contracts.enums import VersionState
from contracts.lifecycle import Missing
from contracts.models import (
    Comment,
    ContractVersion,
    VersionApproval,
    VersionFile,
    VersionTransition,
)
from contracts.services.lifecycle import approve_version
from contracts.web.versions import link_missing
from core.models import User
from tests.browsers import sign_in
from tests.contracts.web.versions import address, at, told
from tests.factories import (
    ClauseFactory,
    ContractPartyFactory,
    ContractVersionFactory,
    PaperSignatureFactory,
    VersionFileFactory,
    fill_version,
)
from tests.pages import field_errors, tells_an_error, words

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 text"
READING = {
    "contract-version-list": [],
    "contract-version": [1],
    "contract-compare": [1, 1],
    "signature-list": [],
}
EDITING = {
    "version-settings": [],
    "contract-move": ["in_implementation"],
    "contract-revise": [],
    "contract-comment": [],
    "version-file-create": [],
    "signature-create": [],
}


@pytest.mark.parametrize(
    ("who", "opens"),
    [("reader", READING), ("officer", READING | EDITING), ("lead", READING | EDITING), ("stranger", {})],
)
def test_what_each_role_opens(
    request: pytest.FixtureRequest, version: ContractVersion, who: str, opens: dict[str, Any]
) -> None:
    browser = sign_in(request.getfixturevalue(who))
    pages = READING | EDITING
    allowed = {name for name in pages if browser.get(address(name, *pages[name])).status_code == 200}
    assert allowed == set(opens)


def test_version_list_shows_every_version(office: Client, version: ContractVersion) -> None:
    ContractVersionFactory(contract=version.contract, number=2, is_current=False, state=VersionState.DRAFT)
    response = office.get(address("contract-version-list"))
    assert [row.version.number for row in response.context["rows"]] == [2, 1]


def test_version_list_leads_to_a_comparison(office: Client, version: ContractVersion) -> None:
    ContractVersionFactory(contract=version.contract, number=2, is_current=False)
    chosen = office.get(address("contract-version-list"), {"a": "1", "b": "2"})
    assert chosen["Location"] == address("contract-compare", 1, 2)
    for wrong in ({"a": "1", "b": "1"}, {"a": "1", "b": "9"}, {"a": "1"}):
        assert office.get(address("contract-version-list"), wrong).status_code == 200


def test_version_list_of_a_contract_without_one(office: Client, version: ContractVersion) -> None:
    version.delete()
    assert office.get(address("contract-version-list")).status_code == 200
    assert office.get(address("version-settings")).status_code == 404


@pytest.mark.parametrize("state", VersionState.values)
def test_version_page_shows_every_state(lead_office: Client, version: ContractVersion, state: str) -> None:
    at(version, state)
    response = lead_office.get(address("contract-version", 1))
    life = response.context["life"]
    assert (response.status_code, [one.state for one in life].count("now")) == (200, 1)


@pytest.mark.parametrize("number", ["x", "99999", "7", "²"])
def test_an_unknown_version_is_not_found(office: Client, version: ContractVersion, number: str) -> None:
    assert office.get(address("version-settings"), {"version": number}).status_code == 404


def test_a_step_that_asks_nothing_is_one_click(
    office: Client, version: ContractVersion, officer: User
) -> None:
    sent = {"version": "1", "source": "labelled"}
    response = office.post(address("contract-move", "in_implementation"), sent)
    assert response["Location"] == address("contract-version", 1)
    assert VersionTransition.objects.get().made_by == officer


def test_a_step_asks_and_keeps_its_answers(lead_office: Client, version: ContractVersion) -> None:
    at(version, VersionState.UNDER_REVIEW)
    page = address("contract-move", "labelled", version=1)
    wrong = lead_office.post(page, {"source": "under_review", "label_on": "40.13.2026"})
    assert (tells_an_error(wrong), field_errors(wrong)) == (True, {"label_on": 1})
    file = SimpleUploadedFile("lettera.pdf", PDF)
    lead_office.post(
        page, {"source": "under_review", "label_on": "8.10.2026", "file": file, "note": "Evviva"}
    )
    version.refresh_from_db()
    assert (version.state, version.label_on) == ("labelled", date(2026, 10, 8))
    assert VersionFile.objects.get().kind == "label_letter"


def test_what_is_missing_leads_to_where_it_is_mended(office: Client, version: ContractVersion) -> None:
    at(version, VersionState.INTERNAL_REVIEW)
    response = office.get(address("contract-move", "council_approval"))
    links = {one.url for one in response.context["missing"]}
    assert address("section-edit", "commitments.goal") in links
    assert address("contract-version", 1) in links
    sent = office.post(address("contract-move", "council_approval"), {"source": "internal_review"})
    assert (tells_an_error(sent), version.transitions.count()) == (True, 0)


def test_who_comes_second_is_told(office: Client, version: ContractVersion) -> None:
    at(version, VersionState.IN_IMPLEMENTATION)
    again = office.post(address("contract-move", "in_implementation"), {"source": "labelled", "version": "1"})
    elsewhere = office.post(address("contract-move", "draft"), {"source": "labelled", "version": "1"})
    assert [again["Location"], elsewhere["Location"]] == [address("contract-version", 1)] * 2
    assert len(set(told(again) + told(elsewhere))) == 2
    assert office.post(address("contract-move", "lost")).status_code == 404


def test_a_form_that_is_late_is_a_conflict(lead_office: Client, version: ContractVersion) -> None:
    at(version, VersionState.IN_IMPLEMENTATION)
    late = lead_office.post(address("contract-move", "in_revision"), {"source": "labelled"})
    assert (late.status_code, version.transitions.count()) == (409, 0)


def test_a_step_of_a_lead_is_not_an_officers(office: Client, version: ContractVersion) -> None:
    at(version, VersionState.IN_IMPLEMENTATION)
    assert office.post(address("contract-move", "in_revision")).status_code == 403


def test_approving_is_one_click(office: Client, version: ContractVersion, officer: User) -> None:
    at(version, VersionState.INTERNAL_REVIEW)
    page = office.get(address("contract-version", 1))
    sent = {"version": "1", "content_sha256": page.context["content_sha256"]}
    assert office.post(address("contract-approve"), sent)["Location"] == address("contract-version", 1)
    assert VersionApproval.objects.get().person == officer
    after = office.get(address("contract-version", 1))
    assert (after.context["has_approved"], address("contract-approve") in after.content.decode()) == (
        True,
        False,
    )


def test_approving_what_was_not_seen_is_refused(office: Client, version: ContractVersion) -> None:
    at(version, VersionState.INTERNAL_REVIEW)
    response = office.post(address("contract-approve"), {"content_sha256": "0" * 64})
    assert (len(told(response)), VersionApproval.objects.count()) == (1, 0)
    assert office.get(address("contract-approve")).status_code == 405


def test_a_void_approval_is_shown_as_void(office: Client, version: ContractVersion, lead: User) -> None:
    at(version, VersionState.INTERNAL_REVIEW)
    approve_version(version_id=version.pk, by=lead)
    ClauseFactory(version=version)
    rows = office.get(address("contract-version", 1)).context["approvals"]
    assert [row.is_valid for row in rows] == [False]


def test_making_the_next_version_asks_first(office: Client, version: ContractVersion) -> None:
    at(version, VersionState.IN_REVISION)
    assert office.get(address("contract-revise")).status_code == 200
    assert office.post(address("contract-revise"))["Location"] == address("contract-version", 2)
    again = office.post(address("contract-revise", version=1))
    assert (again["Location"], len(told(again))) == (address("contract-version", 1), 2)


@pytest.mark.parametrize(
    ("state", "kind"),
    [(VersionState.PRE_VALIDATION, "pre_validation"), (VersionState.REVISION_REQUESTED, "formal_review")],
)
def test_comments_of_reviewers_are_written_down(
    office: Client, version: ContractVersion, state: str, kind: str
) -> None:
    at(version, state)
    page = office.get(address("contract-comment"))
    assert page.context["form"].initial["kind"] == kind
    sent = {"section_key": "plan.gap", "kind": kind, "text": "Perché?"}
    assert office.post(address("contract-comment"), sent)["Location"] == address("contract-version", 1)
    assert Comment.objects.get().section_key == "plan.gap"
    assert field_errors(office.post(address("contract-comment"), sent | {"text": ""})) == {"text": 1}


def test_a_comparison_shows_what_differs(office: Client, version: ContractVersion) -> None:
    fill_version(version)
    ContractVersionFactory(contract=version.contract, number=2, is_current=False, target_year=2035)
    page = office.get(address("contract-compare", 1, 2))
    assert page.context["comparison"].is_same is False
    assert "2035" in words(page)
    assert office.get(address("contract-compare", 1, 1)).context["comparison"].is_same is True


@pytest.mark.parametrize("rows", [1, 20])
def test_pages_take_a_fixed_number_of_queries(
    lead_office: Client,
    version: ContractVersion,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    at(fill_version(version), VersionState.SIGNED)
    for number in range(rows):
        ClauseFactory(version=version)
        PaperSignatureFactory(version=version, file=VersionFileFactory(version=version))
        ContractVersionFactory(contract=version.contract, number=number + 2, is_current=False)
        ContractPartyFactory(contract=version.contract)
    pages = {
        address("contract-version-list"): 16,
        address("contract-version", 1): 50,
        address("signature-list", version=1): 20,
    }
    for page, most in pages.items():
        with django_assert_max_num_queries(most):
            lead_office.get(page)


def test_what_no_page_mends_has_no_link(version: ContractVersion) -> None:
    assert link_missing(version.contract.city, [Missing("Wait.")]) == [("Wait.", "")]


def test_what_happened_is_told_with_its_facts(lead_office: Client, version: ContractVersion) -> None:
    at(version, VersionState.UNDER_REVIEW)
    sent = {"source": "under_review", "label_on": "8.10.2024"}
    lead_office.post(address("contract-move", "labelled", version=1), sent)
    replaced = {"by_version": 2, "council_decision": "DCC 1", "parts": {"document": "0" * 64}}
    VersionTransition.objects.create(
        version=version, from_state="labelled", to_state="superseded", details=replaced
    )
    steps = lead_office.get(address("contract-version", 1)).context["steps"]
    assert [[text for _term, text in step.facts] for step in steps] == [
        ["DCC 1", "2", "0" * 64],
        ["8 ottobre 2024"],
    ]
