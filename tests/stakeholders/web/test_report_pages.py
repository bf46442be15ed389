from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from contracts.models import Contract
from stakeholders.enums import CommitmentState, OrganisationRole
from stakeholders.models import Commitment, CommitmentReport
from tests.browsers import sign_in
from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    CommitmentReportFactory,
    OrganisationMembershipFactory,
)
from tests.pages import field_errors, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitment(contract: Contract) -> Commitment:
    action = ActionFactory(contract=contract, code="VAL01")
    return CommitmentFactory(contract=contract, actions=[action], state=CommitmentState.ACTIVE)


def people_of(commitment: Commitment, role: str) -> Client:
    return sign_in(OrganisationMembershipFactory(organisation=commitment.organisation, role=role).user)


def test_report_walks_from_the_organisation_to_the_city_and_back(
    commitment: Commitment, office: Client, contract: Contract
) -> None:
    browser = people_of(commitment, OrganisationRole.EDITOR)
    home = reverse("organisation-reports", args=[commitment.organisation_id])
    page = reverse("report-create", args=[commitment.organisation_id, commitment.pk])
    sent = {"action_id": str(commitment.actions.get().pk), "reported_on": "1.10.2026", "share_done": "12,5"}
    assert field_errors(browser.post(page, sent | {"share_done": "120"})) == {"share_done": 1}
    file = SimpleUploadedFile("bolletta.pdf", b"%PDF-1.7\nbill")
    assert browser.post(page, sent | {"file": file}).headers["Location"] == home
    report = CommitmentReport.objects.get()
    assert "12,5" in words(browser.get(home))
    proof = browser.get(reverse("report-file", args=[commitment.organisation_id, report.pk]))
    assert b"".join(proof) == b"%PDF-1.7\nbill"

    review = reverse("report-review", args=[contract.city.slug, report.pk])
    assert field_errors(office.post(review, {"to": "questioned", "evidence_level": "documented"})) == {
        "review": 1
    }
    office.post(review, {"to": "accepted", "evidence_level": "documented"})
    report.refresh_from_db()
    assert (report.state, report.action_report.evidence_level) == ("accepted", "documented")
    assert "form" in office.get(review).context
    assert 'name="to"' not in office.get(review).content.decode()


def test_office_filters_reports_and_shows_those_that_wait_first(
    commitment: Commitment, office: Client, contract: Contract
) -> None:
    action = commitment.actions.get()
    waiting = CommitmentReportFactory(commitment=commitment, action=action)
    CommitmentReportFactory(
        commitment=commitment, action=action, state="rejected", reviewed_at="2026-10-01T10:00:00Z"
    )
    CommitmentReportFactory()
    page = reverse("office-report-list", args=[contract.city.slug])
    assert [row.state for row in office.get(page).context["page"]] == ["submitted", "rejected"]
    assert list(office.get(f"{page}?stato=submitted&q=").context["page"]) == [waiting]
    assert list(office.get(f"{page}?stato=&q=nobody").context["page"]) == []


def test_reader_of_an_organisation_looks_but_does_not_report(commitment: Commitment) -> None:
    browser = people_of(commitment, OrganisationRole.READER)
    home = browser.get(reverse("organisation-reports", args=[commitment.organisation_id]))
    assert [part.can_report for part in home.context["parts"]] == [False]
    page = reverse("report-create", args=[commitment.organisation_id, commitment.pk])
    assert browser.get(page).status_code == 403


def test_a_promise_without_action_says_that_nothing_is_reported_on_it(contract: Contract) -> None:
    alone = CommitmentFactory(contract=contract, state=CommitmentState.ACTIVE)
    browser = people_of(alone, OrganisationRole.EDITOR)
    with override("en"):
        page = browser.get(reverse("report-create", args=[alone.organisation_id, alone.pk]))
    assert "Nothing can be reported on this commitment" in words(page)
    assert 'name="action_id"' not in page.content.decode()


def test_dashboard_asks_a_fixed_number_of_queries(
    commitment: Commitment, django_assert_max_num_queries: Any
) -> None:
    browser = people_of(commitment, OrganisationRole.EDITOR)
    for _number in range(4):
        CommitmentReportFactory(commitment=commitment, action=commitment.actions.get())
    with django_assert_max_num_queries(16):
        browser.get(reverse("organisation-reports", args=[commitment.organisation_id]))
