"""How a signer proves who they are: signed in just now in a session of their own, and one proof more.

Nothing but a session of a browser can offer a proof: what the proof says of the sign-in is read from the stored
session, so a credential of the API, a script or a service has none to offer.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib import import_module
from typing import Any
from uuid import UUID

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from core.access import IDENTITY_PROOF, RECENT_SECONDS
from core.clock import database_now
from core.models import User
from core.services.mail import queue_text
from core.validators import refusal
from stakeholders.emails import MailKindOfSigning, signing_text
from stakeholders.enums import ProofMethod
from stakeholders.models import IdentityProof, RequestSigner
from stakeholders.services.asking import check_open, lock_slot, refuse_unless
from stakeholders.services.slots import check_asked, check_person

CODE_DIGITS = 8
CODE_LIFE = timedelta(minutes=10)
MOST_TRIES = 5
MOST_CODES, CODES_WITHIN = 3, timedelta(minutes=15)
SKEW = timedelta(seconds=5)
"""The clock of the web process, by which sign-ins are noted, may be so far ahead of the database's."""


@dataclass(frozen=True, slots=True)
class ProofOffered:
    """What a signer brings: the session they are signed in with, and a code where the method has one."""

    method: str
    session_key: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a stored session says of the sign-ins of its person: the newest of any kind, and those of each."""

    user: User
    at: datetime
    passkey_at: datetime | None
    gateway_at: datetime | None
    identity: dict[str, Any]


def proof_from_request(request: Any, *, method: str, code: str = "") -> ProofOffered:
    """What the person before a page offers; raises `PermissionDenied` for a request without a session of a browser."""
    session_key = getattr(getattr(request, "session", None), "session_key", None)
    if getattr(request, "auth", None) is not None or not session_key:
        raise PermissionDenied("proof_from_request")
    return ProofOffered(method=method, session_key=session_key, code=code)


def read_sign_in(offered: ProofOffered, person: User, now: datetime) -> SignIn:
    """The sign-in that stands behind a proof; refused unless it is of this person and at most five minutes old."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(offered.session_key or None)
    content = store.load() if offered.session_key else {}
    is_own = content.get(SESSION_KEY) == str(person.pk) and constant_time_compare(
        content.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()
    )
    if not is_own:
        raise PermissionDenied("read_sign_in")
    records = content.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    newest = _newest(records, lambda record: True, now)
    if newest is None:
        raise refusal(
            "proof", _("Sign in again: your last sign-in is more than five minutes ago."), "not_fresh"
        )
    return SignIn(
        user=person,
        at=newest,
        passkey_at=_newest(records, lambda record: record.get("type") == Authenticator.Type.WEBAUTHN, now),
        gateway_at=_newest(records, lambda record: record.get("method") == "socialaccount", now),
        identity=content.get(IDENTITY_PROOF, {}),
    )


@transaction.atomic
def send_code(*, signer_id: UUID, by: User) -> IdentityProof:
    """Send a new code to the address of the signer; the one before is dead. At most three in fifteen minutes."""
    slot, now = lock_slot(signer_id), database_now()
    check_person(slot, by)
    check_open(slot.request, now)
    check_asked(slot)
    _check_rate(slot, ProofMethod.EMAIL_CODE, now)
    code = "".join(secrets.choice("0123456789") for _place in range(CODE_DIGITS))
    proof = IdentityProof(signer=slot, method=ProofMethod.EMAIL_CODE, expires_at=now + CODE_LIFE)
    proof.code_hmac = code_hmac(proof, slot, code)
    proof.save(force_insert=True)
    text = signing_text(
        kind=MailKindOfSigning.CODE, request=slot.request, to=slot.person, code=f"{code[:4]} {code[4:]}"
    )
    queue_text(to=slot.person.email, text=text)
    return proof


def code_hmac(proof: IdentityProof, slot: RequestSigner, code: str) -> str:
    """What the portal keeps of a code: bound by its own secret to this proof, this signer and this text."""
    bound = f"{proof.pk}|{slot.pk}|{slot.request.version.sha256}|{code}"
    return salted_hmac("ccc-signing-code", bound, algorithm="sha256").hexdigest()


def check_code(slot: RequestSigner, code: str, now: datetime) -> IdentityProof | ValidationError:
    """The proof of the newest code, when this is it; each attempt counts, and after five none is heard."""
    newest = slot.proofs.filter(method=ProofMethod.EMAIL_CODE).order_by("-expires_at").first()
    if newest is None or newest.consumed_at is not None or (newest.expires_at or now) <= now:
        return refusal("code", _("This code has run out. Ask for a new one."), "code_over")
    if not _count_try(newest):
        return refusal("code", _("Too many attempts. Ask for a new code."), "code_tries")
    if not constant_time_compare(newest.code_hmac, code_hmac(newest, slot, _digits(code))):
        return refusal("code", _("This is not the code."), "code")
    return newest


def prove_totp(slot: RequestSigner, code: str, now: datetime) -> IdentityProof | ValidationError:
    """A proof by a code of the person's authenticator app; five attempts in a row, fifteen in a quarter of an hour."""
    app = Authenticator.objects.filter(user=slot.person_id, type=Authenticator.Type.TOTP).first()
    if app is None:
        return refusal("proof", _("This account has no authenticator app."), "no_totp")
    proof = _open_totp(slot, now)
    if proof is None or not _count_try(proof):
        return refusal("code", _("Too many attempts. Wait a quarter of an hour."), "code_tries")
    if not app.wrap().validate_code(_digits(code)):
        return refusal("code", _("This is not the code."), "code")
    return proof


