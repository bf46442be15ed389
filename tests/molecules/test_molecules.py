"""Drawing a molecule: one service, one transaction, news upwards."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from core.access import Conflict
from core.enums import ChangeVerb, JobName
from core.fields import Texts
from core.models import Change, Job
from molecules.models import Molecule
from molecules.services.molecules import create_molecule, update_molecule
from tests.factories import (
    CityMembershipFactory,
    ContractVersionFactory,
    MoleculeFactory,
    PackageFactory,
    UserFactory,
)
from tests.factories.molecules import SQUARE
from tests.refusals import refusals

pytestmark = pytest.mark.django_db
POLYGON = {"type": "Polygon", "coordinates": SQUARE}


@pytest.fixture
def officer():
    return CityMembershipFactory()


def test_create_molecule_measures_it_and_tells_its_team(officer):
    ContractVersionFactory(contract__city=officer.city)
    molecule = create_molecule(
        city=officer.city,
        by=officer.user,
        code="mol-1",
        names=Texts({"it": "Nucleo"}),
        polygon=POLYGON,
        basis="PGT",
    )
    assert molecule.area_km2 == Decimal("86.9421")
    change = Change.objects.get()
    assert (change.verb, change.is_public) == (ChangeVerb.CREATED, False)  # nobody has published it
    assert Job.objects.get().name == JobName.RECOMPUTE_CONTRACT


def test_create_molecule_refuses_every_bad_field_at_once(officer):
    MoleculeFactory(city=officer.city, code="mol-1")
    far = {"type": "Polygon", "coordinates": [[[x + 5, y] for x, y in SQUARE[0]]]}
    refused = refusals(
        lambda: create_molecule(city=officer.city, by=officer.user, code="mol-1", polygon=far, residents=-1)
    )
    assert refused == {
        "names": ["required"],
        "code": ["unique"],
        "residents": ["negative"],
        "basis": ["required"],
        "polygon": ["elsewhere"],
    }
    assert Molecule.objects.count() == 1


def test_create_molecule_is_for_the_citys_team():
    city = CityMembershipFactory().city
    with pytest.raises(PermissionDenied):
        create_molecule(city=city, by=UserFactory(), code="mol-1", polygon=POLYGON)


def test_update_molecule_keeps_a_published_area_while_the_polygon_stays(officer):
    molecule = MoleculeFactory(city=officer.city)
    changed = update_molecule(molecule_id=molecule.pk, by=officer.user, revision=1, residents=10)
    assert (changed.area_km2, changed.residents, changed.revision) == (Decimal("1.2500"), 10, 2)
    redrawn = update_molecule(molecule_id=molecule.pk, by=officer.user, polygon=POLYGON)
    assert (redrawn.area_km2, redrawn.revision) == (Decimal("86.9421"), 3)


def test_update_molecule_notices_a_conflict(officer):
    molecule = MoleculeFactory(city=officer.city, revision=4)
    with pytest.raises(Conflict):
        update_molecule(molecule_id=molecule.pk, by=officer.user, revision=3, residents=10)


def test_molecule_takes_no_package_of_another_city(officer):
    molecule = MoleculeFactory(city=officer.city)
    refused = refusals(
        lambda: update_molecule(molecule_id=molecule.pk, by=officer.user, package=PackageFactory())
    )
    assert refused == {"package": ["other_city"]}


def test_molecule_has_no_endless_line_of_parents(officer):
    line = MoleculeFactory(city=officer.city)
    for _generation in range(20):
        line = MoleculeFactory(city=officer.city, parent=line)
    molecule = MoleculeFactory(city=officer.city)
    refused = refusals(lambda: update_molecule(molecule_id=molecule.pk, by=officer.user, parent=line))
    assert refused == {"parent": ["circle"]}
