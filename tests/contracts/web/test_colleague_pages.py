import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from contracts.enums import CityRole
from contracts.models import City
from core.models import Mail, User
from tests.factories import CityMembershipFactory, UserFactory
from tests.pages import field_errors, tells_an_error, words

pytestmark = pytest.mark.django_db

PASSWORD = "a long winter in Valdoria"
ACCEPTED = {"name": "Chi Prova", "password": PASSWORD, "password_again": PASSWORD}


def address(name: str, *rows: Any) -> str:
    return reverse(name, args=["valdoria", *(row.pk for row in rows)])


@pytest.fixture
def link(lead_office: Client) -> str:
    """The address that the invited person finds in the mail."""
    lead_office.post(address("colleague-invite"), {"email": "new@city.example", "role": "officer"})
    return re.findall(r"http://testserver(\S+)", Mail.objects.get().body)[0]


def test_invitation_opens_an_account_once(client: Client, link: str) -> None:
    assert "new@city.example" in words(client.get(link))
    response = client.post(link, ACCEPTED, follow=True)
    assert response.redirect_chain == [(reverse("account_login"), 302)]
    assert User.objects.get(email="new@city.example").check_password(PASSWORD)
    assert [client.get(link).status_code, client.post(link, ACCEPTED).status_code] == [410, 410]


def test_new_colleague_signs_in(client: Client, link: str) -> None:
    client.post(link, ACCEPTED)
    typed = {"login": "new@city.example", "password": PASSWORD}
    assert client.post(reverse("account_login"), typed)["Location"] == reverse("officer-start")
    assert client.get(address("officer-home")).status_code == 200


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"name": ""}, {"name": 1}),
        ({"password": "short", "password_again": "short"}, {"password": 1}),
        ({"password_again": "another one"}, {"password_again": 1}),
        ({"password_again": ""}, {"password_again": 1}),
    ],
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_accepting_tells_errors(
    client: Client, link: str, language: str, typed: dict[str, str], errors: dict[str, int]
) -> None:
    with translation.override(language):
        response = client.post(link.replace("/it/", f"/{language}/"), ACCEPTED | typed)
        assert (field_errors(response), tells_an_error(response)) == (errors, True)
    assert PASSWORD not in response.content.decode()


def test_an_invented_link_is_gone(client: Client) -> None:
    response = client.get(reverse("invitation-accept", args=["AAAA", "abc-def"]))
    assert response.status_code == 410


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"email": "nobody"}, {"email": 1}),
        ({"email": ""}, {"email": 1}),
        ({"role": "king"}, {"role": 1}),
    ],
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_inviting_tells_errors_and_keeps_what_was_typed(
    lead_office: Client, language: str, typed: dict[str, str], errors: dict[str, int]
) -> None:
    wanted = {"email": "new@city.example", "role": "officer"} | typed
    with translation.override(language):
        response = lead_office.post(address("colleague-invite"), wanted)
        assert (field_errors(response), tells_an_error(response)) == (errors, True)
    form = response.context["form"]
    assert {name: form[name].value() for name in wanted} == wanted
    assert Mail.objects.count() == 0


def test_inviting_a_colleague_is_refused_at_the_address(lead_office: Client, officer: User) -> None:
    response = lead_office.post(address("colleague-invite"), {"email": officer.email, "role": "reader"})
    assert field_errors(response) == {"email": 1}


def test_inviting_again_fills_the_address(lead_office: Client, link: str) -> None:
    page = lead_office.get(address("colleague-list")).content.decode()
    again = f"{address('colleague-invite')}?email=new%40city.example"
    assert again in page
    assert lead_office.get(again).context["form"]["email"].value() == "new@city.example"


def test_role_is_changed(lead_office: Client, city: City, officer: User) -> None:
    member = city.memberships.get(user=officer)
    assert lead_office.post(address("colleague-edit", member), {"role": "reader"}).status_code == 302
    member.refresh_from_db()
    assert member.role == CityRole.READER


def test_the_last_lead_stays(lead_office: Client, city: City, lead: User) -> None:
    member = city.memberships.get(user=lead)
    response = lead_office.post(address("colleague-edit", member), {"role": "reader"})
    assert field_errors(response) == {"role": 1}
    told = lead_office.post(address("colleague-remove", member), follow=True)
    assert [message.level_tag for message in told.context["messages"]] == ["error"]
    assert city.memberships.filter(user=lead).exists()


def test_removing_asks_first(lead_office: Client, city: City, officer: User) -> None:
    member = city.memberships.get(user=officer)
    assert str(officer) in words(lead_office.get(address("colleague-remove", member)))
    assert city.memberships.filter(user=officer).exists()
    lead_office.post(address("colleague-remove", member))
    assert city.memberships.filter(user=officer).exists() is False


def test_colleagues_of_other_cities_are_not_found(lead_office: Client) -> None:
    member = CityMembershipFactory()
    statuses = [
        lead_office.post(address(name, member), {"role": "reader"}).status_code
        for name in ("colleague-edit", "colleague-remove")
    ]
    assert statuses == [404, 404]


@pytest.mark.parametrize("count", [1, 8])
def test_colleague_list_takes_few_queries(
    office: Client, city: City, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _number in range(count):
        CityMembershipFactory(city=city, user=UserFactory())
    with django_assert_num_queries(7):
        office.get(address("colleague-list"))
