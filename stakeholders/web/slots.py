"""The way into the pages of a signature: by the secret link of the mail, or by one's own slot once signed in."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from core.clock import database_now
from stakeholders.enums import RequestState, SignerState
from stakeholders.models import RequestSigner
from stakeholders.selectors.signing import find_slot, slots_of
from stakeholders.web.signing_frame import show_standing

View = Callable[..., HttpResponseBase]


class Standing(StrEnum):
    """How things stand with one person's part in a request; the word chooses what its page says."""

    OPEN = "open"
    WAITING = "waiting"
    SIGNED = "signed"
    DECLINED = "declined"
    HANDED_OVER = "handed_over"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    WRONG_PERSON = "wrong_person"


OWN_END = {
    SignerState.SIGNED: Standing.SIGNED,
    SignerState.DECLINED: Standing.DECLINED,
    SignerState.HANDED_OVER: Standing.HANDED_OVER,
}
REQUEST_END = {
    RequestState.CANCELLED: Standing.CANCELLED,
    RequestState.EXPIRED: Standing.EXPIRED,
}
STATUS = {Standing.UNKNOWN: 404, Standing.WRONG_PERSON: 403, Standing.WAITING: 200, Standing.SIGNED: 200}
"""What the server answers; everything else has gone (410)."""


def standing_of(slot: RequestSigner, now: datetime) -> Standing:
    """What the person of a slot can do with it at this moment."""
    state, request = SignerState(slot.state), slot.request
    if state in OWN_END:
        return OWN_END[state]
    if request.state != RequestState.COLLECTING:
        return REQUEST_END.get(RequestState(request.state), Standing.CLOSED)
    if request.expires_at <= now:
        return Standing.EXPIRED
    if state == SignerState.CLOSED:
        return Standing.CLOSED
    return Standing.WAITING if state == SignerState.WAITING else Standing.OPEN


def signing_page(
    *, lets_read: bool = False, allowed: tuple[Standing, ...] = (Standing.OPEN,)
) -> Callable[[View], View]:
    """Give the view the slot of the address; whoever may not go further gets a page that says why.

    The link alone lets read (`lets_read`); everything else is for its person, signed in.
    """

    def decorate(view: View) -> View:
        @sensitive_variables("token")
        @never_cache
        @wraps(view)
        def page(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
            response = _enter(request, token, view, kwargs, lets_read=lets_read, allowed=allowed)
            # Browsers send forms of a page without referrer with the origin "null", which is refused as forged.
            response["Referrer-Policy"] = "strict-origin"
            return response

        return page

    return decorate


@sensitive_variables("token")
def _enter(
    request: HttpRequest,
    token: str,
    view: View,
    kwargs: dict[str, Any],
    *,
    lets_read: bool,
    allowed: tuple[Standing, ...],
) -> HttpResponseBase:
    if _slot_id(token) and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    slot = _find(request, token)
    if slot is None:
        return _show(request, Standing.UNKNOWN, None, token)
    if request.user.is_authenticated and request.user.pk != slot.person_id:
        return _show(request, Standing.WRONG_PERSON, slot, token)
    standing = standing_of(slot, database_now())
    if standing not in allowed:
        return _show(request, standing, slot, token)
    is_read_only = lets_read and standing == Standing.OPEN  # an old mail opens nothing
    if not request.user.is_authenticated and not is_read_only:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    return view(request, slot, token=token, **kwargs)


def _show(
    request: HttpRequest, standing: Standing, slot: RequestSigner | None, token: str
) -> HttpResponseBase:
    return show_standing(request, standing.value, slot, token=token, status=STATUS.get(standing, 410))


def _find(request: HttpRequest, token: str) -> RequestSigner | None:
    """The slot of a secret link, or the slot with this id where it is one's own."""
    slot_id = _slot_id(token)
    if slot_id is None:
        return find_slot(token)
    return slots_of(request.user).filter(pk=slot_id).first()  # type: ignore[arg-type]  # signed in


def _slot_id(token: str) -> UUID | None:
    """The id of a slot, where the address names one instead of the secret of a link."""
    try:
        return UUID(token)
    except ValueError:
        return None
