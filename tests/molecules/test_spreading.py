"""The spread of a city: likeliest values at once, bands by the job."""

from decimal import Decimal

import pytest

from molecules.services.spreading import compute_spread, request_spread
from tests.factories import (
    CityMembershipFactory,
    InventoryFactory,
    MoleculeFactory,
    NeighbourhoodFactory,
    PackageFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return CityMembershipFactory()


def make_spreading_city(city):
    """A molecule in the east whose package spreads to a neighbourhood in the west."""
    square = [[[9.3, 45.4], [9.31, 45.4], [9.31, 45.41], [9.3, 45.41], [9.3, 45.4]]]
    MoleculeFactory(
        city=city,
        package=PackageFactory(city=city),
        spread_from=Decimal(2024),
        polygon={"type": "Polygon", "coordinates": square},
    )
    NeighbourhoodFactory(city=city)
    InventoryFactory(series__city=city, year=2021, state="published", reported_total_tco2e=Decimal(1_000_000))


def test_a_spread_is_refused_where_nothing_is_known(officer):
    assert refusals(lambda: request_spread(city=officer.city, by=officer.user)) == {"__all__": ["missing"]}


def test_bands_are_drawn_once_and_hold_the_order(officer):
    make_spreading_city(officer.city)
    run = request_spread(city=officer.city, by=officer.user, draws=200)
    told = []
    compute_spread(run_id=run.pk, tell=lambda *step: told.append(step[:2]))
    compute_spread(run_id=run.pk, tell=lambda *step: told.append(step[:2]))
    run.refresh_from_db()
    total = run.results["bands"]["total_tco2e"]
    assert told == [(0, 200), (100, 200), (200, 200)]
    assert run.draws_done == 200
    assert 0 < total["p10"][-1] < total["p50"][-1] < total["p90"][-1]


def test_a_run_whose_inputs_changed_is_not_drawn(officer):
    make_spreading_city(officer.city)
    run = request_spread(city=officer.city, by=officer.user, draws=100)
    officer.city.neighbourhoods.update(residents=1, dwellings=1)
    compute_spread(run_id=run.pk, tell=lambda *_step: None)
    run.refresh_from_db()
    assert (run.finished_at, run.results["is_old"]) == (None, True)
