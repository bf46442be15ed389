"""Molecules and what happens in them."""

from datetime import date
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from contracts.models import City
from core.fields import Texts
from molecules import models
from molecules.enums import EmissionBasis, InstrumentKind, PackageParameterName, Payer, StockFigure
from tests.factories.contracts import ActionFactory, CityFactory, InventoryFactory

SQUARE = [[[9.1, 45.4], [9.2, 45.4], [9.2, 45.5], [9.1, 45.5], [9.1, 45.4]]]


class MoleculeFactory(DjangoModelFactory):
    """A square nucleus whose polygon is illustrative."""

    class Meta:
        model = models.Molecule

    city = factory.SubFactory(CityFactory)
    code = factory.Sequence(lambda n: f"mol-{n:05}")
    names = factory.LazyAttribute(lambda molecule: Texts({"it": f"Nucleo {molecule.code}"}))
    polygon = factory.LazyFunction(lambda: {"type": "Polygon", "coordinates": SQUARE})
    basis = "official_eoi_area__illustrative_nil_polygon"
    area_km2 = Decimal("1.2500")
    residents = 22_657
    illustrative_baseline_tco2e = Decimal(76_417)
    illustrative_target_tco2e = Decimal(15_283)
    is_illustrative = True
    published_at = factory.LazyFunction(timezone.now)


class InterventionFactory(DjangoModelFactory):
    """An action in a molecule."""

    class Meta:
        model = models.Intervention

    molecule = factory.SubFactory(MoleculeFactory)
    action = factory.SubFactory(ActionFactory)


class NeighbourhoodFactory(DjangoModelFactory):
    """A square part of a city."""

    class Meta:
        model = models.Neighbourhood

    city = factory.SubFactory(CityFactory)
    code = factory.Sequence(lambda n: f"nil-{n:02}")
    names = factory.LazyAttribute(lambda one: Texts({"it": f"Quartiere {one.code}"}))
    polygon = factory.LazyFunction(lambda: {"type": "Polygon", "coordinates": SQUARE})
    area_km2 = Decimal("1.2500")
    residents = 12_000
    dwellings = 6_000


class PackageFactory(DjangoModelFactory):
    """A package counted in dwellings, with all parameters stated."""

    class Meta:
        model = models.Package
        skip_postgeneration_save = True

    city = factory.SubFactory(CityFactory)
    code = factory.Sequence(lambda n: f"package-{n:02}")
    names = factory.LazyAttribute(lambda one: Texts({"it": f"Pacchetto {one.code}"}))
    sector = "buildings"
    stock_figure = StockFigure.DWELLINGS
    cost_eur = Decimal(20_000)
    cost_source = "Assumption of the tests."

    @factory.post_generation
    def parameters(self, create: bool, extracted: object, **_others: object) -> None:
        """State every parameter, unless told not to."""
        if create and extracted is not False:
            for name, (low, likely, high) in PARAMETERS.items():
                models.PackageParameter.objects.create(
                    package=self,
                    name=name,
                    low=low,
                    likely=likely,
                    high=high,
                    source="Assumption of the tests.",
                )


PARAMETERS = {
    PackageParameterName.SATURATION: (Decimal("0.2"), Decimal("0.4"), Decimal("0.6")),
    PackageParameterName.RISE_YEARS: (6, 10, 15),
    PackageParameterName.KM_PER_YEAR: (1, 2, 4),
    PackageParameterName.YEARS_PER_DIFFERENCE: (2, 4, 8),
    PackageParameterName.ABATEMENT: (Decimal("0.8"), Decimal("1.2"), Decimal("1.6")),
}


def make_spreading_city(city: City) -> models.Molecule:
    """A molecule in the east whose package spreads to a neighbourhood in the west."""
    square = [[[9.3, 45.4], [9.31, 45.4], [9.31, 45.41], [9.3, 45.41], [9.3, 45.4]]]
    NeighbourhoodFactory(city=city)
    InventoryFactory(series__city=city, year=2021, state="published", reported_total_tco2e=Decimal(1_000_000))
    return MoleculeFactory(
        city=city,
        package=PackageFactory(city=city),
        spread_from=Decimal(2024),
        polygon={"type": "Polygon", "coordinates": square},
    )


class LocalEmissionFactory(DjangoModelFactory):
    """Emissions of a molecule, measured there."""

    class Meta:
        model = models.LocalEmission

    molecule = factory.SubFactory(MoleculeFactory)
    year = 2021
    sector = "buildings"
    emissions_tco2e = Decimal(40_000)
    basis = EmissionBasis.MEASURED
    source = "Local inventory."


class PolicyInstrumentFactory(DjangoModelFactory):
    """A public incentive of the whole city."""

    class Meta:
        model = models.PolicyInstrument

    city = factory.SubFactory(CityFactory)
    code = factory.Sequence(lambda n: f"instrument-{n:02}")
    names = factory.LazyAttribute(lambda one: Texts({"it": f"Strumento {one.code}"}))
    plain_words = factory.LazyFunction(lambda: Texts({"it": "Chi rinnova paga meno oneri."}))
    kind = InstrumentKind.INCENTIVE
    legal_basis = "NdA PdR art. 10"
    amount = Decimal(30)
    amount_unit = "%"
    in_force_from = date(2026, 1, 1)
    saturation_points = Decimal("0.1")
    rise_factor = Decimal("0.8")
    effect_source = "Assumption of the tests."
    budget_eur = Decimal(-500_000)
    payer = Payer.CITY
    published_at = factory.LazyFunction(timezone.now)


class InstrumentScenarioFactory(DjangoModelFactory):
    """A choice without instruments yet."""

    class Meta:
        model = models.InstrumentScenario

    city = factory.SubFactory(CityFactory)
    name = factory.Sequence(lambda n: f"Scelta {n:02}")
    until_year = 2035
