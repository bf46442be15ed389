"""The mails about sealed documents: the delivery to every party, and the alarm of one that cannot be sealed."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.emails import MailText, portal_address, register_mail, render_mail
from core.models import Checkpoint, User
from stakeholders.enums import RequestKind
from stakeholders.models import SealedDocument, SigningRequest

CITY, ORGANISATION, PROMISE = "Valdoria", "Forno Esempio", "Un forno senza gas"
CODE = "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY"
FILE = {
    "code": CODE,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "link": portal_address("/it/impegni/documenti/x-y/"),
    "verify_link": portal_address(f"/v/{CODE}"),
    "checkpoint": "4711",
    "checkpoint_root": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
}
SEALED = register_mail(
    "mail/commitment_sealed.txt",
    sent_when=_("Everyone has signed and the document is sealed: to every party."),
    sample={
        "city": CITY,
        "organisation": ORGANISATION,
        "commitment": PROMISE,
        "kind": RequestKind.SIGN.label,
        "is_withdrawal": False,
        "effect_on": date(2026, 12, 1),
        "reason": "Il forno chiude.",
        **FILE,
    },
)
RESEALED = register_mail(
    "mail/commitment_resealed.txt",
    sent_when=_("A document is sealed anew, since its key is trusted no more: to every party."),
    sample={
        "city": CITY,
        "organisation": ORGANISATION,
        "commitment": PROMISE,
        "old_code": "ABCDE-FGHIJ-KLMNO-PQRST-22222",
        **FILE,
    },
)
STUCK = register_mail(
    "mail/seal_stuck.txt",
    sent_when=_("A document that everyone has signed cannot be sealed: to the officers, once."),
    sample={
        "city": CITY,
        "organisation": ORGANISATION,
        "commitment": PROMISE,
        "trouble": _("The time stamp authority does not answer, or its answer does not hold."),
    },
)


def sealed_text(*, document: SealedDocument, person: User) -> MailText:
    """The delivery of a sealed document, for one person of one of its parties."""
    request = document.request
    context = _about(request) | {
        "kind": RequestKind(request.kind).label,
        "is_withdrawal": request.kind == RequestKind.WITHDRAW,
        "effect_on": request.version.commitment.withdrawn_on or request.effect_on,
        "reason": request.reason,
    }
    return render_mail(SEALED, context | _file(document), person.language)


def resealed_text(*, document: SealedDocument, old: SealedDocument, person: User) -> MailText:
    """The news that a document takes the place of an older one, for one person of one of its parties."""
    context = _about(document.request) | {"old_code": old.verify_code} | _file(document)
    return render_mail(RESEALED, context, person.language)


def stuck_text(*, request: SigningRequest, person: User, trouble: Any) -> MailText:
    """The alarm of a document that cannot be sealed, for an officer."""
    return render_mail(STUCK, _about(request) | {"trouble": trouble}, person.language)


def _file(document: SealedDocument) -> dict[str, Any]:
    """Where the file of a document is, how it is told from others, and the newest checkpoint for the party to keep."""
    newest = Checkpoint.objects.only("number", "root_sha256").first()
    return {
        "checkpoint": str(newest.number) if newest else "",
        "checkpoint_root": newest.root_sha256 if newest else "",
        "code": document.verify_code,
        "sha256": document.sealed_sha256,
        "link": format_lazy("{}{}", settings.PORTAL_ADDRESS, reverse_lazy("sealed-file", args=[document.pk])),
        "verify_link": portal_address(f"/v/{document.verify_code}"),
    }


def _about(request: SigningRequest) -> dict[str, Any]:
    commitment = request.version.commitment
    return {
        "city": commitment.contract.city,
        "organisation": commitment.organisation.name,
        "commitment": commitment.title,
    }
