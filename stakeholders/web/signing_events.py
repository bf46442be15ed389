"""What is on record of one person's signature, and what is still to come, as a line of time."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.quantities import format_instant
from stakeholders.enums import ProofMethod
from stakeholders.models import RequestSigner
from stakeholders.web.signing_frame import masked

Event = dict[str, str]


def events_of(slot: RequestSigner) -> list[Event]:
    """The events of a slot in their order; those to come stand at the end without a time."""
    record = getattr(slot, "signature", None)
    document = slot.request.documents.first()
    code = slot.proofs.filter(method=ProofMethod.EMAIL_CODE).order_by("-made_at").first()
    told = [
        (_("Link sent to %(address)s") % {"address": masked(slot.person.email)}, slot.asked_at),
        (_("Text opened"), slot.opened_at),
        (_("Data confirmed"), slot.checked_at),
        *([(_("Code sent by e-mail"), code.made_at)] if code else []),
        (_("Proof of identity and signature"), record.signed_at if record else None),
        (_("Seal of the document, link to the PDF by e-mail"), document.made_at if document else None),
    ]
    return [_event(text, at) for text, at in told]


def _event(text: str, at: datetime | None) -> Event:
    if at is None:
        return {"time": _("still to come"), "text": text, "state": "pending"}
    return {"time": format_instant(at), "text": text, "state": "done"}
