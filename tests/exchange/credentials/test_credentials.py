"""Keys of machines: who makes them, what is kept of them, how they are replaced, revoked and taken over."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from contracts.enums import CityRole
from contracts.models import City
from contracts.selectors.history import HistoryFilter, list_history
from core.models import Change, FieldChange, User
from core.services.personal_data import erase_person, export_person
from exchange.enums import ApiScope, CredentialStanding
from exchange.models import ApiCredential
from exchange.selectors.credentials import list_credentials, with_answer
from exchange.services.credentials import (
    IssuedCredential,
    create_credential,
    revoke_credential,
    rotate_credential,
    take_over_credential,
)
from exchange.tokens import digest_secret, make_token, read_token
from stakeholders.enums import OrganisationRole
from tests.factories import (
    ApiCredentialFactory,
    CityMembershipFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

READ = [ApiScope.ACTIONS_READ, ApiScope.CONTRACTS_READ]


def create(city: City, by: User, **changes: Any) -> IssuedCredential:
    return create_credential(city=city, by=by, **({"label": "Dashboard", "scopes": READ} | changes))


@pytest.fixture
def stranger() -> User:
    return CityMembershipFactory(role=CityRole.LEAD).user


def test_token_is_read_as_it_was_made():
    token = make_token("test")
    assert (read_token(str(token)), len(token.public_id), len(token.secret)) == (token, 8, 43)


@pytest.mark.parametrize(
    "text",
    ["", "ccc", "ccc_test_abcdefgh_short", f"xyz_test_abcdefgh_{'s' * 43}", f"ccc_test_ABCDEFGH_{'s' * 43}"],
)
def test_what_is_no_token_is_none(text: str):
    assert read_token(text) is None


def test_create_credential_keeps_the_digest_alone(city: City, lead: User):
    made, token = create(
        city, lead, label="  Regional   dashboard ", ip_ranges=["192.0.2.7/24", "2001:db8::1"]
    )
    told = read_token(token)
    assert (told.environment, told.public_id) == ("test", made.public_id)
    kept = ApiCredential.objects.get()
    assert (kept.label, kept.secret_sha256) == ("Regional dashboard", digest_secret(told.secret))
    assert (kept.scopes, kept.ip_ranges) == (
        ["contracts:read", "actions:read"],
        ["192.0.2.0/24", "2001:db8::1/128"],
    )
    assert (kept.responsible, kept.created_by, kept.city) == (lead, lead, city)
    assert timedelta(days=89) < kept.expires_at - timezone.now() <= timedelta(days=90)
    assert all(told.secret not in str(value) for value in ApiCredential.objects.values().get().values())


def test_create_credential_is_told_to_the_office_alone(city: City, lead: User):
    made, _token = create(city, lead)
    change = Change.objects.get()
    told = (change.verb, change.subject_id, change.city_slug, change.made_by, change.is_public, change.via)
    assert told == ("created", made.pk, "valdoria", lead, False, "")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"label": " "}, {"label": ["required"]}),
        ({"scopes": []}, {"scopes": ["scopes"]}),
        ({"scopes": ["actions:read", "actions:sign"]}, {"scopes": ["scopes"]}),
        ({"days": 0}, {"days": ["days"]}),
        ({"days": 366}, {"days": ["days"]}),
        ({"ip_ranges": ["192.0.2.0/33"]}, {"ip_ranges": ["range"]}),
        ({"ip_ranges": ["192.0.2.1"] * 21}, {"ip_ranges": ["too_many"]}),
        ({"days": 0, "scopes": []}, {"days": ["days"], "scopes": ["scopes"]}),
    ],
)
def test_create_credential_refuses(
    city: City, lead: User, changes: dict[str, Any], refused: dict[str, list[str]]
):
    assert refusals(lambda: create(city, lead, **changes)) == refused
    assert ApiCredential.objects.count() == 0


def test_a_name_is_free_again_once_its_credential_has_ended(city: City, lead: User):
    first, _token = create(city, lead)
    assert refusals(lambda: create(city, lead, label="DASHBOARD")) == {"label": ["unique"]}
    revoke_credential(credential_id=first.pk, by=lead)
    assert create(city, lead).credential.label == "Dashboard"


def test_an_administrator_who_is_no_member_cannot_answer(city: City):
    assert refusals(lambda: create(city, UserFactory(is_superuser=True))) == {"responsible": ["stranger"]}


def test_only_leads_manage_credentials(city: City, officer: User, stranger: User):
    key = ApiCredentialFactory(city=city)
    for person in (officer, stranger):
        for call in (
            lambda by=person: create(city, by),
            lambda by=person: rotate_credential(credential_id=key.pk, by=by),
            lambda by=person: revoke_credential(credential_id=key.pk, by=by),
            lambda by=person: take_over_credential(credential_id=key.pk, by=by),
        ):
            with pytest.raises(PermissionDenied):
                call()


def test_a_machine_makes_no_credential(city: City, lead: User):
    lead.delegate_to("Dashboard", within=city.pk)
    with pytest.raises(PermissionDenied):
        create(city, lead)


def test_an_organisation_has_credentials_of_its_own():
    member = OrganisationMembershipFactory(role=OrganisationRole.EDITOR)
    made, _token = create_credential(
        organisation=member.organisation, by=member.user, label="Energy", scopes=["progress:write"]
    )
    assert (made.owner, made.city, Change.objects.get().city_slug) == (member.organisation, None, "")


@pytest.mark.parametrize("both", [True, False])
def test_a_credential_belongs_to_a_city_or_an_organisation(city: City, both: bool):
    owners = {"city": city, "organisation": OrganisationFactory()} if both else {"city": None}
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiCredentialFactory(**owners, responsible=None)


def test_rotation_leaves_the_old_one_some_days(city: City, lead: User):
    old, _token = create(city, lead, ip_ranges=["192.0.2.0/24"])
    new, token = rotate_credential(credential_id=old.pk, by=lead, days=30, overlap_days=3)
    old.refresh_from_db()
    assert (new.label, new.scopes, new.ip_ranges) == (old.label, old.scopes, old.ip_ranges)
    assert (old.replaced_by, read_token(token).public_id) == (new, new.public_id)
    assert timedelta(days=2) < old.expires_at - timezone.now() <= timedelta(days=3)
    assert timedelta(days=29) < new.expires_at - timezone.now() <= timedelta(days=30)


def test_rotation_never_makes_the_old_one_live_longer(city: City, lead: User):
    end = timezone.now() + timedelta(days=1)
    old = ApiCredentialFactory(city=city, expires_at=end)
    rotate_credential(credential_id=old.pk, by=lead)
    old.refresh_from_db()
    assert old.expires_at == end


def test_rotation_keeps_two_at_once(city: City, lead: User):
    old, _token = create(city, lead)
    new, _token = rotate_credential(credential_id=old.pk, by=lead)
    assert refusals(lambda: rotate_credential(credential_id=old.pk, by=lead)) == {"credential": ["replaced"]}
    assert refusals(lambda: rotate_credential(credential_id=new.pk, by=lead)) == {
        "credential": ["two_at_once"]
    }
    revoke_credential(credential_id=old.pk, by=lead)
    assert rotate_credential(credential_id=new.pk, by=lead).credential.label == "Dashboard"


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"overlap_days": 8}, {"overlap_days": ["overlap"]}),
        ({"overlap_days": -1}, {"overlap_days": ["overlap"]}),
        ({"days": 366}, {"days": ["days"]}),
    ],
)
def test_rotation_refuses(city: City, lead: User, changes: dict[str, int], refused: dict[str, list[str]]):
    key = ApiCredentialFactory(city=city)
    assert refusals(lambda: rotate_credential(credential_id=key.pk, by=lead, **changes)) == refused


def test_what_has_ended_is_not_brought_back(city: City, lead: User):
    revoked = ApiCredentialFactory(city=city, revoked_at=timezone.now())
    expired = ApiCredentialFactory(city=city, expires_at=timezone.now() - timedelta(seconds=1))
    for key in (revoked, expired):
        for call in (rotate_credential, take_over_credential):
            assert refusals(lambda one=key.pk, do=call: do(credential_id=one, by=lead)) == {
                "credential": ["ended"]
            }


def test_revoking_twice_changes_nothing_more(city: City, lead: User):
    key = ApiCredentialFactory(city=city)
    first = revoke_credential(credential_id=key.pk, by=lead).revoked_at
    assert (revoke_credential(credential_id=key.pk, by=lead).revoked_at, Change.objects.count()) == (first, 1)


def test_another_officer_takes_over(city: City, lead: User, officer: User):
    key = ApiCredentialFactory(city=city, responsible=officer)
    city.memberships.filter(user=officer).delete()
    assert with_answer().get().is_answered is False
    take_over_credential(credential_id=key.pk, by=lead)
    assert (with_answer().get().responsible, with_answer().get().is_answered) == (lead, True)


def test_history_tells_of_credentials_and_never_of_secrets(city: City, lead: User, officer: User):
    key = ApiCredentialFactory(city=city, responsible=officer)
    take_over_credential(credential_id=key.pk, by=lead)
    rotate_credential(credential_id=key.pk, by=lead)
    assert set(FieldChange.objects.values_list("field", flat=True)) == {
        "responsible",
        "replaced_by",
        "expires_at",
    }
    with override("en"):
        rows = list_history(city, HistoryFilter(), "1").object_list
    assert {row.subject for row in rows} == {f"API credential {key.label}"}


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, CredentialStanding.ACTIVE),
        ({"responsible": None}, CredentialStanding.UNANSWERED),
        ({"expires_at": timezone.now()}, CredentialStanding.EXPIRED),
        ({"revoked_at": timezone.now(), "expires_at": timezone.now()}, CredentialStanding.REVOKED),
    ],
)
def test_list_says_how_a_credential_stands(
    city: City, lead: User, changes: dict[str, Any], standing: CredentialStanding
):
    ApiCredentialFactory(**({"city": city, "responsible": lead} | changes))
    assert [row.standing for row in list_credentials(city, lead, timezone.now())] == [standing]


def test_list_shows_what_works_first(city: City, lead: User, django_assert_max_num_queries: Any):
    new, _token = rotate_credential(credential_id=create(city, lead).credential.pk, by=lead)
    ended = ApiCredentialFactory(city=city, revoked_at=timezone.now())
    ApiCredentialFactory()
    with override("en"), django_assert_max_num_queries(1):
        rows = list_credentials(city, lead, timezone.now())
    assert [row.standing for row in rows] == ["active", "replaced", "revoked"]
    assert (rows[0].credential, rows[-1].credential) == (new, ended)
    assert [(row.is_mine, row.is_kept, row.can_rotate) for row in rows] == [
        (True, True, True),
        (True, True, False),
        (False, False, False),
    ]
    assert rows[0].scopes == "read the contract, read actions"


def test_erasing_a_person_leaves_a_key_that_opens_nothing(city: City, lead: User, officer: User):
    ApiCredentialFactory(city=city, responsible=officer)
    told = export_person(officer)["rows"]["exchange.ApiCredential.responsible"]
    assert [("secret_sha256" in row, row["city"]) for row in told] == [(False, str(city.pk))]
    erase_person(user=officer, by=officer)
    assert [(key.responsible, key.is_answered) for key in with_answer()] == [(None, False)]
