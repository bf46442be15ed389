"""Factories of the officers' workspace: campaigns, readers' hints, indicators."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from contracts import models
from core.fields import Texts
from tests.factories.contracts import ActionFactory, ContractFactory
from tests.factories.tables import IndicatorFactory


class MonitoringCampaignFactory(DjangoModelFactory):
    """A planned campaign of a month."""

    class Meta:
        model = models.MonitoringCampaign

    contract = factory.SubFactory(ContractFactory)
    title = factory.Sequence(lambda n: Texts({"it": f"Monitoraggio {n}", "en": f"Monitoring {n}"}))
    reference_year = 2026
    opens_on = date(2026, 11, 1)
    closes_on = date(2026, 12, 1)


class CampaignItemFactory(DjangoModelFactory):
    """A request for the report of an action."""

    class Meta:
        model = models.CampaignItem

    campaign = factory.SubFactory(MonitoringCampaignFactory)
    action = factory.SubFactory(ActionFactory, contract=factory.SelfAttribute("..campaign.contract"))


class CorrectionRequestFactory(DjangoModelFactory):
    """A reader's hint without an answer."""

    class Meta:
        model = models.CorrectionRequest

    contract = factory.SubFactory(ContractFactory)
    page = "/it/c/milano/"
    message = "La somma non torna"


class IndicatorValueFactory(DjangoModelFactory):
    """A draft of a year."""

    class Meta:
        model = models.IndicatorValue

    indicator = factory.SubFactory(IndicatorFactory)
    year = factory.Sequence(lambda n: 2022 + n % 70)
    value = Decimal(4_000)
