"""The officers' page of what a version aims at, and of who reads it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contracts import rules
from contracts.models import City, ContractVersion
from contracts.services.versions import set_visibility, update_version
from contracts.web.forms.version_settings import VersionForm, VisibilityForm
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_office
from contracts.web.versions import asked_version, back_to, find_version, version_crumbs, version_url
from core.web.forms import has_conflict, posted, save_form, show_conflict


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def version_settings(request: OfficeRequest, city: City) -> HttpResponse:
    """Change the target, while the text may change, and the visibility at any time."""
    version = asked_version(request, city)
    is_visibility = "visibility" in request.POST
    form = VersionForm(None if is_visibility else posted(request), version=version)
    visibility = VisibilityForm(posted(request) if is_visibility else None, version=version)

    def save(fields: dict[str, Any]) -> ContractVersion:
        if is_visibility:
            return set_visibility(version_id=version.pk, by=request.user, **visibility.answers())
        return update_version(version_id=version.pk, by=request.user, **fields)

    sent = visibility if is_visibility else form
    if request.method == "POST" and save_form(sent, save) is not None:
        messages.success(request, _("The settings were saved."))
        return back_to(version)
    differences, is_late = [], has_conflict(sent)
    if is_late:
        version = find_version(city, version.number)
        fresh = (VisibilityForm if is_visibility else VersionForm)(version=version)
        differences = show_conflict(sent, fresh, version)
    return show_office(
        request,
        "contracts/version_settings.html",
        status=409 if is_late else 200,
        title=_("Settings of version %(number)s") % {"number": version.number},
        city=city,
        crumbs=version_crumbs(city, version),
        version=version,
        form=form,
        visibility=visibility,
        sent=sent,
        differences=differences,
        submit_label=_("Save"),
        cancel_url=version_url(version),
    )
