"""Who may take a contract out of the portal, and who gives keys to machines."""

from typing import Any

from contracts.enums import CityRole, VersionState, Visibility
from contracts.rules import can_enter_office, has_city_role
from stakeholders.rules import can_manage_people


def is_published(version: Any) -> bool:
    """Whether everyone reads this version; an older one stays readable when a newer one takes its place."""
    return version.state in VersionState.public()


def can_read_version(user: Any, version: Any) -> bool:
    """Published versions are everyone's, the others the team's."""
    return is_published(version) or can_enter_office(user, version.contract.city)


def can_export(user: Any, version: Any, level: str) -> bool:
    """What only the team or the partners may read is handed out to the team alone."""
    if level == Visibility.PUBLIC:
        return can_read_version(user, version)
    return can_enter_office(user, version.contract.city)


def can_manage_credentials(user: Any, city: Any) -> bool:
    """Leads of the city give keys to machines; no machine makes itself another key."""
    return has_city_role(user, city, CityRole.LEAD) and user.delegation is None


def can_manage_credential(user: Any, credential: Any) -> bool:
    """Leads of its city, or who manages the people of its organisation."""
    if credential.city is not None:
        return can_manage_credentials(user, credential.city)
    return can_manage_people(user, credential.organisation) and user.delegation is None


def can_answer_for(user: Any, credential: Any) -> bool:
    """Only who belongs to the city or organisation: a machine acts with the rights that its person has there."""
    return bool(user.is_active and credential.owner.memberships.filter(user=user).exists())
