"""Officers' planner of replications: where a package is worth repeating, and candidates made of the choice."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_office
from core.tabular import csv_response
from molecules.selectors.replication import (
    CSV_COLUMNS,
    ReplicationPlan,
    read_replication_plan,
    replication_csv_rows,
)
from molecules.services.replication import MadeCandidates, make_candidates
from molecules.web.forms.replication import ReplicationForm
from molecules.web.views.editor import molecule_crumbs
from molecules.web.views.office import LIST

PLANNER = "office-replication"


@office_page(rules.can_enter_office)
@require_safe
def office_replication(request: OfficeRequest, city: City) -> HttpResponse:
    """The question, and under it the ranking and the choice once it is asked in full."""
    form = ReplicationForm(request.GET if "package" in request.GET else None, city=city)
    plan = _read_plan(city, form)
    return show_office(
        request,
        "molecules/replication.html",
        title=_("Planner of replications"),
        city=city,
        crumbs=molecule_crumbs(city),
        form=form,
        plan=plan,
        asked=request.GET.urlencode(),
    )


@office_page(rules.can_enter_office)
@require_safe
def office_replication_csv(request: OfficeRequest, city: City) -> StreamingHttpResponse:
    """The ranking that the address asks for, as a table for machines."""
    plan = _read_plan(city, ReplicationForm(request.GET, city=city))
    if plan is None:
        raise Http404(_("Choose a package and a budget first."))
    return csv_response(f"{city.slug}-repliche.csv", CSV_COLUMNS, list(replication_csv_rows(plan)))


@office_page(rules.can_edit_city)
@require_POST
def office_replication_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Make candidate molecules of the neighbourhoods that were ticked."""
    try:
        done = make_candidates(
            city=city,
            by=request.user,
            package_id=_read_id(request.POST.get("package", "")),
            neighbourhood_ids=[_read_id(one) for one in request.POST.getlist("cells")],
            origin_id=_read_id(request.POST["molecule"]) if request.POST.get("molecule") else None,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(PLANNER, city=city.slug)
    messages.success(request, _tell(done))
    return redirect(LIST, city=city.slug)


def _read_plan(city: City, form: ReplicationForm) -> ReplicationPlan | None:
    """The plan that is asked for; None where the question is not whole."""
    if not form.is_valid():
        return None
    asked = form.cleaned_data
    return read_replication_plan(
        city, form.question, budget_eur=asked["budget"], least_fit=float(asked["fit"] or 0)
    )


def _read_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise ValidationError(
            _("Choose a package and neighbourhoods of this city."), code="unknown"
        ) from error


def _tell(done: MadeCandidates) -> str:
    """What was made, and what was there already."""
    told = ngettext(
        "%(number)s candidate molecule was made; only your team sees it.",
        "%(number)s candidate molecules were made; only your team sees them.",
        len(done.made),
    ) % {"number": len(done.made)}
    if not done.existing:
        return told
    already = ngettext("%(number)s was there already.", "%(number)s were there already.", done.existing) % {
        "number": done.existing
    }
    return f"{told} {already}"
