"""The figures of molecules: what counts where, what is unknown, what they rest on."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from molecules.models import MoleculeTarget
from progress.selectors.molecule_figures import read_figures
from progress.selectors.molecule_layers import overlaps
from progress.selectors.molecule_words import basis_of, list_tiles, tell_molecule
from progress.services.snapshots import record_progress
from tests.factories import (
    ActionFactory,
    ActionReportFactory,
    CommitmentFactory,
    ContractFactory,
    InterventionFactory,
    LocalEmissionFactory,
    MoleculeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def molecule(contract):
    return MoleculeFactory(city=contract.city, residents=1_000, illustrative_baseline_tco2e=None)


def place(contract, molecule, *others, tonnes=100, share=None, **fields):
    action = ActionFactory(contract=contract, reduction_tco2e=Decimal(tonnes), **fields)
    for one in (molecule, *others):
        InterventionFactory(molecule=one, action=action, share=share)
    return action


def figures_of(contract, molecule):
    (found,) = read_figures(contract, [molecule])
    return found


def test_an_action_counts_by_its_share_else_in_full_where_it_is_alone(contract, molecule):
    other = MoleculeFactory(city=contract.city)
    place(contract, molecule, tonnes=100, share=Decimal("0.25"))
    place(contract, molecule, tonnes=10)
    place(contract, molecule, other, tonnes=5_000)
    place(contract, molecule, tonnes=7_000, flow="sink")
    found = figures_of(contract, molecule)
    assert (found.declared_tco2e, found.actions, found.left_out) == (35.0, 4, 1)


def test_what_nobody_stated_is_unknown_and_not_zero(contract, molecule):
    found = figures_of(contract, molecule)
    unknown = (found.declared_tco2e, found.delivered_tco2e, found.promised_tco2e, found.promised_share)
    assert (*unknown, found.newest, found.per_resident_tco2e) == (None,) * 6
    with override("en"):
        assert "not known" in tell_molecule(found)
        assert [tile.value for tile in list_tiles(found)] == ["not known"] * 4


def test_what_is_delivered_is_the_part_that_the_ledger_shows(contract, molecule):
    action = place(contract, molecule, tonnes=100, share=Decimal("0.5"))
    ActionReportFactory(action=action, share_done=Decimal("0.4"))
    place(contract, molecule, tonnes=50)
    record_progress(contract_ids=[contract.pk])
    found = figures_of(contract, molecule)
    assert (found.credited_tco2e, found.delivered_tco2e) == (100.0, 20.0)


def test_promises_in_force_are_told_by_what_the_actions_declare(contract, molecule):
    empty = MoleculeFactory(city=contract.city)
    action = place(contract, molecule, tonnes=200)
    CommitmentFactory(contract=contract, actions=[action], reduction_tco2e=Decimal(50), state="signed")
    record_progress(contract_ids=[contract.pk])
    with_promise, without = read_figures(contract, [molecule, empty])
    assert (with_promise.promised_tco2e, with_promise.promised_share) == (50.0, 0.25)
    assert (without.promised_tco2e, without.promised_share) == (0.0, None)


def test_years_say_what_they_rest_on(contract, molecule):
    LocalEmissionFactory(molecule=molecule, year=2019, basis="apportioned", key="jobs")
    LocalEmissionFactory(molecule=molecule, year=2020, basis="apportioned", key="jobs")
    LocalEmissionFactory(molecule=molecule, year=2020, sector="waste", emissions_tco2e=Decimal(10))
    LocalEmissionFactory(molecule=molecule, year=2021, emissions_tco2e=Decimal(500), is_illustrative=True)
    MoleculeTarget.objects.create(molecule=molecule, year=2030, emissions_tco2e=Decimal(100))
    with override("en"):
        found = figures_of(contract, molecule)
    assert [(one.year, one.tonnes, one.basis) for one in found.years] == [
        (2019, 40_000.0, "apportioned"),
        (2020, 40_010.0, "mixed"),
        (2021, 500.0, "measured"),
    ]
    assert found.per_resident_tco2e == 0.5
    with override("en"):
        assert [basis_of(one) for one in found.years] == [
            "apportioned from the city by jobs, not measured",
            "in part measured here, in part apportioned from the city by jobs",
            "measured here; illustrative",
        ]
        assert "Its target is 100 t CO₂e in 2030." in tell_molecule(found).replace("\xa0", " ")


def test_illustrative_figures_are_told_as_such(contract):
    molecule = MoleculeFactory(city=contract.city, illustrative_baseline_tco2e=Decimal(300), residents=100)
    newest = figures_of(contract, molecule).newest
    assert (newest.year, newest.tonnes, newest.basis, newest.is_illustrative) == (
        None,
        300.0,
        "illustrative",
        True,
    )


def test_figures_of_many_molecules_need_a_fixed_number_of_queries(contract, django_assert_max_num_queries):
    molecules = [MoleculeFactory(city=contract.city) for _ in range(12)]
    for one in molecules:
        place(contract, one)
        LocalEmissionFactory(molecule=one)
    record_progress(contract_ids=[contract.pk])
    with django_assert_max_num_queries(8):
        assert len(read_figures(contract, molecules)) == 12


@pytest.mark.parametrize(
    ("box", "inside"),
    [((9.0, 45.0, 9.3, 45.6), True), ((9.15, 45.45, 9.16, 45.46), True), ((9.3, 45.0, 9.4, 45.6), False)],
)
def test_a_box_holds_what_reaches_into_it(box, inside):
    ring = [[9.1, 45.4], [9.2, 45.4], [9.2, 45.5], [9.1, 45.4]]
    assert overlaps(box, {"type": "MultiPolygon", "coordinates": [[ring]]}) is inside
