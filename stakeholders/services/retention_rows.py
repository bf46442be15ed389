"""How long contacts of organisations, and proofs of identity that led to no signature, are kept."""

from django.db.models import Q

from core.services.retention import register_retention
from stakeholders.enums import ApplicationState

CONTACT = {"email": "", "contact_name": ""}


def register_rows() -> None:
    """Register invitations that ran out, applications that were answered, and codes that nobody used."""
    register_retention("stakeholders.Invitation", since="expires_at", period="contact", wipe=CONTACT)
    answered = ~Q(state=ApplicationState.RECEIVED)
    register_retention(
        "stakeholders.Application", since="answered_at", period="contact", when=answered, wipe=CONTACT
    )
    unused = Q(signature=None)
    register_retention("stakeholders.IdentityProof", since="made_at", period="proof", when=unused)
