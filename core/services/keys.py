"""The portal's keys: making, using, rotating and revoking them, each an event of the evidence log.

One key does one thing (`KeyPurpose`). Rows hold what is public; the private halves are files (`core.key_files`).
"""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.certificates import CertifiedKey, as_pem, key_id_of, make_key, make_root, read_pem, sha256_of
from core.enums import KeyPurpose, KeyState
from core.key_files import (
    FOR_WEB,
    ROOT_NAME,
    KeyUnusable,
    certificate_path,
    private_path,
    read_private,
    write_private,
    write_whole,
)
from core.models import EvidenceHead, PortalKey
from core.services.evidence import append_event, register_proof

KEYS_STREAM = uuid5(NAMESPACE_URL, "ccc:keys")
"""The stream of the evidence log that tells what became of keys."""
MADE, ROTATED, REVOKED = "key.made", "key.rotated", "key.revoked"
ALGORITHM = ec.ECDSA(SHA256())
SUBJECTS = {
    KeyPurpose.SEAL: "Portal seal",
    KeyPurpose.STATEMENT: "Portal statements",
    KeyPurpose.CHECKPOINT: "Portal checkpoints",
}


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature (ECDSA on P-256 with SHA-256, DER, base64) and the key that made it."""

    key_id: str
    signature_base64: str


@transaction.atomic
def ensure_keys() -> list[PortalKey]:
    """Make the root and a key for every purpose that has none in use; the keys that were made.

    A key in use whose file is missing is left as it is: only a person can tell whether it was lost or is elsewhere.
    """
    _lock_keys()
    present = set(PortalKey.objects.filter(state=KeyState.ACTIVE).values_list("purpose", flat=True))
    return [_make_key(purpose) for purpose in KeyPurpose if purpose not in present]


def active_key(purpose: KeyPurpose) -> PortalKey:
    """The key in use for a purpose; raises `KeyUnusable` where there is none, or its certificate does not hold now."""
    key = PortalKey.objects.filter(purpose=purpose, state=KeyState.ACTIVE).first()
    if key is None:
        raise KeyUnusable(f"There is no key in use for {purpose}: manage.py seal_pki init makes one.")
    if not key.not_before <= timezone.now() < key.not_after:
        raise KeyUnusable(f"The certificate of key {key.key_id} does not hold today: rotate the key.")
    return key


def sign_bytes(purpose: KeyPurpose, data: bytes) -> Signed:
    """Sign with the key in use for a purpose; raises `KeyUnusable`."""
    key = active_key(purpose)
    signature = read_private(key.key_id).sign(data, ALGORITHM)
    return Signed(key.key_id, base64.b64encode(signature).decode())


def check_signature(key_id: str, data: bytes, signature_base64: str) -> bool:
    """Whether a signature over these bytes is by this key of ours; `key_standing` tells what the key is worth today."""
    key = PortalKey.objects.filter(key_id=key_id).first()
    if key is None:
        return False
    public = read_pem(key.certificate).public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey):
        return False
    try:
        public.verify(base64.b64decode(signature_base64, validate=True), data, ALGORITHM)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


@transaction.atomic
def rotate_key(*, purpose: KeyPurpose) -> PortalKey:
    """Put a new key in use; the one before proves what it signed, and signs no more. Raises `KeyUnusable`."""
    _lock_keys()
    old = PortalKey.objects.filter(purpose=purpose, state=KeyState.ACTIVE).first()
    if old is not None:
        old.state = KeyState.VERIFY_ONLY
        old.save(update_fields=["state"])
    new = _make_key(purpose)
    if old is not None:
        append_event(stream=KEYS_STREAM, kind=ROTATED, payload={"key": new.key_id, "instead_of": old.key_id})
    return new


@transaction.atomic
def revoke_key(*, key_id: str, reason: str) -> PortalKey:
    """Trust a key no more, from now on; `rotate_key` puts another in its place. Revoking twice changes nothing.

    The reason is kept beside the key, its digest in the log, which names nobody. Raises `ValueError` for an unknown
    key or without a reason.
    """
    _lock_keys()
    key = PortalKey.objects.filter(key_id=key_id).first()
    if key is None:
        raise ValueError(f"There is no key {key_id}.")
    if not reason.strip():
        raise ValueError("Say why the key is revoked.")
    if key.state != KeyState.REVOKED:
        key.state, key.revoked_at, key.revoked_reason = KeyState.REVOKED, timezone.now(), reason.strip()
        key.save(update_fields=["state", "revoked_at", "revoked_reason"])
        payload = {"key": key.key_id, "reason_sha256": _digest(key.revoked_reason)}
        append_event(stream=KEYS_STREAM, kind=REVOKED, payload=payload)
    return key


def _lock_keys() -> None:
    """Let one process at a time change keys: the head of their stream is locked until the transaction ends."""
    EvidenceHead.objects.select_for_update().get_or_create(stream=KEYS_STREAM)


def _make_key(purpose: KeyPurpose) -> PortalKey:
    """Make one key: its file before its row, so that no row names a key that nobody has."""
    root = _root()
    made = make_key(name=f"{SUBJECTS[purpose]} - {_host()}", root=root, now=timezone.now())
    key_id = key_id_of(made.certificate)
    write_private(key_id, made.key, folder=FOR_WEB if purpose == KeyPurpose.STATEMENT else "")
    key = PortalKey.objects.create(
        key_id=key_id,
        purpose=purpose,
        certificate=as_pem(made.certificate),
        chain=as_pem(root.certificate),
        not_before=made.certificate.not_valid_before_utc,
        not_after=made.certificate.not_valid_after_utc,
    )
    payload = {"key": key_id, "purpose": str(purpose), "certificate_sha256": sha256_of(made.certificate)}
    append_event(stream=KEYS_STREAM, kind=MADE, payload=payload)
    return key


def _root() -> CertifiedKey:
    """The root of the portal; made where there is none. Raises `KeyUnusable` while its private half is elsewhere."""
    path = certificate_path(ROOT_NAME)
    if not path.exists() and not private_path(ROOT_NAME).exists():
        made = make_root(name=f"Portal root - {_host()}", now=timezone.now())
        write_private(ROOT_NAME, made.key)
        write_whole(path, as_pem(made.certificate).encode(), mode=0o444)
        return made
    try:
        certificate = read_pem(path.read_text())
    except (OSError, ValueError) as error:
        raise KeyUnusable(f"The certificate of the root cannot be read from {path}.") from error
    key = read_private(ROOT_NAME)
    if key.public_key() != certificate.public_key():
        raise KeyUnusable(f"{path} is not the certificate of the private key beside it.")
    return CertifiedKey(key, certificate)


def _host() -> str:
    return (urlsplit(settings.PORTAL_ADDRESS).hostname or "portal")[:40]


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _find_changed_certificate(payload: dict[str, Any]) -> Iterator[str]:
    """Whether the key that was made still has the certificate that it was made with."""
    key = PortalKey.objects.filter(key_id=payload["key"]).first()
    if key is None:
        yield "the key that was made is missing"
        return
    is_same = sha256_of(read_pem(key.certificate)) == payload["certificate_sha256"]
    if not is_same or key.purpose != payload["purpose"]:
        yield "the key has another certificate or purpose than it was made with"


def _find_undone_revocation(payload: dict[str, Any]) -> Iterator[str]:
    """Whether the key that was revoked still is, for the reason that was given."""
    is_told = PortalKey.objects.filter(
        key_id=payload["key"], state=KeyState.REVOKED, revoked_at__isnull=False
    ).first()
    if is_told is None or _digest(is_told.revoked_reason) != payload["reason_sha256"]:
        yield "the key is no longer revoked as it was"


def register_proofs() -> None:
    """Let the check of the evidence log look at the rows of keys too."""
    register_proof(MADE, _find_changed_certificate)
    register_proof(REVOKED, _find_undone_revocation)
