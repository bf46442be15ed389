"""How the person before the screen can prove who they are, beside having signed in just now."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from core.access import RECENT_SECONDS
from core.clock import database_now
from stakeholders.enums import ProofMethod
from stakeholders.models import IdentityProof, RequestSigner


def ways_of(request: HttpRequest) -> list[ProofMethod]:
    """The proofs that a person can choose from, the strongest that needs no more work first."""
    ways = []
    if _used_passkey(request):
        ways.append(ProofMethod.PASSKEY)
    if _used_gateway(request):
        ways.append(ProofMethod.OIDC)
    if _has(request, Authenticator.Type.TOTP):
        ways.append(ProofMethod.TOTP)
    return [*ways, ProofMethod.EMAIL_CODE]


def passkey_url(request: HttpRequest) -> str:
    """Where a person with a passkey uses it and comes back; empty for the others, and for who used it just now."""
    if _used_passkey(request) or not _has(request, Authenticator.Type.WEBAUTHN):
        return ""
    return f"{reverse('mfa_reauthenticate_webauthn')}?{urlencode({'next': request.path})}"


def newest_code(slot: RequestSigner) -> IdentityProof | None:
    """The code that was sent last, as long as it can be used."""
    codes = slot.proofs.filter(method=ProofMethod.EMAIL_CODE, consumed_at=None, expires_at__gt=database_now())
    return codes.order_by("-made_at").first()


def _has(request: HttpRequest, kind: Any) -> bool:
    return Authenticator.objects.filter(user=request.user.pk, type=kind).exists()


def _used_passkey(request: HttpRequest) -> bool:
    return _lately(request, lambda record: record.get("type") == Authenticator.Type.WEBAUTHN)


def _used_gateway(request: HttpRequest) -> bool:
    """Whether the city's gateway vouched for the person in the last minutes."""
    return _lately(request, lambda record: record.get("method") == "socialaccount")


def _lately(request: HttpRequest, holds: Callable[[dict[str, Any]], bool]) -> bool:
    """Whether there was a sign-in of a kind in the last minutes; the service judges again, from the stored session."""
    records = get_authentication_records(request, request.user)
    return any(holds(record) and 0 <= time.time() - record["at"] <= RECENT_SECONDS for record in records)
