"""Checks of plain tables: what does not add up, contradicts itself or is probably a slip."""

from contracts.tables.checks.findings import CheckContext, InventorySheet, TableFinding
from contracts.tables.checks.runner import CHECKS, check_tables

__all__ = ["CHECKS", "CheckContext", "InventorySheet", "TableFinding", "check_tables"]
