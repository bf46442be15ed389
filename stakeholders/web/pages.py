"""What the pages of an organisation share: the frame, and files that are sent as downloads."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import City
from core.uploads import content_type
from core.web.forms import has_conflict
from stakeholders.models import Commitment, Organisation
from stakeholders.rules import can_manage_people
from stakeholders.selectors.people import contracts_of

Crumb = tuple[str, str]
ALONE = "default-src 'none'; sandbox"
"""What a browser may do with a file of strangers: nothing."""


def show_own(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    organisation: Organisation,
    crumbs: tuple[Crumb, ...] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render a page of an organisation's own workspace with its crumbs: the workspace, `crumbs`, the page itself."""
    home = (str(organisation), reverse("organisation-home", args=[organisation.pk]))
    way = [*crumbs, (title, "")] if request.path == home[1] else [home, *crumbs, (title, "")]
    shown = {
        "title": title,
        "area": str(organisation),
        "organisation": organisation,
        "crumbs": way,
        "about_city": _city_told_of(organisation, context.get("commitment")),
        "can_manage": can_manage_people(request.user, organisation),
    }
    return render(request, template, {**shown, **context}, status=status)


def _city_told_of(organisation: Organisation, commitment: Commitment | None) -> City | None:
    """The city of the commitment that a page shows; else a training city where the organisation has no other."""
    if commitment is not None:
        return commitment.contract.city
    cities = [contract.city for contract in contracts_of(organisation)]
    return cities[0] if cities and all(city.is_training for city in cities) else None


def show_own_form(
    request: HttpRequest, template: str = "contracts/form_page.html", **context: Any
) -> HttpResponse:
    """Render a page with a form; 409 where someone else changed the row in the meantime."""
    status = 409 if has_conflict(context["form"]) else 200
    return show_own(request, template, status=status, **context)


def send_file(file: Any, original_name: str, *, as_attachment: bool = True) -> FileResponse:
    """Send a stored file that no browser opens or guesses at; 404 where it has gone."""
    try:
        content = file.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404(_("The file is not in the store any more.")) from error
    response = FileResponse(
        content,
        as_attachment=as_attachment,
        filename=original_name,
        content_type=content_type(str(file.name)),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = ALONE
    return response
