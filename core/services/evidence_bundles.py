"""Evidence bundles: one file with which anyone can check the events of a stream without this portal."""

import base64
import json
from typing import Any
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from core.models import Checkpoint, EvidenceEvent, PortalKey
from core.services.checkpoints import inclusion_proof, index_of, moment_text

BUNDLE_SCHEMA = "ccc-evidence/1"


def evidence_bundle(stream: UUID) -> dict[str, Any]:
    """The events of a stream up to the newest checkpoint, and what leads from them to its signature.

    Raises `LookupError` while no checkpoint holds the stream. Payloads name people by their ids only. Its canonical
    JSON is the file that docs/verify/ccc_verify.py checks.
    """
    checkpoint = Checkpoint.objects.select_related("key").first()
    if checkpoint is None:
        raise LookupError("There is no checkpoint yet.")
    heads = json.loads(checkpoint.heads)
    index = index_of(heads, stream)
    return {
        "schema": BUNDLE_SCHEMA,
        "events": [_event(event) for event in _events(stream, up_to=heads[index][1])],
        "head": heads[index],
        "proof": {"index": index, "path": inclusion_proof(checkpoint, stream)},
        "checkpoint": {"note": checkpoint.note, "signature": checkpoint.signature},
        "public_key": public_key_text(checkpoint.key),
    }


def public_key_text(key: PortalKey) -> str:
    """The public half of a key (SubjectPublicKeyInfo, DER, base64); its SHA-256 begins with the key's id."""
    public = x509.load_pem_x509_certificate(key.certificate.encode()).public_key()
    return base64.b64encode(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def _events(stream: UUID, *, up_to: int) -> list[EvidenceEvent]:
    return list(EvidenceEvent.objects.filter(stream=stream, seq__lte=up_to).order_by("seq"))


def _event(event: EvidenceEvent) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": moment_text(event.at),
        "kind": event.kind,
        "payload": event.payload,
        "previous_sha256": event.previous_sha256,
        "sha256": event.sha256,
    }
