"""Reading a signed PDF of anyone: facts about every signature, and about what was appended to offered bytes."""

import asyncio
import logging
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    FormUpdatingRule,
    ModificationLevel,
    StandardDiffPolicy,
)
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from core.pdf_signatures.active_content import find_active
from core.pdf_signatures.contexts import Roots, make_context
from core.pdf_signatures.envelopes import read_envelope
from core.pdf_signatures.facts import Changed, PdfFacts, SignatureFacts
from core.pdf_signatures.subjects import describe_subject
from core.pdf_signatures.usages import USAGES, has_usage

PDF = b"%PDF-"
PADES = "/ETSI.CAdES.detached"
OWN_RULES: Any = DEFAULT_DIFF_POLICY.form_rule
SIGNING_ONLY = StandardDiffPolicy(
    DEFAULT_DIFF_POLICY.global_rules,
    FormUpdatingRule(
        OWN_RULES.field_rules,
        ignored_acroform_keys=ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"},
    ),
)
"""What may be added to an offered document: as pyHanko's own policy, and the sign that the file is now a signed one."""


def read_pdf(pdf: bytes, *, roots: Roots, offered: bytes = b"") -> PdfFacts:
    """The facts about a PDF, or about an envelope around what was offered; what cannot be read has none.

    Only reading and reckoning: no network is asked. Meant for a process with limits, since a stranger's file may ask
    for any amount of time and memory.
    """
    logging.disable(logging.CRITICAL)  # pyHanko logs what it finds in the file; the facts say it
    try:
        if offered and not pdf.startswith(PDF):
            return read_envelope(pdf, roots=roots, offered=offered)
        return _read_pdf(pdf, roots=roots, offered=offered)
    except (Exception, RecursionError):  # noqa: BLE001 - a stranger's file may break a parser in any way
        return PdfFacts(is_readable=False)
    finally:
        logging.disable(logging.NOTSET)


def _read_pdf(pdf: bytes, *, roots: Roots, offered: bytes) -> PdfFacts:
    reader = PdfFileReader(BytesIO(pdf), strict=not offered)
    if reader.encrypted:
        return PdfFacts(is_readable=False)
    embedded = list(reader.embedded_regular_signatures)
    signatures = tuple(_read_signature(one, pdf, roots) for one in embedded)
    if not offered:
        return PdfFacts(is_readable=True, signatures=signatures)
    before = PdfFileReader(BytesIO(offered), strict=False)
    known = {one.field_name for one in before.embedded_regular_signatures}
    is_prefix_kept = pdf.startswith(offered)
    return PdfFacts(
        is_readable=True,
        signatures=signatures,
        is_prefix_kept=is_prefix_kept,
        is_text_kept=is_prefix_kept and _is_text_kept(reader, before),
        new_fields=tuple(one.field_name for one in embedded if one.field_name not in known),
        active=tuple(sorted(find_active(reader))),
    )


def _is_text_kept(reader: PdfFileReader, before: PdfFileReader) -> bool:
    """Whether every revision after the offered one only adds signatures: nothing that a reader would see otherwise.

    A signature proves what was there when it was made. Whoever signs could first append another page and then sign
    the whole; only this comparison with what was offered tells.
    """
    base = reader.get_historical_resolver(before.xrefs.total_revisions - 1)
    if "/AcroForm" not in base.root:  # pyHanko compares forms, and takes a file without one for broken
        base.root[pdf_name("/AcroForm")] = DictionaryObject({pdf_name("/Fields"): ArrayObject()})
    found = SIGNING_ONLY.review_file(reader, base, doc_mdp=MDPPerm.FILL_FORMS)
    return isinstance(found, DiffResult) and found.modification_level <= ModificationLevel.FORM_FILLING


def _read_signature(signature: EmbeddedPdfSignature, pdf: bytes, roots: Roots) -> SignatureFacts:
    at = signature.self_reported_timestamp or datetime.now(UTC)
    certificate = signature.signer_cert
    status = _validate(signature, roots, at=at)
    now, strict = (_validate(signature, roots, at=None, needs_revocation=needed) for needed in (False, True))
    stamp = status.timestamp_validity
    is_whole = _is_gap_only_signature(signature, pdf)
    return SignatureFacts(
        field_name=signature.field_name,
        is_intact=status.intact
        and status.valid
        and is_whole
        and (stamp is None or (stamp.intact and stamp.valid)),
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE and is_whole,
        changed=_changed(status),
        is_plain=_is_plain(signature, pdf),
        is_trusted=status.trusted,
        is_trusted_now=now.trusted,
        is_revocation_known=strict.trusted,
        is_revoked=now.revoked or strict.revoked,  # lists are asked for in the strict case only
        has_usage=has_usage(certificate),
        **describe_subject(certificate),
        level=_level(signature, has_stamp=stamp is not None),
        signed_at=_iso(signature.self_reported_timestamp),
        stamped_at=_iso(stamp.timestamp if stamp else None),
        is_stamp_sound=bool(stamp and stamp.intact and stamp.valid),
        is_stamp_trusted=bool(stamp and stamp.intact and stamp.valid and stamp.trusted),
    )


def _validate(
    signature: EmbeddedPdfSignature, roots: Roots, *, at: datetime | None, needs_revocation: bool = False
) -> PdfSignatureStatus:
    def context(certificates: list[x509.Certificate]) -> ValidationContext:
        return make_context(certificates, roots, signature, at=at, needs_revocation=needs_revocation)

    return asyncio.run(
        async_validate_pdf_signature(
            signature,
            signer_validation_context=context(roots.signers),
            ts_validation_context=context(roots.stamps),
            key_usage_settings=USAGES,
        )
    )


def _changed(status: PdfSignatureStatus) -> Changed:
    if not status.docmdp_ok:
        return Changed.NOT_ALLOWED
    return Changed.NOTHING if status.modification_level == ModificationLevel.NONE else Changed.ALLOWED


def _gap(signature: EmbeddedPdfSignature, pdf: bytes) -> bytes:
    """The bytes that the signature leaves out."""
    _start, length, resumed, _rest = (int(one) for one in signature.byte_range)
    return pdf[length:resumed]


def _is_gap_only_signature(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether nothing but the signature itself is left out of what it covers."""
    gap = _gap(signature, pdf)
    if (gap[:1], gap[-1:]) != (b"<", b">"):
        return False
    try:
        return bytes.fromhex(gap[1:-1].decode("ascii")) == signature.pkcs7_content
    except ValueError:
        return False


def _is_plain(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether the gap is written in capital digits, and filled up with zeros after the signature."""
    content = signature.pkcs7_content
    if _gap(signature, pdf) != b"<" + content.hex().upper().encode() + b">":
        return False
    length = int.from_bytes(content[2:4], "big") + 4 if content[:2] == b"\x30\x82" else 0
    return length > 0 and not any(content[length:])


def _level(signature: EmbeddedPdfSignature, *, has_stamp: bool) -> str:
    if signature.sig_object.get("/SubFilter") != PADES:
        return ""
    return "B-T" if has_stamp else "B-B"


def _iso(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""
