"""What a monitoring campaign asked for and got."""

import json
from typing import Any

from django.db.models import Count, Q, QuerySet

from contracts.enums import CampaignItemState
from contracts.models import CampaignItem, City, MonitoringCampaign
from core.history import as_json

REPORT_FORMAT = "ccc-campaign/1"


def list_campaigns(city: City) -> QuerySet[MonitoringCampaign]:
    """The campaigns of a city, newest first, with how many were asked and answered."""
    answered = Count("items", filter=Q(items__state=CampaignItemState.ANSWERED))
    return (
        MonitoringCampaign.objects.filter(contract__city=city)
        .annotate(item_count=Count("items"), answered_count=answered)
        .order_by("-opens_on")
    )


def list_items(campaign: MonitoringCampaign) -> QuerySet[CampaignItem]:
    """The requests of a campaign: actions by code, then parties by position."""
    return campaign.items.select_related("action", "party", "report").order_by(
        "action__code_key", "party__position", "id"
    )


def campaign_report(campaign: MonitoringCampaign) -> dict[str, Any]:
    """What a campaign gathered, as plain data: who answered what, and who did not. No e-mail address is in it."""
    items = [_tell(item) for item in list_items(campaign)]
    states = [item["state"] for item in items]
    return {
        "format": REPORT_FORMAT,
        "city": campaign.contract.city.slug,
        "title": dict(campaign.title),
        "reference_year": campaign.reference_year,
        "opens_on": campaign.opens_on.isoformat(),
        "closes_on": campaign.closes_on.isoformat(),
        "asked": len(items),
        "answered": states.count(CampaignItemState.ANSWERED),
        "missed": states.count(CampaignItemState.MISSED),
        "items": items,
    }


def read_report(campaign: MonitoringCampaign) -> dict[str, Any]:
    """The frozen report of a closed campaign, else what it would be now."""
    return json.loads(campaign.report) if campaign.report else campaign_report(campaign)


def _tell(item: CampaignItem) -> dict[str, Any]:
    report = item.report
    told = (
        {
            "reported_on": as_json(report.reported_on),
            "share_done": as_json(report.share_done),
            "reduction_tco2e": as_json(report.reduction_tco2e),
            "measured_quantity": as_json(report.measured_quantity),
            "measured_unit": report.measured_unit,
            "spent_eur": as_json(report.spent_eur),
            "evidence_level": report.evidence_level,
            "evidence_url": report.evidence_url,
        }
        if report
        else None
    )
    return {
        "action": {"code": item.action.code, "title": dict(item.action.title)} if item.action else None,
        "party": item.party.organisation_name if item.party else None,
        "state": item.state,
        "statement": item.statement,
        "report": told,
    }
