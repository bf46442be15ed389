"""Scenarios are written by officers, checked, and asked to be computed; nothing of the contract changes."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from contracts.enums import Quantification
from contracts.models import Action, Contract
from core.models import Change, Job, User
from progress.models import Scenario, ScenarioChange
from progress.services.scenarios import (
    change_action_in_scenario,
    create_scenario,
    delete_scenario,
    drop_change,
    rename_scenario,
    request_comparison,
)
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    ContractFactory,
    ScenarioChangeFactory,
    ScenarioFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db
Call = Callable[..., Any]


@pytest.fixture
def contract() -> Contract:
    return ContractFactory()


@pytest.fixture
def officer(contract: Contract) -> User:
    return CityMembershipFactory(city=contract.city, role="officer").user


@pytest.fixture
def action(contract: Contract) -> Action:
    return ActionFactory(contract=contract, start_year=2022, end_year=2030)


@pytest.fixture
def scenario(contract: Contract) -> Scenario:
    return ScenarioFactory(contract=contract)


@pytest.fixture
def change_action(scenario: Scenario, officer: User, action: Action) -> Call:
    return partial(change_action_in_scenario, scenario_id=scenario.pk, by=officer, action=action)


def jobs() -> list[tuple[str, str]]:
    return list(Job.objects.order_by("created_at").values_list("name", "key"))


def test_create_scenario_stores_and_asks_for_the_comparison(contract: Contract, officer: User) -> None:
    scenario = create_scenario(contract=contract, by=officer, title=" Tram later ", note=" Why not? ")
    scenario.refresh_from_db()
    assert (scenario.title, scenario.note, scenario.created_by) == ("Tram later", "Why not?", officer)
    assert (scenario.revision, scenario.results, scenario.computed_at) == (1, {}, None)
    assert jobs() == [("progress.recompute_scenario", str(scenario.pk))]


def test_the_public_never_hears_of_a_scenario(change_action: Call) -> None:
    change_action(end_year=2031)
    assert Change.objects.count() == 0


@pytest.mark.parametrize(
    ("title", "refused"), [(" ", ["blank"]), ("x" * 121, ["max_length"]), ("Tram later", ["repeated"])]
)
def test_create_scenario_refuses_a_name(
    contract: Contract, officer: User, title: str, refused: list[str]
) -> None:
    ScenarioFactory(contract=contract, title="Tram later")
    wanted = {"title": refused}
    assert refusals(lambda: create_scenario(contract=contract, by=officer, title=title)) == wanted
    assert (Scenario.objects.count(), Job.objects.count()) == (1, 0)


def test_two_cities_may_use_the_same_name(contract: Contract, officer: User) -> None:
    ScenarioFactory(title="Tram later")
    assert create_scenario(contract=contract, by=officer, title="Tram later").title == "Tram later"


def test_rename_scenario_keeps_what_was_computed(scenario: Scenario, officer: User) -> None:
    Scenario.objects.update(results={"revision": 1})
    rename_scenario(scenario_id=scenario.pk, by=officer, title="Later", note="n", revision=1)
    scenario.refresh_from_db()
    assert (scenario.title, scenario.note, scenario.revision) == ("Later", "n", 2)
    assert (scenario.results, len(jobs())) == ({"revision": 1}, 1)


def test_rename_scenario_may_keep_the_name(scenario: Scenario, officer: User) -> None:
    assert rename_scenario(scenario_id=scenario.pk, by=officer, title=scenario.title).revision == 2


def test_rename_scenario_notices_a_conflict(scenario: Scenario, officer: User) -> None:
    rename_scenario(scenario_id=scenario.pk, by=officer, title="One", revision=1)
    with pytest.raises(ValidationError):
        rename_scenario(scenario_id=scenario.pk, by=officer, title="Two", revision=1)
    scenario.refresh_from_db()
    assert scenario.title == "One"


def test_delete_scenario_leaves_the_actions(officer: User, scenario: Scenario, action: Action) -> None:
    ScenarioChangeFactory(scenario=scenario, action=action)
    delete_scenario(scenario_id=scenario.pk, by=officer)
    assert (Scenario.objects.count(), ScenarioChange.objects.count()) == (0, 0)
    assert list(Action.objects.all()) == [action]


def test_change_action_stores_and_asks_for_the_comparison(change_action: Call, scenario: Scenario) -> None:
    change = change_action(
        start_year=2024, end_year=2031, reduction_tco2e=Decimal("10.5"), state="on_hold", revision=1
    )
    change.refresh_from_db()
    assert (change.start_year, change.end_year, change.state) == (2024, 2031, "on_hold")
    assert change.reduction_tco2e == Decimal("10.5")
    scenario.refresh_from_db()
    assert (scenario.revision, jobs()) == (2, [("progress.recompute_scenario", str(scenario.pk))])


def test_change_action_takes_the_place_of_what_was_said(change_action: Call) -> None:
    first = change_action(start_year=2024, state="on_hold")
    second = change_action(end_year=2031)
    assert second.pk == first.pk
    second.refresh_from_db()
    assert (second.start_year, second.end_year, second.state) == (None, 2031, "")


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, {"__all__": ["nothing"]}),
        ({"start_year": 1800}, {"start_year": ["year"]}),
        ({"end_year": 2200}, {"end_year": ["year"]}),
        ({"start_year": 2031}, {"end_year": ["year_order"]}),
        ({"end_year": 2021}, {"end_year": ["year_order"]}),
        ({"start_year": 2025, "end_year": 2024}, {"end_year": ["year_order"]}),
        ({"reduction_tco2e": Decimal(-1)}, {"reduction_tco2e": ["negative"]}),
        ({"state": "magic"}, {"state": ["state"]}),
    ],
)
def test_change_action_refuses(
    change_action: Call, fields: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    assert refusals(lambda: change_action(**fields)) == refused
    assert (ScenarioChange.objects.count(), Job.objects.count()) == (0, 0)


def test_zero_tonnes_are_a_change(change_action: Call) -> None:
    assert change_action(reduction_tco2e=Decimal(0)).reduction_tco2e == 0


def test_printed_years_in_the_wrong_order_do_not_stop_other_changes(
    change_action: Call, action: Action
) -> None:
    Action.objects.update(start_year=2030, end_year=2022)
    action.refresh_from_db()
    assert change_action(state="on_hold").state == "on_hold"


def test_change_action_wants_an_action_of_the_contract(change_action: Call) -> None:
    assert refusals(lambda: change_action(action=ActionFactory(), end_year=2031)) == {"action": ["action"]}


def test_change_action_wants_an_action_in_use(change_action: Call, contract: Contract) -> None:
    archived = ActionFactory(contract=contract, archived_at=contract.created_at)
    assert refusals(lambda: change_action(action=archived, end_year=2031)) == {"action": ["archived"]}


@pytest.mark.parametrize("is_named", [True, False])
def test_tonnes_of_an_included_action_are_changed_where_they_are_counted(
    change_action: Call, contract: Contract, action: Action, is_named: bool
) -> None:
    included = ActionFactory(
        contract=contract,
        reduction_tco2e=None,
        quantification=Quantification.INCLUDED_IN,
        included_in=action if is_named else None,
    )
    wanted = {"reduction_tco2e": ["included_in"]}
    assert refusals(lambda: change_action(action=included, reduction_tco2e=Decimal(5))) == wanted
    assert change_action(action=included, end_year=2031).end_year == 2031


def test_change_action_notices_a_conflict(change_action: Call) -> None:
    change_action(end_year=2031, revision=1)
    with pytest.raises(ValidationError):
        change_action(end_year=2032, revision=1)
    assert ScenarioChange.objects.get().end_year == 2031


def test_drop_change_leaves_the_others(change_action: Call, contract: Contract, officer: User) -> None:
    change, other = (
        change_action(end_year=2031),
        change_action(action=ActionFactory(contract=contract), state="idea"),
    )
    scenario = drop_change(change_id=change.pk, by=officer)
    assert (list(scenario.changes.all()), scenario.revision, len(jobs())) == ([other], 4, 3)


def test_request_comparison_changes_nothing_else(scenario: Scenario, officer: User) -> None:
    assert request_comparison(scenario_id=scenario.pk, by=officer).revision == 1
    assert jobs() == [("progress.recompute_scenario", str(scenario.pk))]


@pytest.mark.parametrize("role", ["reader", None])
def test_scenarios_are_changed_by_officers_only(
    role: str | None, contract: Contract, scenario: Scenario, change_action: Call
) -> None:
    city = {"city": contract.city, "role": role} if role else {}
    by = CityMembershipFactory(**city).user
    change = ScenarioChangeFactory(scenario=scenario)
    one: dict[str, Any] = {"scenario_id": scenario.pk, "by": by}
    calls: list[Callable[[], Any]] = [
        lambda: create_scenario(contract=contract, by=by, title="x"),
        lambda: rename_scenario(**one, title="x"),
        lambda: delete_scenario(**one),
        lambda: change_action(by=by, end_year=2031),
        lambda: drop_change(change_id=change.pk, by=by),
        lambda: request_comparison(**one),
    ]
    for call in calls:
        with pytest.raises(PermissionDenied):
            call()
    assert (Scenario.objects.count(), ScenarioChange.objects.count(), Job.objects.count()) == (1, 1, 0)
