"""Officers read what organisations report, accept it, ask or reject, and say whether a promise was kept."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import go_on, show_form, show_office
from core.web.forms import posted, save_form
from stakeholders.enums import ReportState
from stakeholders.models import CommitmentReport
from stakeholders.selectors.reports import WAITING, earlier_reports, has_newer, list_reports
from stakeholders.services.reports import review_report
from stakeholders.web.forms.reports import ReportFilterForm, ReportReviewForm
from stakeholders.web.views.own_reports import send_evidence

LIST = "office-report-list"
ROWS_A_PAGE = 50
DONE = {
    ReportState.ACCEPTED: gettext_lazy("The report is accepted and counts for its action."),
    ReportState.QUESTIONED: gettext_lazy("Your question is on its way to the organisation."),
    ReportState.REJECTED: gettext_lazy("The report is rejected; the organisation reads why."),
}


@office_page(rules.can_enter_office)
@require_safe
def office_report_list(request: OfficeRequest, city: City) -> HttpResponse:
    """Reports of organisations, those that wait for the city first."""
    form = ReportFilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = list_reports(contract_of(city), state=asked.get("stato", ""), text=asked.get("q", ""))
    return show_office(
        request,
        "stakeholders/report_list.html",
        title=_("Reports"),
        city=city,
        form=form,
        page=Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
    )


@office_page(rules.can_enter_office, posting=rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def report_review(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Read a report with those before it, and decide about it."""
    report = _find(city, pk)
    form = ReportReviewForm(
        posted(request),
        city=city,
        has_quantity=report.quantity is not None,
        has_evidence=report.evidence is not None,
    )

    def save(fields: dict[str, Any]) -> CommitmentReport:
        return review_report(report_id=pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        told = str(DONE[ReportState(saved.state)])
        return _back(request, city, saved, told)
    return show_form(
        request,
        template="stakeholders/report_review.html",
        title=_("Report of %(organisation)s") % {"organisation": report.commitment.organisation},
        city=city,
        crumbs=((_("Reports"), reverse(LIST, args=[city.slug])),),
        report=report,
        earlier=earlier_reports(report),
        form=form,
        is_open=report.state in WAITING
        and not (report.state == ReportState.QUESTIONED and has_newer(report)),
        submit_label=_("Send the answer"),
        cancel_url=reverse(LIST, args=[city.slug]),
    )


@office_page(rules.can_enter_office)
@require_safe
def report_evidence(request: OfficeRequest, city: City, pk: UUID) -> HttpResponseBase:
    """Send the evidence of a report to an officer."""
    return send_evidence(_find(city, pk))


def _back(request: OfficeRequest, city: City, report: CommitmentReport, told: str) -> HttpResponse:
    """An accepted report moves the progress: show its computation; else show the list."""
    if report.state == ReportState.ACCEPTED:
        return go_on(request, city, told, LIST)
    messages.success(request, told)
    return redirect(LIST, city=city.slug)


def _find(city: City, pk: UUID) -> CommitmentReport:
    return get_object_or_404(list_reports(contract_of(city)), pk=pk)
