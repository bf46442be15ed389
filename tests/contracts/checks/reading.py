"""Findings in short."""

from contracts.models import Contract
from contracts.services.checks import refresh_findings


def found(contract: Contract) -> list[tuple[str, str]]:
    """Check and place of each finding of the contract as it is now."""
    return sorted((finding.check_name, finding.place) for finding in refresh_findings(contract=contract))
