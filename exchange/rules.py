"""Who may take a contract out of the portal: small questions about a person and a thing."""

from typing import Any

from contracts.enums import VersionState, Visibility
from contracts.rules import can_enter_office


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
