"""What a key does: it lets a call in, and warns before its end."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.services.mail import queue_text
from exchange.emails import ending_text
from exchange.models import ApiCredential
from exchange.models.credentials import USE_TOLD_AFTER
from exchange.selectors.credentials import people_to_warn, with_answer
from exchange.tokens import NO_DIGEST, is_secret_of, read_token

WARNINGS_DAYS = (1, 3, 14)


def open_credential(*, token: str, address: str | None) -> ApiCredential | None:
    """The key of a token that comes from an address, its person ready to act; None where it opens nothing.

    Every refusal takes the same steps, so that neither words nor time tell an unknown id from a wrong secret, a key
    that has ended or one that is used from elsewhere. The person is limited to the key's city or organisation.
    """
    told, now = read_token(token), timezone.now()
    found = with_answer().filter(public_id=told.public_id if told else "").first()
    is_known = is_secret_of(told.secret if told else "", found.secret_sha256 if found else NO_DIGEST)
    is_ours = told is not None and told.environment == settings.API_ENVIRONMENT
    if found is None or not is_known or not is_ours or not found.is_answered:
        return None
    if found.revoked_at or found.expires_at <= now or not found.admits(address):
        return None
    _note_use(found, now)
    if found.responsible is not None:
        found.responsible.delegate_to(found.label, within=found.owner.pk)
    return found


def warn_of_credentials(*, now: datetime) -> int:
    """Write 14 days, 3 days and a day before the end of each key that nothing replaces; how many keys were told of."""
    ending = ApiCredential.objects.filter(
        revoked_at=None,
        replaced_by=None,
        expires_at__gt=now,
        expires_at__lte=now + timedelta(days=max(WARNINGS_DAYS)),
    )
    return sum(_warn(credential_id=pk, now=now) for pk in ending.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _warn(*, credential_id: UUID, now: datetime) -> bool:
    """Write one warning with its mark, both or neither, so that a repeated run writes no second one."""
    rows = ApiCredential.objects.select_for_update(of=("self",))
    credential = rows.select_related("city", "organisation", "responsible").get(pk=credential_id)
    left = credential.expires_at - now
    due = next(days for days in WARNINGS_DAYS if left <= timedelta(days=days))
    if credential.warned_days is not None and credential.warned_days <= due:
        return False
    ApiCredential.objects.filter(pk=credential.pk).update(warned_days=due)
    for person in people_to_warn(credential):
        queue_text(to=person.email, text=ending_text(credential=credential, person=person))
    return True


def _note_use(credential: ApiCredential, now: datetime) -> None:
    """Write the time of the use, at most once a minute."""
    before = now - USE_TOLD_AFTER
    if credential.last_used_at is None or credential.last_used_at < before:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=before)
        ApiCredential.objects.filter(stale, pk=credential.pk).update(last_used_at=now)
