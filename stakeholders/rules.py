"""Who may do what with organisations and commitments."""

from typing import Any

from contracts.rules import can_edit_city, can_enter_office
from stakeholders.enums import CommitmentState, OrganisationRole


def is_member(user: Any, organisation: Any) -> bool:
    """Whether `user` acts for `organisation`."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or organisation.memberships.filter(user=user).exists()


def can_see_commitment(user: Any, commitment: Any) -> bool:
    """Signed ones are everyone's; earlier ones are the organisation's and the city team's."""
    if commitment.state in CommitmentState.public():
        return True
    return is_member(user, commitment.organisation) or can_enter_office(user, commitment.contract.city)


def can_edit_commitment(user: Any, commitment: Any) -> bool:
    """The organisation's editors and signatories, and whoever may edit the city's contract."""
    if not user.is_authenticated or not user.is_active:
        return False
    roles = [OrganisationRole.EDITOR, OrganisationRole.SIGNATORY]
    if commitment.organisation.memberships.filter(user=user, role__in=roles).exists():
        return True
    return can_edit_city(user, commitment.contract.city)
