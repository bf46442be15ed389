"""The page behind the link of an invitation; the link itself is the right to it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from contracts.services import colleagues
from contracts.web.forms.colleagues import AcceptForm
from core.models import User
from core.web.forms import posted, save_form


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, uidb64: str, token: str) -> HttpResponse:
    """Choose name and password; a link that was used, has run out or was taken back answers 410."""
    person = colleagues.invited_user(uidb64=uidb64, token=token)
    if person is None:
        return render(request, "contracts/invitation_gone.html", status=410)
    form = AcceptForm(posted(request), initial={"name": person.name})
    if request.method == "POST" and save_form(form, partial(_accept, uidb64, token)) is not None:
        messages.success(request, _("Your account is ready. Sign in with your e-mail address and password."))
        return redirect("account_login")
    title = _("Welcome: choose your password")
    return render(
        request, "contracts/invitation_accept.html", {"title": title, "form": form, "person": person}
    )


def _accept(uidb64: str, token: str, fields: dict[str, Any]) -> User:
    return colleagues.accept_invitation(uidb64=uidb64, token=token, **fields)
