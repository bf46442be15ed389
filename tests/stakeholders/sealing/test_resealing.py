"""After a key was revoked: what nobody testifies to is sealed anew, what a checkpoint saw stays as it is."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from core.enums import KeyPurpose, KeyStanding
from core.models import Mail
from core.services.checkpoints import make_checkpoint
from core.services.evidence import check_evidence
from core.services.keys import revoke_key, rotate_key
from core.services.self_test import examine_portal
from stakeholders.models import SealedDocument
from stakeholders.selectors.verification import Status, key_of, status_of
from stakeholders.services.sealing import seal_request
from tests.factories.signing import signed_request

pytestmark = pytest.mark.django_db


def reseal() -> list[str]:
    told = StringIO()
    call_command("seal_pki", "reseal", stdout=told)
    return told.getvalue().splitlines()


def doctor() -> str:
    return next(one.text for one in examine_portal() if one.name == "seals")


def test_a_document_of_a_revoked_key_is_sealed_anew_once(client):
    old = seal_request(request_id=signed_request().pk)
    Mail.objects.all().delete()
    assert (reseal(), doctor()) == (["sealed anew: 0"], "none needs review")
    stolen = revoke_key(key_id=old.key_id, reason="Stolen.")
    assert doctor() == "1 sealed by a revoked key need review: manage.py seal_pki reseal"
    with pytest.raises(CommandError, match="no key in use"):
        reseal()
    rotate_key(purpose=KeyPurpose.SEAL)
    assert reseal()[-1] == "sealed anew: 1"
    new = SealedDocument.objects.get(generation=2)
    assert (new.request, new.key_id == stolen.key_id, key_of(new).standing) == (
        old.request,
        False,
        KeyStanding.GOOD,
    )
    assert (key_of(old).standing, status_of(new).status) == (KeyStanding.NEEDS_REVIEW, Status.IN_FORCE)
    assert (set(Mail.objects.values_list("kind", flat=True)), reseal(), doctor()) == (
        {"commitment_resealed"},
        ["sealed anew: 0"],
        "none needs review",
    )
    assert check_evidence().faults == ()
    page = client.get(reverse("verify-code", args=[old.verify_code])).content.decode()
    assert reverse("verify-code", args=[new.verify_code]) in page


def test_a_document_that_a_checkpoint_saw_before_the_revocation_stays():
    old = seal_request(request_id=signed_request().pk)
    make_checkpoint()
    revoke_key(key_id=old.key_id, reason="Stolen.")
    rotate_key(purpose=KeyPurpose.SEAL)
    assert (reseal(), SealedDocument.objects.get()) == (["sealed anew: 0"], old)
