"""Signed envelopes (CAdES, `.p7m`): a document and one signature around it, read as facts like a signed PDF."""

import asyncio
from base64 import b64decode
from datetime import UTC, datetime

from asn1crypto import cms, x509
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms, extract_self_reported_ts
from pyhanko.sign.validation.status import StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext

from core.pdf_signatures.contexts import Roots, make_context
from core.pdf_signatures.facts import Changed, PdfFacts, SignatureFacts
from core.pdf_signatures.subjects import describe_subject
from core.pdf_signatures.usages import USAGES, has_usage

PEM = b"-----"


def read_envelope(content: bytes, *, roots: Roots, offered: bytes) -> PdfFacts:
    """The facts about an envelope: it must hold the very bytes that were offered, and one signature over them.

    Raises `ValueError` and what asn1crypto and pyHanko raise for what is no such envelope.
    """
    signed = _signed_data(content)
    inner = signed["encap_content_info"]["content"].native or b""  # empty where the document is kept apart
    is_kept = inner == offered
    return PdfFacts(
        is_readable=True,
        signatures=(_read_signature(_without_content(signed), inner, roots),),
        is_prefix_kept=is_kept,
        is_text_kept=is_kept,
        new_fields=("",),
        is_envelope=True,
    )


def _signed_data(content: bytes) -> cms.SignedData:
    """The signed data of an envelope, written in bytes or in letters (base64, with or without a frame)."""
    if not content.startswith(b"\x30"):
        lines = content.split(b"\n")
        content = b64decode(b"".join(line for line in lines if not line.startswith(PEM)), validate=False)
    told = cms.ContentInfo.load(content, strict=False)
    if told["content_type"].native != "signed_data":
        raise ValueError("The file is no signed envelope.")
    return told["content"]


def _without_content(signed: cms.SignedData) -> cms.SignedData:
    """The signature alone, as pyHanko takes it beside the document."""
    alone = signed.untag()
    kind = signed["encap_content_info"]["content_type"].native
    alone["encap_content_info"] = {"content_type": kind}
    return alone


def _read_signature(signed: cms.SignedData, inner: bytes, roots: Roots) -> SignatureFacts:
    certificate = extract_certificate_info(signed).signer_cert
    at = extract_self_reported_ts(extract_signer_info(signed))
    status = _validate(signed, inner, roots, at=at or datetime.now(UTC))
    now, strict = (
        _validate(signed, inner, roots, at=None, needs_revocation=needed) for needed in (False, True)
    )
    stamp = status.timestamp_validity
    is_stamp_sound = bool(stamp and stamp.intact and stamp.valid)
    return SignatureFacts(
        field_name="",
        is_intact=status.intact and status.valid and (stamp is None or is_stamp_sound),
        covers_file=True,
        changed=Changed.NOTHING,
        is_plain=True,
        is_trusted=status.trusted,
        is_trusted_now=now.trusted,
        is_revocation_known=strict.trusted,
        is_revoked=now.revoked or strict.revoked,
        has_usage=has_usage(certificate),
        **describe_subject(certificate),
        level="",
        signed_at=at.astimezone(UTC).isoformat() if at else "",
        stamped_at=stamp.timestamp.astimezone(UTC).isoformat() if stamp else "",
        is_stamp_sound=is_stamp_sound,
        is_stamp_trusted=bool(is_stamp_sound and stamp and stamp.trusted),
    )


def _validate(
    signed: cms.SignedData, inner: bytes, roots: Roots, *, at: datetime | None, needs_revocation: bool = False
) -> StandardCMSSignatureStatus:
    def context(certificates: list[x509.Certificate]) -> ValidationContext:
        return make_context(certificates, roots, None, at=at, needs_revocation=needs_revocation)

    return asyncio.run(
        async_validate_detached_cms(
            inner,
            signed,
            signer_validation_context=context(roots.signers),
            ts_validation_context=context(roots.stamps),
            key_usage_settings=USAGES,
        )
    )
