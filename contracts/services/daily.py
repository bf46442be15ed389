"""What happens by itself each day."""

from datetime import date

from django.db import transaction

from core.enums import JobName
from core.jobs import defer

DAILY = (
    JobName.RUN_CAMPAIGNS,
    JobName.RUN_INVITATIONS,
    JobName.SEND_DIGESTS,
    JobName.WARN_OF_CREDENTIALS,
)
"""Each knows by itself what it did today already: a second run does nothing."""


@transaction.atomic
def defer_daily_work(*, today: date) -> None:
    """Ask for the day's work."""
    for name in DAILY:
        defer(name, key=today.isoformat())
