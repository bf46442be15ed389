"""What a molecule emits, measured or apportioned, and what it wants to emit."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from contracts.enums import InventoryState
from contracts.models import CityPopulation
from core.models import Change
from molecules.models import LocalEmission
from molecules.services.apportioning import apportion_emissions
from molecules.services.figures import (
    MeasuredEmission,
    record_emissions,
    remove_emission,
    remove_target,
    state_target,
)
from tests.factories import (
    CityMembershipFactory,
    InventoryFactory,
    InventoryLineFactory,
    LocalEmissionFactory,
    MoleculeFactory,
    NeighbourhoodFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return CityMembershipFactory()


@pytest.fixture
def molecule(officer):
    return MoleculeFactory(city=officer.city, residents=20_000, jobs=500)


@pytest.fixture
def inventory(officer):
    """Buildings emit 1,000 t and transport 500 t in 2021; the city has 100,000 residents."""
    made = InventoryFactory(series__city=officer.city, year=2021, state=InventoryState.PUBLISHED)
    for sector, value in (("buildings", 1_000), ("transport", 500)):
        InventoryLineFactory(inventory=made, sector=sector, value_tco2e=Decimal(value), notation_key="")
    CityPopulation.objects.create(city=officer.city, year=2021, residents=100_000)
    return made


def measured(year=2021, sector="buildings", tonnes="150.5", source="Meters."):
    return MeasuredEmission(year=year, sector=sector, emissions_tco2e=Decimal(tonnes), source=source)


def record(molecule, officer, *figures):
    return record_emissions(molecule_id=molecule.pk, by=officer.user, figures=figures)


def apportion(molecule, officer, key="residents", **more):
    return apportion_emissions(molecule_id=molecule.pk, by=officer.user, key=key, **more)


def stored(molecule):
    rows = molecule.local_emissions.order_by("year", "sector")
    return list(rows.values_list("year", "sector", "emissions_tco2e", "basis", "key"))


def test_record_emissions_counts_what_is_new_changed_and_the_same(molecule, officer):
    assert record(molecule, officer, measured(), measured(sector="waste")) == (2, 0, 0, 0)
    assert record(molecule, officer, measured(), measured(sector="waste", tonnes="7")) == (0, 1, 1, 0)
    assert stored(molecule) == [
        (2021, "buildings", Decimal("150.5"), "measured", ""),
        (2021, "waste", Decimal(7), "measured", ""),
    ]


def test_the_same_figures_again_tell_no_change(molecule, officer):
    record(molecule, officer, measured())
    before = Change.objects.count()
    assert record(molecule, officer, measured()) == (0, 0, 1, 0)
    assert Change.objects.count() == before


def test_record_emissions_tells_every_fault_at_its_row_and_writes_nothing(molecule, officer):
    refused = refusals(
        lambda: record(
            molecule,
            officer,
            measured(year=1890, source=" "),
            measured(tonnes="-1", sector="gardens"),
            measured(year=2099),
            measured(),
            measured(tonnes="3"),
        )
    )
    assert refused == {
        "rows-0-year": ["year"],
        "rows-0-source": ["required"],
        "rows-1-sector": ["sector"],
        "rows-1-emissions_tco2e": ["negative"],
        "rows-2-year": ["future"],
        "rows-4-year": ["repeated"],
    }
    assert stored(molecule) == []


def test_apportion_gives_every_sector_its_share_and_says_by_what(molecule, officer, inventory):
    assert apportion(molecule, officer) == (2021, 2, 0)
    assert stored(molecule) == [
        (2021, "buildings", Decimal(200), "apportioned", "residents"),
        (2021, "transport", Decimal(100), "apportioned", "residents"),
    ]
    source = molecule.local_emissions.first().source
    assert [word in source for word in ("2021", "20", "100")] == [True, True, True]


def test_apportion_never_takes_the_place_of_what_was_measured(molecule, officer, inventory):
    record(molecule, officer, measured(sector="transport", tonnes="7"))
    assert apportion(molecule, officer) == (2021, 1, 1)
    assert [row[1:4] for row in stored(molecule)] == [
        ("buildings", Decimal(200), "apportioned"),
        ("transport", Decimal(7), "measured"),
    ]


def test_what_is_measured_takes_the_place_of_what_was_apportioned(molecule, officer, inventory):
    apportion(molecule, officer)
    assert record(molecule, officer, measured()) == (0, 0, 0, 1)
    assert stored(molecule)[0] == (2021, "buildings", Decimal("150.5"), "measured", "")


def test_apportion_by_another_key_writes_the_year_anew(molecule, officer, inventory):
    apportion(molecule, officer)
    NeighbourhoodFactory(city=officer.city, jobs=1_500)
    NeighbourhoodFactory(city=officer.city, jobs=500)
    assert apportion(molecule, officer, "jobs") == (2021, 2, 0)
    assert [row[2:] for row in stored(molecule)] == [
        (Decimal(250), "apportioned", "jobs"),
        (Decimal(125), "apportioned", "jobs"),
    ]


def test_a_figure_that_one_neighbourhood_lacks_is_unknown_for_the_city(molecule, officer, inventory):
    NeighbourhoodFactory(city=officer.city, jobs=1_500)
    NeighbourhoodFactory(city=officer.city, jobs=None)
    assert refusals(lambda: apportion(molecule, officer, "jobs")) == {"city_total": ["unknown"]}
    assert apportion(molecule, officer, "jobs", city_total=2_000, total_source="Census.") == (2021, 2, 0)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"key": "dwellings", "city_total": 10, "total_source": "X"}, {"key": ["unknown"]}),
        ({"city_total": 10}, {"total_source": ["required"]}),
        ({"city_total": 0, "total_source": "X"}, {"city_total": ["not_positive"]}),
        ({"city_total": 10, "total_source": "X"}, {"city_total": ["too_small"]}),
    ],
)
def test_apportion_refuses_what_makes_no_share(molecule, officer, inventory, more, refused):
    assert refusals(lambda: apportion(molecule, officer, **more)) == refused
    assert stored(molecule) == []


def test_without_a_published_inventory_nothing_is_shared_out(molecule, officer):
    InventoryFactory(series__city=officer.city, year=2021, state=InventoryState.DRAFT)
    assert refusals(lambda: apportion(molecule, officer)) == {"key": ["no_inventory"]}


def test_targets_stand_once_a_year_with_their_source(molecule, officer):
    def state(**fields):
        given = {"year": 2030, "emissions_tco2e": Decimal(20), "source": "Plan."}
        return state_target(molecule_id=molecule.pk, by=officer.user, **given | fields)

    assert state().pk == state(emissions_tco2e=Decimal(10)).pk
    assert list(molecule.targets.values_list("year", "emissions_tco2e")) == [(2030, Decimal(10))]
    assert refusals(lambda: state(emissions_tco2e=Decimal(-1), source="")) == {
        "emissions_tco2e": ["negative"],
        "source": ["required"],
    }
    remove_target(target_id=molecule.targets.get().pk, by=officer.user)
    assert molecule.targets.count() == 0


def test_officers_of_another_city_change_nothing(molecule, officer, inventory):
    other, row = CityMembershipFactory(), LocalEmissionFactory(molecule=molecule)
    target = state_target(
        molecule_id=molecule.pk, by=officer.user, year=2030, emissions_tco2e=Decimal(1), source="X"
    )
    acts = (
        lambda: record(molecule, other, measured()),
        lambda: apportion(molecule, other),
        lambda: remove_emission(emission_id=row.pk, by=other.user),
        lambda: remove_target(target_id=target.pk, by=other.user),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert LocalEmission.objects.get() == row


def test_remove_emission_takes_one_figure(molecule, officer):
    record(molecule, officer, measured(), measured(sector="waste"))
    remove_emission(emission_id=molecule.local_emissions.get(sector="waste").pk, by=officer.user)
    assert [row[1] for row in stored(molecule)] == ["buildings"]
