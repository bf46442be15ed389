"""What a certificate may be used for, where it signs a document."""

from asn1crypto import x509
from pyhanko.sign.validation.settings import KeyUsageConstraints

SIGNING = {"non_repudiation", "digital_signature"}
USAGES = KeyUsageConstraints(key_usage=SIGNING)


def has_usage(certificate: x509.Certificate) -> bool:
    """Whether a certificate says that it signs."""
    usage = certificate.key_usage_value
    return usage is not None and bool(SIGNING & set(usage.native))
