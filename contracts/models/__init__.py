"""What was promised: city, contract, action, milestone, inventory, money."""

from contracts.models.action import Action, ActionKind, ActionReport
from contracts.models.city import City, CityMembership, CityPopulation
from contracts.models.contract import Contract, ContractVersion, Objective, Pathway, TargetBoundary
from contracts.models.factor import EmissionFactor
from contracts.models.finding import Finding
from contracts.models.gap import EmissionsGapRow, ExistingPlan, ExistingPlanMeasure
from contracts.models.inventory import Inventory, InventoryLine, InventorySeries
from contracts.models.milestone import Milestone, MilestoneMove
from contracts.models.money import FundingLine, PortfolioCategory
from contracts.models.party import ContractParty
from contracts.models.proxy import ProxyValue

__all__ = [
    "Action",
    "ActionKind",
    "ActionReport",
    "City",
    "CityMembership",
    "CityPopulation",
    "Contract",
    "ContractParty",
    "ContractVersion",
    "EmissionFactor",
    "EmissionsGapRow",
    "ExistingPlan",
    "ExistingPlanMeasure",
    "Finding",
    "FundingLine",
    "Inventory",
    "InventoryLine",
    "InventorySeries",
    "Milestone",
    "MilestoneMove",
    "Objective",
    "Pathway",
    "PortfolioCategory",
    "ProxyValue",
    "TargetBoundary",
]
