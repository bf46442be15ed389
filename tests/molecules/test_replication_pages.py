"""The pages of the planner of replications: who asks, what is told, and the button that makes candidates."""

import csv

import pytest
from django.urls import reverse
from django.utils.translation import override

from molecules.selectors.replication import CSV_COLUMNS
from tests.factories import CityMembershipFactory
from tests.molecules.replication_samples import START, UNTIL

pytestmark = pytest.mark.django_db


def query_of(asked_package, **values):
    return {"package": asked_package.pk, "budget": "61000000", "start": START, "until": UNTIL} | values


@pytest.fixture
def office(officer, client):
    client.force_login(officer.user)
    return client


def open_planner(office, officer, query=None):
    with override("en"):
        address = reverse("office-replication", args=[officer.city.slug])
    return office.get(address, query or {}).content.decode()


def test_page_asks_first_and_then_ranks(office, officer, package, django_assert_max_num_queries):
    empty = open_planner(office, officer)
    assert "Rank the neighbourhoods" in empty
    assert "The choice" not in empty
    with django_assert_max_num_queries(25):
        page = open_planner(office, officer, query_of(package))
    assert "It is proved that no other choice under this budget saves more." in page
    assert "prints no emissions gap" in page
    assert page.count('name="cells"') == 3
    assert "Emissions apportioned, not measured" in page
    assert "Illustrative values" not in page
    officer.city.packages.update(is_illustrative=True)
    assert open_planner(office, officer, query_of(package)).count("Illustrative values") == 4


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"budget": ""}, "required"),
        ({"start": "1999"}, "This year is over."),
        ({"until": str(START - 1)}, "or at a later one"),
        ({"fit": "140"}, "between 0 and 100"),
        ({"package": "x"}, "not a valid UUID"),
    ],
)
def test_a_question_that_is_not_whole_is_told_so(office, officer, package, values, told):
    page = open_planner(office, officer, query_of(package, **values))
    assert told in page
    assert 'name="cells"' not in page


def test_viewers_plan_but_make_nothing(client, officer, package):
    client.force_login(CityMembershipFactory(city=officer.city, role="reader").user)
    page = open_planner(client, officer, query_of(package))
    assert "The choice" in page
    assert 'name="cells"' not in page
    assert client.post(reverse("office-replication-create", args=[officer.city.slug])).status_code == 403


def test_csv_holds_the_ranking_of_the_question(office, officer, package):
    address = reverse("office-replication-csv", args=[officer.city.slug])
    assert office.get(address).status_code == 404
    text = b"".join(office.get(address, query_of(package)).streaming_content).decode()
    rows = list(csv.DictReader(text.splitlines()))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [row["neighbourhood_code"] for row in rows] == ["q1", "q2", "q3"]
    assert rows[0]["cost_eur"] == "40000000"


def test_button_makes_candidates_and_a_second_click_makes_none(office, officer, package):
    with override("en"):
        address = reverse("office-replication-create", args=[officer.city.slug])
    ids = list(officer.city.neighbourhoods.values_list("pk", flat=True))
    said = [
        office.post(address, {"package": package.pk, "cells": ids}, follow=True).content.decode()
        for _ in "ab"
    ]
    assert "3 candidate molecules were made; only your team sees them." in said[0]
    assert "3 were there already." in said[1]
    assert officer.city.molecules.filter(state="candidate").count() == 3


@pytest.mark.parametrize("sent", [{}, {"package": "x", "cells": "y"}])
def test_button_without_a_choice_makes_nothing(office, officer, package, sent):
    answer = office.post(reverse("office-replication-create", args=[officer.city.slug]), sent)
    assert answer.status_code == 302
    assert officer.city.molecules.count() == 1
