"""API credentials as their pages list them and as a call finds them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from contracts.enums import CityRole
from contracts.models import City, CityMembership
from core.models import User
from exchange.enums import ApiScope, CredentialStanding
from exchange.models import ApiCredential
from stakeholders.enums import OrganisationRole
from stakeholders.models import OrganisationMembership

WORDS = dict(ApiScope.choices)


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """A key with what its page says of it: `scopes` in words, `is_kept` where it may still be changed."""

    credential: ApiCredential
    standing: CredentialStanding
    scopes: str
    is_mine: bool

    @property
    def is_kept(self) -> bool:
        """Whether it can be revoked or taken over."""
        return self.standing in CredentialStanding.kept()

    @property
    def can_rotate(self) -> bool:
        """Whether a new one can take its place."""
        return self.is_kept and self.credential.replaced_by_id is None


def with_answer() -> QuerySet[Any]:
    """Keys with their owner and their person, and whether that person still belongs to the owner (`is_answered`)."""
    same = {"user": OuterRef("responsible")}
    answers = Exists(CityMembership.objects.filter(city=OuterRef("city"), **same)) | Exists(
        OrganisationMembership.objects.filter(organisation=OuterRef("organisation"), **same)
    )
    rows = ApiCredential.objects.select_related("city", "organisation", "responsible")
    return rows.annotate(is_answered=answers & Q(responsible__is_active=True))


def list_credentials(city: City, user: Any, now: datetime) -> list[CredentialRow]:
    """The keys of a city: those that may still work first, then the newest of those that ended."""
    rows = [
        CredentialRow(
            credential=one,
            standing=one.standing(now, is_answered=one.is_answered),
            scopes=", ".join(str(WORDS[scope]) for scope in one.scopes if scope in WORDS),
            is_mine=one.responsible_id == user.pk,
        )
        for one in with_answer().filter(city=city)
    ]
    return sorted(rows, key=lambda row: not row.is_kept)


def people_to_warn(credential: ApiCredential) -> list[User]:
    """Who answers for a key, and who may replace it: leads of the city, editors and signatories of the organisation."""
    if credential.city_id:
        may = Q(city_memberships__city=credential.city_id, city_memberships__role=CityRole.LEAD)
    else:
        may = Q(
            organisation_memberships__organisation=credential.organisation_id,
            organisation_memberships__role__in=[OrganisationRole.EDITOR, OrganisationRole.SIGNATORY],
        )
    people = User.objects.filter(may | Q(pk=credential.responsible_id), is_active=True)
    return list(people.distinct().order_by("email"))
