"""The one place where a rule stops a request or a service."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core.models import Revised

IDENTITY_PROOF = "identity_proof"
"""Key of the session: which provider vouched for the person (provider, iss, sub, acr, auth_time)."""
RECENT_SECONDS = 300


def require(rule: Callable[[Any, Any], bool], user: Any, thing: Any) -> None:
    """Raise `PermissionDenied` unless the rule holds."""
    if not rule(user, thing):
        raise PermissionDenied(rule.__name__)


class Conflict(ValidationError):
    """Someone else changed the row in the meantime."""

    code = "conflict"


def check_revision(row: Revised, revision: int | None) -> None:
    """Raise `Conflict` when the form was filled from an older state of the row (optimistic locking)."""
    if revision is not None and row.revision != revision:
        raise Conflict(
            _(
                "Someone else changed this in the meantime (revision %(now)s, yours was %(yours)s). "
                "Your text is kept below: compare it with the current state and save again."
            )
            % {"now": row.revision, "yours": revision},
            code=Conflict.code,
        )


def recently_authenticated(request: HttpRequest, seconds: int = RECENT_SECONDS) -> bool:
    """Whether the person proved who they are in this session within the last seconds, by signing in or again."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    return any(0 <= time.time() - record["at"] <= seconds for record in records)


def reauthenticated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for a new proof of who one is before a page that signs or erases, unless there was one just now.

    Who has a password, a passkey or a code generator proves it by that and is led back, with what they had sent. Who
    signs in only by e-mail code or by the city's gateway signs in anew.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if recently_authenticated(request):
            return view(request, *args, **kwargs)
        if get_reauthentication_flows(user):
            raise ReauthenticationRequired
        logout(request)
        messages.info(request, _("Sign in again: this page needs a fresh proof of who you are."))
        return redirect_to_login(request.get_full_path(), reverse("account_login"))

    return guarded


def reauthenticated_to_send(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same for what is sent from a page that anyone who may open it may read."""
    sending = reauthenticated(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (sending if request.method == "POST" else view)(request, *args, **kwargs)

    return guarded
