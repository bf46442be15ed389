"""Policy instruments: every change is a version, every effect has a source, with and without side by side."""

import math
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from core.fields import Texts
from core.models import Change
from molecules.frames.instruments import compare_in_city, read_instruments, read_targets
from molecules.frames.spread_inputs import read_spread_inputs
from molecules.services.instruments import (
    archive_instrument,
    change_instrument,
    create_instrument,
    publish_instrument,
)
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    InventoryFactory,
    MoleculeFactory,
    NeighbourhoodFactory,
    PackageFactory,
    PolicyInstrumentFactory,
    UserFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db
FIELDS = {
    "code": "oneri",
    "names": Texts({"it": "Oneri ridotti"}),
    "plain_words": Texts({"it": "Chi rinnova paga meno oneri."}),
    "kind": "incentive",
    "legal_basis": "NdA PdR art. 10",
    "in_force_from": date(2026, 1, 1),
    "saturation_points": Decimal("0.1"),
    "effect_source": "Assumed.",
    "payer": "city",
}


@pytest.fixture
def officer():
    return CityMembershipFactory()


def test_instrument_keeps_a_version_of_each_change(officer):
    molecule = MoleculeFactory(city=officer.city)
    made = create_instrument(city=officer.city, by=officer.user, **FIELDS)
    change_instrument(
        instrument_id=made.pk,
        by=officer.user,
        revision=1,
        molecules=[molecule],
        actions=[],
        reason=" New rate ",
        **FIELDS | {"saturation_points": Decimal("0.2")},
    )
    versions = made.versions.order_by("number")
    rows = [(one.number, one.reason, one.values["saturation_points"]) for one in versions]
    assert rows == [(1, "", "0.1"), (2, "New rate", "0.2")]
    assert made.versions.first().values["molecules"] == [str(molecule.pk)]


def test_instrument_refuses_every_bad_field_at_once(officer):
    PolicyInstrumentFactory(city=officer.city, code="oneri")
    bad = {
        "effect_source": " ",
        "names": Texts(),
        "in_force_until": date(2025, 1, 1),
        "amount": Decimal(3),
    }
    refused = refusals(
        lambda: create_instrument(
            city=officer.city,
            by=officer.user,
            molecules=[MoleculeFactory()],
            actions=[ActionFactory()],
            **FIELDS | bad,
        )
    )
    assert refused == {
        "names": ["required"],
        "code": ["unique"],
        "effect_source": ["no_source"],
        "in_force_until": ["order"],
        "amount_unit": ["no_unit"],
        "molecules": ["molecule"],
    }


def test_instrument_is_told_in_public_only_once_published(officer):
    made = create_instrument(city=officer.city, by=officer.user, **FIELDS)
    publish_instrument(instrument_id=made.pk, by=officer.user)
    archive_instrument(instrument_id=made.pk, by=officer.user)
    archive_instrument(instrument_id=made.pk, by=officer.user)
    told = Change.objects.order_by("made_at").values_list("verb", "is_public")
    assert list(told) == [("created", False), ("published", True), ("archived", True)]


def test_instrument_is_for_the_citys_team():
    made = PolicyInstrumentFactory()
    with pytest.raises(PermissionDenied):
        publish_instrument(instrument_id=made.pk, by=UserFactory())


def test_instruments_are_compared_with_and_without(officer):
    city = officer.city
    InventoryFactory(series__city=city)
    NeighbourhoodFactory(city=city)
    far = {"type": "Polygon", "coordinates": [[[9.0, 45.4], [9.05, 45.4], [9.05, 45.5], [9.0, 45.4]]]}
    start = {"city": city, "package": PackageFactory(city=city), "spread_from": 2025, "polygon": far}
    MoleculeFactory(**start)
    other = MoleculeFactory(**start)
    everywhere = PolicyInstrumentFactory(city=city, budget_eur=None)
    one_place = PolicyInstrumentFactory(city=city, in_force_until=date(2029, 12, 31))
    one_place.molecules.add(other)
    chosen = [everywhere, one_place]
    inputs = read_spread_inputs(city, until_year=2035)
    assert read_targets(chosen, inputs.molecules).tolist() == [[True, True], [False, True]]
    assert read_instruments(chosen)["until_year"].tolist()[1] == 2030.0
    effects = compare_in_city(inputs, chosen)
    table = effects.instruments
    assert effects.with_tco2e.sum() > effects.without_tco2e.sum() > 0
    assert math.isnan(table.loc[str(everywhere.pk), "eur_per_tonne"])
    assert table.loc[str(one_place.pk), "budget_eur"] == -2_000_000


def test_instrument_is_archived_once(officer):
    made = create_instrument(city=officer.city, by=officer.user, **FIELDS)
    first = archive_instrument(instrument_id=made.pk, by=officer.user)
    again = archive_instrument(instrument_id=made.pk, by=officer.user)
    assert (again.archived_at, again.revision) == (first.archived_at, first.revision)


def test_instrument_refuses_a_code_that_is_taken_and_places_of_another_city(officer):
    create_instrument(city=officer.city, by=officer.user, **FIELDS)
    for places, refused in (
        ({"molecules": [MoleculeFactory()]}, {"code": ["unique"], "molecules": ["molecule"]}),
        ({"actions": [ActionFactory()]}, {"code": ["unique"], "actions": ["action"]}),
    ):
        assert (
            refusals(
                lambda places=places: create_instrument(city=officer.city, by=officer.user, **FIELDS | places)
            )
            == refused
        )


def test_instrument_is_published_once(officer):
    made = create_instrument(city=officer.city, by=officer.user, **FIELDS)
    first = publish_instrument(instrument_id=made.pk, by=officer.user)
    again = publish_instrument(instrument_id=made.pk, by=officer.user)
    assert (again.published_at, again.revision) == (first.published_at, first.revision)


def test_instrument_refuses_silence_and_more_points_than_there_are(officer):
    fields = FIELDS | {"plain_words": Texts(), "saturation_points": Decimal("1.5")}
    refused = refusals(lambda: create_instrument(city=officer.city, by=officer.user, **fields))
    assert refused == {"plain_words": ["required"], "saturation_points": ["limits"]}
