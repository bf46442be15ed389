"""Ranges of a comparison of instruments: drawn where they can be, kept, unknown where nothing spreads."""

import pytest

from molecules.models import PackageParameter
from molecules.selectors.instrument_ranges import count_draws, draw_ranges
from molecules.selectors.workbench import compare_for_city
from tests.factories import CityFactory, MoleculeFactory, PolicyInstrumentFactory
from tests.molecules.instruments import FAR, make_spreading_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    city = CityFactory()
    make_spreading_city(city)
    return city


def drawn(city, *instruments, until_year=2035):
    return draw_ranges(*compare_for_city(city, instruments, until_year=until_year))


def test_ranges_lie_around_the_likeliest_values(city):
    chosen = [PolicyInstrumentFactory(city=city), PolicyInstrumentFactory(city=city)]
    compared, inputs = compare_for_city(city, chosen, until_year=2035)
    found = draw_ranges(compared, inputs)
    assert (found.draws, list(found.by_year)) == (200, [2030, 2035])
    for year in compared.years:
        ranges = found.by_year[year.year]
        assert ranges.without.p10 < year.without_tco2e < ranges.without.p90
        assert ranges.with_all.p10 < year.with_tco2e < ranges.with_all.p90
        for row, without, lost in zip(year.rows, ranges.without_each, ranges.lost, strict=True):
            assert row.last_tco2e is not None
            assert without.p10 < year.with_tco2e - row.last_tco2e < without.p90
            assert 0 < lost.p10 < lost.p50 < lost.p90
        assert ranges.difference.p50 > ranges.lost[0].p50


def test_effect_on_nothing_that_spreads_has_no_range(city):
    elsewhere, here = PolicyInstrumentFactory(city=city), PolicyInstrumentFactory(city=city)
    elsewhere.molecules.add(MoleculeFactory(city=city, polygon=FAR))
    ranges = drawn(city, elsewhere, here).by_year[2035]
    assert (ranges.without_each[0], ranges.lost[0]) == (None, None)
    assert ranges.lost[1].p50 > 0


def test_ranges_follow_what_is_stated(city):
    instrument = PolicyInstrumentFactory(city=city)
    before = drawn(city, instrument)
    assert drawn(city, instrument) == before
    PackageParameter.objects.filter(name="saturation").update(high="0.99")
    assert drawn(city, instrument).by_year[2035].with_all.p90 > before.by_year[2035].with_all.p90


def test_city_in_which_nothing_spreads_has_no_ranges():
    city = CityFactory()
    assert drawn(city, PolicyInstrumentFactory(city=city)) is None


@pytest.mark.parametrize(("size", "draws"), [(0, 200), (200_000, 200), (500_000, 80), (1_000_001, None)])
def test_draws_are_fewer_where_they_take_long_and_none_where_too_few_remain(size, draws):
    assert count_draws(size) == draws
