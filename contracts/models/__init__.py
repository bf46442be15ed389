"""What was promised: city, contract, action, milestone, inventory, money."""

from contracts.models.action import Action, ActionKind, ActionReport
from contracts.models.campaign import CampaignItem, CorrectionRequest, MonitoringCampaign
from contracts.models.city import City, CityMembership, CityPopulation
from contracts.models.contract import Contract, ContractVersion, Objective, Pathway, TargetBoundary
from contracts.models.factor import EmissionFactor
from contracts.models.files import AddedFile
from contracts.models.finding import Finding
from contracts.models.gap import EmissionsGapRow, ExistingPlan, ExistingPlanMeasure
from contracts.models.indicator import Indicator, IndicatorValue
from contracts.models.inventory import Inventory, InventoryLine, InventorySeries
from contracts.models.lifecycle import (
    Clause,
    FrozenPart,
    PaperSignature,
    VersionApproval,
    VersionFile,
    VersionTransition,
)
from contracts.models.milestone import Milestone, MilestoneDependency, MilestoneMove
from contracts.models.money import FundingLine, PortfolioCategory
from contracts.models.party import ContractParty
from contracts.models.proxy import ProxyValue
from contracts.models.section import Comment, ReviewRequest, Section, SectionDraft, SectionPresence, TableRow

__all__ = [
    "Action",
    "ActionKind",
    "ActionReport",
    "AddedFile",
    "CampaignItem",
    "City",
    "CityMembership",
    "CityPopulation",
    "Clause",
    "Comment",
    "Contract",
    "ContractParty",
    "ContractVersion",
    "CorrectionRequest",
    "EmissionFactor",
    "EmissionsGapRow",
    "ExistingPlan",
    "ExistingPlanMeasure",
    "Finding",
    "FrozenPart",
    "FundingLine",
    "Indicator",
    "IndicatorValue",
    "Inventory",
    "InventoryLine",
    "InventorySeries",
    "Milestone",
    "MilestoneDependency",
    "MilestoneMove",
    "MonitoringCampaign",
    "Objective",
    "PaperSignature",
    "Pathway",
    "PortfolioCategory",
    "ProxyValue",
    "ReviewRequest",
    "Section",
    "SectionDraft",
    "SectionPresence",
    "TableRow",
    "TargetBoundary",
    "VersionApproval",
    "VersionFile",
    "VersionTransition",
]
