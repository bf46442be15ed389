import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied, ValidationError

from core.access import IDENTITY_PROOF
from core.clock import database_now
from core.models import Mail
from stakeholders.enums import ProofMethod
from stakeholders.models import IdentityProof, RequestSigner
from stakeholders.services.proofs import ProofOffered, send_code
from stakeholders.services.signatures import sign
from stakeholders.services.slots import confirm_data
from tests.refusals import refusals
from tests.stakeholders.signing.stage import Stage, last_code, sign_in

pytestmark = pytest.mark.django_db

WRONG = "00000000"


@pytest.fixture
def slot(stage: Stage) -> RequestSigner:
    made = stage.slot(stage.open(), stage.first)
    confirm_data(signer_id=made.pk, by=stage.first)
    return made


def attempt(stage: Stage, slot: RequestSigner, proof: ProofOffered) -> Any:
    return sign(
        signer_id=slot.pk,
        by=slot.person,
        shown_sha256=slot.request.version.sha256,
        proof=proof,
        idempotency_key="one key",
        consents={"sign": True},
    )


def code_refused(stage: Stage, slot: RequestSigner, code: str) -> dict[str, list[str | None]]:
    return refusals(lambda: attempt(stage, slot, stage.offer(slot.person, code=code)))


def send(slot: RequestSigner) -> str:
    send_code(signer_id=slot.pk, by=slot.person)
    return last_code(slot.person)


def test_a_code_is_eight_random_digits_kept_only_as_a_bound_digest(stage: Stage, slot: RequestSigner) -> None:
    code, other = send(slot), send(slot)
    kept = set(IdentityProof.objects.values_list("code_hmac", flat=True))
    assert (len(code), code.isdigit(), code == other) == (8, True, False)
    assert ([len(one) for one in kept], kept & {code, other}) == ([64, 64], set())
    mail = Mail.objects.filter(kind="signing_code").latest("created_at")
    assert (mail.to, f"{other[:4]} {other[4:]}" in mail.subject) == (stage.first.email, True)


def test_a_code_may_be_typed_with_blanks(stage: Stage, slot: RequestSigner) -> None:
    code = send(slot)
    assert (
        attempt(stage, slot, stage.offer(slot.person, code=f" {code[:4]}-{code[4:]} ")).signer_id == slot.pk
    )


def test_a_code_is_heard_five_times_and_the_right_one_then_comes_too_late(
    stage: Stage, slot: RequestSigner
) -> None:
    code = send(slot)
    assert [code_refused(stage, slot, WRONG) for _each in range(5)] == [{"code": ["code"]}] * 5
    assert code_refused(stage, slot, code) == {"code": ["code_tries"]}
    assert IdentityProof.objects.get().attempts == 5


def test_only_the_newest_code_counts(stage: Stage, slot: RequestSigner) -> None:
    first, second = send(slot), send(slot)
    assert code_refused(stage, slot, first) == {"code": ["code"]}
    assert attempt(stage, slot, stage.offer(slot.person, code=second)).signer_id == slot.pk


def test_a_code_is_over_after_ten_minutes(stage: Stage, slot: RequestSigner) -> None:
    code = send(slot)
    now = database_now()
    within = (now + timedelta(minutes=9, seconds=30), now + timedelta(minutes=10))
    assert IdentityProof.objects.filter(expires_at__range=within).count() == 1
    IdentityProof.objects.update(expires_at=database_now())
    assert code_refused(stage, slot, code) == {"code": ["code_over"]}


def test_a_code_works_once(stage: Stage, slot: RequestSigner) -> None:
    code = send(slot)
    IdentityProof.objects.update(consumed_at=database_now())
    assert code_refused(stage, slot, code) == {"code": ["code_over"]}


def test_a_code_is_for_its_own_slot(stage: Stage, slot: RequestSigner) -> None:
    other = stage.slot(slot.request, stage.second)
    confirm_data(signer_id=other.pk, by=stage.second)
    code = send(slot)
    send(other)
    newest = IdentityProof.objects.get(signer=other)
    newest.code_hmac = IdentityProof.objects.get(signer=slot).code_hmac
    newest.save()
    assert code_refused(stage, other, code) == {"code": ["code"]}


def test_no_code_is_no_code(stage: Stage, slot: RequestSigner) -> None:
    assert code_refused(stage, slot, "") == {"code": ["code_over"]}
    send(slot)
    assert code_refused(stage, slot, "") == {"code": ["code"]}


def test_three_codes_are_sent_in_a_quarter_of_an_hour(stage: Stage, slot: RequestSigner) -> None:
    for _each in range(3):
        send(slot)
    assert refusals(lambda: send(slot)) == {"code": ["too_many_codes"]}
    oldest = IdentityProof.objects.earliest("expires_at")
    oldest.expires_at = database_now() - timedelta(minutes=5)
    oldest.save()
    send(slot)
    with pytest.raises(PermissionDenied):
        send_code(signer_id=slot.pk, by=stage.officer)


