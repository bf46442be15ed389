"""Signing with a certificate of one's own: download the document, sign it elsewhere, send it back, read the verdict."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.typesetting import PaperFailed
from core.web.forms import posted, save_form
from stakeholders.enums import SignatureRoute, Verdict
from stakeholders.models import ExternalSignedFile, RequestSigner
from stakeholders.selectors.external import files_of_slot
from stakeholders.selectors.offers import kept_offer
from stakeholders.services.external import offered_file, upload_signed
from stakeholders.web.forms.outside import SignedFileForm
from stakeholders.web.signing_frame import show_aside
from stakeholders.web.slots import Standing, signing_page

TEMPLATE = "stakeholders/signing/outside.html"


@require_http_methods(["GET", "HEAD", "POST"])
@signing_page(allowed=(Standing.OPEN, Standing.SIGNED))
def signing_outside(request: HttpRequest, slot: RequestSigner, token: str) -> HttpResponse:
    """Explain the three steps, take the signed file, and tell what its check found."""
    if hasattr(slot, "signature"):
        return redirect("signing-receipt", token=token)
    form = SignedFileForm(posted(request), request.FILES or None)

    def save(fields: dict[str, Any]) -> ExternalSignedFile:
        return upload_signed(signer_id=slot.pk, by=request.user, file=fields["file"])  # type: ignore[arg-type]  # signed in

    if request.method == "POST" and (sent := _send(request, form, save)):
        return redirect(
            "signing-receipt" if sent.verdict == Verdict.PASSED else "signing-outside", token=token
        )
    return show_aside(
        request,
        TEMPLATE,
        slot,
        token=token,
        title=_("Sign with your own certificate"),
        form=form,
        files=files_of_slot(slot),
        needs_file=slot.request.minimum_route != SignatureRoute.PORTAL,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signing_page()
def signing_offer(request: HttpRequest, slot: RequestSigner, token: str) -> HttpResponse:
    """The document to be signed, the same bytes every time; made by the first who asks for it with the button."""
    pdf = _make_offer(request, slot) if request.method == "POST" else kept_offer(slot.request)
    if pdf is None:
        return redirect("signing-outside", token=token)
    response = HttpResponse(pdf, content_type="application/pdf")
    number = slot.request.version.number
    response["Content-Disposition"] = f'attachment; filename="commitment-version-{number}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _make_offer(request: HttpRequest, slot: RequestSigner) -> bytes | None:
    """The document, or None where it cannot be made and the person was told why."""
    try:
        return offered_file(slot)
    except (PaperFailed, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        return None


def _send(request: HttpRequest, form: SignedFileForm, save: Any) -> ExternalSignedFile | None:
    """Hand a file in; a paper that cannot be made is told like every other trouble."""
    try:
        return save_form(form, save)
    except PaperFailed as error:
        messages.error(request, str(error))
        return None
