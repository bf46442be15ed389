"""The page behind the link of a campaign's mail: no account, one form, and the published report."""

from decimal import Decimal
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts.enums import CampaignItemState, CampaignState
from contracts.models import CampaignItem, Contract, MonitoringCampaign
from contracts.selectors.campaigns import read_report
from contracts.services.campaign_answers import answer_request
from contracts.tokens import read_campaign_token
from contracts.web.forms.campaigns import answer_form
from core.fields import Texts
from core.quantities import NOT_KNOWN, format_number, format_share
from core.web.forms import posted, save_form


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Report for an action or a signatory; the link is the right to do it, until the campaign closes."""
    item = get_object_or_404(
        CampaignItem.objects.select_related("campaign__contract__city", "action", "party"),
        pk=read_campaign_token(token),
    )
    is_open = item.campaign.state == CampaignState.OPEN
    form = answer_form(item, posted(request) if is_open else None, is_own=True)
    save = partial(_answer, token)
    is_kept = bool(request.method == "POST" and is_open and save_form(form, save))
    context = {
        "title": _("Report for %(name)s") % {"name": item.action or item.party},
        "item": item,
        "campaign": item.campaign,
        "form": form,
        "is_open": is_open,
        "is_kept": is_kept,
        "submit_label": _("Send the report"),
    }
    return render(request, "contracts/campaign_answer.html", context)


@require_safe
def campaign_report_public(request: HttpRequest, city: str, pk: Any) -> HttpResponse:
    """The frozen report of a published campaign."""
    campaign = get_object_or_404(
        MonitoringCampaign.objects.select_related("contract__city"),
        pk=pk,
        contract__city__slug=city,
        contract__in=Contract.objects.visible_to(request.user),
        state=CampaignState.PUBLISHED,
    )
    found, report = campaign.contract.city, read_report(campaign)
    context = {
        "title": str(campaign.title),
        "city": found,
        "campaign": campaign,
        "report": report,
        "rows": [_tell(item) for item in report["items"]],
        "crumbs": [(str(found), found.get_absolute_url()), (str(campaign.title), "")],
    }
    return render(request, "contracts/campaign_report.html", context)


def _tell(item: dict[str, Any]) -> dict[str, str]:
    """One line of the frozen report in words; what was not told stays unknown."""
    action, report = item["action"], item["report"] or {}
    share, tonnes = report.get("share_done"), report.get("reduction_tco2e")
    name = f"{action['code']} {Texts(action['title'])}" if action else item["party"]
    is_answered = item["state"] == CampaignItemState.ANSWERED
    text = item["statement"] or _("Reported in the portal.") if is_answered else _("No report came.")
    return {
        "name": name,
        "share": format_share(Decimal(share) if share else None, unknown=NOT_KNOWN),
        "tonnes": format_number(Decimal(tonnes) if tonnes else None),
        "text": text,
    }


def _answer(token: str, fields: dict[str, Any]) -> CampaignItem:
    return answer_request(token=token, **fields)
