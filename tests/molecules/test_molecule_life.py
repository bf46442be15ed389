"""Who sees a molecule, what it comes from, and what happens in it."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from core.enums import ChangeVerb
from core.models import Change, FieldChange
from molecules.models import Molecule
from molecules.rules import can_see_published
from molecules.selectors.interventions import told_share
from molecules.services.interventions import place_action, remove_intervention
from molecules.services.molecule_life import (
    archive_molecule,
    publish_molecule,
    restore_molecule,
    withdraw_molecule,
)
from molecules.services.molecules import update_molecule
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    ContractFactory,
    InterventionFactory,
    MoleculeFactory,
    PackageFactory,
    UserFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db
STEPS = (publish_molecule, withdraw_molecule, archive_molecule, restore_molecule)


@pytest.fixture
def officer():
    return CityMembershipFactory(city=ContractFactory().city)


@pytest.fixture
def molecule(officer):
    return MoleculeFactory(city=officer.city, published_at=None)


def seen_by_all(molecule):
    return molecule in Molecule.objects.published()


def test_molecule_goes_out_and_comes_back(officer, molecule):
    seen = []
    for step in (publish_molecule, publish_molecule, withdraw_molecule, publish_molecule, archive_molecule):
        step(molecule_id=molecule.pk, by=officer.user)
        seen.append(seen_by_all(molecule))
    assert seen == [True, True, False, True, False]
    restored = restore_molecule(molecule_id=molecule.pk, by=officer.user)
    assert seen_by_all(molecule)
    assert restored.revision == 6  # the second publishing changed nothing
    assert list(Change.objects.order_by("pk").values_list("verb", "is_public")) == [
        (ChangeVerb.PUBLISHED, True),
        (ChangeVerb.CHANGED, False),
        (ChangeVerb.PUBLISHED, True),
        (ChangeVerb.ARCHIVED, True),
        (ChangeVerb.RESTORED, True),
    ]


def test_archived_molecule_is_not_published(officer, molecule):
    archive_molecule(molecule_id=molecule.pk, by=officer.user)
    refused = refusals(lambda: publish_molecule(molecule_id=molecule.pk, by=officer.user))
    assert refused == {"published_at": ["archived"]}


@pytest.mark.parametrize("step", STEPS)
def test_steps_are_for_the_officers_of_the_city(step, molecule):
    for person in (UserFactory(), CityMembershipFactory().user):
        with pytest.raises(PermissionDenied):
            step(molecule_id=molecule.pk, by=person)


def test_molecule_comes_from_no_circle_and_no_other_city(officer, molecule):
    part = MoleculeFactory(city=officer.city, parent=molecule)
    abroad, package = MoleculeFactory(), PackageFactory()

    def refuse(**fields):
        return refusals(lambda: update_molecule(molecule_id=molecule.pk, by=officer.user, **fields))

    assert refuse(parent=part) == {"parent": ["circle"]}
    assert refuse(replicated_from=molecule) == {"replicated_from": ["circle"]}
    assert refuse(parent=abroad) == {"parent": ["other_city"]}
    assert refuse(package=package) == {"package": ["other_city"]}
    assert refuse(basis=" ") == {"basis": ["required"]}


@pytest.mark.parametrize(
    ("years", "source", "refused"),
    [
        ((2027, None, 2029), "x", {"spread_from": ["incomplete"]}),
        ((2027, 2026, 2029), "x", {"spread_from": ["range_order"]}),
        ((2027, 2028, 2029), " ", {"spread_source": ["no_source"]}),
    ],
)
def test_start_of_the_spread_is_a_range_with_a_source(officer, molecule, years, source, refused):
    names = ("spread_earliest", "spread_from", "spread_latest")
    fields = {name: year and Decimal(year) for name, year in zip(names, years, strict=True)}
    assert refused == refusals(
        lambda: update_molecule(molecule_id=molecule.pk, by=officer.user, spread_source=source, **fields)
    )


def test_action_is_placed_once_and_its_share_changes(officer, molecule):
    action = ActionFactory(contract=officer.city.contract)
    placed = place_action(molecule_id=molecule.pk, action=action, share=None, by=officer.user)
    again = place_action(molecule_id=molecule.pk, action=action, share=Decimal("0.4"), by=officer.user)
    assert (again.pk, molecule.interventions.get().share) == (placed.pk, Decimal("0.4"))
    kept = FieldChange.objects.get(subject_id=placed.pk)
    assert (kept.field, kept.old, kept.new) == ("share", None, "0.4")
    for _twice in range(2):
        remove_intervention(molecule_id=molecule.pk, intervention_id=placed.pk, by=officer.user)
    assert not molecule.interventions.exists()
    assert Change.objects.filter(verb=ChangeVerb.REMOVED).count() == 1


def test_action_that_cannot_be_placed_is_refused(officer, molecule):
    own, other = ActionFactory(contract=officer.city.contract), ActionFactory()
    archived = ActionFactory(contract=officer.city.contract, archived_at=molecule.created_at)

    def refuse(action, share=None):
        return refusals(
            lambda: place_action(molecule_id=molecule.pk, action=action, share=share, by=officer.user)
        )

    assert refuse(other) == {"action": ["other_city"]}
    assert refuse(archived) == {"action": ["archived"]}
    assert refuse(own, Decimal("1.01")) == {"share": ["share"]}


def test_shares_above_the_whole_are_told(officer, molecule):
    action = ActionFactory(contract=officer.city.contract)
    InterventionFactory(molecule=molecule, action=action, share=Decimal("0.7"))
    assert told_share(action) == ""
    InterventionFactory(molecule=MoleculeFactory(city=officer.city), action=action, share=Decimal("0.7"))
    assert action.code in told_share(action)


@pytest.mark.parametrize("step", STEPS)
def test_step_that_was_made_changes_nothing_again(officer, molecule, step):
    if step is restore_molecule:
        archive_molecule(molecule_id=molecule.pk, by=officer.user)
    if step is withdraw_molecule:
        publish_molecule(molecule_id=molecule.pk, by=officer.user)
    first = step(molecule_id=molecule.pk, by=officer.user)
    told = Change.objects.count()
    assert step(molecule_id=molecule.pk, by=officer.user).revision == first.revision
    assert Change.objects.count() == told


def test_archived_molecule_is_published_only_once_restored(officer, molecule):
    archive_molecule(molecule_id=molecule.pk, by=officer.user)
    refused = refusals(lambda: publish_molecule(molecule_id=molecule.pk, by=officer.user))
    assert refused == {"published_at": ["archived"]}


def test_archived_molecule_is_nobodys_and_an_unpublished_one_the_teams(officer, molecule):
    seen = [can_see_published(user, molecule) for user in (officer.user, UserFactory())]
    assert seen == [True, False]
    molecule.archived_at = molecule.created_at
    assert not can_see_published(officer.user, molecule)
