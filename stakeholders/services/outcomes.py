"""The city says whether a promise was kept: the log of evidence keeps it, and the organisation is told."""

from core.canonical import canonical_sha256
from core.models import User
from core.services.evidence import append_event
from core.services.mail import queue_text
from stakeholders.models import Commitment
from stakeholders.report_emails import commitment_judged_text
from stakeholders.selectors.people import writers_of


def tell_outcome(*, commitment: Commitment, reason: str, by: User) -> None:
    """Keep and tell that a commitment is fulfilled, partially or not; call it inside the transaction of the move."""
    payload = {
        "commitment": str(commitment.pk),
        "organisation": str(commitment.organisation_id),
        "reason_sha256": canonical_sha256(reason),
        "by": str(by.pk),
    }
    append_event(stream=commitment.contract_id, kind=f"commitment.{commitment.state}", payload=payload)
    for person in writers_of(commitment.organisation):
        mail = commitment_judged_text(commitment=commitment, reason=reason, person=person)
        queue_text(to=person.email, text=mail)
