from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from contracts.models import City, Contract, Milestone, MilestoneMove
from core.models import Job
from tests.factories import ActionFactory, MilestoneFactory
from tests.pages import field_errors, tells_an_error, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone(contract: Contract) -> Milestone:
    return MilestoneFactory(city=contract.city, title={"it": "Gara bus"}, due_on=date(2025, 3, 1))


def address(name: str, *rows: Any) -> str:
    return reverse(name, args=["valdoria", *(row.pk for row in rows)])


def test_milestone_create_saves(office: Client, contract: Contract) -> None:
    action = ActionFactory(contract=contract, code="VAL 1")
    typed = {"title_it": "Gara bus", "due_on": "2027-03-01", "action": "val1", "effect_share": "25"}
    assert office.post(address("milestone-create"), typed).status_code == 302
    made = Milestone.objects.get()
    assert (str(made), made.due_on, made.action) == ("Gara bus", date(2027, 3, 1), action)
    assert (made.effect_share, Job.objects.count()) == (Decimal("0.25"), 1)
    assert "25% dell" in words(office.get(address("milestone-list"))) or "25% of the action" in words(
        office.get(address("milestone-list"))
    )


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"title_it": ""}, {"title_it": 1}),
        ({"due_on": "soon"}, {"due_on": 1}),
        ({"due_on": "1950-01-01"}, {"due_on": 1}),
        ({"action": "NOWHERE"}, {"action": 1}),
        ({"effect_share": "25"}, {"action": 1}),
        ({"effect_share": "120"}, {"effect_share": 1}),
    ],
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_milestone_create_tells_errors_and_keeps_what_was_typed(
    office: Client, contract: Contract, language: str, typed: dict[str, str], errors: dict[str, int]
) -> None:
    wanted = {"title_it": "Gara bus", "due_on": "2027-03-01", "action": ""} | typed
    with translation.override(language):
        response = office.post(address("milestone-create"), wanted)
        assert (field_errors(response), tells_an_error(response)) == (errors, True)
    form = response.context["form"]
    assert {name: form[name].value() for name in wanted} == wanted
    assert Milestone.objects.count() == 0


def test_milestone_move_keeps_the_old_date_in_the_list(office: Client, milestone: Milestone) -> None:
    typed = {"to_date": "2027-06-01", "reason": "Gara deserta", "revision": "1"}
    assert office.post(address("milestone-move", milestone), typed).status_code == 302
    page = words(office.get(address("milestone-list")))
    assert [part in page for part in ("1 marzo 2025", "1 giugno 2027", "Gara deserta")] == [True] * 3


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"to_date": "2025-03-01"}, {"to_date": 1}),
        ({"to_date": "1999-03-01"}, {"to_date": 1}),
        ({"reason": ""}, {"reason": 1}),
    ],
)
def test_milestone_move_tells_errors(
    office: Client, milestone: Milestone, typed: dict[str, str], errors: dict[str, int]
) -> None:
    wanted = {"to_date": "2027-06-01", "reason": "Gara deserta", "revision": "1"} | typed
    response = office.post(address("milestone-move", milestone), wanted)
    assert (field_errors(response), tells_an_error(response)) == (errors, True)
    assert MilestoneMove.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "state"),
    [({"state": "missed"}, "missed"), ({"state": "reached", "reached_on": "2025-02-01"}, "reached")],
)
def test_milestone_close_saves(
    office: Client, milestone: Milestone, typed: dict[str, str], state: str
) -> None:
    assert office.post(address("milestone-close", milestone), typed | {"revision": "1"}).status_code == 302
    milestone.refresh_from_db()
    assert milestone.state == state


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, {"state": 1}),
        ({"state": "moved"}, {"state": 1}),
        ({"state": "reached"}, {"reached_on": 1}),
        ({"state": "reached", "reached_on": "2999-01-01"}, {"reached_on": 1}),
        ({"state": "missed", "reached_on": "2025-01-01"}, {"reached_on": 1}),
    ],
)
def test_milestone_close_tells_errors(
    office: Client, milestone: Milestone, typed: dict[str, str], errors: dict[str, int]
) -> None:
    response = office.post(address("milestone-close", milestone), typed)
    assert (field_errors(response), tells_an_error(response)) == (errors, True)


def test_a_closed_milestone_says_so_above_the_form(office: Client, milestone: Milestone) -> None:
    office.post(address("milestone-close", milestone), {"state": "missed"})
    response = office.post(address("milestone-close", milestone), {"state": "missed"})
    assert field_errors(response) == {"__all__": 1}


@pytest.mark.parametrize("name", ["milestone-move", "milestone-close"])
def test_a_conflict_answers_409_with_both_values(office: Client, milestone: Milestone, name: str) -> None:
    moved = {"to_date": "2027-06-01", "reason": "Gara deserta", "revision": "1"}
    office.post(address("milestone-move", milestone), moved)
    typed = {"to_date": "2028-01-01", "reason": "Ricorso", "state": "missed", "revision": "1"}
    response = office.post(address(name, milestone), typed)
    assert (response.status_code, response.context["form"]["revision"].value()) == (409, "2")
    assert len(response.context["differences"]) > 0


def test_a_city_without_a_contract_goes_back_to_the_list(office: Client, city: City) -> None:
    response = office.post(address("milestone-create"), {"title_it": "Gara bus", "due_on": "2027-03-01"})
    assert response["Location"] == address("milestone-list")


@pytest.mark.parametrize("count", [1, 8])
def test_milestone_list_takes_few_queries(
    office: Client, contract: Contract, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    MilestoneFactory.create_batch(count, city=contract.city, action=ActionFactory(contract=contract))
    with django_assert_num_queries(8):
        office.get(address("milestone-list"))
