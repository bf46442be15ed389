"""An organisation's own dashboard: what it promised, what it delivered, what is due, and its reports."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.web.forms import posted, save_form
from stakeholders import rules
from stakeholders.models import Commitment, CommitmentReport, Organisation
from stakeholders.selectors.reports import actions_of, standings_of
from stakeholders.services.reports import send_report
from stakeholders.web.forms.reports import CommitmentReportForm
from stakeholders.web.guards import MemberRequest, member_page
from stakeholders.web.pages import send_file, show_own, show_own_form
from stakeholders.web.parts.reports import ReportsPart

LIST = "organisation-reports"


@member_page()
@require_safe
def organisation_reports(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """What the organisation promised and delivered, commitment by commitment; what is due stands first."""
    standings = standings_of(organisation)
    can_report = rules.can_report(request.user, organisation)
    return show_own(
        request,
        "stakeholders/organisation_reports.html",
        title=_("Promised and delivered"),
        organisation=organisation,
        parts=[ReportsPart(one, can_report) for one in standings],
        due=[one for one in standings if one.due_on],
        questions=[act.question for one in standings for act in one.actions if act.question],
        waiting=[act.waiting for one in standings for act in one.actions if act.waiting],
    )


@member_page(rules.can_report)
@require_http_methods(["GET", "HEAD", "POST"])
def report_create(request: MemberRequest, organisation: Organisation, commitment: UUID) -> HttpResponse:
    """Report on an action of a commitment; `azione` in the address chooses one."""
    row = get_object_or_404(organisation.commitments.select_related("contract__city"), pk=commitment)
    actions = list(actions_of(row))
    form = CommitmentReportForm(
        posted(request),
        request.FILES or None,
        actions=actions,
        chosen=request.GET.get("azione", ""),
    )
    save = partial(_send, row, request)
    if request.method == "POST" and save_form(form, save) is not None:
        told = {"city": row.contract.city}
        messages.success(request, _("Your report is with the city of %(city)s, which answers it.") % told)
        return redirect(LIST, pk=organisation.pk)
    back = reverse(LIST, args=[organisation.pk])
    return show_own_form(
        request,
        template="stakeholders/report_form.html",
        title=_("Report on a commitment"),
        organisation=organisation,
        crumbs=((_("Promised and delivered"), back),),
        form=form,
        takes_no_report=not actions,
        none_label=_("Promised and delivered"),
        commitment=row,
        submit_label=_("Send the report"),
        cancel_url=back,
    )


@member_page()
@require_safe
def report_file(request: MemberRequest, organisation: Organisation, report: UUID) -> HttpResponseBase:
    """Send the evidence of a report to its own organisation."""
    rows = CommitmentReport.objects.filter(commitment__organisation=organisation).select_related("evidence")
    return send_evidence(get_object_or_404(rows, pk=report))


def send_evidence(report: CommitmentReport) -> HttpResponseBase:
    """Send the evidence of a report as a download; 404 where it has none."""
    if report.evidence is None:
        raise Http404(_("This report has no evidence file."))
    return send_file(report.evidence.file, report.evidence.original_name)


def _send(commitment: Commitment, request: MemberRequest, fields: dict[str, Any]) -> CommitmentReport:
    return send_report(
        commitment_id=commitment.pk, by=request.user, action_id=UUID(fields.pop("action_id")), **fields
    )
