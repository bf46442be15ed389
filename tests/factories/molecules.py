"""Molecules and what happens in them."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from core.fields import Texts
from molecules import models
from tests.factories.contracts import ActionFactory, CityFactory

SQUARE = [[[9.1, 45.4], [9.2, 45.4], [9.2, 45.5], [9.1, 45.5], [9.1, 45.4]]]


class MoleculeFactory(DjangoModelFactory):
    """A square nucleus whose polygon is illustrative."""

    class Meta:
        model = models.Molecule

    city = factory.SubFactory(CityFactory)
    code = factory.Sequence(lambda n: f"mol-{n:02}")
    names = factory.LazyAttribute(lambda molecule: Texts({"it": f"Nucleo {molecule.code}"}))
    polygon = factory.LazyFunction(lambda: {"type": "Polygon", "coordinates": SQUARE})
    basis = "official_eoi_area__illustrative_nil_polygon"
    area_km2 = Decimal("1.2500")
    residents = 22_657
    illustrative_baseline_tco2e = Decimal(76_417)
    illustrative_target_tco2e = Decimal(15_283)
    is_illustrative = True


class InterventionFactory(DjangoModelFactory):
    """An action in a molecule."""

    class Meta:
        model = models.Intervention

    molecule = factory.SubFactory(MoleculeFactory)
    action = factory.SubFactory(ActionFactory)
