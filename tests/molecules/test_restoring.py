"""Single fields of a molecule are set back from the history, with the rights and checks of its services."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from contracts.selectors.history import HistoryFilter, is_restorable, list_history
from contracts.services.restoring import restore_field
from core.fields import Texts
from core.models import FieldChange
from molecules.models import Molecule
from molecules.services.interventions import place_action, remove_intervention
from molecules.services.molecule_life import publish_molecule
from molecules.services.molecules import update_molecule
from molecules.services.restoring import MOLECULE_FIELDS
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    ContractFactory,
    MoleculeFactory,
    UserFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def officer(contract):
    return CityMembershipFactory(city=contract.city).user


@pytest.fixture
def molecule(contract):
    return MoleculeFactory(city=contract.city, residents=1200, published_at=None)


def newest(field):
    return FieldChange.objects.filter(field=field).order_by("-change__made_at", "-id")[0]


def test_every_field_that_is_set_back_is_one_of_the_molecule():
    assert set(MOLECULE_FIELDS) <= {field.name for field in Molecule._meta.get_fields()}


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("names", Texts(it="Un altro nome")),
        ("state", "in_works"),
        ("residents", 7),
        ("started_on", timezone.localdate()),
        ("basis", "A guess"),
        ("is_illustrative", False),
        (
            "polygon",
            {"type": "Polygon", "coordinates": [[[9.1, 45.4], [9.2, 45.4], [9.2, 45.5], [9.1, 45.4]]]},
        ),
    ],
)
def test_field_is_as_it_was_before_and_that_is_a_change_of_its_own(molecule, officer, field, other):
    before = getattr(molecule, field)
    update_molecule(molecule_id=molecule.pk, by=officer, **{field: other})
    kept = newest(field)
    restore_field(field_change_id=kept.pk, by=officer)
    molecule.refresh_from_db()
    assert getattr(molecule, field) == before
    assert newest(field).old == kept.new


def test_tie_to_another_molecule_is_set_back(molecule, officer, contract):
    parent = MoleculeFactory(city=contract.city)
    update_molecule(molecule_id=molecule.pk, by=officer, parent=parent)
    update_molecule(molecule_id=molecule.pk, by=officer, parent=None)
    restore_field(field_change_id=newest("parent").pk, by=officer)
    molecule.refresh_from_db()
    assert molecule.parent == parent


def test_share_of_an_intervention_is_set_back_and_one_that_is_gone_is_not(molecule, officer, contract):
    action = ActionFactory(contract=contract)
    for share in ("0.2", "0.6"):
        place_action(molecule_id=molecule.pk, action=action, share=Decimal(share), by=officer)
    kept = newest("share")
    restore_field(field_change_id=kept.pk, by=officer)
    row = molecule.interventions.get()
    assert row.share == Decimal("0.2")
    remove_intervention(molecule_id=molecule.pk, intervention_id=row.pk, by=officer)
    assert refusals(lambda: restore_field(field_change_id=kept.pk, by=officer)) == {"field": ["gone"]}


def test_who_sees_a_molecule_is_no_field_to_set_back(molecule, officer):
    publish_molecule(molecule_id=molecule.pk, by=officer)
    kept = newest("published_at")
    assert not is_restorable(kept)
    assert refusals(lambda: restore_field(field_change_id=kept.pk, by=officer)) == {"field": ["kind"]}


def test_what_the_service_refuses_stays_as_it_is(molecule, officer, contract):
    update_molecule(molecule_id=molecule.pk, by=officer, code="new-code")
    MoleculeFactory(city=contract.city, code=newest("code").old)
    assert refusals(lambda: restore_field(field_change_id=newest("code").pk, by=officer)) == {
        "code": ["unique"]
    }


def test_strangers_set_nothing_back(molecule, officer):
    update_molecule(molecule_id=molecule.pk, by=officer, residents=7)
    with pytest.raises(PermissionDenied):
        restore_field(field_change_id=newest("residents").pk, by=UserFactory())


def test_history_of_a_molecule_offers_the_button_and_it_works(molecule, officer, client):
    update_molecule(molecule_id=molecule.pk, by=officer, residents=7)
    city, kept = molecule.city, newest("residents")
    (row,) = list_history(city, HistoryFilter(subject=str(molecule.pk)), "1")
    assert row.can_restore
    client.force_login(officer)
    with override("en"):
        page = client.get(reverse("contract-history", args=[city.slug]), {"subject": str(molecule.pk)})
        address = reverse("field-restore", args=[city.slug, kept.pk])
        assert address in page.content.decode()
        assert client.post(address).status_code == 302
    molecule.refresh_from_db()
    assert molecule.residents == 1200
