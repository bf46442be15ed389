"""Keys on the curve P-256 and the certificates that name them: a root that signs nothing but the portal's own keys."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

ROOT_DAYS, KEY_DAYS = 3653, 1096
"""Ten years, and three."""
CLOCK_SLACK = timedelta(minutes=5)
"""A certificate holds from a little before it was made: clocks of readers differ."""
KEY_ID_DIGITS = 32


@dataclass(frozen=True, slots=True)
class CertifiedKey:
    """A private key with the certificate of its public half."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def make_root(*, name: str, now: datetime) -> CertifiedKey:
    """A new root, which may sign certificates of keys and no certificates of further authorities."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(subject=name, issuer=None, public_key=key.public_key(), now=now, days=ROOT_DAYS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    return CertifiedKey(key, builder.sign(key, SHA256()))


def make_key(*, name: str, root: CertifiedKey, now: datetime) -> CertifiedKey:
    """A new key that signs documents or texts, certified by the root, for three years or as long as the root lives."""
    key = ec.generate_private_key(ec.SECP256R1())
    days = min(KEY_DAYS, (root.certificate.not_valid_after_utc - now).days)
    builder = _builder(subject=name, issuer=root, public_key=key.public_key(), now=now, days=days)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
    return CertifiedKey(key, builder.sign(root.key, SHA256()))


def key_id_of(certificate: x509.Certificate) -> str:
    """How the portal calls a key: the beginning of the SHA-256 of its public half (SubjectPublicKeyInfo)."""
    told = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return sha256(told).hexdigest()[:KEY_ID_DIGITS]


def as_pem(certificate: x509.Certificate) -> str:
    """A certificate as text."""
    return certificate.public_bytes(Encoding.PEM).decode()


def read_pem(text: str) -> x509.Certificate:
    """The first certificate of a text; raises `ValueError` where there is none."""
    return x509.load_pem_x509_certificate(text.encode())


def sha256_of(certificate: x509.Certificate) -> str:
    """The fingerprint of a certificate, as viewers of PDFs show it."""
    return certificate.fingerprint(SHA256()).hex()


def _builder(
    *,
    subject: str,
    issuer: CertifiedKey | None,
    public_key: ec.EllipticCurvePublicKey,
    now: datetime,
    days: int,
) -> x509.CertificateBuilder:
    above = issuer.certificate if issuer else None
    signer = issuer.key.public_key() if issuer else public_key
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(above.subject if above else name)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SLACK)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False)
    )


def _usage(
    *,
    digital_signature: bool = False,
    content_commitment: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
