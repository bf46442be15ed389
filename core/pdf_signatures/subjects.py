"""Whom a certificate names."""

from hashlib import sha256
from typing import TypedDict

from asn1crypto import x509

KEY_ID_DIGITS = 32
"""As in `core.certificates.key_id_of`; a test compares the two."""


class Subject(TypedDict):
    """Whom a certificate names, and which one it is."""

    certificate_sha256: str
    key_id: str
    signer: str
    given_names: str
    serial_number: str


def describe_subject(certificate: x509.Certificate) -> Subject:
    """The names of a certificate's subject as texts; what it does not say is empty."""
    names = certificate.subject.native
    given = " ".join(_text(names.get(part)) for part in ("given_name", "surname"))
    return {
        "certificate_sha256": sha256(certificate.dump()).hexdigest(),
        "key_id": sha256(certificate.public_key.dump()).hexdigest()[:KEY_ID_DIGITS],
        "signer": _text(names.get("common_name")),
        "given_names": given.strip(),
        "serial_number": _text(names.get("serial_number")),
    }


def _text(value: object) -> str:
    """One text; a name may be told several times."""
    if value is None:
        return ""
    return " ".join(str(one) for one in value) if isinstance(value, list) else str(value)
