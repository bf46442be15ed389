"""What an organisation reports in the portal answers the campaign that asks its actions and itself."""

import json
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from contracts.enums import PartyRole
from contracts.models import CampaignItem, Contract, MonitoringCampaign
from contracts.services.campaigns import close_campaign, open_campaign, publish_campaign
from core.models import User
from stakeholders.enums import CommitmentState
from stakeholders.models import Commitment, CommitmentReport
from stakeholders.services.reports import review_report, send_report
from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    ContractPartyFactory,
    MonitoringCampaignFactory,
    OrganisationMembershipFactory,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitment(contract: Contract) -> Commitment:
    found = CommitmentFactory(
        contract=contract, actions=[ActionFactory(contract=contract)], state=CommitmentState.ACTIVE
    )
    found.organisation.listings.add(ContractPartyFactory(contract=contract, role=PartyRole.SIGNATORY))
    return found


@pytest.fixture
def campaign(commitment: Commitment, officer: User) -> MonitoringCampaign:
    found = MonitoringCampaignFactory(contract=commitment.contract, opens_on=timezone.localdate())
    return open_campaign(campaign_id=found.pk, by=officer)


def send(commitment: Commitment, **told: Any) -> CommitmentReport:
    editor = OrganisationMembershipFactory(organisation=commitment.organisation).user
    given = {"reported_on": timezone.localdate(), "text": "Two ovens of three."}
    return send_report(
        commitment_id=commitment.pk, action_id=commitment.actions.get().pk, by=editor, **given | told
    )


def marks() -> dict[str, tuple[str, str]]:
    rows = CampaignItem.objects.all()
    return {"action" if one.action_id else "party": (one.state, one.statement) for one in rows}


def test_a_report_answers_for_its_signatory_when_sent_and_for_its_action_when_accepted(
    commitment: Commitment, campaign: MonitoringCampaign, officer: User
) -> None:
    report = send(commitment)
    assert marks() == {"action": ("waiting", ""), "party": ("answered", "")}
    review_report(report_id=report.pk, by=officer, to="accepted")
    told = ("answered", "Two ovens of three.")
    assert marks() == {"action": told, "party": told}
    report.refresh_from_db()
    assert CampaignItem.objects.get(party=None).report == report.action_report
    close_campaign(campaign_id=campaign.pk, by=officer)
    frozen = json.loads(MonitoringCampaign.objects.get().report)
    assert (frozen["asked"], frozen["answered"], frozen["missed"]) == (2, 2, 0)


def test_a_rejected_report_asks_again_unless_another_one_stands(
    commitment: Commitment, campaign: MonitoringCampaign, officer: User
) -> None:
    first, second = send(commitment), send(commitment, text="Meter 7.")
    for report, state in ((first, "answered"), (second, "waiting")):
        review_report(report_id=report.pk, by=officer, to="rejected", review="Another oven.")
        assert marks()["party"] == (state, "")


def test_who_is_not_named_is_not_marked_by_name(
    commitment: Commitment, campaign: MonitoringCampaign, officer: User
) -> None:
    Commitment.objects.update(is_named=False)
    report = send(commitment)
    review_report(report_id=report.pk, by=officer, to="accepted")
    assert [state for state, _words in marks().values()] == ["answered", "waiting"]


def test_a_closed_campaign_stays_as_it_was_frozen_and_says_what_came(
    client: Any, commitment: Commitment, campaign: MonitoringCampaign, officer: User
) -> None:
    report = send(commitment)
    close_campaign(campaign_id=campaign.pk, by=officer)
    review_report(report_id=report.pk, by=officer, to="accepted")
    assert marks() == {"action": ("missed", ""), "party": ("answered", "")}
    publish_campaign(campaign_id=campaign.pk, by=officer)
    with override("en"):
        address = reverse("campaign-report", args=[commitment.contract.city.slug, campaign.pk])
    page = words(client.get(address))
    assert ["Reported in the portal." in page, "No report came." in page] == [True, True]
