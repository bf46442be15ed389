"""Officers' pages of the check: what was found, where it is mended, why it stands."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contracts import rules
from contracts.enums import FindingSeverity
from contracts.models import City, Finding
from contracts.selectors.finding_cards import (
    CSV_COLUMNS,
    GROUP_TITLES,
    SEVERITIES,
    FindingCard,
    card_cells,
    group_cards,
    list_cards,
)
from contracts.selectors.findings import describe, propose
from contracts.selectors.versions import working_version
from contracts.services.checks import explain_finding, refresh_findings
from contracts.web.forms.checks import EXPLAINED, ExplanationForm, FindingFilterForm
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_form, show_office
from core.tabular import csv_response
from core.web.forms import posted, save_form

PAGE = "contract-check"


@office_page(rules.can_enter_office)
@require_safe
def contract_check(request: OfficeRequest, city: City) -> HttpResponse:
    """What the checks found in the working version, by severity and module."""
    contract = contract_of(city)
    version = working_version(contract)
    cards = list_cards(contract, version, timezone.localdate())
    form = FindingFilterForm(request.GET or None)
    shown = _filtered(cards, form)
    csv_url = f"{reverse('contract-check-csv', args=[city.slug])}?{request.GET.urlencode()}".rstrip("?")
    return show_office(
        request,
        "contracts/contract_check.html",
        title=_("Check of the contract"),
        city=city,
        version=version,
        checked_at=contract.checked_at,
        counts=[(GROUP_TITLES[one], _count(cards, one)) for one in SEVERITIES],
        errors=_count(cards, FindingSeverity.ERROR),
        total=len(cards),
        groups=group_cards(shown),
        filter_form=form,
        csv_url=csv_url,
    )


@office_page(rules.can_edit_city)
@require_POST
def contract_check_run(request: OfficeRequest, city: City) -> HttpResponse:
    """Check the contract again, as every save does."""
    refresh_findings(contract=contract_of(city))
    messages.success(request, _("The contract was checked."))
    return redirect(PAGE, city=city.slug)


@office_page(rules.can_enter_office)
@require_safe
def contract_check_csv(request: OfficeRequest, city: City) -> StreamingHttpResponse:
    """Download the findings, filtered as on the page."""
    contract = contract_of(city)
    cards = list_cards(contract, working_version(contract), timezone.localdate())
    rows = card_cells(_filtered(cards, FindingFilterForm(request.GET or None)))
    return csv_response(f"{city.slug}-check.csv", CSV_COLUMNS, rows)


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def finding_explain(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Say why a finding stands; the explanation is shown publicly beside it."""
    finding = get_object_or_404(Finding, pk=pk, city=city)
    form = ExplanationForm(posted(request), finding=finding)

    def save(fields: dict[str, Any]) -> Finding:
        return explain_finding(finding_id=pk, by=request.user, **fields)

    if request.method == "POST" and save_form(form, save) is not None:
        messages.success(request, _("The explanation was saved."))
        return redirect(PAGE, city=city.slug)
    back = reverse(PAGE, args=[city.slug])
    return show_form(
        request,
        "contracts/finding_explain.html",
        title=_("Explain a finding"),
        city=city,
        crumbs=((_("Check of the contract"), back),),
        form=form,
        finding=finding,
        sentence=describe(finding),
        mend=propose(finding),
        submit_label=_("Save the explanation"),
        cancel_url=back,
    )


def _filtered(cards: list[FindingCard], form: FindingFilterForm) -> list[FindingCard]:
    """The findings that a filter asks for; all of them where it cannot be read."""
    wanted = form.cleaned_data if form.is_valid() else {}
    severity, part, explained = (wanted.get(name, "") for name in ("severity", "part", "explained"))
    return [
        card
        for card in cards
        if (not severity or card.severity == severity)
        and (not part or card.part == part)
        and (not explained or card.is_explained == (explained == EXPLAINED))
    ]


def _count(cards: list[FindingCard], severity: str) -> int:
    return sum(card.severity == severity for card in cards)
