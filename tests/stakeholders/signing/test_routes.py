import json

import pytest
from django.core.exceptions import PermissionDenied

from stakeholders.enums import SignatureRoute, SignerState
from stakeholders.models import RequestSigner
from stakeholders.services.signatures import record_signature, sign
from tests.refusals import refusals
from tests.stakeholders.signing.stage import Stage, make_stage

pytestmark = pytest.mark.django_db

OUTSIDE = {
    "route": SignatureRoute.EXTERNAL,
    "idempotency_key": "outside",
    "subject_sha256": "5" * 64,
    "details": {"file_sha256": "f" * 64},
}


def first_slot(stage: Stage) -> RequestSigner:
    return stage.slot(stage.open(), stage.first)


def test_a_public_body_signs_outside_only() -> None:
    stage = make_stage(is_public_body=True)
    slot = first_slot(stage)
    assert slot.request.minimum_route == SignatureRoute.EXTERNAL
    sent = stage.prepare(slot)
    assert refusals(lambda: sign(**sent)) == {"state": ["route"]}
    outside = OUTSIDE | {"signer_id": slot.pk, "shown_sha256": slot.request.version.sha256}
    paper = outside | {"route": SignatureRoute.PAPER, "by": stage.officer}
    assert refusals(lambda: record_signature(**paper)) == {"state": ["route"]}
    record = record_signature(**outside, by=stage.first)
    assert (record.route, json.loads(record.statement)["details"]) == (
        "external",
        {"by": str(stage.first.pk), "file_sha256": "f" * 64},
    )
    assert stage.slot(slot.request, stage.first).state == SignerState.SIGNED


def test_the_inner_door_is_no_way_around_the_page(stage: Stage) -> None:
    slot = first_slot(stage)
    sent = OUTSIDE | {"signer_id": slot.pk, "shown_sha256": slot.request.version.sha256, "by": stage.first}
    inside = sent | {"route": SignatureRoute.PORTAL}
    assert refusals(lambda: record_signature(**inside)) == {"route": ["route"]}
    for wrong in ({"by": stage.second}, {"route": SignatureRoute.PAPER}):
        with pytest.raises(PermissionDenied):
            record_signature(**sent | wrong)
    record = record_signature(**sent | {"by": stage.officer, "route": SignatureRoute.PAPER})
    assert record_signature(**sent | {"by": stage.officer}) == record
