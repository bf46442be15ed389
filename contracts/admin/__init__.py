"""Django's admin of contracts, for platform staff."""

from contracts.admin import actions, cities, contracts, inventories, plans, workspace

__all__ = ["actions", "cities", "contracts", "inventories", "plans", "workspace"]
