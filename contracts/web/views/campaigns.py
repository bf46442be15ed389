"""Officers' pages of monitoring campaigns."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contracts import rules
from contracts.models import CampaignItem, City, MonitoringCampaign
from contracts.selectors.campaigns import list_campaigns, list_items
from contracts.services import campaigns
from contracts.services.campaign_answers import answer_for_owner
from contracts.web.forms.campaigns import CampaignForm, DaysForm, answer_form
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import Crumb, show_form, show_office
from core.web.forms import posted, save_form

LIST, DETAIL = "campaign-list", "campaign-detail"
ITEMS_A_PAGE = 50


@office_page(rules.can_enter_office)
@require_safe
def campaign_list(request: OfficeRequest, city: City) -> HttpResponse:
    """All campaigns with what they asked for and got."""
    return show_office(
        request, "contracts/campaign_list.html", title=_("Campaigns"), city=city, rows=list_campaigns(city)
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Plan a campaign."""
    contract, today = contract_of(city), timezone.localdate()
    form = CampaignForm(posted(request), initial={"reference_year": today.year})
    save = partial(_call, campaigns.schedule_campaign, contract=contract, by=request.user)
    if request.method == "POST" and (campaign := save_form(form, save)):
        messages.success(request, _("The campaign is planned; it opens by itself on its day."))
        return redirect(DETAIL, city=city.slug, pk=campaign.pk)
    return show_form(
        request,
        title=_("Plan a campaign"),
        city=city,
        crumbs=_crumbs(city),
        form=form,
        intro=_(
            "It asks the owner of every action and every signatory for a report, reminds them, and closes."
        ),
        submit_label=_("Plan the campaign"),
        cancel_url=reverse(LIST, args=[city.slug]),
    )


@office_page(rules.can_enter_office)
@require_safe
def campaign_detail(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Who was asked, who answered, and what can be done now."""
    campaign = _find(city, pk)
    page = Paginator(list_items(campaign), ITEMS_A_PAGE).get_page(request.GET.get("page"))
    return show_office(
        request,
        "contracts/campaign_detail.html",
        title=str(campaign.title),
        city=city,
        crumbs=_crumbs(city),
        campaign=campaign,
        page=page,
        today=timezone.localdate(),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_days(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Give a campaign other days."""
    campaign = _find(city, pk)
    shown = {name: getattr(campaign, name) for name in ("opens_on", "closes_on", "revision")}
    form = DaysForm(posted(request), initial=shown)
    save = partial(_call, campaigns.change_days, campaign_id=pk, by=request.user)
    if request.method == "POST" and save_form(form, save):
        messages.success(request, _("The campaign has its new days."))
        return redirect(DETAIL, city=city.slug, pk=pk)
    return show_form(
        request,
        title=_("Change the days"),
        city=city,
        crumbs=(*_crumbs(city), (str(campaign.title), reverse(DETAIL, args=[city.slug, pk]))),
        form=form,
        submit_label=_("Save"),
        cancel_url=reverse(DETAIL, args=[city.slug, pk]),
    )


@office_page(rules.can_edit_city)
@require_POST
def campaign_step(request: OfficeRequest, city: City, pk: UUID, step: str) -> HttpResponse:
    """Open, remind, close or publish a campaign."""
    campaign = _find(city, pk)
    try:
        told = _take_step(step, campaign, request)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, told)
    return redirect(DETAIL, city=city.slug, pk=pk)


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_item(request: OfficeRequest, city: City, pk: UUID, item: UUID) -> HttpResponse:
    """Write down what an owner without an e-mail address told."""
    found = get_object_or_404(
        CampaignItem.objects.select_related("campaign__contract__city", "action", "party"),
        pk=item,
        campaign=_find(city, pk),
    )
    form = answer_form(found, posted(request), is_own=False)
    save = partial(_call, answer_for_owner, item_id=item, by=request.user)
    if request.method == "POST" and save_form(form, save):
        messages.success(request, _("The report is kept."))
        return redirect(DETAIL, city=city.slug, pk=pk)
    return show_form(
        request,
        title=_("Report for %(name)s") % {"name": found.action or found.party},
        city=city,
        crumbs=(*_crumbs(city), (str(found.campaign.title), reverse(DETAIL, args=[city.slug, pk]))),
        form=form,
        submit_label=_("Keep the report"),
        cancel_url=reverse(DETAIL, args=[city.slug, pk]),
    )


def _take_step(step: str, campaign: MonitoringCampaign, request: OfficeRequest) -> str:
    """Do what a button of the page says and tell it in a sentence."""
    by, pk = request.user, campaign.pk
    if step == "apri":
        campaigns.open_campaign(campaign_id=pk, by=by)
        return _("The campaign is open; those with an e-mail address are written to.")
    if step == "ricorda":
        count = campaigns.remind_campaign(campaign_id=pk, by=by, today=timezone.localdate())
        return ngettext(
            "%(count)s reminder is on its way.", "%(count)s reminders are on their way.", count
        ) % {"count": count}
    if step == "chiudi":
        campaigns.close_campaign(campaign_id=pk, by=by)
        return _("The campaign is closed and its report frozen.")
    if step == "pubblica":
        campaigns.publish_campaign(campaign_id=pk, by=by)
        return _("The report is public.")
    raise Http404(step)


def _call(service: Callable[..., Any], fields: dict[str, Any], **arguments: Any) -> Any:
    return service(**arguments, **fields)


def _find(city: City, pk: UUID) -> MonitoringCampaign:
    return get_object_or_404(
        MonitoringCampaign.objects.select_related("contract__city"), pk=pk, contract__city=city
    )


def _crumbs(city: City) -> tuple[Crumb, ...]:
    return ((_("Campaigns"), reverse(LIST, args=[city.slug])),)
