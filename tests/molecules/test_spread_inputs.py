"""What a spread is computed from: rows to frames, gaps told in words."""

from decimal import Decimal

import numpy as np
import pytest
from django.utils.translation import override

from emissions.diffusion import spread
from molecules.frames.spread_inputs import read_spread_inputs
from molecules.frames.spread_words import Mend
from tests.factories import (
    CityFactory,
    InventoryFactory,
    InventoryLineFactory,
    MoleculeFactory,
    NeighbourhoodFactory,
    PackageFactory,
)

pytestmark = pytest.mark.django_db


def square(west, *, width=0.1):
    corners = [[0, 0], [width, 0], [width, 0.1], [0, 0.1], [0, 0]]
    return {"type": "Polygon", "coordinates": [[[west + x, 45.4 + y] for x, y in corners]]}


@pytest.fixture
def city():
    city = CityFactory()
    inventory = InventoryFactory(series__city=city, year=2023)
    InventoryLineFactory(inventory=inventory, value_tco2e=Decimal(9_000))
    InventoryLineFactory(inventory=inventory, sector="transport", value_tco2e=Decimal(5_000))
    NeighbourhoodFactory(city=city, code="1", polygon=square(9.0), residents=1_000, dwellings=500)
    NeighbourhoodFactory(city=city, code="2", polygon=square(9.1), residents=2_000, dwellings=None)
    return city


def test_spread_inputs_are_what_the_arithmetic_reads(city, django_assert_num_queries):
    molecule = MoleculeFactory(
        city=city,
        package=PackageFactory(city=city),
        spread_from=Decimal("2025.5"),
        polygon=square(9.05, width=0.05),
    )
    with django_assert_num_queries(6):
        inputs = read_spread_inputs(city, until_year=2035)
    assert inputs.is_ready
    assert inputs.packages.index.tolist() == [str(molecule.pk)]
    assert inputs.packages["start_year"].tolist() == [2025.5]
    assert inputs.ranges.high["saturation"].tolist() == [0.6]
    assert (inputs.years[0], inputs.years[-1]) == (2025, 2035)
    cells = inputs.cells_of_city
    assert cells.stock.round(6).tolist() == [[250.0, 0.0]]
    assert cells.remaining_tco2e[:, 0].round(6).tolist() == [1_500.0, 6_000.0]
    assert cells.distance_km.round(1).tolist() == [[2.0, 5.9]]
    saved = spread(inputs.packages, cells, inputs.years).saving_tco2e
    assert saved.shape == (1, 2, 11)
    assert 0 < saved[0, 0, -1] < 250 * 1.2 * 0.4


def test_spread_inputs_tell_what_is_missing(city):
    MoleculeFactory(city=city, names={"it": "Senza"})
    MoleculeFactory(city=city, names={"it": "Bozza"}, published_at=None, spread_from=2025)
    inputs = read_spread_inputs(city)
    assert not inputs.is_ready
    with override("en"):
        assert inputs.missing == (
            "No molecule has a package, a start and all parameters, so no spread can be computed.",
            "No package is chosen for these molecules, so nothing spreads from them: Senza.",
        )
        assert {gap.mend for gap in inputs.gaps} == {Mend.MOLECULES}


def test_spread_inputs_leave_out_a_package_that_lacks_a_parameter(city):
    package = PackageFactory(city=city, parameters=False)
    MoleculeFactory(city=city, package=package, spread_from=2025)
    inputs = read_spread_inputs(city)
    assert len(inputs.packages) == 0
    assert np.isfinite(inputs.cells_of_city.remaining_tco2e).all()
