"""Officers' pages of API credentials: which there are, new ones shown once, replacing, revoking, taking over."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contracts.models import City
from contracts.rules import can_enter_office
from contracts.web.guards import OfficeRequest, office_page
from contracts.web.pages import show_form, show_office
from core.access import reauthenticated_to_send
from core.web.forms import posted, save_form
from exchange.models import ApiCredential
from exchange.rules import can_manage_credentials
from exchange.selectors.credentials import list_credentials
from exchange.services import credentials
from exchange.services.credentials import IssuedCredential
from exchange.web.forms.credentials import CredentialForm, RotationForm

LIST = "credential-list"


@office_page(can_enter_office)
@require_safe
def credential_list(request: OfficeRequest, city: City) -> HttpResponse:
    """The keys of the city's machines."""
    return show_office(
        request,
        "exchange/credential_list.html",
        title=_("API credentials"),
        city=city,
        rows=list_credentials(city, request.user, timezone.now()),
        can_manage=can_manage_credentials(request.user, city),
    )


@office_page(can_manage_credentials)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthenticated_to_send
def credential_create(request: OfficeRequest, city: City) -> HttpResponse:
    """Make a key; its token stands on the answer and nowhere else."""
    form = CredentialForm(posted(request))

    def save(fields: dict[str, Any]) -> IssuedCredential:
        return credentials.create_credential(city=city, by=request.user, **fields)

    if request.method == "POST" and (issued := save_form(form, save)):
        return _show_token(request, city, issued)
    return show_form(
        request,
        city=city,
        crumbs=_crumbs(city),
        cancel_url=_crumbs(city)[0][1],
        form=form,
        title=_("New API credential"),
        intro=_("It acts in your name, with no more than your rights in %(city)s.") % {"city": city},
        submit_label=_("Make the credential"),
    )


@office_page(can_manage_credentials)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def credential_rotate(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Make a key that takes the place of another one; what is not there is not, whoever has proved who they are."""
    return _rotate(request, city, _find(city, pk))


@reauthenticated_to_send
def _rotate(request: OfficeRequest, city: City, old: ApiCredential) -> HttpResponse:
    """The form, and after it the token, which stands on the answer and nowhere else."""
    form = RotationForm(posted(request))

    def save(fields: dict[str, Any]) -> IssuedCredential:
        return credentials.rotate_credential(credential_id=old.pk, by=request.user, **fields)

    if request.method == "POST" and (issued := save_form(form, save)):
        return _show_token(request, city, issued)
    return show_form(
        request,
        city=city,
        crumbs=_crumbs(city),
        cancel_url=_crumbs(city)[0][1],
        form=form,
        title=_("Replace the credential “%(label)s”") % {"label": old},
        intro=_("The new one may do the same from the same addresses. From now on you answer for it."),
        submit_label=_("Make the new credential"),
    )


@office_page(can_manage_credentials)
@require_http_methods(["GET", "HEAD", "POST"])
def credential_revoke(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then end a key at once."""
    return _ask_and_do(
        request,
        _find(city, pk),
        credentials.revoke_credential,
        question=_("Revoke the credential “%(label)s”?"),
        text=_("The system that uses it is turned away from its next call on. This cannot be taken back."),
        confirm_label=_("Revoke the credential"),
        told=_("The credential “%(label)s” was revoked."),
    )


@office_page(can_manage_credentials)
@require_http_methods(["GET", "HEAD", "POST"])
def credential_take_over(request: OfficeRequest, city: City, pk: UUID) -> HttpResponse:
    """Ask, then let the person answer for a key from now on."""
    return _ask_and_do(
        request,
        _find(city, pk),
        credentials.take_over_credential,
        question=_("Answer for the credential “%(label)s”?"),
        text=_(
            "From now on it acts in your name, with your rights, and the history shows your name beside its own."
        ),
        confirm_label=_("Answer for the credential"),
        told=_("You answer for the credential “%(label)s” now."),
        look="btn-primary",
    )


def _show_token(request: OfficeRequest, city: City, issued: IssuedCredential) -> HttpResponse:
    return show_office(
        request,
        "exchange/credential_token.html",
        title=_("The credential “%(label)s” was made") % {"label": issued.credential},
        city=city,
        crumbs=_crumbs(city),
        issued=issued,
        back_url=_crumbs(city)[0][1],
    )


def _ask_and_do(
    request: OfficeRequest,
    credential: ApiCredential,
    act: Callable[..., ApiCredential],
    *,
    question: str,
    told: str,
    **context: Any,
) -> HttpResponse:
    """Ask; once confirmed do it, and say so on the list, or why not. The words may name the key by `label`."""
    city, label = cast("City", credential.city), {"label": credential}
    if request.method == "POST":
        try:
            act(credential_id=credential.pk, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, told % label)
        return redirect(LIST, city=city.slug)
    return show_office(
        request,
        "contracts/confirm_page.html",
        title=question % label,
        city=city,
        crumbs=_crumbs(city),
        question=question % label,
        keep_label=_("Leave it as it is"),
        keep_url=_crumbs(city)[0][1],
        **context,
    )


def _crumbs(city: City) -> tuple[tuple[str, str], ...]:
    return ((_("API credentials"), reverse(LIST, args=[city.slug])),)


def _find(city: City, pk: UUID) -> ApiCredential:
    return get_object_or_404(ApiCredential.objects.select_related("city"), city=city, pk=pk)
