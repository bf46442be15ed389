"""Checks of published figures: what is odd stays as printed and gets a finding."""

from contracts.services.checks.explanations import explain_finding
from contracts.services.checks.findings import refresh_findings

__all__ = ["explain_finding", "refresh_findings"]
