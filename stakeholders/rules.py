"""Who may do what with organisations and commitments."""

from typing import Any

from django.db.models import Q

from contracts.rules import can_edit_city, can_enter_office
from stakeholders.enums import CommitmentState, OrganisationRole, RequestKind, Side


def is_member(user: Any, organisation: Any) -> bool:
    """Whether `user` acts for `organisation`."""
    if not user.is_authenticated or not user.is_active or not user.acts_for(organisation):
        return False
    return user.is_superuser or organisation.memberships.filter(user=user).exists()


def is_partner(user: Any, contract: Any) -> bool:
    """Whether `user` belongs to an organisation that is listed in a contract, carries its actions or signed for it."""
    listed = Q(organisation__listings__contract=contract)
    carries = Q(organisation__action_parts__action__contract=contract)
    signed = Q(
        organisation__commitments__contract=contract,
        organisation__commitments__state__in=CommitmentState.public(),
    )
    own = user.organisation_memberships.filter(listed | carries | signed)
    return bool(own.filter(organisation=user.delegation.within).exists() if user.delegation else own.exists())


def can_manage_people(user: Any, organisation: Any) -> bool:
    """Editors and signatories of an organisation invite colleagues, change roles and keep its profile."""
    return has_organisation_role(user, organisation, OrganisationRole.EDITOR, OrganisationRole.SIGNATORY)


def can_name_signatory(user: Any, organisation: Any) -> bool:
    """Within an organisation only a signatory makes others signatories."""
    return has_organisation_role(user, organisation, OrganisationRole.SIGNATORY)


def can_declare_mandate(user: Any, organisation: Any) -> bool:
    """Whoever acts for an organisation and may write for it says why they may sign; readers do not."""
    return writes_for(user, organisation)


def can_report(user: Any, organisation: Any) -> bool:
    """Editors and signatories of an organisation say how far its commitments are."""
    return has_organisation_role(user, organisation, OrganisationRole.EDITOR, OrganisationRole.SIGNATORY)


def can_end_mandate(user: Any, mandate: Any) -> bool:
    """Its holder, and the signatories of the organisation."""
    return mandate.person_id == user.pk or can_name_signatory(user, mandate.organisation)


def can_remove_member(user: Any, membership: Any) -> bool:
    """Oneself, and who manages the people of the organisation."""
    return membership.user_id == user.pk or can_manage_people(user, membership.organisation)


def has_organisation_role(user: Any, organisation: Any, *roles: str) -> bool:
    """Whether `user` holds one of `roles` in `organisation`; platform administrators hold all."""
    if not user.is_authenticated or not user.is_active or not user.acts_for(organisation):
        return False
    return user.is_superuser or organisation.memberships.filter(user=user, role__in=roles).exists()


def writes_for(user: Any, organisation: Any) -> bool:
    """Whether `user` is an editor or a signatory of `organisation` themself; administrators write for nobody."""
    roles = [OrganisationRole.EDITOR, OrganisationRole.SIGNATORY]
    own = organisation.memberships.filter(user=user, role__in=roles)
    return user.acts_for(organisation) and bool(own.exists())


def can_invite(user: Any, invitation: Any) -> bool:
    """The city that invites, and who manages the people of the organisation."""
    return can_edit_city(user, invitation.contract.city) or can_manage_people(user, invitation.organisation)


def can_see_commitment(user: Any, commitment: Any) -> bool:
    """Signed ones are everyone's; earlier ones are the organisation's and the city team's."""
    if commitment.state in CommitmentState.public():
        return True
    return is_member(user, commitment.organisation) or can_enter_office(user, commitment.contract.city)


def can_cancel_request(user: Any, request: Any) -> bool:
    """Officers of the city; a withdrawal that an organisation opened itself is not theirs to stop."""
    city = request.version.commitment.contract.city
    is_own = request.opened_by is not None and can_edit_city(request.opened_by, city)
    return can_edit_city(user, city) and (request.kind != RequestKind.WITHDRAW or is_own)


def still_signs(user: Any, slot: Any) -> bool:
    """Whether the person of a slot still belongs to the side for which they were asked."""
    if slot.organisation is not None:
        return is_member(user, slot.organisation)
    return can_enter_office(user, slot.request.version.commitment.contract.city)


def can_edit_commitment(user: Any, commitment: Any) -> bool:
    """The organisation's editors and signatories, and whoever may edit the city's contract."""
    if not user.is_authenticated or not user.is_active:
        return False
    if writes_for(user, commitment.organisation):
        return True
    return can_edit_city(user, commitment.contract.city)


def sides_of(user: Any, commitment: Any) -> list[Side]:
    """For whom `user` writes in the negotiation of a commitment: the organisation first, the city, both or nobody."""
    sides = []
    if writes_for(user, commitment.organisation):
        sides.append(Side.ORGANISATION)
    if can_edit_city(user, commitment.contract.city):
        sides.append(Side.CITY)
    return sides


def can_read_sealed(user: Any, document: Any) -> bool:
    """The organisation's own people, the city's team, and everyone who signed it, but no machine in their name."""
    if not user.is_authenticated or not user.is_active:
        return False
    commitment = document.request.version.commitment
    if is_member(user, commitment.organisation) or can_enter_office(user, commitment.contract.city):
        return True
    return user.delegation is None and bool(
        document.request.signers.filter(person=user, signature__isnull=False).exists()
    )
