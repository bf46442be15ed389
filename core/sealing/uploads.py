"""Files that were signed outside: whether they are the document that was offered, signed by the person invited."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from core.enums import UploadReason, UploadVerdict
from core.pdf_signatures.facts import Changed, PdfFacts, SignatureFacts
from core.sealing.seals import read_signed_pdf

ROOTS_AGE = timedelta(days=7)
ITALIAN = re.compile(r"(?:TINIT-|IT:)([A-Z0-9]+)$")
"""How certificates tell the tax code of their holder (ETSI EN 319 412-1; before it with `IT:`)."""
DATED = re.compile(r"#\s*(\d{4}-\d{2}-\d{2})\b")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The authorities that signatures must come from, of which day the list is, and what they revoked; texts in PEM.

    A list without a date, or an empty one, lets no file pass by itself.
    """

    roots: str = ""
    dated: date | None = None
    revocations: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who was invited to sign; where a tax code (codice fiscale) is known, that of the certificate must be the same."""

    name: str
    tax_code: str = ""


@dataclass(frozen=True, slots=True)
class UploadReport:
    """The verdict on a signed file, every reason against it, and the signatures that were added to what was offered."""

    verdict: UploadVerdict
    reasons: tuple[UploadReason, ...]
    signatures: tuple[SignatureFacts, ...]
    sha256: str


def load_anchors() -> Anchors:
    """The list of authorities that `SIGNATURE_ROOTS` names; its first line tells its day: `# 2026-11-20`.

    Without the file nothing passes by itself: officers decide.
    """
    file = Path(settings.SIGNATURE_ROOTS)
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    told = DATED.match(text)
    kinds = re.findall(r"(-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \2-----\n?)", text, re.DOTALL)
    return Anchors(
        roots="".join(block for block, kind in kinds if kind == "CERTIFICATE"),
        dated=date.fromisoformat(told[1]) if told else None,
        revocations="".join(block for block, kind in kinds if kind == "X509 CRL"),
    )


def check_signed_upload(
    pdf: bytes, offered: bytes, anchors: Anchors, *, person: Person | None = None
) -> UploadReport:
    """Judge a file against the document that was offered; every signature that was added must hold.

    The file must begin with the offered bytes, and what follows them must be signatures only; an envelope (`.p7m`) must
    hold these very bytes. That ties the signature to the text. An organisation cannot be read from a certificate; that
    the signer may act for it is for a person to see.
    """
    facts = read_signed_pdf(
        pdf, signers=anchors.roots, stamps=anchors.roots, revocations=anchors.revocations, offered=offered
    )
    added = tuple(one for one in facts.signatures if one.field_name in facts.new_fields)
    found = set(_reasons(facts, added, anchors, person))
    reasons = tuple(one for one in UploadReason if one in found)
    return UploadReport(_verdict(found), reasons, added, sha256(pdf).hexdigest())


def _verdict(found: set[UploadReason]) -> UploadVerdict:
    if found & UploadReason.fatal():
        return UploadVerdict.FAILED
    return UploadVerdict.INDETERMINATE if found else UploadVerdict.PASSED


def _reasons(
    facts: PdfFacts, added: tuple[SignatureFacts, ...], anchors: Anchors, person: Person | None
) -> Iterator[UploadReason]:
    if not facts.is_readable:
        yield UploadReason.UNREADABLE
        return
    yield from _reasons_of_file(facts)
    if not added:
        yield UploadReason.NOT_SIGNED
        return
    if anchors.dated is None or timezone.localdate() - anchors.dated > ROOTS_AGE:
        yield UploadReason.ROOTS_OLD
    for one in added:
        yield from _reasons_of_signature(one, anchors)
    yield from _reasons_of_person(added, person)


def _reasons_of_file(facts: PdfFacts) -> Iterator[UploadReason]:
    """What is wrong with the file as a whole."""
    if not facts.is_prefix_kept:
        yield UploadReason.OTHER_CONTENT if facts.is_envelope else UploadReason.REWRITTEN
    elif not facts.is_text_kept:
        yield UploadReason.TEXT_CHANGED
    if facts.active:
        yield UploadReason.ACTIVE_CONTENT
    if not all(one.is_intact and one.changed is not Changed.NOT_ALLOWED for one in facts.signatures):
        yield UploadReason.BROKEN
    if facts.signatures and not any(one.covers_file for one in facts.signatures):
        yield UploadReason.CHANGED_AFTER


def _reasons_of_signature(one: SignatureFacts, anchors: Anchors) -> Iterator[UploadReason]:
    """What is wrong with one signature's certificate."""
    if not one.has_usage:
        yield UploadReason.WRONG_USAGE
    if one.is_revoked:
        yield UploadReason.REVOKED
    elif not anchors.roots:
        yield UploadReason.NO_ROOTS
    elif not (one.is_trusted or one.is_trusted_now):
        yield UploadReason.UNTRUSTED
    else:
        if not (one.is_trusted_now or one.is_stamp_trusted):
            yield UploadReason.EXPIRED
        if not one.is_revocation_known:
            yield UploadReason.REVOCATION_UNKNOWN


def _reasons_of_person(added: tuple[SignatureFacts, ...], person: Person | None) -> Iterator[UploadReason]:
    """Whether one of the signatures is by the person who was invited."""
    if person is None:
        yield UploadReason.PERSON_UNCHECKED
        return
    found = [_reason_of_identity(one, person) for one in added]
    if None in found:
        return
    if UploadReason.PERSON_UNCHECKED in found:
        yield UploadReason.PERSON_UNCHECKED
        return
    is_near = UploadReason.NAME_DIFFERS in found
    yield UploadReason.NAME_DIFFERS if is_near else UploadReason.WRONG_PERSON


def _reason_of_identity(one: SignatureFacts, person: Person) -> UploadReason | None:
    """None where the certificate names the person: by the tax code that was declared, else by the name.

    A certificate that fits by name, but tells no Italian tax code to compare with, is for an officer to confirm.
    """
    wanted, named = _words(person.name), _words(f"{one.given_names} {one.signer}")
    told = ITALIAN.match(one.serial_number.upper())
    if person.tax_code and told:
        return None if told[1] == person.tax_code.strip().upper() else UploadReason.WRONG_PERSON
    if len(wanted) > 1 and wanted <= named:  # one word alone fits too many people
        return UploadReason.PERSON_UNCHECKED if person.tax_code else None
    return UploadReason.NAME_DIFFERS if wanted & named else UploadReason.WRONG_PERSON


def _words(name: str) -> set[str]:
    """The words of a name without accents and case, whatever their order."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return set(re.findall(r"[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one))))
