"""A person's own data: to see, to take along, to have erased."""

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.access import reauthenticated
from core.models import User
from core.services.personal_data import (
    Treatment,
    count_personal_rows,
    erase_person,
    export_person,
    find_erasure_obstacles,
)


@login_required
@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What the portal keeps of whoever is signed in, and what becomes of it."""
    user: User = request.user  # type: ignore[assignment]  # signed in
    kinds = [
        {
            "name": rows.model._meta.verbose_name_plural,
            "count": count,
            "stays": rows.treatment != Treatment.ERASE,
            "reason": rows.reason,
        }
        for rows, count in count_personal_rows(user)
    ]
    title = _("My data")
    context = {"title": title, "kinds": kinds, "crumbs": [(title, "")]}
    return render(request, "office/my_data.html", context)


@never_cache
@reauthenticated
@require_safe
def my_data_export(request: HttpRequest) -> HttpResponse:
    """Everything kept of whoever is signed in, as one JSON file."""
    user: User = request.user  # type: ignore[assignment]  # signed in
    content = json.dumps(export_person(user), ensure_ascii=False, indent=1)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return response


@never_cache
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def my_data_erase(request: HttpRequest) -> HttpResponse:
    """Ask, then erase whoever is signed in and sign them out; refused with words where someone must follow first."""
    user: User = request.user  # type: ignore[assignment]  # signed in
    obstacles = find_erasure_obstacles(user)
    if (
        request.method == "POST"
        and not obstacles
        and request.POST.get("address", "").strip().lower() == user.email
    ):
        return _erase(request, user)
    title = _("Erase my data")
    context = {
        "title": title,
        "obstacles": obstacles,
        "is_wrong": request.method == "POST",
        "crumbs": [(_("My data"), reverse("my-data")), (title, "")],
    }
    return render(request, "office/my_data_erase.html", context)


def _erase(request: HttpRequest, user: User) -> HttpResponse:
    try:
        erase_person(user=user, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("my-data")
    logout(request)
    messages.success(request, _("Your data are erased, and your account is closed."))
    return redirect("home")
