"""Background work of a city: a page that follows it, and the row that the page asks for every two seconds."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contracts import rules
from contracts.models import City
from contracts.web.guards import contract_of, office_page
from contracts.web.pages import show_office
from core.enums import JobName, JobState
from core.models import Job
from core.selectors import job_progress
from core.web.job_rows import STOP_POLLING, JobRow

LABELS: dict[str, Promise] = {
    JobName.RECOMPUTE_CONTRACT: gettext_lazy("Computing the city's progress"),
    JobName.RECOMPUTE_CHUNK: gettext_lazy("Computing the progress of several cities"),
    JobName.RECOMPUTE_ALL: gettext_lazy("Computing the progress of all cities"),
}


def read_job_row(job_id: UUID, city: City) -> JobRow:
    """The row of a job; one that was merged shows the work that took it over."""
    work = job_progress(job_id)
    address = [city.slug, job_id]
    return JobRow(
        pk=job_id,
        label=str(LABELS.get(work.name, work.name)),
        url=reverse("job-row", args=address),
        page_url=reverse("job-detail", args=address),
        work=work,
    )


def latest_rows(city: City, limit: int = 3) -> list[JobRow]:
    """The newest work about a city's contract."""
    contract = getattr(city, "contract", None)
    if contract is None:
        return []
    newest = Job.objects.filter(key=str(contract.pk)).exclude(state=JobState.MERGED).order_by("-created_at")
    return [read_job_row(pk, city) for pk in newest.values_list("pk", flat=True)[:limit]]


@office_page(rules.can_enter_office)
@never_cache
@require_safe
def job_detail(request: HttpRequest, city: City, pk: UUID) -> HttpResponse:
    """Follow a recomputation; when it is done, a link shows what changed."""
    row = read_job_row(_find(city, pk), city)
    return show_office(request, "office/job_page.html", title=row.label, city=city, row=row)


@office_page(rules.can_enter_office)
@never_cache
@require_safe
def job_row(request: HttpRequest, city: City, pk: UUID) -> HttpResponse:
    """The row alone; the status 286 tells htmx that the work is over."""
    row = read_job_row(_find(city, pk), city)
    status = 200 if row.is_open else STOP_POLLING
    return render(request, "office/_job_row.html", {"row": row, "city": city}, status=status)


def _find(city: City, pk: UUID) -> UUID:
    """Only work about this city's contract is shown to its team."""
    return get_object_or_404(Job, pk=pk, key=str(contract_of(city).pk)).pk
