"""What is found in a signed PDF, as plain data that passes between processes."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Changed(StrEnum):
    """What was appended to a file after a signature."""

    NOTHING = "nothing"
    ALLOWED = "allowed"
    """What the signature lets others append: further signatures, fields that are filled in."""
    NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """One signature of a PDF. Times are ISO 8601 texts, empty where none is told."""

    field_name: str
    is_intact: bool
    """Over the bytes that it names, by the certificate that it names; these bytes are all but the signature itself."""
    covers_file: bool
    changed: Changed
    is_plain: bool
    """The signature is written as this portal writes it, with nothing hidden where it is not covered by itself."""
    is_trusted: bool
    """The certificate leads to a root that was given, at the time of the signature."""
    is_trusted_now: bool
    is_revocation_known: bool
    is_revoked: bool
    has_usage: bool
    certificate_sha256: str
    key_id: str
    signer: str
    given_names: str
    serial_number: str
    """The attribute of the subject, where Italian certificates have the tax code: `TINIT-…`."""
    level: str
    """`B-B` or `B-T`; empty for a signature that is not PAdES."""
    signed_at: str
    stamped_at: str
    is_stamp_sound: bool
    is_stamp_trusted: bool


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """A PDF and its signatures in the order in which they were made; unreadable ones have none."""

    is_readable: bool
    signatures: tuple[SignatureFacts, ...] = ()
    is_prefix_kept: bool | None = None
    """Whether the file begins with the bytes that were offered, where there were any."""
    is_text_kept: bool | None = None
    """Whether what was appended to the offered bytes is signatures only, up to the last of them."""
    new_fields: tuple[str, ...] = ()
    """The signatures that the offered bytes do not have."""
    active: tuple[str, ...] = field(default=())
    """What acts by itself when the file is opened, and does not belong into it."""
    is_envelope: bool = False
    """Whether the file is an envelope around the document (CAdES), and the signature not inside it."""


def read_facts(told: dict[str, Any]) -> PdfFacts:
    """The facts again from what `dataclasses.asdict` made of them, by way of JSON."""
    signatures = tuple(
        SignatureFacts(**one | {"changed": Changed(one["changed"])}) for one in told["signatures"]
    )
    lists = {name: tuple(told[name]) for name in ("new_fields", "active")}
    return PdfFacts(**told | lists | {"signatures": signatures})
