"""People see, take along and erase what is kept of them; what was signed stays, without a name."""

import json
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.utils import timezone, translation

from contracts.enums import CityRole
from contracts.models import City, CityMembership, SectionDraft, VersionTransition
from core.models import EvidenceEvent, Mail, User
from core.services.addresses import confirm_address
from core.services.evidence import check_evidence
from core.services.mail import queue_mail
from core.services.personal_data import FORMAT, erase_person, export_person, find_erasure_obstacles
from tests.factories import ContractFactory, SectionFactory, UserFactory

ADDRESS, NAME = "erased-one@city.example", "Zyxwvut Unmistakable"
LOGIN, ERASE = "/it/conto/login/", "/it/i-miei-dati/cancella/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    """A city with a lead who stays."""
    city: City = ContractFactory().city
    CityMembership.objects.create(city=city, user=UserFactory(), role=CityRole.LEAD)
    return city


@pytest.fixture
def person(city: City) -> User:
    """An officer who has left a trace of every kind."""
    user: User = UserFactory(email=ADDRESS, name=NAME, calendar_key="secret-of-calendar")
    CityMembership.objects.create(city=city, user=user, role=CityRole.OFFICER)
    confirm_address(user=user)
    queue_mail(to=ADDRESS, subject=f"For {NAME}", body=f"Dear {NAME}")
    version = city.contract.versions.get()
    VersionTransition.objects.create(version=version, from_state="draft", to_state="in_review", made_by=user)
    section = SectionFactory(version=version, assigned_to=user)
    SectionDraft.objects.create(section=section, author=user, language="it", body=NAME, base_revision=1)
    AccessAttempt.objects.create(
        username=ADDRESS, ip_address="192.0.2.1", user_agent="x", failures_since_start=1
    )
    return user


def whole_database() -> str:
    """Every value of every row, as text."""
    rows: list[Any] = [
        list(model._default_manager.values())
        for model in apps.get_models()
        if not model._meta.proxy and model._meta.managed
    ]
    return json.dumps(rows, cls=DjangoJSONEncoder, default=str)


def test_erasing_leaves_neither_name_nor_address(person: User) -> None:
    before = whole_database()
    erase_person(user=person, by=person)
    after = whole_database()
    assert (ADDRESS in before, NAME in before) == (True, True)
    assert (ADDRESS in after, NAME in after, "secret-of-calendar" in after) == (False, False, False)


def test_erasing_keeps_what_was_decided_with_a_nameless_account(person: User) -> None:
    erase_person(user=person, by=person)
    step = VersionTransition.objects.get()
    with translation.override("en"):
        assert (step.made_by_id, str(step.made_by)) == (person.pk, "erased person")
    assert (Mail.objects.count(), SectionDraft.objects.count()) == (0, 0)
    assert list(CityMembership.objects.filter(user=person)) == []


def test_erasing_is_told_in_the_evidence_log_without_personal_data(person: User) -> None:
    erase_person(user=person, by=person)
    event = EvidenceEvent.objects.get(kind="person.erased")
    assert json.loads(event.payload) == {"person": str(person.pk), "by": str(person.pk)}
    assert check_evidence().faults == ()


def test_erasing_twice_is_erasing_once(person: User) -> None:
    erase_person(user=person, by=person)
    erase_person(user=person, by=person)
    assert EvidenceEvent.objects.filter(kind="person.erased").count() == 1


def test_an_erased_person_cannot_come_back(person: User, client: Client) -> None:
    erase_person(user=person, by=person)
    client.post(LOGIN, {"login": ADDRESS, "password": "secret-of-tests"})
    client.post("/it/conto/password/reset/", {"email": ADDRESS})
    assert ("_auth_user_id" in client.session, Mail.objects.count()) == (False, 0)


def test_other_people_keep_their_rows(person: User, city: City) -> None:
    other = UserFactory()
    queue_mail(to=other.email, subject="For another", body="")
    erase_person(user=person, by=person)
    assert (Mail.objects.get().to, city.memberships.count()) == (other.email, 1)


def test_a_platform_administrator_is_refused() -> None:
    administrator = UserFactory(is_superuser=True, is_staff=True)
    with pytest.raises(ValidationError) as refused:
        erase_person(user=administrator, by=administrator)
    administrator.refresh_from_db()
    assert (refused.value.error_list[0].code, administrator.erased_at) == ("obstacle", None)


def test_the_last_lead_of_a_city_is_refused_with_its_name(city: City) -> None:
    lead = city.memberships.get().user
    with translation.override("en"):
        told = find_erasure_obstacles(lead)
    assert told == [f"You are the last lead of {city}: make someone else lead first."]
    CityMembership.objects.create(city=city, user=UserFactory(), role=CityRole.LEAD)
    assert find_erasure_obstacles(lead) == []


def test_the_export_tells_everything_but_secrets(person: User) -> None:
    told = export_person(person)
    text = json.dumps(told)
    assert (told["format"], told["person"]["email"], told["person"]["name"]) == (FORMAT, ADDRESS, NAME)
    assert {"contracts.CityMembership.user", "core.Mail.to", "contracts.VersionTransition.made_by"} <= told[
        "rows"
    ].keys()
    assert ("password" in told["person"], "secret-of-calendar" in text, person.password in text) == (
        False,
        False,
        False,
    )


@pytest.fixture
def signed_in(client: Client, person: User) -> Client:
    """The person's browser, signed in just now."""
    client.post(LOGIN, {"login": ADDRESS, "password": "secret-of-tests"})
    return client


def test_the_page_tells_what_is_kept_and_why(signed_in: Client) -> None:
    page = signed_in.get("/it/i-miei-dati/")
    kinds = {str(kind["name"]): kind["stays"] for kind in page.context["kinds"]}
    names = [CityMembership._meta.verbose_name_plural, VersionTransition._meta.verbose_name_plural]
    assert [kinds[str(name)] for name in names] == [False, True]


def test_the_export_is_one_file(signed_in: Client) -> None:
    answer = signed_in.get("/it/i-miei-dati/scarica/")
    assert answer["Content-Disposition"] == 'attachment; filename="personal-data.json"'
    assert "no-store" in answer["Cache-Control"]
    assert answer.json()["person"]["email"] == ADDRESS


def test_the_page_erases_and_signs_out_everywhere(signed_in: Client, person: User) -> None:
    other = Client()
    other.post(LOGIN, {"login": ADDRESS, "password": "secret-of-tests"})
    answer = signed_in.post(ERASE, {"address": ADDRESS.upper()})
    person.refresh_from_db()
    assert (answer["Location"], person.is_active, person.erased_at is None) == ("/it/", False, False)
    assert person.erased_at is not None
    assert timezone.now() - person.erased_at < timedelta(minutes=1)
    assert UserSession.objects.count() == 0
    assert [one.get("/it/i-miei-dati/").status_code for one in (signed_in, other)] == [302, 302]


def test_another_address_does_not_confirm(signed_in: Client, person: User) -> None:
    page = signed_in.post(ERASE, {"address": "someone@else.example"})
    person.refresh_from_db()
    assert (page.status_code, person.erased_at) == (200, None)


def test_the_page_tells_what_stands_in_the_way(client: Client, city: City) -> None:
    lead = city.memberships.get().user
    client.post(LOGIN, {"login": lead.email, "password": "secret-of-tests"})
    page = client.post(ERASE, {"address": lead.email})
    lead.refresh_from_db()
    assert (len(page.context["obstacles"]), lead.erased_at) == (1, None)
