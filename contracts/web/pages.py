"""What the officers' pages share: the frame, and where a save leads."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import City
from contracts.rules import can_edit_city
from core.selectors import latest_job_for
from core.web.forms import has_conflict

Crumb = tuple[str, str]


def show_office(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    city: City,
    crumbs: tuple[Crumb, ...] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render an officers' page with its crumbs: the city's office, `crumbs`, and the page itself."""
    home = reverse("officer-home", args=[city.slug])
    start = (str(city), city.get_absolute_url()) if request.path == home else (_("My work"), home)
    way = [start, *crumbs, (title, "")]
    shown = {
        "title": title,
        "area": _("My work"),
        "city": city,
        "crumbs": way,
        "can_edit": can_edit_city(request.user, city),
    }
    return render(request, template, {**shown, **context}, status=status)


def show_form(
    request: HttpRequest, template: str = "contracts/form_page.html", **context: Any
) -> HttpResponse:
    """Render a page with a form; 409 where someone else changed the row in the meantime."""
    status = 409 if has_conflict(context["form"]) else 200
    return show_office(request, template, status=status, **context)


def go_on(request: HttpRequest, city: City, told: str, fallback: str) -> HttpResponse:
    """Tell what was done and show what follows from it: `next_page`."""
    messages.success(request, told)
    return redirect(next_page(city, fallback))


def next_page(city: City, fallback: str) -> str:
    """The address of the recomputation that a change caused, or of the page named `fallback` where there is none."""
    contract = getattr(city, "contract", None)
    job = latest_job_for(str(contract.pk)) if contract else None
    if job is not None and job.is_open:
        return reverse("job-detail", args=[city.slug, job.pk])
    return reverse(fallback, args=[city.slug])
