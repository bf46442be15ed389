"""Keys of machines: made and shown once, replaced, revoked, taken over by another person."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import City
from contracts.validators import collect_errors
from core.access import require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal
from exchange import rules
from exchange.enums import ApiScope
from exchange.models import ApiCredential
from exchange.tokens import digest_secret, make_token
from stakeholders.models import Organisation

LONGEST_DAYS, USUAL_DAYS = 365, 90
LONGEST_OVERLAP_DAYS = 7
MOST_RANGES = 20


class IssuedCredential(NamedTuple):
    """A new key with its token, which nobody can be shown again."""

    credential: ApiCredential
    token: str


@transaction.atomic
def create_credential(
    *,
    by: User,
    label: str,
    scopes: Iterable[str],
    city: City | None = None,
    organisation: Organisation | None = None,
    ip_ranges: Iterable[str] = (),
    days: int = USUAL_DAYS,
) -> IssuedCredential:
    """Make a key of a city or an organisation; who makes it answers for it, and it can do no more than they can."""
    credential = ApiCredential(city=city, organisation=organisation, label=" ".join(label.split()))
    require(rules.can_manage_credential, by, credential)
    _lock_owner(credential)
    credential.scopes = [scope.value for scope in ApiScope if scope.value in set(scopes)]
    credential.ip_ranges = list(ip_ranges)
    collect_errors(
        [
            (_validate_answer, by, credential),
            (_validate_label, credential),
            (_validate_scopes, set(scopes)),
            (_validate_ranges, credential.ip_ranges),
            (_validate_days, days),
        ]
    )
    credential.ip_ranges = [str(ip_network(one, strict=False)) for one in credential.ip_ranges]
    return _issue(credential, by, days)


@transaction.atomic
def rotate_credential(
    *, credential_id: UUID, by: User, days: int = USUAL_DAYS, overlap_days: int = LONGEST_OVERLAP_DAYS
) -> IssuedCredential:
    """Make a key that takes the place of another one, which works for some days more, and then no longer."""
    old = _lock(credential_id, by)
    new = ApiCredential(
        city=old.city,
        organisation=old.organisation,
        label=old.label,
        scopes=old.scopes,
        ip_ranges=old.ip_ranges,
    )
    now = timezone.now()
    collect_errors(
        [
            (_validate_kept, old, now),
            (_validate_unreplaced, old),
            (_validate_two_at_once, old, now),
            (_validate_answer, by, old),
            (_validate_days, days),
            (_validate_overlap, overlap_days),
        ]
    )
    issued = _issue(new, by, days)
    old.replaced_by = issued.credential
    old.expires_at = min(old.expires_at, now + timedelta(days=overlap_days))
    _save(old, by, ChangeVerb.CHANGED)
    return issued


@transaction.atomic
def revoke_credential(*, credential_id: UUID, by: User) -> ApiCredential:
    """End a key at once: the next call with it is turned away. To revoke it twice changes nothing."""
    credential = _lock(credential_id, by)
    if credential.revoked_at is None:
        credential.revoked_at = timezone.now()
        _save(credential, by, ChangeVerb.CHANGED)
    return credential


@transaction.atomic
def take_over_credential(*, credential_id: UUID, by: User) -> ApiCredential:
    """Answer for a key from now on: it acts in the name of `by`, with their rights."""
    credential = _lock(credential_id, by)
    collect_errors([(_validate_kept, credential, timezone.now()), (_validate_answer, by, credential)])
    credential.responsible = by
    _save(credential, by, ChangeVerb.CHANGED)
    return credential


def _issue(credential: ApiCredential, by: User, days: int) -> IssuedCredential:
    token = make_token(settings.API_ENVIRONMENT)
    credential.public_id, credential.secret_sha256 = token.public_id, digest_secret(token.secret)
    credential.responsible = credential.created_by = by
    credential.expires_at = timezone.now() + timedelta(days=days)
    _save(credential, by, ChangeVerb.CREATED)
    return IssuedCredential(credential, str(token))


def _save(credential: ApiCredential, by: User, verb: ChangeVerb) -> None:
    credential.full_clean()
    credential.save()
    slug = credential.city.slug if credential.city else ""
    record_change(verb, credential, city_slug=slug, made_by=by, is_public=False)


def _lock(credential_id: UUID, by: User) -> ApiCredential:
    rows = ApiCredential.objects.select_for_update(of=("self",)).select_related("city", "organisation")
    credential = rows.get(pk=credential_id)
    require(rules.can_manage_credential, by, credential)
    return credential


def _lock_owner(credential: ApiCredential) -> None:
    """Two keys of one name are not made at the same moment."""
    owner: Any = credential.owner
    type(owner).objects.select_for_update().get(pk=owner.pk)


def _validate_answer(by: User, credential: ApiCredential) -> None:
    if not rules.can_answer_for(by, credential):
        words = _("Only someone who belongs to %(owner)s can answer for a credential.")
        raise refusal("responsible", words % {"owner": credential.owner}, "stranger")


def _validate_label(credential: ApiCredential) -> None:
    if not credential.label:
        raise refusal("label", _("Give it a name that tells which system uses it."), "required")
    same = ApiCredential.objects.filter(
        city=credential.city,
        organisation=credential.organisation,
        label__iexact=credential.label,
        revoked_at=None,
        expires_at__gt=timezone.now(),
    )
    if same.exists():
        raise refusal(
            "label", _("There is a credential of this name already: replace or revoke it."), "unique"
        )


def _validate_scopes(scopes: set[str]) -> None:
    if not scopes or scopes - set(ApiScope.values):
        raise refusal("scopes", _("Choose what it may do."), "scopes")


def _validate_ranges(ranges: list[str]) -> None:
    if len(ranges) > MOST_RANGES:
        raise refusal("ip_ranges", _("Up to %(most)s ranges.") % {"most": MOST_RANGES}, "too_many")
    for one in ranges:
        try:
            ip_network(one, strict=False)
        except ValueError as error:
            words = _("“%(range)s” is no address or range, for example 192.0.2.0/24.") % {"range": one}
            raise refusal("ip_ranges", words, "range") from error


def _validate_days(days: int) -> None:
    if not 1 <= days <= LONGEST_DAYS:
        raise refusal("days", _("From 1 to %(most)s days.") % {"most": LONGEST_DAYS}, "days")


def _validate_overlap(days: int) -> None:
    if not 0 <= days <= LONGEST_OVERLAP_DAYS:
        words = _("The old one works for up to %(most)s days more.") % {"most": LONGEST_OVERLAP_DAYS}
        raise refusal("overlap_days", words, "overlap")


def _validate_kept(credential: ApiCredential, now: datetime) -> None:
    if credential.revoked_at or credential.expires_at <= now:
        raise refusal("credential", _("This credential has ended: make a new one."), "ended")


def _validate_unreplaced(credential: ApiCredential) -> None:
    if credential.replaced_by_id:
        raise refusal("credential", _("A new credential has taken the place of this one."), "replaced")


def _validate_two_at_once(credential: ApiCredential, now: datetime) -> None:
    earlier = ApiCredential.objects.filter(replaced_by=credential, revoked_at=None, expires_at__gt=now)
    if earlier.exists():
        words = _("The credential before this one still works: revoke it, or wait until it ends.")
        raise refusal("credential", words, "two_at_once")
