"""Cities, contracts, actions, inventories, money."""

from datetime import date
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from contracts import models
from contracts.enums import (
    CityRole,
    InventoryState,
    Maturity,
    MissionGroup,
    PartyRole,
    PromoterType,
    ProxyKind,
    Quantification,
    Sector,
    Typology,
    VersionState,
)
from core.fields import Texts
from core.validators import normalise_code
from tests.factories.core import UserFactory


class CityFactory(DjangoModelFactory):
    """A Mission city of the EU."""

    class Meta:
        model = models.City

    slug = factory.Sequence(lambda n: f"city-{n}")
    names = factory.LazyAttribute(lambda city: Texts({"it": city.slug.title(), "en": city.slug.title()}))
    country_code = "IT"
    mission_group = MissionGroup.EU
    longitude = 9.19
    latitude = 45.46
    label_date = date(2024, 10, 8)


class CityMembershipFactory(DjangoModelFactory):
    """An officer of a city."""

    class Meta:
        model = models.CityMembership

    city = factory.SubFactory(CityFactory)
    user = factory.SubFactory(UserFactory)
    role = CityRole.OFFICER


class ContractVersionFactory(DjangoModelFactory):
    """The current, labelled version with Milan's figures."""

    class Meta:
        model = models.ContractVersion

    contract = factory.SubFactory("tests.factories.contracts.ContractFactory", version=None)
    number = 1
    is_current = True
    state = VersionState.LABELLED
    baseline_year = 2021
    baseline_tco2e = Decimal(4_567_402)
    target_year = 2030
    target_reduction_tco2e = Decimal(3_654_402)
    target_reduction_share = Decimal("0.8")
    residual_tco2e = Decimal(913_000)


class ContractFactory(DjangoModelFactory):
    """A contract with a current public version; `version=None` makes it without one."""

    class Meta:
        model = models.Contract
        skip_postgeneration_save = True

    city = factory.SubFactory(CityFactory)
    title = factory.LazyAttribute(
        lambda contract: Texts({"it": f"Contratto di {contract.city}", "en": f"Contract of {contract.city}"})
    )
    version = factory.RelatedFactory(ContractVersionFactory, factory_related_name="contract")


class ActionFactory(DjangoModelFactory):
    """A quantified project."""

    class Meta:
        model = models.Action

    contract = factory.SubFactory(ContractFactory)
    code = factory.Sequence(lambda n: f"EB{n:03}")
    code_key = factory.LazyAttribute(lambda action: normalise_code(action.code))
    title = factory.LazyAttribute(
        lambda action: {"it": f"Azione {action.code}", "en": f"Action {action.code}"}
    )
    sector = Sector.BUILDINGS
    typology = Typology.PROJECT
    maturity = Maturity.PROJECT
    quantification = factory.LazyAttribute(
        lambda action: (
            Quantification.NOT_ESTIMATED if action.reduction_tco2e is None else Quantification.QUANTIFIED
        )
    )
    reduction_tco2e = Decimal(1_400)
    start_year = 2022
    end_year = 2030
    promoter = "Comune"
    promoter_type = PromoterType.MUNICIPALITY


class ActionReportFactory(DjangoModelFactory):
    """A declared half."""

    class Meta:
        model = models.ActionReport

    action = factory.SubFactory(ActionFactory)
    reported_on = date(2026, 6, 30)
    share_done = Decimal("0.5")
    note = "Half of the roofs are done."


class MilestoneFactory(DjangoModelFactory):
    """A planned milestone of a city."""

    class Meta:
        model = models.Milestone

    city = factory.SubFactory(CityFactory)
    title = factory.Sequence(lambda n: Texts({"it": f"Tappa {n}", "en": f"Milestone {n}"}))
    due_on = date(2027, 12, 31)


class InventorySeriesFactory(DjangoModelFactory):
    """A series of comparable inventories."""

    class Meta:
        model = models.InventorySeries

    city = factory.SubFactory(CityFactory)
    code = factory.Sequence(lambda n: f"series-{n}")
    title = factory.LazyAttribute(
        lambda series: {"it": f"Serie {series.code}", "en": f"Series {series.code}"}
    )
    method = "GPC BASIC"


class InventoryFactory(DjangoModelFactory):
    """A published inventory with a reported total only."""

    class Meta:
        model = models.Inventory

    series = factory.SubFactory(InventorySeriesFactory)
    year = 2021
    state = InventoryState.PUBLISHED
    reported_total_tco2e = Decimal(4_567_402)
    published_at = factory.LazyFunction(timezone.now)


class InventoryLineFactory(DjangoModelFactory):
    """A value of one sector and scope."""

    class Meta:
        model = models.InventoryLine

    inventory = factory.SubFactory(InventoryFactory)
    sector = Sector.BUILDINGS
    scope = 1
    value_tco2e = Decimal(1_000)


class EmissionFactorFactory(DjangoModelFactory):
    """The combustion of natural gas, which holds everywhere."""

    class Meta:
        model = models.EmissionFactor

    carrier = "natural gas"
    year = 2006
    value = Decimal("0.20196")
    unit = "t/MWh"
    gas = "CO2"
    publisher = "IPCC"


class ProxyValueFactory(DjangoModelFactory):
    """Gas sold in a year."""

    class Meta:
        model = models.ProxyValue

    city = factory.SubFactory(CityFactory)
    kind = ProxyKind.GAS_SOLD
    year = 2024
    value = Decimal(1_200)
    unit = "GWh"
    source = "Yearly report of the network"


class EmissionsGapRowFactory(DjangoModelFactory):
    """The total row of Milan's table; name a sector for another."""

    class Meta:
        model = models.EmissionsGapRow

    version = factory.SubFactory(ContractVersionFactory)
    baseline_tco2e = Decimal(4_567_402)
    target_reduction_tco2e = Decimal(3_654_402)
    existing_plan_tco2e = Decimal(1_574_099)
    gap_tco2e = Decimal(2_080_303)
    portfolio_tco2e = Decimal(2_080_303)
    residual_tco2e = Decimal(913_000)


class FindingFactory(DjangoModelFactory):
    """An oddity of a published figure."""

    class Meta:
        model = models.Finding

    city = factory.SubFactory(CityFactory)
    check_name = "action_end_before_start"
    subject_kind = "contracts.action"
    place = "PARM-052"
    numbers = factory.LazyFunction(lambda: {"code": "PARM-052", "start_year": 2021, "end_year": 2018})


class FundingLineFactory(DjangoModelFactory):
    """A row of an investment table."""

    class Meta:
        model = models.FundingLine

    contract = factory.SubFactory(ContractFactory)
    scheme = "Table C-3.1"
    category = factory.Sequence(lambda n: f"Category {n}")
    amount_eur = Decimal(1_000_000)
    position = factory.Sequence(lambda n: n)


class ContractPartyFactory(DjangoModelFactory):
    """A signatory as the published contract lists it."""

    class Meta:
        model = models.ContractParty

    contract = factory.SubFactory(ContractFactory)
    position = factory.Sequence(lambda n: n)
    organisation_name = factory.Sequence(lambda n: f"Organisation {n}")
    role = PartyRole.SIGNATORY
