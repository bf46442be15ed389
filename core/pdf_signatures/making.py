"""Sealing a PDF: an invisible PAdES signature by a key of the portal, with or without a time stamp."""

from dataclasses import dataclass
from io import BytesIO

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

RESERVED_DIGITS = {False: 8_192, True: 32_768}
"""Hexadecimal digits kept free for the signature, without and with a time stamp."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who seals: a private key, its certificate and the certificates above it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


def add_seal(
    pdf: bytes,
    *,
    signer: Signer,
    field_name: str,
    label: str,
    reason: str,
    certify: bool,
    timestamper: TimeStamper | None = None,
) -> bytes:
    """The PDF with a seal appended; what was there stays byte for byte.

    `label` is what a screen reader says of the field. A seal that certifies allows no change after it, and must be the
    first signature of the file.
    """
    metadata = PdfSignatureMetadata(
        field_name=field_name,
        md_algorithm="sha256",
        reason=reason,
        certify=certify,
        subfilter=SigSeedSubFilter.PADES,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    field = SigFieldSpec(sig_field_name=field_name, readable_field_name=label)
    sealed = PdfSigner(
        metadata, signer=pyhanko_signer(signer), timestamper=timestamper, new_field_spec=field
    ).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), bytes_reserved=RESERVED_DIGITS[timestamper is not None]
    )
    return bytes(sealed.getvalue())


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """A certificate as pyHanko takes it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def pyhanko_signer(signer: Signer) -> SimpleSigner:
    """A signer as pyHanko takes it."""
    told = signer.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    above = SimpleCertificateStore.from_certs([as_asn1(one) for one in signer.chain])
    return SimpleSigner(
        signing_cert=as_asn1(signer.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(told),
        cert_registry=above,
    )
