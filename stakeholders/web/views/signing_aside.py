"""Beside the four pages of a signature: declining, and handing over to a colleague."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.web.forms import posted, save_form
from stakeholders.models import RequestSigner
from stakeholders.services.slots import decline
from stakeholders.web.colleagues import colleagues_of, hand_over_to
from stakeholders.web.forms.signing import DeclineForm, HandOverForm
from stakeholders.web.signing_frame import show_aside
from stakeholders.web.slots import signing_page


@require_http_methods(["GET", "HEAD", "POST"])
@signing_page()
def signing_decline(request: HttpRequest, slot: RequestSigner, token: str) -> HttpResponse:
    """Ask why, then end the request."""
    form = DeclineForm(posted(request))

    def save(fields: dict[str, Any]) -> Any:
        return decline(signer_id=slot.pk, by=request.user, **fields) or True  # type: ignore[arg-type]  # signed in

    if request.method == "POST" and save_form(form, save):
        return redirect("signing-read", token=token)
    return show_aside(
        request,
        "stakeholders/signing/decline.html",
        slot,
        token=token,
        title=_("Decline to sign"),
        form=form,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signing_page()
def signing_hand_over(request: HttpRequest, slot: RequestSigner, token: str) -> HttpResponse:
    """Ask which colleague signs instead."""
    choices = colleagues_of(slot)
    form = HandOverForm(posted(request), choices=choices) if choices else None

    def save(fields: dict[str, Any]) -> Any:
        return hand_over_to(slot, by=request.user, chosen=fields["colleague"]) or True

    if form and request.method == "POST" and save_form(form, save):
        return redirect("signing-read", token=token)
    return show_aside(
        request,
        "stakeholders/signing/hand_over.html",
        slot,
        token=token,
        title=_("A colleague signs instead of me"),
        form=form,
    )
