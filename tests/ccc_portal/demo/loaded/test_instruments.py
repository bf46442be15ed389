"""Instruments of the demonstration: real ones with a legal basis, assumed effects flagged, unknown ones said."""

import pytest

from contracts.models import City
from core.history import as_json
from molecules.frames.instruments import compare_in_city
from molecules.frames.spread_inputs import read_spread_inputs
from molecules.models import PolicyInstrument
from molecules.services.instruments import VERSIONED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_every_instrument_is_public_with_one_version_that_is_what_it_says() -> None:
    rows = PolicyInstrument.objects.all()
    assert rows.count() == 6
    assert not rows.filter(published_at=None).exists()
    for row in rows:
        version = row.versions.get()
        expected = {name: as_json(getattr(row, name)) for name in VERSIONED}
        places = {
            "molecules": sorted(str(pk) for pk in row.molecules.values_list("pk", flat=True)),
            "actions": sorted(str(pk) for pk in row.actions.values_list("pk", flat=True)),
        }
        assert (version.number, version.values) == (1, expected | places)


def test_instruments_of_milano_stand_on_acts_and_an_unknown_effect_is_said() -> None:
    rule = PolicyInstrument.objects.get(code="PDR-10")
    assert "art. 10 (Sostenibilità ambientale" in rule.legal_basis
    assert (rule.is_illustrative, rule.budget_eur, rule.molecules.count()) == (False, None, 0)
    area = PolicyInstrument.objects.get(code="AREA-B")
    assert list(area.actions.values_list("code", flat=True)) == ["COMIMobi3"]
    for one in (rule, area):
        assert one.effect_source.startswith("Ignoto")
        assert (one.saturation_points, one.rise_factor, one.start_shift_years) == (0, 1, 0)
    assumed = PolicyInstrument.objects.get(code="ONERI")
    assert assumed.is_illustrative
    assert assumed.effect_source.startswith("Dato illustrativo")
    assert set(assumed.molecules.values_list("package__code", flat=True)) == {"CASE"}


def test_instruments_of_valdoria_make_a_difference() -> None:
    city = City.objects.get(slug="valdoria")
    instruments = list(PolicyInstrument.objects.filter(city=city).prefetch_related("molecules"))
    found = compare_in_city(read_spread_inputs(city), instruments)
    assert len(instruments) == 3
    assert (found.with_tco2e >= found.without_tco2e).all()
    assert found.with_tco2e[-1] > 1.05 * found.without_tco2e[-1]
    assert set(found.instruments.index) == {str(one.pk) for one in instruments}
