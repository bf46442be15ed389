"""Readings of organisations, their people, invitations, applications and mandates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from contracts.enums import CityRole
from contracts.models import City, Contract, ContractParty
from core.models import User
from stakeholders.enums import InvitationState, OrganisationRole
from stakeholders.models import (
    ActionParty,
    Application,
    Commitment,
    Invitation,
    Mandate,
    Organisation,
    OrganisationMembership,
)
from stakeholders.tokens import digest_token
from stakeholders.validators import name_key

MANAGERS = (OrganisationRole.EDITOR, OrganisationRole.SIGNATORY)


def organisations_of(contract: Contract) -> QuerySet[Organisation]:
    """Organisations that are listed in a contract, carry its actions, promised something or were invited."""
    ways = (
        ContractParty.objects.filter(contract=contract, organisations__isnull=False).values("organisations"),
        ActionParty.objects.filter(action__contract=contract).values("organisation"),
        Commitment.objects.filter(contract=contract).values("organisation"),
        Invitation.objects.filter(contract=contract).values("organisation"),
    )
    reached = Q()
    for way in ways:
        reached |= Q(pk__in=way)
    return Organisation.objects.filter(reached).order_by("name", "pk")


def contracts_of(organisation: Organisation) -> QuerySet[Contract]:
    """The contracts in which an organisation takes part, or to which it was invited."""
    parts = (
        Q(pk__in=ContractParty.objects.filter(organisations=organisation).values("contract"))
        | Q(pk__in=ActionParty.objects.filter(organisation=organisation).values("action__contract"))
        | Q(pk__in=Commitment.objects.filter(organisation=organisation).values("contract"))
        | Q(pk__in=Invitation.objects.filter(organisation=organisation).values("contract"))
    )
    return Contract.objects.filter(parts).select_related("city").order_by("city__slug")


def list_organisations(contract: Contract, *, cluster: str | None = None, text: str = "") -> QuerySet[Any]:
    """Organisations of a contract with how many people and open invitations each has, and what it promised."""
    invited = Q(invitations__contract=contract, invitations__state=InvitationState.SENT)
    promised = Q(commitments__contract=contract)
    rows = organisations_of(contract).annotate(
        people_count=Count("memberships__user", distinct=True),
        invited_count=Count("invitations", filter=invited, distinct=True),
        commitment_count=Count("commitments", filter=promised, distinct=True),
    )
    if cluster is not None:
        rows = rows.filter(cluster=cluster)
    return rows.filter(Q(name__icontains=text) | Q(aliases__name__icontains=text)) if text else rows


def list_invitations(contract: Contract) -> QuerySet[Invitation]:
    """Invitations of a contract, newest first."""
    return contract.invitations.select_related("organisation", "invited_by", "accepted_by")


def list_applications(contract: Contract) -> QuerySet[Application]:
    """Applications to take part in a contract, those without an answer first."""
    return contract.applications.select_related("answered_by", "invitation").order_by(
        "answered_at", "-received_at"
    )


def list_mandates(contract: Contract) -> QuerySet[Mandate]:
    """Mandates of organisations of a contract that have not ended, those nobody has seen yet first."""
    rows = Mandate.objects.filter(organisation__in=organisations_of(contract), ended_at=None)
    return rows.select_related("organisation", "person", "confirmed_by").order_by(
        "confirmed_at", "organisation__name", "-declared_at"
    )


def organisation_known_as(name: str) -> Organisation | None:
    """The organisation that is known by this name, however it is spelt."""
    key = name_key(name)
    known = Organisation.objects.filter(aliases__key=key).first() if key else None
    return known or Organisation.objects.filter(name__iexact=name.strip()).first()


def has_managers(organisation: Organisation) -> bool:
    """Whether somebody of an organisation can invite colleagues already."""
    return organisation.memberships.filter(role__in=MANAGERS, user__is_active=True).exists()


def find_invitation(token: str, now: datetime) -> Invitation | None:
    """The invitation that a link opens; None when it is unknown, taken back, used or has run out."""
    return _live(now).filter(token_sha256=digest_token(token)).first()


def invitation_held(invitation_id: UUID, token_sha256: str, now: datetime) -> Invitation | None:
    """The invitation that a session opened earlier, as long as its link has not been replaced or ended."""
    return _live(now).filter(pk=invitation_id, token_sha256=token_sha256).first()


def _live(now: datetime) -> QuerySet[Invitation]:
    found = Invitation.objects.filter(state=InvitationState.SENT, expires_at__gt=now)
    return found.select_related("organisation", "contract__city", "invited_by")


def officers_of(city: City) -> QuerySet[User]:
    """Who of a city's team is written to: its leads and officers."""
    roles = [CityRole.LEAD, CityRole.OFFICER]
    return User.objects.filter(
        city_memberships__city=city, city_memberships__role__in=roles, is_active=True
    ).distinct()


def writers_of(organisation: Organisation) -> QuerySet[User]:
    """Who of an organisation is written to: its editors and signatories."""
    return User.objects.filter(
        organisation_memberships__organisation=organisation,
        organisation_memberships__role__in=MANAGERS,
        is_active=True,
    ).distinct()


def has_account(email: str) -> bool:
    """Whether an e-mail address belongs to an account already."""
    return User.objects.filter(email__iexact=email).exists()


def own_organisations(user: User) -> QuerySet[Organisation]:
    """The organisations that a person acts for."""
    mine = OrganisationMembership.objects.filter(user=user, organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(mine))


@dataclass(frozen=True, slots=True)
class Person:
    """One role of one person in an organisation."""

    membership: OrganisationMembership
    is_me: bool
    has_mandate: bool


def list_people(organisation: Organisation, user: Any) -> list[Person]:
    """Who acts for an organisation and as what; `has_mandate` where the city has seen why they may sign."""
    seen = set(confirmed_mandates(organisation).values_list("person", flat=True))
    rows = organisation.memberships.select_related("user").order_by("user__name", "user__email", "role")
    return [Person(row, row.user_id == user.pk, row.user_id in seen) for row in rows]


def confirmed_mandates(organisation: Organisation) -> QuerySet[Mandate]:
    """Mandates of an organisation that the city has seen and that have not ended."""
    return organisation.mandates.filter(confirmed_at__isnull=False, ended_at=None)
