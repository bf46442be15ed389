"""The API credential of the demonstration: it reads Milano, and is kept with the accounts."""

from dataclasses import dataclass

from django.utils import timezone

from contracts.models import City
from core.models import User
from exchange.enums import ApiScope
from exchange.models import ApiCredential
from exchange.services.credentials import LONGEST_DAYS, create_credential, revoke_credential
from exchange.tokens import digest_secret, read_token

CITY, LABEL = "milano", "Dimostrazione (sola lettura)"


@dataclass(frozen=True)
class DemoCredential:
    """The token, and what it is for."""

    label: str
    token: str


def ensure_credential(*, by: User, kept: DemoCredential | None) -> DemoCredential | None:
    """The kept token while it works, else a new one; None where the demonstration has no such city."""
    city = City.objects.filter(slug=CITY).first()
    if city is None or (kept and _works(kept.token)):
        return kept if city else None
    for old in ApiCredential.objects.filter(city=city, label=LABEL, revoked_at=None):
        revoke_credential(credential_id=old.pk, by=by)
    made = create_credential(
        city=city, by=by, label=LABEL, scopes=[scope.value for scope in ApiScope.reading()], days=LONGEST_DAYS
    )
    return DemoCredential(LABEL, made.token)


def _works(token: str) -> bool:
    """Whether the portal of this database knows the token and would let it in today."""
    told = read_token(token)
    good = ApiCredential.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
    return bool(
        told and good.filter(public_id=told.public_id, secret_sha256=digest_secret(told.secret)).exists()
    )
