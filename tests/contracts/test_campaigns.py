"""Monitoring campaigns: whom they ask, whom they remind, what they freeze, who answers."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from contracts.enums import CampaignItemState, CampaignState, CityRole, PartyRole
from contracts.models import ActionReport, MonitoringCampaign
from contracts.services import campaigns
from contracts.services.campaign_answers import answer_for_owner, answer_request
from contracts.tokens import make_campaign_token, read_campaign_token
from core.canonical import canonical_sha256
from core.fields import Texts
from core.models import Mail
from tests.factories import ActionFactory, CityMembershipFactory, ContractFactory, ContractPartyFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)


@pytest.fixture
def contract():
    contract = ContractFactory()
    ActionFactory(contract=contract, code="A1", contact_email="a1@azienda.example")
    ActionFactory(contract=contract, code="A2")
    ActionFactory(contract=contract, code="A3", state="cancelled")
    ActionFactory(contract=contract, code="A4", archived_at=contract.created_at)
    ContractPartyFactory(contract=contract, role=PartyRole.SIGNATORY, contact_email="firma@azienda.example")
    ContractPartyFactory(contract=contract, role=PartyRole.SUPPORTER)
    return contract


@pytest.fixture
def officer(contract):
    return CityMembershipFactory(city=contract.city, role=CityRole.OFFICER).user


@pytest.fixture
def campaign(contract, officer):
    return campaigns.schedule_campaign(
        contract=contract,
        by=officer,
        title=Texts(it="Monitoraggio 2026"),
        reference_year=2026,
        opens_on=TODAY,
        closes_on=TODAY + timedelta(days=30),
    )


def state_of(campaign):
    return MonitoringCampaign.objects.get(pk=campaign.pk).state


def token_of(campaign, code):
    return make_campaign_token(campaign.items.get(action__code=code).pk)


def test_campaign_opens_on_its_day_and_asks_active_actions_and_signatories(campaign):
    campaigns.run_campaigns(today=TODAY - timedelta(days=1))
    assert state_of(campaign) == CampaignState.SCHEDULED
    campaigns.run_campaigns(today=TODAY)
    campaigns.run_campaigns(today=TODAY)
    assert state_of(campaign) == CampaignState.OPEN
    assert [item.action.code for item in campaign.items.filter(party=None).order_by("action__code")] == [
        "A1",
        "A2",
    ]
    assert campaign.items.filter(action=None).count() == 1
    assert sorted(Mail.objects.values_list("to", flat=True)) == [
        "a1@azienda.example",
        "firma@azienda.example",
    ]


def test_mail_carries_the_link_in_both_languages(campaign):
    campaigns.open_campaign(campaign_id=campaign.pk)
    body = Mail.objects.get(to="a1@azienda.example").body
    assert re.findall(r"/(it|en)/monitoraggio/", body) == ["it", "en"]


def test_silent_owners_are_reminded_two_weeks_and_three_days_before_the_end(campaign):
    campaigns.open_campaign(campaign_id=campaign.pk)
    campaign.items.update(reminded_at=None)
    answer_request(token=token_of(campaign, "A1"), reported_on=TODAY, note="Cantiere aperto")
    Mail.objects.all().delete()
    for days in (20, 14, 5, 3):
        campaigns.run_campaigns(today=campaign.closes_on - timedelta(days=days))
        campaign.items.update(reminded_at=None)
    assert list(Mail.objects.values_list("to", flat=True)) == ["firma@azienda.example"] * 2


def test_nobody_is_reminded_twice_a_day_or_by_a_closed_campaign(campaign):
    campaigns.open_campaign(campaign_id=campaign.pk)
    today = timezone.localdate(campaign.items.exclude(contact_email="").first().reminded_at)
    assert campaigns.remind_campaign(campaign_id=campaign.pk, today=today) == 0
    campaigns.close_campaign(campaign_id=campaign.pk)
    assert campaigns.remind_campaign(campaign_id=campaign.pk, today=today + timedelta(days=1)) == 0


def test_answer_becomes_a_report_of_the_action(campaign):
    campaigns.open_campaign(campaign_id=campaign.pk)
    item = answer_request(
        token=token_of(campaign, "A1"), reported_on=TODAY, share_done=Decimal("0.4"), note="Fatto"
    )
    report = ActionReport.objects.get()
    assert (report.share_done, report.reported_by, item.report, item.state) == (
        Decimal("0.4"),
        None,
        report,
        CampaignItemState.ANSWERED,
    )


def test_second_answer_overwrites_nothing(campaign):
    campaigns.open_campaign(campaign_id=campaign.pk)
    for share in ("0.4", "0.5"):
        answer_request(token=token_of(campaign, "A1"), reported_on=TODAY, share_done=Decimal(share))
    assert ActionReport.objects.count() == 2


def test_signatory_answers_with_a_statement(campaign):
    campaigns.open_campaign(campaign_id=campaign.pk)
    item = campaign.items.get(action=None)
    with pytest.raises(ValidationError) as error:
        answer_request(token=make_campaign_token(item.pk))
    assert error.value.error_dict["statement"][0].code == "required"
    assert answer_request(token=make_campaign_token(item.pk), statement="Fatto").statement == "Fatto"


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
def test_forged_link_opens_nothing(token):
    assert read_campaign_token(token) is None
    with pytest.raises(ValidationError):
        answer_request(token=token)


def test_link_to_no_request_opens_nothing():
    assert read_campaign_token(make_campaign_token("no id")) is None


def test_owner_cannot_verify_the_own_report(campaign):
    campaigns.open_campaign(campaign_id=campaign.pk)
    with pytest.raises(ValidationError) as error:
        answer_request(token=token_of(campaign, "A1"), reported_on=TODAY, note="x", evidence_level="verified")
    assert error.value.error_dict["evidence_level"][0].code == "verified"


def test_closing_freezes_the_report_and_ends_the_links(campaign):
    campaigns.open_campaign(campaign_id=campaign.pk)
    answer_request(token=token_of(campaign, "A1"), reported_on=TODAY, share_done=Decimal("0.4"))
    token = token_of(campaign, "A2")
    campaigns.run_campaigns(today=campaign.closes_on + timedelta(days=1))
    campaign.refresh_from_db()
    report = json.loads(campaign.report)
    assert (campaign.state, report["asked"], report["answered"], report["missed"]) == ("closed", 3, 1, 2)
    assert campaign.report_sha256 == canonical_sha256(report)
    assert "azienda.example" not in campaign.report
    with pytest.raises(ValidationError):
        answer_request(token=token, reported_on=TODAY, note="Tardi")


def test_steps_out_of_turn_change_nothing(campaign, officer):
    assert campaigns.close_campaign(campaign_id=campaign.pk, by=officer).state == CampaignState.SCHEDULED
    with pytest.raises(ValidationError):
        campaigns.publish_campaign(campaign_id=campaign.pk, by=officer)


def test_days_change_until_the_end(campaign, officer):
    later = campaign.closes_on + timedelta(days=10)
    campaigns.change_days(campaign_id=campaign.pk, by=officer, opens_on=campaign.opens_on, closes_on=later)
    campaigns.open_campaign(campaign_id=campaign.pk)
    campaigns.close_campaign(campaign_id=campaign.pk)
    with pytest.raises(ValidationError) as error:
        campaigns.change_days(campaign_id=campaign.pk, by=officer, opens_on=TODAY, closes_on=later)
    assert error.value.error_dict["closes_on"][0].code == "closed"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": Texts()}, "title"),
        ({"closes_on": TODAY}, "closes_on"),
        ({"reference_year": 26}, "reference_year"),
    ],
)
def test_impossible_campaign_is_refused_at_its_field(contract, officer, wrong, field):
    fields = {
        "title": Texts(it="M"),
        "reference_year": 2026,
        "opens_on": TODAY,
        "closes_on": date(2026, 12, 1),
    }
    with pytest.raises(ValidationError) as error:
        campaigns.schedule_campaign(contract=contract, by=officer, **{**fields, **wrong})
    assert list(error.value.error_dict) == [field]


def test_reader_of_the_team_plans_no_campaign(contract):
    reader = CityMembershipFactory(city=contract.city, role=CityRole.READER).user
    with pytest.raises(PermissionDenied):
        campaigns.schedule_campaign(
            contract=contract,
            by=reader,
            title=Texts(it="M"),
            reference_year=2026,
            opens_on=TODAY,
            closes_on=TODAY,
        )


def test_officer_writes_down_what_an_owner_told(campaign, officer):
    campaigns.open_campaign(campaign_id=campaign.pk)
    item = campaign.items.get(action__code="A2")
    answer_for_owner(item_id=item.pk, by=officer, reported_on=TODAY, note="Per telefono")
    assert ActionReport.objects.get().reported_by == officer


def test_pages_lead_through_a_campaign(client, contract, officer):
    client.force_login(officer)
    slug = contract.city.slug
    form = {"title_it": "M", "reference_year": "2026", "opens_on": "02.11.2026", "closes_on": "02.12.2026"}
    detail = client.post(reverse("campaign-create", args=[slug]), form).url
    pk = MonitoringCampaign.objects.get().pk
    for step in ("apri", "ricorda", "chiudi", "pubblica"):
        assert client.post(reverse("campaign-step", args=[slug, pk, step])).url == detail
        assert client.get(detail).status_code == 200
    assert client.get(reverse("campaign-list", args=[slug])).status_code == 200
    client.logout()
    page = client.get(reverse("campaign-report", args=[slug, pk]))
    assert (page.status_code, page.context["report"]["missed"]) == (200, 3)


def test_owner_reports_by_the_link_without_an_account(client, campaign):
    campaigns.open_campaign(campaign_id=campaign.pk)
    url = reverse("campaign-answer", args=[token_of(campaign, "A1")])
    assert client.get(url).status_code == 200
    page = client.post(url, {"reported_on": "02.11.2026", "share_done": "40", "evidence_level": "declared"})
    assert page.context["is_kept"]
    assert (
        ActionReport.objects.get().organisation_name == campaign.items.get(action__code="A1").action.promoter
    )
