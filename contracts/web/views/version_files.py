"""Officers' doors to the files of a version; a file is only ever sent as a download."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts import rules
from contracts.models import City, VersionFile
from contracts.services.version_files import add_version_file, remove_version_file
from contracts.web.confirming import confirm_first
from contracts.web.forms.lifecycle import FileForm
from contracts.web.guards import OfficeRequest, contract_of, office_page
from contracts.web.pages import show_form
from contracts.web.versions import asked_version, back_to, version_crumbs, version_url
from core.uploads import content_type
from core.web.forms import posted, save_form

ALONE = "default-src 'none'; sandbox"
"""What a browser may do with a file of strangers: nothing."""


@office_page(rules.can_enter_office)
@require_safe
def version_file(request: OfficeRequest, city: City, pk: UUID) -> HttpResponseBase:
    """Send a file to a member of the team, as a download that no browser opens or guesses at."""
    row = _find(city, pk)
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("The file is not in the store any more.")) from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=row.original_name,
        content_type=content_type(str(row.file.name)),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = ALONE
    return response


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def version_file_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Add a file to a version."""
    version = asked_version(request, city)
    form = FileForm(posted(request), request.FILES or None)

    def save(fields: dict[str, Any]) -> VersionFile:
        return add_version_file(version_id=version.pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The file “%(file)s” was added.") % {"file": saved})
        return back_to(version)
    return show_form(
        request,
        "contracts/version_form.html",
        title=_("Add a file"),
        city=city,
        crumbs=version_crumbs(city, version),
        version=version,
        form=form,
        submit_label=_("Add the file"),
        cancel_url=version_url(version),
    )


@office_page(rules.can_edit_city)
@require_http_methods(["GET", "HEAD", "POST"])
def version_file_remove(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then take out a file."""
    row = _find(city, pk)
    return confirm_first(
        request,
        city=city,
        crumbs=version_crumbs(city, row.version),
        question=_("Take out the file “%(file)s”?") % {"file": row},
        text=_("The file is deleted for good; the history keeps that it was there."),
        confirm_label=_("Take out the file"),
        keep_label=_("Keep it"),
        act=partial(remove_version_file, file_id=pk, by=request.user),
        told=_("The file “%(file)s” was taken out.") % {"file": row},
        back=version_url(row.version),
    )


def _find(city: City, pk: UUID) -> VersionFile:
    rows = VersionFile.objects.select_related("version__contract__city")
    return get_object_or_404(rows, version__contract=contract_of(city), pk=pk)
