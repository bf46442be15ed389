"""Checks of published figures: what is odd stays as printed and gets a finding."""

from contracts.services.checks.findings import CHECKS, refresh_findings

__all__ = ["CHECKS", "refresh_findings"]