@pytest.mark.parametrize(("ago_seconds", "is_fresh"), [(290, True), (301, False), (-60, False)])
def test_the_sign_in_is_at_most_five_minutes_old(
    stage: Stage, slot: RequestSigner, ago_seconds: float, is_fresh: bool
) -> None:
    proof = ProofOffered("email_code", sign_in(stage.first, ago_seconds=ago_seconds), send(slot))
    if is_fresh:
        assert attempt(stage, slot, proof).proof.signed_in_at < database_now()
    else:
        assert refusals(lambda: attempt(stage, slot, proof)) == {"proof": ["not_fresh"]}


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[-1]))


def test_a_code_of_the_authenticator_app_proves_and_counts_attempts(
    stage: Stage, slot: RequestSigner
) -> None:
    offer = stage.offer(stage.first, ProofMethod.TOTP, code="123456")
    assert refusals(lambda: attempt(stage, slot, offer)) == {"proof": ["no_totp"]}
    secret = generate_totp_secret()
    TOTP.activate(stage.first, secret)
    wrong = ProofOffered(ProofMethod.TOTP, offer.session_key, "1")
    assert refusals(lambda: attempt(stage, slot, wrong)) == {"code": ["code"]}
    right = ProofOffered(ProofMethod.TOTP, offer.session_key, totp_code(secret))
    record = attempt(stage, slot, right)
    kept = IdentityProof.objects.get()
    assert (kept, kept.method, kept.attempts) == (record.proof, "totp", 2)


def test_an_authenticator_app_cannot_be_guessed(stage: Stage, slot: RequestSigner) -> None:
    secret = generate_totp_secret()
    TOTP.activate(stage.first, secret)
    wrong = stage.offer(stage.first, ProofMethod.TOTP, code="1")
    told = [refusals(lambda: attempt(stage, slot, wrong)) for _each in range(16)]
    assert told == [{"code": ["code"]}] * 15 + [{"code": ["code_tries"]}]
    right = ProofOffered(ProofMethod.TOTP, wrong.session_key, totp_code(secret))
    assert refusals(lambda: attempt(stage, slot, right)) == {"code": ["code_tries"]}


def test_a_passkey_proves_when_it_was_used_just_now(stage: Stage, slot: RequestSigner) -> None:
    assert refusals(lambda: attempt(stage, slot, stage.offer(stage.first, ProofMethod.PASSKEY))) == {
        "proof": ["no_passkey"]
    }
    key = sign_in(stage.first, method="mfa", type=Authenticator.Type.WEBAUTHN, reauthenticated=True)
    record = attempt(stage, slot, ProofOffered(ProofMethod.PASSKEY, key))
    assert (record.proof.method, record.proof.code_hmac) == ("passkey", "")


def gateway_session(stage: Stage, **claims: Any) -> str:
    key = sign_in(stage.first, method="socialaccount", provider="spid", uid="subject")
    session = SessionStore(key)
    told = {"provider": "spid", "iss": "https://gateway.example", "sub": "subject", "acr": "level-2"}
    session[IDENTITY_PROOF] = told | {"auth_time": int(time.time())} | claims
    session.save()
    return key


def test_the_gateway_proves_for_whom_it_vouched_just_now(stage: Stage, slot: RequestSigner) -> None:
    SocialAccount.objects.create(user=stage.first, provider="spid", uid="subject")
    record = attempt(stage, slot, ProofOffered(ProofMethod.OIDC, gateway_session(stage)))
    proof = record.proof
    assert (proof.method, proof.issuer, proof.level) == ("oidc", "https://gateway.example", "level-2")
    assert len(proof.subject_sha256) == 64


@pytest.mark.parametrize(
    "claims", [{"sub": "someone else"}, {"sub": None}, {"auth_time": 1}, {"auth_time": "soon"}]
)
def test_the_gateway_proves_nothing_else(stage: Stage, slot: RequestSigner, claims: dict[str, Any]) -> None:
    SocialAccount.objects.create(user=stage.first, provider="spid", uid="subject")
    offered = ProofOffered(ProofMethod.OIDC, gateway_session(stage, **claims))
    assert refusals(lambda: attempt(stage, slot, offered)) == {"proof": ["no_oidc"]}


def test_a_certificate_is_no_proof_on_the_page(stage: Stage, slot: RequestSigner) -> None:
    offered = stage.offer(stage.first, ProofMethod.CERTIFICATE)
    assert refusals(lambda: attempt(stage, slot, offered)) == {"proof": ["method"]}
    with pytest.raises(ValidationError):
        attempt(stage, slot, stage.offer(stage.first, "unknown"))
