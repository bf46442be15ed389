"""Factories of every room: small true-to-life rows, everything public unless told otherwise."""

from tests.factories.contracts import (
    ActionFactory,
    ActionReportFactory,
    CityFactory,
    CityMembershipFactory,
    ContractFactory,
    ContractPartyFactory,
    ContractVersionFactory,
    EmissionFactorFactory,
    EmissionsGapRowFactory,
    FindingFactory,
    FundingLineFactory,
    InventoryFactory,
    InventoryLineFactory,
    InventorySeriesFactory,
    MilestoneFactory,
    ProxyValueFactory,
)
from tests.factories.core import UserFactory
from tests.factories.molecules import InterventionFactory, MoleculeFactory
from tests.factories.progress import ScenarioChangeFactory, ScenarioFactory, SnapshotFactory, make_results
from tests.factories.stakeholders import (
    ActionPartyFactory,
    CommitmentFactory,
    OrganisationAliasFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
)

__all__ = [
    "ActionFactory",
    "ActionPartyFactory",
    "ActionReportFactory",
    "CityFactory",
    "CityMembershipFactory",
    "CommitmentFactory",
    "ContractFactory",
    "ContractPartyFactory",
    "ContractVersionFactory",
    "EmissionFactorFactory",
    "EmissionsGapRowFactory",
    "FindingFactory",
    "FundingLineFactory",
    "InterventionFactory",
    "InventoryFactory",
    "InventoryLineFactory",
    "InventorySeriesFactory",
    "MilestoneFactory",
    "MoleculeFactory",
    "OrganisationAliasFactory",
    "OrganisationFactory",
    "OrganisationMembershipFactory",
    "ProxyValueFactory",
    "ScenarioChangeFactory",
    "ScenarioFactory",
    "SnapshotFactory",
    "UserFactory",
    "make_results",
]
