"""Checks of the whole evidence log that are kept, and what is told when one finds a fault that was not known."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import transaction

from core.evidence_emails import alarm_text
from core.models import Checkpoint, EvidenceCheck, User
from core.services.checkpoint_checks import check_against, check_checkpoints, kept_notes
from core.services.checkpoints import SignedNote
from core.services.evidence import EvidenceReport, Fault, check_evidence
from core.services.mail import queue_text

MOST_FAULTS = 1_000
"""A log that was torn apart is not copied whole into its check."""


def check_whole_log(*, since: datetime | None = None, notes: Iterable[SignedNote] = ()) -> EvidenceReport:
    """Check events, heads and checkpoints, and these against the file of checkpoints and the given notes."""
    report = check_evidence(since=since)
    faults = chain(check_checkpoints(since=since), check_against(chain(kept_notes(), notes)))
    return replace(
        report,
        checkpoints=Checkpoint.objects.count(),
        faults=(*report.faults, *dict.fromkeys(faults)),
    )


@transaction.atomic
def record_check(*, report: EvidenceReport) -> EvidenceCheck:
    """Keep what a check came to, and mail the administrators every fault that the check before it had not found."""
    before = EvidenceCheck.objects.first()
    faults = [fault_as_dict(fault) for fault in report.faults[:MOST_FAULTS]]
    check = EvidenceCheck.objects.create(streams=report.streams, events=report.events, faults=faults)
    if new := [fault for fault in faults if not before or fault not in before.faults]:
        _tell_administrators(new)
    return check


def fault_as_dict(fault: Fault) -> dict[str, Any]:
    """A fault as JSON tells it."""
    return asdict(fault) | {"stream": str(fault.stream)}


def _tell_administrators(faults: list[dict[str, Any]]) -> None:
    """A mail to every administrator of the portal, in their language."""
    for person in User.objects.filter(is_superuser=True, is_active=True):
        queue_text(to=person.email, text=alarm_text(person=person, faults=faults))
