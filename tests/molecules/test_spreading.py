"""The spread of a city: likeliest values at once, bands by the job."""

import pytest

from core.enums import JobName
from core.models import Job
from molecules.selectors.spread_runs import list_runs, newest_finished_run, newest_shown_run
from molecules.services.spreading import compute_spread, request_spread, start_spread
from tests.factories import (
    CityMembershipFactory,
    make_spreading_city,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return CityMembershipFactory()


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


def draw(run):
    compute_spread(run_id=run.pk, tell=lambda *_step: None)
    run.refresh_from_db()
    return run


def test_the_same_inputs_are_not_computed_twice(officer):
    make_spreading_city(officer.city)
    asked = [request_spread(city=officer.city, by=officer.user, draws=100) for _ in range(2)]
    finished = draw(asked[0])
    asked.append(request_spread(city=officer.city, by=officer.user, draws=100))
    assert [run.pk for run in asked] == [finished.pk] * 3
    assert Job.objects.filter(name=JobName.COMPUTE_SPREAD).count() == 1


def test_inputs_that_come_back_take_up_what_was_found_then(officer):
    make_spreading_city(officer.city)
    first = draw(request_spread(city=officer.city, by=officer.user, draws=100))
    officer.city.neighbourhoods.update(dwellings=9_000)
    second = draw(request_spread(city=officer.city, by=officer.user, draws=100))
    officer.city.neighbourhoods.update(dwellings=6_000)
    third = request_spread(city=officer.city, by=officer.user, draws=100)
    assert len({first.pk, second.pk, third.pk}) == 3
    assert (third.inputs_sha256, third.results) == (first.inputs_sha256, first.results)
    assert newest_finished_run(officer.city) == third
    assert not Job.objects.filter(key=str(third.pk)).exists()


def test_a_run_whose_work_failed_is_asked_for_anew(officer):
    make_spreading_city(officer.city)
    first = request_spread(city=officer.city, by=officer.user, draws=100)
    Job.objects.filter(key=str(first.pk)).update(state="failed")
    assert request_spread(city=officer.city, by=officer.user, draws=100) != first


def test_what_is_assumed_and_missing_is_kept_in_every_language(officer):
    make_spreading_city(officer.city)
    officer.city.neighbourhoods.update(dwellings=None)
    told = request_spread(city=officer.city, by=officer.user, draws=100).results["told"]
    assert {language: len(words["missing"]) for language, words in told.items()} == {"it": 1, "en": 1}
    assert told["en"]["missing"][0] == (
        "In 1 neighbourhood the stock of a package is not known: nothing is computed there."
    )
    assert told["it"]["assumptions"][1] != told["en"]["assumptions"][1]


def test_the_list_of_runs_costs_one_query(officer, django_assert_num_queries):
    make_spreading_city(officer.city)
    run = request_spread(city=officer.city, by=officer.user, draws=100)
    officer.city.neighbourhoods.update(dwellings=1)
    draw(run)
    with django_assert_num_queries(1):
        listed = [(vars(one)["is_old"], str(one.made_by), one.draws) for one in list_runs(officer.city)]
    assert listed == [(True, str(officer.user), 100)]
    assert newest_shown_run(officer.city) is None


def test_loading_starts_a_run_once_where_inputs_suffice(officer):
    assert start_spread(city=officer.city) is None
    make_spreading_city(officer.city)
    run = start_spread(city=officer.city, draws=100)
    assert (run.made_by, run.draws, Job.objects.filter(name=JobName.COMPUTE_SPREAD).count()) == (None, 100, 1)
    assert start_spread(city=officer.city, draws=100) is None
