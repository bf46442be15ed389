"""The officers' pages of scenarios."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from contracts.models import Contract
from core.models import Job
from progress.models import Scenario, ScenarioChange
from progress.services.scenario_comparison import compute_scenario
from tests.browsers import sign_in
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    ContractFactory,
    ScenarioChangeFactory,
    ScenarioFactory,
)
from tests.pages import field_errors, tells_an_error, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    return ContractFactory(city__slug="valdoria")


def browser(contract: Contract, role: str) -> Client:
    return sign_in(CityMembershipFactory(city=contract.city, role=role).user)


@pytest.fixture
def office(contract: Contract) -> Client:
    return browser(contract, "officer")


@pytest.fixture
def change(contract: Contract) -> ScenarioChange:
    return ScenarioChangeFactory(
        scenario__contract=contract, scenario__title="Tram dopo", action__code="VAL1"
    )


def address(name: str, *rows: Any) -> str:
    return reverse(name, args=["valdoria", *(row.pk for row in rows)])


def test_scenario_create_leads_to_the_scenario(office: Client, contract: Contract) -> None:
    response = office.post(address("scenario-create"), {"title": "Tram dopo", "note": "Un anno"})
    made = Scenario.objects.get()
    assert (response["Location"], str(made), made.note) == (
        address("scenario-detail", made),
        "Tram dopo",
        "Un anno",
    )
    assert "Tram dopo" in words(office.get(address("scenario-list")))


def test_scenario_create_tells_errors_and_keeps_what_was_typed(
    office: Client, change: ScenarioChange
) -> None:
    response = office.post(address("scenario-create"), {"title": "Tram dopo", "note": "Un anno"})
    assert (field_errors(response), tells_an_error(response)) == ({"title": 1}, True)
    assert response.context["form"]["note"].value() == "Un anno"


def test_every_page_says_that_nothing_real_changes(office: Client, change: ScenarioChange) -> None:
    scenario = change.scenario
    with translation.override("en"):
        pages = [
            address("scenario-list"),
            address("scenario-create"),
            *(address(name, scenario) for name in ("scenario-detail", "scenario-edit", "scenario-delete")),
            address("scenario-change-create", scenario),
            *(address(name, change) for name in ("scenario-change-edit", "scenario-change-remove")),
        ]
        told = [url for url in pages if "nothing of the contract changes" in words(office.get(url))]
    assert told == pages


def test_scenario_detail_shows_plan_and_scenario(office: Client, change: ScenarioChange) -> None:
    compute_scenario(scenario_id=change.scenario_id)
    with translation.override("en"):
        page = words(office.get(address("scenario-detail", change.scenario)))
    assert [part in page for part in ("VAL1", "2030 2032", "Chance of reaching the target")] == [True] * 3
    assert "The plan has changed since" not in page


def test_scenario_detail_tells_that_the_plan_has_changed(office: Client, change: ScenarioChange) -> None:
    compute_scenario(scenario_id=change.scenario_id)
    ActionFactory(contract=change.scenario.contract)
    with translation.override("en"):
        page = words(office.get(address("scenario-detail", change.scenario)))
    assert "The plan has changed since" in page


def test_sending_the_page_computes_it_again(office: Client, change: ScenarioChange) -> None:
    url = address("scenario-detail", change.scenario)
    assert office.post(url)["Location"] == url
    assert Job.objects.get().key == str(change.scenario_id)
    assert "hx-get" in office.get(url).content.decode()


def test_scenario_row_follows_the_work(office: Client, change: ScenarioChange) -> None:
    row = address("scenario-row", change.scenario)
    assert office.get(row).status_code == 404
    office.post(address("scenario-detail", change.scenario))
    assert office.get(row).status_code == 200
    Job.objects.update(state="done")
    done = office.get(row)
    assert (done.status_code, address("scenario-detail", change.scenario) in done.content.decode()) == (
        286,
        True,
    )
    Job.objects.update(state="failed")
    assert office.get(row).status_code == 286


def test_scenario_csv_holds_the_numbers_of_the_chart(office: Client, change: ScenarioChange) -> None:
    url = address("scenario-csv", change.scenario)
    assert office.get(url).status_code == 404
    compute_scenario(scenario_id=change.scenario_id)
    response = office.get(url)
    assert response["Content-Disposition"] == 'attachment; filename="valdoria-scenario.csv"'
    assert response.content.decode().splitlines()[0].startswith("series,year,measured_tco2e")


def test_scenario_edit_renames(office: Client, change: ScenarioChange) -> None:
    typed = {"title": "Tram prima", "note": "", "revision": "1"}
    assert office.post(address("scenario-edit", change.scenario), typed).status_code == 302
    assert str(Scenario.objects.get()) == "Tram prima"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("scenario-edit", {"title": "Tram prima"}),
        ("scenario-change-create", {"action": "VAL1", "end_year": "2033"}),
        ("scenario-change-edit", {"end_year": "2033"}),
    ],
)
def test_a_conflict_answers_409_with_both_values(
    office: Client, change: ScenarioChange, name: str, typed: dict[str, str]
) -> None:
    Scenario.objects.update(revision=2)
    row = change if name == "scenario-change-edit" else change.scenario
    response = office.post(address(name, row), typed | {"revision": "1"})
    assert (response.status_code, response.context["form"]["revision"].value()) == (409, "2")
    assert len(response.context["differences"]) > 0


def test_scenario_delete_asks_and_deletes(office: Client, change: ScenarioChange) -> None:
    url = address("scenario-delete", change.scenario)
    assert office.get(url).status_code == 200
    assert office.post(url)["Location"] == address("scenario-list")
    assert Scenario.objects.count() == 0


def test_an_action_is_changed_by_its_code(office: Client, change: ScenarioChange) -> None:
    ActionFactory(contract=change.scenario.contract, code="VAL 2", title={"it": "Pompe di calore"})
    page = office.get(address("scenario-change-create", change.scenario) + "?azione=VAL2")
    assert (page.context["form"]["action"].value(), "Pompe di calore" in page.content.decode()) == (
        "VAL2",
        True,
    )
    typed = {"action": "val2", "reduction_tco2e": "1.240,5", "state": "", "revision": "1"}
    response = office.post(address("scenario-change-create", change.scenario), typed)
    assert response["Location"] == address("scenario-detail", change.scenario)
    made = ScenarioChange.objects.get(action__code="VAL 2")
    assert (str(made.reduction_tco2e), made.state) == ("1240.5000", "")


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, {"__all__": 1}),
        ({"start_year": "soon"}, {"start_year": 1}),
        ({"start_year": "2031", "end_year": "2030"}, {"end_year": 1}),
        ({"reduction_tco2e": "-1"}, {"reduction_tco2e": 1}),
        ({"state": "magic"}, {"state": 1}),
        ({"action": "NOWHERE"}, {"action": 1}),
    ],
)
def test_change_create_tells_errors(
    office: Client, change: ScenarioChange, typed: dict[str, str], errors: dict[str, int]
) -> None:
    response = office.post(address("scenario-change-create", change.scenario), {"action": "VAL1"} | typed)
    assert (field_errors(response), tells_an_error(response)) == (errors, True)
    assert ScenarioChange.objects.count() == 1


def test_change_edit_says_what_the_plan_has(office: Client, change: ScenarioChange) -> None:
    with translation.override("en"):
        page = words(office.get(address("scenario-change-edit", change)))
    assert [part in page for part in ("Planned: 2030.", "Planned: 1,400 t CO₂e.")] == [True] * 2
    assert office.post(address("scenario-change-edit", change), {"end_year": "2033"}).status_code == 302
    change.refresh_from_db()
    assert change.end_year == 2033


def test_change_edit_tells_errors(office: Client, change: ScenarioChange) -> None:
    response = office.post(address("scenario-change-edit", change), {"end_year": ""})
    assert field_errors(response) == {"__all__": 1}


def test_change_remove_asks_and_removes(office: Client, change: ScenarioChange) -> None:
    url = address("scenario-change-remove", change)
    assert office.get(url).status_code == 200
    assert office.post(url)["Location"] == address("scenario-detail", change.scenario)
    assert ScenarioChange.objects.count() == 0


def test_a_reader_of_the_team_sees_and_changes_nothing(contract: Contract, change: ScenarioChange) -> None:
    reader = browser(contract, "reader")
    page = reader.get(address("scenario-detail", change.scenario))
    assert (page.status_code, address("scenario-edit", change.scenario) in page.content.decode()) == (
        200,
        False,
    )
    assert reader.post(address("scenario-detail", change.scenario)).status_code == 403


def test_scenarios_of_another_city_are_not_there(office: Client) -> None:
    other = ScenarioChangeFactory()
    names = (
        "scenario-detail",
        "scenario-row",
        "scenario-csv",
        "scenario-edit",
        "scenario-delete",
        "scenario-change-create",
    )
    urls = [*(address(name, other.scenario) for name in names)]
    urls += [address(name, other) for name in ("scenario-change-edit", "scenario-change-remove")]
    assert {url: office.get(url).status_code for url in urls} == dict.fromkeys(urls, 404)
    assert office.get(reverse("scenario-detail", args=["valdoria", uuid4()])).status_code == 404


@pytest.mark.parametrize("count", [1, 8])
def test_scenario_list_takes_few_queries(
    office: Client, contract: Contract, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for scenario in ScenarioFactory.create_batch(count, contract=contract):
        ScenarioChangeFactory(scenario=scenario)
    with django_assert_num_queries(6):
        office.get(address("scenario-list"))


@pytest.mark.parametrize("count", [1, 8])
def test_scenario_detail_takes_few_queries(
    office: Client, change: ScenarioChange, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    ScenarioChangeFactory.create_batch(count, scenario=change.scenario)
    compute_scenario(scenario_id=change.scenario_id)
    with django_assert_num_queries(16):
        office.get(address("scenario-detail", change.scenario))
