"""Seals on PDFs: putting the portal's on, and telling what became of a sealed file since.

A seal is made in this process, by a worker that may read the key; files are read in a process of their own with limits
(`core.limited_process`). What the bytes of a file prove is said here. Whether the portal issued these very bytes is
another question, which the register of digests answers: a seal stays whole while bytes that it does not cover change.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError

from core.certificates import read_pem, sha256_of
from core.enums import KeyPurpose
from core.key_files import read_private
from core.limited_process import LimitedProcessError, run_limited
from core.models import PortalKey
from core.pdf_signatures.facts import Changed, PdfFacts, SignatureFacts, read_facts
from core.pdf_signatures.making import Signer, add_seal
from core.pdf_signatures.stamping import CheckedTimeStamper, TimestampFailed
from core.services.evidence import is_log_sound
from core.services.keys import active_key

MEMORY_BYTES = 512 * 2**20
SECONDS, WALL_SECONDS = 20, 60
LABEL = "Seal of the portal"
"""What a screen reader says of the field, in the language that certificates are written in."""


class SealRefused(Exception):
    """The PDF cannot be sealed: it is no PDF, or a signature in it allows nothing after it."""


class SealState(StrEnum):
    """What became of a sealed file since it was sealed."""

    INTACT_WHOLE = "intact_whole"
    ADDED_AFTER = "added_after"
    BROKEN = "broken"
    NO_SEAL = "no_seal"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed PDF; `level` is what stands in it, never what was wished for."""

    pdf: bytes
    level: str
    key_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SealReport:
    """What the bytes of a file say of its seal; everything but the state is empty without one.

    `trusted_by_us`: the certificate is one that this portal made for seals. What such a key is worth today tells
    `core.services.key_register.key_standing`, with `proven_at` from a trusted time stamp.
    """

    state: SealState
    signer: str = ""
    key_id: str = ""
    level: str = ""
    signed_at: str = ""
    stamped_at: str = ""
    is_stamp_trusted: bool = False
    trusted_by_us: bool = False
    signatures: int = 0


def seal_pdf(pdf: bytes, *, field_name: str, reason: str, certify: bool = True) -> Sealed:
    """Put the portal's seal on a PDF, with a time stamp where `TSA_URL` names an authority.

    Raises `KeyUnusable`, `SealRefused` (also while the newest check of the evidence log found a fault), and
    `TimestampFailed` where the authority fails: the job then tries again. Only
    where `SEAL_WITHOUT_TIMESTAMP` allows it is such a file sealed without a time stamp, and its level says so.
    """
    if not is_log_sound():
        raise SealRefused("the evidence log has a fault: nothing new is sealed until it is mended")
    key = active_key(KeyPurpose.SEAL)
    signer = Signer(read_private(key.key_id), read_pem(key.certificate), (read_pem(key.chain),))

    def add(timestamper: CheckedTimeStamper | None) -> bytes:
        try:
            return add_seal(
                pdf,
                signer=signer,
                field_name=field_name,
                label=LABEL,
                reason=reason,
                certify=certify,
                timestamper=timestamper,
            )
        except (PdfError, SigningError, ValueError) as error:
            raise SealRefused(str(error)) from error

    timestamper = CheckedTimeStamper(settings.TSA_URL, _roots_of_stamps()) if settings.TSA_URL else None
    try:
        sealed, level = add(timestamper), "B-T" if timestamper else "B-B"
    except TimestampFailed:
        if not settings.SEAL_WITHOUT_TIMESTAMP:
            raise
        sealed, level = add(None), "B-B"
    return Sealed(pdf=sealed, level=level, key_id=key.key_id, sha256=sha256(sealed).hexdigest())


def check_pdf(pdf: bytes) -> SealReport:
    """What the bytes of a PDF say of the portal's seal on it, or of the last signature where there is no such seal."""
    keys = PortalKey.objects.filter(purpose=KeyPurpose.SEAL)
    facts = read_signed_pdf(
        pdf,
        signers="".join(sorted({key.chain for key in keys})),
        stamps=_text_of(settings.TSA_ROOTS),
    )
    return judge_seal(facts, {sha256_of(read_pem(key.certificate)) for key in keys})


def judge_seal(facts: PdfFacts, ours: set[str]) -> SealReport:
    """The report on facts that were read; `ours` are the digests of the certificates of our seals."""
    if not facts.is_readable:
        return SealReport(SealState.UNREADABLE)
    if not facts.signatures:
        return SealReport(SealState.NO_SEAL)
    of_ours = [one for one in facts.signatures if one.certificate_sha256 in ours]
    seal = (of_ours or facts.signatures)[-1]
    return SealReport(
        state=_state(seal, facts, is_ours=bool(of_ours)),
        signer=seal.signer,
        key_id=seal.key_id,
        level=seal.level,
        signed_at=seal.signed_at,
        stamped_at=seal.stamped_at,
        is_stamp_trusted=seal.is_stamp_trusted,
        trusted_by_us=bool(of_ours) and seal.is_trusted,
        signatures=len(facts.signatures),
    )


def read_signed_pdf(
    pdf: bytes, *, signers: str, stamps: str = "", revocations: str = "", offered: bytes = b""
) -> PdfFacts:
    """The facts about a PDF, read in a limited process; roots and lists of revoked certificates are texts in PEM."""
    asked = {
        "signers": signers,
        "stamps": stamps,
        "revocations": revocations,
        "offered_bytes": len(offered),
    }
    question = b"\n".join([json.dumps(asked).encode(), offered + pdf])
    try:
        told = run_limited(
            "core.pdf_signatures.child",
            question,
            memory_bytes=MEMORY_BYTES,
            seconds=SECONDS,
            wall_seconds=WALL_SECONDS,
        )
    except LimitedProcessError:
        return PdfFacts(is_readable=False)
    return read_facts(json.loads(told))


def _state(seal: SignatureFacts, facts: PdfFacts, *, is_ours: bool) -> SealState:
    """The state of the file: one broken signature breaks it, and so does anything hidden in a seal of ours."""
    if not all(one.is_intact for one in facts.signatures) or (is_ours and not seal.is_plain):
        return SealState.BROKEN
    if any(one.changed is Changed.NOT_ALLOWED for one in facts.signatures):
        return SealState.BROKEN
    if not seal.covers_file or seal.changed is not Changed.NOTHING:
        return SealState.ADDED_AFTER
    return SealState.INTACT_WHOLE


def _roots_of_stamps() -> list[x509.Certificate]:
    text = _text_of(settings.TSA_ROOTS).encode()
    blocks = pem.unarmor(text, multiple=True) if text.strip() else []
    return [x509.Certificate.load(der) for _kind, _headers, der in blocks]


def _text_of(path: str) -> str:
    """A file of certificates that the settings name; empty where they name none."""
    return Path(path).read_text(encoding="ascii") if path else ""
