"""Officers' page of the spread: what goes into it, what is missing, the button that computes it, earlier runs."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_office
from core.selectors import job_progress, latest_job_for
from core.web.job_rows import STOP_POLLING, JobRow
from molecules.frames.spread_words import Mend
from molecules.selectors.spread_desk import SpreadDesk, read_desk
from molecules.services.spreading import request_spread

MENDED_AT = {
    Mend.MOLECULES: "office-molecule-list",
    Mend.PACKAGES: "package-list",
    Mend.INVENTORIES: "inventory-list",
}
"""The page on which what is missing can be mended; neighbourhoods are loaded by the portal's administrators."""


@office_page(rules.can_enter_office, posting=rules.can_edit_city)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def office_spread(request: OfficeRequest, city: City) -> HttpResponse:
    """The inputs and the runs of the city's spread; sending the page computes it."""
    if request.method == "POST":
        return _compute(request, city)
    desk = read_desk(city)
    return show_office(
        request,
        "molecules/spread_office.html",
        title=_("From the nucleus to the city: computing the spread"),
        city=city,
        crumbs=((_("Molecules of the city"), reverse("office-molecule-list", args=[city.slug])),),
        desk=desk,
        gaps=_list_gaps(city, desk),
        row=_job_row(city, desk.latest.pk) if desk.latest else None,
    )


@office_page(rules.can_enter_office)
@never_cache
@require_safe
def spread_row(request: HttpRequest, city: City) -> HttpResponse:
    """How far the newest computation is; the status 286 tells htmx that it is over."""
    run = city.spread_runs.values_list("pk", flat=True).first()
    row = _job_row(city, run) if run else None
    if row is None:
        raise Http404(_("Nothing was computed yet."))
    status = 200 if row.is_open else STOP_POLLING
    return render(request, "molecules/_spread_job.html", {"row": row, "city": city}, status=status)


def _compute(request: OfficeRequest, city: City) -> HttpResponse:
    try:
        run = request_spread(city=city, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if run.finished_at:
            messages.info(
                request,
                _(
                    "Nothing has changed since this was computed, so what was found then is shown: "
                    "the same inputs give the same bands."
                ),
            )
        else:
            messages.success(
                request, _("The likeliest values are computed. The bands are being drawn in the background.")
            )
    return redirect("office-spread", city=city.slug)


def _list_gaps(city: City, desk: SpreadDesk) -> list[tuple[str, str]]:
    """Each sentence on what is missing with the address where it can be mended, "" where there is none."""
    return [
        (gap.sentence, reverse(MENDED_AT[gap.mend], args=[city.slug]) if gap.mend in MENDED_AT else "")
        for gap in desk.inputs.gaps
    ]


def _job_row(city: City, run: UUID) -> JobRow | None:
    """The work of a run, as the component shows it."""
    job = latest_job_for(str(run))
    if job is None:
        return None
    return JobRow(
        pk=job.pk,
        label=_("Drawing the bands of the spread"),
        url=reverse("spread-row", args=[city.slug]),
        page_url=reverse("office-spread", args=[city.slug]),
        work=job_progress(job.pk),
    )
