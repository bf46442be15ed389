"""Who may see what of molecules."""

from typing import Any

from contracts.rules import can_enter_office


def can_see_published(user: Any, row: Any) -> bool:
    """Molecules and policy instruments: published ones are everyone's, others the team's, archived ones nobody's."""
    if row.archived_at is not None:
        return False
    return row.published_at is not None or can_enter_office(user, row.city)
