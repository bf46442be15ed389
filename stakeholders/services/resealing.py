"""Sealing anew: a document whose key was revoked gets a new file under a key that is trusted.

What was signed and what is in force do not change: the new document is the next generation of the same request, and
the old one stays in the register, which says that it "needs review".
"""

from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from core.durable_files import remove_file
from core.enums import JobName, KeyStanding, KeyState
from core.jobs import defer
from core.models import PortalKey
from core.sealing import SealReport, check_pdf
from core.services.mail import queue_text
from core.services.resealing import SealedKind, register_sealed
from stakeholders.models import SealedDocument
from stakeholders.seal_emails import resealed_text
from stakeholders.selectors.sealed import WHOLE, people_to_tell
from stakeholders.selectors.verification import key_of
from stakeholders.services.asking import lock_request
from stakeholders.services.sealing import SealedFile, add_document, make_sealed_file


def untrusted_documents() -> list[SealedDocument]:
    """The newest document of each request whose key was revoked, unless a checkpoint or time stamp is older."""
    revoked = PortalKey.objects.filter(state=KeyState.REVOKED).values("key_id")
    rows = SealedDocument.objects.annotate(newest=Max("request__documents__generation"))
    found = rows.filter(key_id__in=revoked, generation=F("newest")).select_related(*WHOLE)
    return [
        one
        for one in found.order_by("made_at")
        if key_of(one, _read_stamp(one)).standing == KeyStanding.NEEDS_REVIEW
    ]


def reseal_document(*, document_id: UUID) -> SealedDocument:
    """Seal what a document says with the key in use, and tell every party; the newer one where there is one already.

    Raises `KeyUnusable`, `SealRefused` and what else keeps a document from being sealed: nothing is changed then.
    """
    old = SealedDocument.objects.select_related(*WHOLE).get(pk=document_id)
    made = make_sealed_file(old.request, generation=old.generation + 1)
    document = _enter(old, made)
    if document.file.name != made.name:
        remove_file(made.name)
    return document


@transaction.atomic
def _enter(old: SealedDocument, made: SealedFile) -> SealedDocument:
    request = lock_request(old.request_id)
    newest = request.documents.order_by("-generation").first()
    if newest is not None and newest.generation > old.generation:
        return newest
    document = add_document(request, made)
    defer(JobName.MAKE_CHECKPOINT, key="log")
    for person in people_to_tell(request):
        queue_text(to=person.email, text=resealed_text(document=document, old=old, person=person))
    return document


def _read_stamp(document: SealedDocument) -> SealReport | None:
    """What the file itself tells, where it may hold a time stamp; None where it cannot be read."""
    if document.level != "B-T":
        return None
    try:
        with document.file.open("rb") as file:
            return check_pdf(file.read())
    except OSError:
        return None


def _reseal(document_id: UUID) -> str:
    document = reseal_document(document_id=document_id)
    return f"{document.request_id}: {document.verify_code}, key {document.key_id}"


def register_documents() -> None:
    """Let the self test and the command of keys know the sealed documents of commitments."""
    register_sealed("commitments", SealedKind(lambda: [one.pk for one in untrusted_documents()], _reseal))
