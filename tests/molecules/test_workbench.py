"""With and without instruments: known figures side by side, unknown ones in words, scenarios that are kept."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from core.access import Conflict
from molecules.models import InstrumentScenario
from molecules.selectors.assumption_sheet import COLUMNS, read_sheet, result_rows, sentence_rows
from molecules.selectors.workbench import compare_for_city, list_scenarios
from molecules.services.instrument_scenarios import change_scenario, create_scenario, delete_scenario
from tests.factories import (
    CityMembershipFactory,
    InstrumentScenarioFactory,
    MoleculeFactory,
    PolicyInstrumentFactory,
    UserFactory,
)
from tests.molecules.instruments import make_spreading_city
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return CityMembershipFactory()


@pytest.fixture
def city(officer):
    return officer.city


def test_comparison_tells_the_years_of_the_plan_and_the_last_one(city):
    make_spreading_city(city)
    compared, _inputs = compare_for_city(city, [PolicyInstrumentFactory(city=city)], until_year=2040)
    assert [one.year for one in compared.years] == [2030, 2035, 2040]
    for one in compared.years:
        assert one.with_tco2e > one.without_tco2e > 0
        assert one.rows[0].last_tco2e == pytest.approx(one.difference_tco2e)
        assert one.rows[0].alone_tco2e == pytest.approx(one.difference_tco2e)
    near, far, _last = compared.years
    assert far.difference_tco2e > near.difference_tco2e
    assert near.yearly_with_tco2e < near.with_tco2e


def test_price_is_that_of_the_citys_budget_until_the_end_of_the_year(city):
    make_spreading_city(city)
    instrument = PolicyInstrumentFactory(city=city, in_force_from=date(2026, 1, 1), budget_eur=-500_000)
    compared, _inputs = compare_for_city(city, [instrument], until_year=2035)
    near = compared.years[0]
    assert near.budget_eur == -5 * 500_000
    assert near.eur_per_tonne == pytest.approx(5 * 500_000 / near.difference_tco2e)
    assert near.rows[0].eur_per_tonne == pytest.approx(near.eur_per_tonne)


@pytest.mark.parametrize(("budget", "price"), [(Decimal(0), "0\u00a0€/t"), (None, "not known")])
def test_price_of_no_budget_has_no_sign_and_of_an_unknown_one_no_number(city, budget, price):
    make_spreading_city(city)
    instrument = PolicyInstrumentFactory(city=city, budget_eur=budget)
    with override("en"):
        compared, _inputs = compare_for_city(city, [instrument], until_year=2035)
        year = compared.years[0]
        assert [year.price, year.rows[0].price] == [price, price]
    rows = list(result_rows(compared))
    assert "-0.0" not in str(rows)
    assert [row[-2:] for row in rows[:2]] == [(None, None)] * 2 if budget is None else [(0.0, 0.0)] * 2


def test_sum_with_an_unknown_budget_is_unknown(city):
    make_spreading_city(city)
    chosen = [PolicyInstrumentFactory(city=city), PolicyInstrumentFactory(city=city, budget_eur=None)]
    year = compare_for_city(city, chosen, until_year=2035)[0].years[0]
    assert [one.budget_eur for one in year.rows] == [-2_500_000, None]
    assert (year.budget_eur, year.eur_per_tonne) == (None, None)


def test_instrument_that_applies_to_nothing_that_spreads_is_not_computed(city):
    make_spreading_city(city)
    elsewhere = PolicyInstrumentFactory(city=city)
    elsewhere.molecules.add(MoleculeFactory(city=city))
    with override("en"):
        compared, _inputs = compare_for_city(city, [elsewhere], until_year=2035)
        row = compared.years[0].rows[0]
        assert (row.alone_tco2e, row.last_tco2e, row.eur_per_tonne, row.price) == (
            None,
            None,
            None,
            "not known",
        )
        assert [one for one in compared.remarks if "not known" in one and str(elsewhere) in one]


def test_instrument_without_an_effect_saves_nothing_and_is_named(city):
    make_spreading_city(city)
    idle = PolicyInstrumentFactory(city=city, saturation_points=0, rise_factor=1, is_illustrative=True)
    with override("en"):
        compared, _inputs = compare_for_city(city, [idle], until_year=2035)
        assert compared.years[0].price == "none: it saves nothing"
        assert [one.split(",")[0].split(":")[0] for one in compared.remarks] == [
            "These values are illustrative",
            "These instruments are stated to change nothing in how packages spread",
        ]


def test_city_in_which_nothing_spreads_is_told_why(city):
    compared, _inputs = compare_for_city(city, [PolicyInstrumentFactory(city=city)], until_year=2035)
    assert compared.years == ()
    assert compared.missing


def test_sheet_lists_every_parameter_with_its_source(city):
    molecule = make_spreading_city(city, spread_source="Decision of the council.")
    instrument = PolicyInstrumentFactory(city=city, effect_source="Study of 2024.")
    compared, rows = read_sheet(city, [instrument], until_year=2035)
    table = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    found = {(one["of"], one["parameter"]): one for one in table}
    assert found["instrument", "saturation_points"]["source"] == "Study of 2024."
    assert found["package", "saturation"]["low"] == Decimal("0.2")
    assert found["package", "abatement_tco2e"]["source"] == "Assumption of the tests."
    assert found["molecule", "spread_from"]["source"] == "Decision of the council."
    assert found["molecule", "spread_from"]["code"] == molecule.code
    assert found["city", "emissions"]["likely"] > 0
    assert len([one for one in table if one["of"] == "package"]) == 5
    assert {row[0] for row in sentence_rows(compared)} >= {"assumption"}


def test_comparison_of_many_asks_as_often_as_of_one(city, django_assert_max_num_queries):
    make_spreading_city(city)
    chosen = [PolicyInstrumentFactory(city=city) for _number in range(6)]
    with django_assert_max_num_queries(22):
        compare_for_city(city, chosen, until_year=2035)


def test_scenario_is_kept_renamed_and_deleted(officer, city):
    first, second = PolicyInstrumentFactory(city=city), PolicyInstrumentFactory(city=city)
    made = create_scenario(
        city=city, by=officer.user, instruments=[first], name=" Low ", until_year=2035, note=""
    )
    assert (made.name, made.made_by, list(made.instruments.all())) == ("Low", officer.user, [first])
    change_scenario(
        scenario_id=made.pk,
        by=officer.user,
        revision=1,
        instruments=[first, second],
        name="High",
        until_year=2040,
        note="",
    )
    assert list(list_scenarios(city).values_list("name", "until_year", "instrument_count")) == [
        ("High", 2040, 2)
    ]
    with pytest.raises(Conflict):
        change_scenario(
            scenario_id=made.pk, by=officer.user, revision=1, instruments=[first], name="Old", until_year=2035
        )
    delete_scenario(scenario_id=made.pk, by=officer.user)
    assert InstrumentScenario.objects.count() == 0


def test_scenario_refuses_every_bad_field_at_once(officer, city):
    InstrumentScenarioFactory(city=city, name="Low")

    def refused(**fields):
        return refusals(
            lambda: create_scenario(
                city=city, by=officer.user, **{"instruments": [], "name": "", "until_year": 2029} | fields
            )
        )

    assert refused() == {"name": ["required"], "until_year": ["limits"], "instruments": ["required"]}
    assert refused(name="Low", until_year=2051, instruments=[PolicyInstrumentFactory()]) == {
        "name": ["unique"],
        "until_year": ["limits"],
        "instruments": ["instrument"],
    }


def test_scenarios_are_for_the_citys_team():
    made = InstrumentScenarioFactory()
    with pytest.raises(PermissionDenied):
        delete_scenario(scenario_id=made.pk, by=UserFactory())
    with pytest.raises(PermissionDenied):
        create_scenario(city=made.city, by=UserFactory(), instruments=[], name="x", until_year=2035)
