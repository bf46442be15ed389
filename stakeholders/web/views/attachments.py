"""Files beside a commitment: attach, read, remove."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contracts.web.confirming import confirm_first
from core.web.forms import posted, save_form
from stakeholders.models import Attachment
from stakeholders.services.sheets import add_attachment, remove_attachment
from stakeholders.web.commitment_places import CommitmentPlace, Request
from stakeholders.web.forms.commitment_texts import AttachmentForm
from stakeholders.web.pages import send_file
from stakeholders.web.views.sheets import refuse_writing


@require_http_methods(["GET", "HEAD", "POST"])
def attachment_add(request: Request, place: CommitmentPlace) -> HttpResponse:
    """Attach a file to the commitment or to one of its sheets (`scheda` in the address chooses it)."""
    if not place.may_write:
        return refuse_writing(request, place)
    form = AttachmentForm(
        posted(request),
        request.FILES or None,
        commitment=place.commitment,
        chosen=request.GET.get("scheda"),
    )

    def save(fields: dict[str, Any]) -> Attachment:
        return add_attachment(commitment_id=place.commitment.pk, by=request.user, **fields)

    if request.method == "POST" and (saved := save_form(form, save)):
        messages.success(request, _("The file “%(file)s” is attached.") % {"file": saved})
        return redirect(place.url("sheet-detail", saved.sheet_id) if saved.sheet_id else place.detail_url)
    return place.show(
        request,
        "contracts/form_page.html",
        title=_("Attach a file"),
        form=form,
        submit_label=_("Attach"),
        cancel_url=place.detail_url,
    )


@require_safe
def attachment_file(request: Request, place: CommitmentPlace, attachment: UUID) -> HttpResponseBase:
    """Send a file to its organisation or city, as a download."""
    row = _find(place, attachment)
    return send_file(row.file, row.original_name)


@require_http_methods(["GET", "HEAD", "POST"])
def attachment_remove(request: Request, place: CommitmentPlace, attachment: UUID) -> HttpResponse:
    """Ask, then take a file out."""
    row = _find(place, attachment)
    if not place.may_write:
        return refuse_writing(request, place)
    return confirm_first(
        request,
        show=place.show,
        question=_("Remove the file “%(file)s”?") % {"file": row},
        text=_("It is deleted here; attach it again if you need it."),
        confirm_label=_("Remove the file"),
        keep_label=_("Keep it"),
        act=partial(remove_attachment, attachment_id=row.pk, by=request.user),
        told=_("The file “%(file)s” was removed.") % {"file": row},
        back=place.detail_url,
    )


def _find(place: CommitmentPlace, attachment: UUID) -> Attachment:
    return get_object_or_404(place.commitment.attachments.present(), pk=attachment)
