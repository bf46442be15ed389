"""Which certificates are believed while a signature is read, and what is known about revoked ones."""

from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import crl as asn1_crl
from asn1crypto import pem, x509
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext


@dataclass(frozen=True, slots=True)
class Roots:
    """Roots that signatures and time stamps must lead to, and lists of revoked certificates."""

    signers: list[x509.Certificate] = field(default_factory=list)
    stamps: list[x509.Certificate] = field(default_factory=list)
    revocations: list[asn1_crl.CertificateList] = field(default_factory=list)


def read_roots(*, signers: str, stamps: str, revocations: str) -> Roots:
    """Roots from texts in PEM, any of them empty; raises `ValueError` for what is no such text."""
    return Roots(
        signers=[x509.Certificate.load(one) for one in _blocks(signers)],
        stamps=[x509.Certificate.load(one) for one in _blocks(stamps)],
        revocations=[asn1_crl.CertificateList.load(one) for one in _blocks(revocations)],
    )


def make_context(
    certificates: list[x509.Certificate],
    roots: Roots,
    signature: EmbeddedPdfSignature | None,
    *,
    at: datetime | None,
    needs_revocation: bool,
) -> ValidationContext:
    """What a signature is validated with: at a moment, or now; without asking any network."""
    crls, ocsps = _stored_in(signature) if signature else ([], [])
    return ValidationContext(
        trust_roots=certificates,
        allow_fetching=False,
        moment=at,
        crls=[*roots.revocations, *crls],
        ocsps=ocsps,
        revocation_mode="require" if needs_revocation else "soft-fail",
    )


def _stored_in(signature: EmbeddedPdfSignature) -> tuple[list[bytes], list[bytes]]:
    """Lists of revoked certificates, and answers about one, that the file carries for later (long-term validation)."""
    try:
        store = DocumentSecurityStore.read_dss(signature.reader)
    except NoDSSFoundError:
        return [], []
    crls = [one.get_object().data for one in store.crls]
    return crls, [one.get_object().data for one in store.ocsps]


def _blocks(text: str) -> list[bytes]:
    if not text.strip():
        return []
    return [der for _kind, _headers, der in pem.unarmor(text.encode(), multiple=True)]
