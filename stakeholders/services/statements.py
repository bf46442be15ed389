"""The statement of a signature: canonical JSON that the portal's key signs."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from core.canonical import canonical_json
from core.models import EvidenceHead
from core.services.evidence import register_proof
from core.services.keys import check_signature
from stakeholders.enums import Side
from stakeholders.models import IdentityProof, RequestSigner, SignatureRecord
from stakeholders.selectors.signing import earlier_signatures

SCHEMA = "ccc-signature/1"
RECORDED = "signature.recorded"
"""The kind of event that tells a signature."""
PREFIX = b"CCC-SIGNATURE-v1\0"


def statement_sha256(text: str) -> str:
    """The digest of a statement; its prefix keeps it from being taken for a digest of anything else."""
    return sha256(PREFIX + text.encode()).hexdigest()


def signed_bytes(text: str) -> bytes:
    """What the portal's key signs: the statement under its prefix."""
    return PREFIX + text.encode()


def write_statement(
    *,
    slot: RequestSigner,
    proof: IdentityProof,
    route: str,
    at: datetime,
    consents: Mapping[str, bool],
    details: Mapping[str, Any] | None = None,
) -> str:
    """What a signer stated: which text, for whom, by what right, proved how, when, after which event of the log.

    The city's statement covers the digests of all signatures before it: it signs them too. The head of the stream is
    locked, so that no event can come between.
    """
    request, version = slot.request, slot.request.version
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "version": str(version.pk),
        "version_sha256": version.sha256,
        "contract": str(version.commitment.contract_id),
        "commitment": str(version.commitment_id),
        "request": str(request.pk),
        "purpose": str(request.kind),
        "effect_on": request.effect_on.isoformat() if request.effect_on else None,
        "reason_sha256": sha256(request.reason.encode()).hexdigest() if request.reason else None,
        "signer": str(slot.pk),
        "person": str(slot.person_id),
        "side": str(slot.side),
        "organisation": str(slot.organisation_id) if slot.organisation_id else None,
        "role": slot.role_title,
        "authority": _authority(slot),
        "route": str(route),
        "proof": _proof(proof),
        "consents": {name: bool(value) for name, value in consents.items()},
        "at": _moment(at),
        "previous_event_sha256": _head_sha256(slot),
    }
    if slot.side == Side.CITY:
        content["countersigns"] = [
            {"signature": str(one.pk), "statement_sha256": one.statement_sha256}
            for one in earlier_signatures(request)
        ]
    if details:
        content["details"] = dict(details)
    return canonical_json(content)


def _proof(proof: IdentityProof) -> dict[str, Any]:
    """How the person proved who they are."""
    return {
        "id": str(proof.pk),
        "method": str(proof.method),
        "level": proof.level or None,
        "issuer": proof.issuer or None,
        "signed_in_at": _moment(proof.signed_in_at),
    }


def _authority(slot: RequestSigner) -> dict[str, Any] | None:
    """Why the person may sign: the mandate, and the digest of its proof."""
    mandate = slot.mandate
    if mandate is None:
        return None
    return {"basis": str(mandate.basis), "mandate": str(mandate.pk), "proof_sha256": mandate.sha256 or None}


def _head_sha256(slot: RequestSigner) -> str:
    stream = slot.request.version.commitment.contract_id
    head, _is_new = EvidenceHead.objects.select_for_update().get_or_create(stream=stream)
    return head.sha256


def _moment(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if value else None


def find_changed_signature(payload: dict[str, Any]) -> Iterable[str]:
    """What is not as an event of signing tells: asked by the check of the evidence log."""
    record = SignatureRecord.objects.filter(pk=payload["signature"]).first()
    if record is None:
        yield "the signature is missing"
        return
    if not statement_sha256(record.statement) == record.statement_sha256 == payload["statement_sha256"]:
        yield "the statement of the signature is not what was signed"
        return
    if not check_signature(record.key_id, signed_bytes(record.statement), record.portal_signature):
        yield "the portal did not sign this statement"


def register_proofs() -> None:
    """Let the check of the evidence log look at the rows of signatures too."""
    register_proof(RECORDED, find_changed_signature)
