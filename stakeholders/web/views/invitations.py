"""What the link of an invitation leads to: it lets read; joining takes an account."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from contracts.web.forms.colleagues import AcceptForm
from core.web.forms import posted, save_form
from stakeholders.models import Invitation, OrganisationMembership
from stakeholders.selectors.people import has_account
from stakeholders.services import invitations
from stakeholders.web.invited import drop_invitation, held_invitation, hold_invitation

GONE = 410


@sensitive_variables("token")
@never_cache
@require_safe
def invitation_open(request: HttpRequest, token: str) -> HttpResponse:
    """Take the link once and lead on to an address without it; a dead link answers 410."""
    invitation = invitations.open_invitation(token=token)
    if invitation is None:
        return _without_referrer(render(request, "stakeholders/invitation_gone.html", status=GONE))
    hold_invitation(request, invitation)
    return _without_referrer(redirect("invitation-page"))


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: HttpRequest) -> HttpResponse:
    """Read the invitation and the drafts of the organisation, and accept it.

    The address holds no secret; with the policy no-referrer browsers would send the form with the origin "null", which
    is refused as forged.
    """
    invitation = held_invitation(request)
    if invitation is None:
        return _without_referrer(render(request, "stakeholders/invitation_gone.html", status=GONE))
    if request.method == "POST":
        invitations.mark_opened(invitation_id=invitation.pk)
    form = None
    if request.user.is_authenticated:
        if request.method == "POST" and (joined := _accept(request, invitation)):
            drop_invitation(request)
            return redirect("organisation-home", pk=joined.organisation_id)
    elif not has_account(invitation.email):
        form = AcceptForm(posted(request), initial={"name": invitation.contact_name})
        form.collects_personal_data = True  # read by the template of forms
        if request.method == "POST" and (joined := save_form(form, partial(_join, invitation))):
            drop_invitation(request)
            messages.success(
                request, _("Your account is ready. Sign in with your e-mail address and password.")
            )
            home = reverse("organisation-home", args=[joined.organisation_id])
            return redirect(f"{reverse('account_login')}?next={home}")
    return _show(request, invitation, form)


def _show(request: HttpRequest, invitation: Invitation, form: AcceptForm | None) -> HttpResponse:
    """The page; what it offers depends on who looks."""
    email = getattr(request.user, "email", "")
    context = {
        "title": _("Invitation for %(organisation)s") % {"organisation": invitation.organisation},
        "invitation": invitation,
        "city": invitation.contract.city,
        "commitments": invitation.organisation.commitments.filter(contract=invitation.contract),
        "form": form,
        "is_from_colleague": invitation.organisation.memberships.filter(
            user=invitation.invited_by_id
        ).exists(),
        "is_mine": email.lower() == invitation.email.lower(),
        "login_url": f"{reverse('account_login')}?next={reverse('invitation-page')}",
    }
    return render(request, "stakeholders/invitation_page.html", context)


def _accept(request: HttpRequest, invitation: Invitation) -> OrganisationMembership | None:
    try:
        joined = invitations.accept_invitation(
            invitation_id=invitation.pk,
            token_sha256=invitation.token_sha256,
            by=request.user,  # type: ignore[arg-type]  # signed in: asked for by the caller
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None
    messages.success(request, _("You now act for %(organisation)s.") % {"organisation": joined.organisation})
    return joined


def _join(invitation: Invitation, fields: dict[str, Any]) -> OrganisationMembership:
    return invitations.join_as_new_person(
        invitation_id=invitation.pk, token_sha256=invitation.token_sha256, **fields
    )


def _without_referrer(response: HttpResponse) -> HttpResponse:
    """Tell the browser to tell no other site where it came from."""
    response["Referrer-Policy"] = "no-referrer"
    return response
