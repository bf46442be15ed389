"""What a person decides for themselves."""

import secrets

from django.db import transaction

from core.models import User


@transaction.atomic
def choose_digest(*, user: User, wants_digest: bool) -> None:
    """Send the daily e-mail with open work, or stop sending it."""
    User.objects.filter(pk=user.pk).update(wants_digest=wants_digest)


@transaction.atomic
def renew_calendar_key(*, user: User) -> str:
    """Make a new secret for the calendar's address; the old address is dead at once."""
    key = secrets.token_urlsafe(32)
    User.objects.filter(pk=user.pk).update(calendar_key=key)
    return key
