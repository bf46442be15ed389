"""Who promised: organisations, their people, their part in actions, their commitments."""

from stakeholders.models.commitment import Commitment
from stakeholders.models.organisation import (
    ActionParty,
    Organisation,
    OrganisationAlias,
    OrganisationMembership,
)

__all__ = ["ActionParty", "Commitment", "Organisation", "OrganisationAlias", "OrganisationMembership"]
