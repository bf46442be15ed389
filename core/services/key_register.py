"""What others may know about the portal's keys: the public register, and what a signature is worth today."""

from datetime import datetime
from typing import Any

from core.certificates import read_pem, sha256_of
from core.enums import KeyStanding, KeyState
from core.models import PortalKey

FORMAT = "ccc-seal-keys/1"


def published_keys() -> dict[str, Any]:
    """Every key that ever signed for the portal, with its certificates and state, as it is published."""
    keys = PortalKey.objects.order_by("purpose", "-created_at", "key_id")
    return {"format": FORMAT, "keys": [_as_dict(key) for key in keys]}


def key_standing(key_id: str, *, proven_at: datetime | None = None) -> KeyStanding:
    """What a signature by this key is worth today.

    `proven_at`: the earliest moment for which others than the key's holder testify that the signature was there
    already, by a time stamp of an authority or by a published checkpoint. A revoked key may sign with any date it
    likes, so without such a moment a person must look.
    """
    key = PortalKey.objects.filter(key_id=key_id).first()
    if key is None:
        return KeyStanding.UNKNOWN
    if key.state != KeyState.REVOKED:
        return KeyStanding.GOOD
    if proven_at is not None and key.revoked_at is not None and proven_at < key.revoked_at:
        return KeyStanding.SIGNED_BEFORE_REVOCATION
    return KeyStanding.NEEDS_REVIEW


def _as_dict(key: PortalKey) -> dict[str, Any]:
    told = {
        "key_id": key.key_id,
        "purpose": key.purpose,
        "state": key.state,
        "algorithm": "ECDSA P-256 SHA-256",
        "not_before": key.not_before.isoformat(),
        "not_after": key.not_after.isoformat(),
        "certificate": key.certificate,
        "certificate_sha256": sha256_of(read_pem(key.certificate)),
        "chain": key.chain,
    }
    if key.revoked_at is None:
        return told
    return told | {"revoked_at": key.revoked_at.isoformat(), "revoked_reason": key.revoked_reason}
