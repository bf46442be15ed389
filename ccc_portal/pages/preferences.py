"""What each person sets for themselves, and their calendar."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from contracts.models import City
from contracts.rules import can_see_contract
from contracts.selectors.calendar import deadlines_of, milestones_of, write_calendar
from contracts.web.guards import contract_of
from core.models import User
from core.services.preferences import choose_digest, renew_calendar_key
from progress.selectors.milestones import list_milestones

CALENDAR_TYPE = "text/calendar; charset=utf-8"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_settings(request: HttpRequest) -> HttpResponse:
    """The daily e-mail, and the secret address of one's own calendar."""
    user: User = request.user  # type: ignore[assignment]  # signed in
    if request.method == "POST":
        if "calendar" in request.POST:
            renew_calendar_key(user=user)
            messages.success(request, _("Your calendar has a new address; the old one is dead."))
        else:
            choose_digest(user=user, wants_digest="wants_digest" in request.POST)
            messages.success(request, _("Your choice is kept."))
        return redirect("my-settings")
    key = user.calendar_key
    path = reverse("calendar-feed", args=[key]) if key else ""
    context = {
        "title": _("My settings"),
        "feed_url": request.build_absolute_uri(path) if key else "",
        "crumbs": [(_("My work"), reverse("officer-start")), (_("My settings"), "")],
    }
    return render(request, "office/my_settings.html", context)


@require_safe
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """One's own deadlines; the secret in the address is the right to read them, as calendars cannot sign in."""
    user = get_object_or_404(User, calendar_key=key, is_active=True)
    with override(user.language):
        content = write_calendar(_("Climate City Contract"), deadlines_of(user))
    response = HttpResponse(content, content_type=CALENDAR_TYPE)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def milestone_calendar(request: HttpRequest, city: str) -> HttpResponse:
    """The milestones of a city that every reader may know of, for everyone's calendar."""
    found = get_object_or_404(City.objects.select_related("contract"), slug=city)
    contract = contract_of(found)
    if not can_see_contract(request.user, contract):
        return HttpResponse(status=404)
    name = _("%(city)s: milestones") % {"city": found}
    return HttpResponse(
        write_calendar(name, milestones_of(list_milestones(contract))), content_type=CALENDAR_TYPE
    )
