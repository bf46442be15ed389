"""What the tables of a contract are kept in, beside its actions, parties, clauses and rows of cells."""

import factory
from factory.django import DjangoModelFactory

from contracts import models
from contracts.enums import BoundaryCoverage, Sector
from tests.factories.contracts import ContractFactory, ContractVersionFactory


class TargetBoundaryFactory(DjangoModelFactory):
    """Buildings, scope 1, are part of the target."""

    class Meta:
        model = models.TargetBoundary

    version = factory.SubFactory(ContractVersionFactory)
    sector = Sector.BUILDINGS
    scope = 1
    coverage = BoundaryCoverage.INCLUDED
    gases = factory.LazyFunction(lambda: ["CO2"])


class ObjectiveFactory(DjangoModelFactory):
    """A strategic objective."""

    class Meta:
        model = models.Objective

    contract = factory.SubFactory(ContractFactory)
    code = factory.Sequence(lambda n: f"O{n}")
    title = factory.LazyAttribute(lambda objective: {"it": f"Obiettivo {objective.code}"})


class PathwayFactory(DjangoModelFactory):
    """A pathway without an objective."""

    class Meta:
        model = models.Pathway

    contract = factory.SubFactory(ContractFactory)
    code = factory.Sequence(lambda n: f"P{n}")
    title = factory.LazyAttribute(lambda pathway: {"it": f"Percorso {pathway.code}"})


class IndicatorFactory(DjangoModelFactory):
    """An indicator in tonnes."""

    class Meta:
        model = models.Indicator

    contract = factory.SubFactory(ContractFactory)
    code = factory.Sequence(lambda n: f"I{n:03}")
    name = factory.LazyAttribute(lambda indicator: {"it": f"Indicatore {indicator.code}"})
    unit = "t"
