"""Reminding people of the signatures that are still missing."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from core.clock import database_now
from stakeholders.enums import RequestState, SignerState
from stakeholders.models import RequestSigner
from stakeholders.services.asking import ask_signer, lock_slot

READING = timedelta(hours=1)
"""So long after someone opened the text their link is not replaced by a reminder's."""


def remind_signers() -> int:
    """Remind everyone who is due: every five days, five times and for thirty days at most; how many."""
    due = RequestSigner.objects.filter(
        state=SignerState.READY,
        next_reminder_at__lte=database_now(),
        person__is_active=True,
        request__state=RequestState.COLLECTING,
    )
    return sum(_remind(signer_id) for signer_id in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _remind(signer_id: UUID) -> bool:
    slot, now = lock_slot(signer_id), database_now()
    is_open = slot.request.state == RequestState.COLLECTING and slot.request.expires_at > now
    is_due = slot.next_reminder_at is not None and slot.next_reminder_at <= now
    is_reading = slot.opened_at is not None and slot.opened_at > now - READING
    if not (is_open and is_due and slot.state == SignerState.READY) or is_reading:
        return False
    slot.reminders += 1
    ask_signer(slot, now, is_reminder=True)
    return True