def prove_passkey(slot: RequestSigner, sign_in: SignIn) -> IdentityProof | ValidationError:
    """A proof by the passkey with which the person signed in, or confirmed who they are, just now."""
    if sign_in.passkey_at is None:
        return refusal("proof", _("Use your passkey first: the last time is too long ago."), "no_passkey")
    return IdentityProof.objects.create(signer=slot, method=ProofMethod.PASSKEY)


def prove_oidc(slot: RequestSigner, sign_in: SignIn, now: datetime) -> IdentityProof | ValidationError:
    """A proof by the identity provider, which must have vouched just now for the person whose account this is."""
    told = sign_in.identity
    issuer, subject = str(told.get("iss") or told.get("provider") or ""), str(told.get("sub") or "")
    is_own = SocialAccount.objects.filter(user=slot.person_id, uid=subject).exists() if subject else False
    if sign_in.gateway_at is None or not is_own or not _is_recent(told.get("auth_time"), now):
        return refusal("proof", _("Sign in with your identity provider first."), "no_oidc")
    return IdentityProof.objects.create(
        signer=slot,
        method=ProofMethod.OIDC,
        issuer=issuer[:200],
        level=str(told.get("acr") or "")[:120],
        subject_sha256=sha256(f"{issuer}|{subject}".encode()).hexdigest(),
    )


def take_proof(
    slot: RequestSigner, offered: ProofOffered, sign_in: SignIn, now: datetime
) -> IdentityProof | ValidationError:
    """Check what a signer offers. A refusal is returned, not raised: the attempt counts, so it must be committed."""
    ways: dict[str, Callable[[], IdentityProof | ValidationError]] = {
        ProofMethod.EMAIL_CODE: lambda: check_code(slot, offered.code, now),
        ProofMethod.TOTP: lambda: prove_totp(slot, offered.code, now),
        ProofMethod.PASSKEY: lambda: prove_passkey(slot, sign_in),
        ProofMethod.OIDC: lambda: prove_oidc(slot, sign_in, now),
    }
    prove = ways.get(offered.method)
    if prove is None:
        return refusal("proof", _("Choose how you prove who you are."), "method")
    return prove()


def consume_proof(proof: IdentityProof, sign_in_at: datetime | None, now: datetime) -> None:
    """Use a proof up: it works once. Raises for one that was used before."""
    fresh = IdentityProof.objects.filter(pk=proof.pk, consumed_at=None)
    used = fresh.update(consumed_at=now, signed_in_at=sign_in_at)
    refuse_unless(used, "proof", _("This proof was used already."), "proof_used")
    proof.consumed_at, proof.signed_in_at = now, sign_in_at


def _is_recent(auth_time: Any, now: datetime) -> bool:
    """Whether the provider asked the person just now; one that does not tell when is taken by our own clock alone."""
    try:
        moment = None if auth_time is None else datetime.fromtimestamp(float(auth_time), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return False
    return moment is None or now - timedelta(seconds=RECENT_SECONDS) <= moment <= now + SKEW


def _newest(records: Any, holds: Callable[[dict[str, Any]], bool], now: datetime) -> datetime | None:
    """The newest of the sign-ins of a kind that is recent enough."""
    moments = [datetime.fromtimestamp(record["at"], UTC) for record in records if holds(record)]
    recent = [one for one in moments if now - timedelta(seconds=RECENT_SECONDS) <= one <= now + SKEW]
    return max(recent, default=None)


def _count_try(proof: IdentityProof) -> bool:
    """Count one more attempt; whether it was still allowed."""
    left = IdentityProof.objects.filter(pk=proof.pk, attempts__lt=MOST_TRIES, consumed_at=None)
    return bool(left.update(attempts=F("attempts") + 1))


def _open_totp(slot: RequestSigner, now: datetime) -> IdentityProof | None:
    """The row that counts attempts of this slot; None when there were too many in the last minutes."""
    rows = slot.proofs.filter(method=ProofMethod.TOTP, consumed_at=None, expires_at__gt=now)
    open_row = rows.filter(attempts__lt=MOST_TRIES).first()
    if open_row is not None:
        return open_row
    if _made_lately(slot, ProofMethod.TOTP, now) >= MOST_CODES:
        return None
    return IdentityProof.objects.create(signer=slot, method=ProofMethod.TOTP, expires_at=now + CODE_LIFE)


def _check_rate(slot: RequestSigner, method: ProofMethod, now: datetime) -> None:
    if _made_lately(slot, method, now) >= MOST_CODES:
        words = _("Three codes were sent in the last minutes. Wait a quarter of an hour.")
        raise refusal("code", words, "too_many_codes")


def _made_lately(slot: RequestSigner, method: ProofMethod, now: datetime) -> int:
    """How many were made in the last fifteen minutes, told by when they end: that was set by the database's clock."""
    return slot.proofs.filter(method=method, expires_at__gt=now - CODES_WITHIN + CODE_LIFE).count()


def _digits(code: str) -> str:
    return "".join(sign for sign in code if sign.isascii() and sign.isdigit())
