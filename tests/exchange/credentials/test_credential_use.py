"""What a key opens: as its person, in its city, from its addresses, until its end; and the warnings before that."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import override

from contracts.enums import CityRole
from contracts.models import Action, City
from contracts.rules import can_edit_city, can_enter_office
from contracts.selectors.history import HistoryFilter, list_history
from contracts.services.actions import update_action
from core.models import Change, Mail, User
from exchange.models import ApiCredential
from exchange.selectors.credentials import people_to_warn
from exchange.services.credential_use import open_credential, warn_of_credentials
from stakeholders.enums import OrganisationRole
from stakeholders.rules import can_edit_commitment, can_read_sealed, is_member, is_partner
from tests.factories import (
    ActionFactory,
    ApiCredentialFactory,
    CityMembershipFactory,
    CommitmentFactory,
    ContractFactory,
    OrganisationMembershipFactory,
    UserFactory,
    token_of,
)
from tests.factories.signing import RequestSignerFactory, SealedDocumentFactory, SignatureRecordFactory

pytestmark = pytest.mark.django_db

HERE = "192.0.2.7"
NOW = datetime(2027, 3, 1, 7, 0, tzinfo=UTC)


def opened(credential: ApiCredential, address: str | None = HERE, **changed: Any) -> ApiCredential | None:
    return open_credential(token=token_of(credential, **changed), address=address)


@pytest.fixture
def key(city: City, lead: User) -> ApiCredential:
    return ApiCredentialFactory(city=city, responsible=lead, label="Dashboard")


def acting(credential: ApiCredential) -> User:
    """The person in whose name the key acts."""
    found = opened(credential)
    assert found is not None
    assert found.responsible is not None
    return found.responsible


def test_a_good_token_opens_in_one_query(key: ApiCredential, lead: User, django_assert_num_queries: Any):
    opened(key)
    with django_assert_num_queries(1):
        found = opened(key)
    assert (found, found.responsible, found.city) == (key, lead, key.city)


@pytest.mark.parametrize(
    "changed",
    [
        {"secret": "t" * 43},
        {"public_id": "zzzzzzzz"},
        {"environment": "prod"},
        {"secret": "short"},
    ],
)
def test_a_wrong_token_opens_nothing(
    key: ApiCredential, changed: dict[str, str], django_assert_num_queries: Any
):
    with django_assert_num_queries(1):
        assert opened(key, **changed) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"expires_at": NOW},
        {"revoked_at": NOW},
        {"responsible": None},
        {"ip_ranges": ["198.51.100.0/24"]},
    ],
)
def test_a_key_that_is_not_good_opens_nothing(key: ApiCredential, changes: dict[str, Any]):
    ApiCredential.objects.filter(pk=key.pk).update(
        **({"expires_at": timezone.now() + timedelta(days=1)} | changes)
    )
    ApiCredential.objects.filter(expires_at=NOW).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert opened(key) is None
    key.refresh_from_db()
    assert key.last_used_at is None


def test_a_person_who_left_opens_nothing(key: ApiCredential, city: City, lead: User):
    city.memberships.filter(user=lead).delete()
    assert opened(key) is None


def test_a_person_whose_account_is_closed_opens_nothing(key: ApiCredential, lead: User):
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert opened(key) is None


def test_an_administrator_who_left_the_team_opens_nothing(key: ApiCredential, city: City, lead: User):
    User.objects.filter(pk=lead.pk).update(is_superuser=True)
    city.memberships.filter(user=lead).delete()
    assert opened(key) is None


@pytest.mark.parametrize(
    ("ranges", "address", "opens"),
    [
        ([], None, True),
        ([], HERE, True),
        (["192.0.2.0/24"], HERE, True),
        (["198.51.100.1/32", "192.0.2.0/24"], HERE, True),
        (["192.0.2.0/24"], "::ffff:192.0.2.9", True),
        (["192.0.2.0/24"], "192.0.3.1", False),
        (["192.0.2.0/24"], "2001:db8::1", False),
        (["2001:db8::/32"], "2001:db8::1", True),
        (["192.0.2.0/24"], None, False),
    ],
)
def test_addresses_are_held_to(key: ApiCredential, ranges: list[str], address: str | None, opens: bool):
    key.ip_ranges = ranges
    key.save()
    assert (opened(key, address) is not None) is opens


def test_the_last_use_is_written_once_a_minute(key: ApiCredential):
    opened(key)
    key.refresh_from_db()
    first = key.last_used_at
    assert first is not None
    opened(key)
    key.refresh_from_db()
    assert key.last_used_at == first
    ApiCredential.objects.update(last_used_at=timezone.now() - timedelta(seconds=61))
    opened(key)
    assert ApiCredential.objects.filter(last_used_at__gte=first).count() == 1


def test_a_key_acts_in_its_own_city_alone(key: ApiCredential, city: City, lead: User):
    other = CityMembershipFactory(user=lead, role=CityRole.LEAD).city
    hidden, foreign = (ContractFactory(city=one, version__state="draft") for one in (city, other))
    rows = [ActionFactory(contract=contract) for contract in (hidden, foreign)]
    machine = acting(key)
    assert [can_edit_city(machine, one) for one in (city, other)] == [True, False]
    assert list(City.objects.editable_by(machine)) == list(City.objects.with_office_for(machine)) == [city]
    assert list(Action.objects.visible_to(machine)) == rows[:1]
    assert set(Action.objects.visible_to(lead)) == set(rows)


def test_a_key_lends_no_rights_of_an_administrator(key: ApiCredential, lead: User):
    User.objects.filter(pk=lead.pk).update(is_superuser=True, is_staff=True)
    machine, elsewhere = acting(key), CityMembershipFactory().city
    assert (machine.is_superuser, machine.is_staff, can_enter_office(machine, elsewhere)) == (
        False,
        False,
        False,
    )


def test_a_key_never_changes_the_account_it_acts_for(key: ApiCredential):
    machine = acting(key)
    with pytest.raises(PermissionDenied):
        machine.save()


def test_a_key_of_a_city_lends_no_role_in_organisations(key: ApiCredential, city: City, lead: User):
    member = OrganisationMembershipFactory(user=lead, role=OrganisationRole.SIGNATORY)
    contract = ContractFactory()
    promise = CommitmentFactory(contract=contract, organisation=member.organisation, state="draft")
    machine = acting(key)
    for rule, thing in ((is_member, member.organisation), (can_edit_commitment, promise)):
        assert (rule(lead, thing), rule(machine, thing)) == (True, False)


def test_a_key_of_an_organisation_lends_its_roles_alone():
    member = OrganisationMembershipFactory(role=OrganisationRole.EDITOR)
    city = CityMembershipFactory(user=member.user, role=CityRole.LEAD).city
    key = ApiCredentialFactory(city=None, organisation=member.organisation, responsible=member.user)
    contract = ContractFactory()
    promise = CommitmentFactory(contract=contract, organisation=member.organisation, state="signed")
    machine = acting(key)
    assert (is_member(machine, member.organisation), can_edit_commitment(machine, promise)) == (True, True)
    assert (can_enter_office(machine, city), is_partner(machine, contract)) == (False, True)


def test_a_signature_opens_its_document_to_its_person_not_to_their_machine(key: ApiCredential, lead: User):
    slot = RequestSignerFactory(person=lead)
    SignatureRecordFactory(signer=slot)
    sealed = SealedDocumentFactory(request=slot.request)
    assert (can_read_sealed(lead, sealed), can_read_sealed(acting(key), sealed)) == (True, False)


def test_changes_say_through_which_key_they_came(key: ApiCredential, city: City, lead: User):
    action = ActionFactory(contract=ContractFactory(city=city))
    update_action(action_id=action.pk, by=acting(key), start_year=2027)
    update_action(action_id=action.pk, by=lead, start_year=2028)
    changes = Change.objects.filter(subject_id=action.pk).order_by("made_at")
    assert list(changes.values_list("made_by", "via")) == [(lead.pk, "Dashboard"), (lead.pk, "")]
    with override("en"):
        rows = list_history(city, HistoryFilter(), "1").object_list
    assert [row.via for row in rows] == ["", "through the API credential Dashboard"]


def test_a_service_refuses_a_key_of_another_city(key: ApiCredential, lead: User):
    action = ActionFactory()
    CityMembershipFactory(user=lead, city=action.contract.city, role=CityRole.LEAD)
    with pytest.raises(PermissionDenied):
        update_action(action_id=action.pk, by=acting(key), start_year=2027)


@pytest.mark.parametrize(
    ("left", "told"),
    [(15, 0), (14, 1), (3.5, 1), (3, 1), (1, 1), (0.5, 1), (0, 0), (-1, 0)],
)
def test_people_are_warned_before_the_end(key: ApiCredential, lead: User, left: float, told: int):
    ApiCredential.objects.update(expires_at=NOW + timedelta(days=left))
    assert (warn_of_credentials(now=NOW), Mail.objects.count()) == (told, told)
    assert warn_of_credentials(now=NOW) == 0


def test_each_warning_comes_once(key: ApiCredential):
    ApiCredential.objects.update(expires_at=NOW + timedelta(days=14))
    days = [day for day in range(15) if warn_of_credentials(now=NOW + timedelta(days=day, hours=1))]
    assert days == [0, 11, 13]


@pytest.mark.parametrize("changes", [{"revoked_at": NOW}, {"replaced": True}])
def test_nobody_is_warned_of_what_nobody_needs(key: ApiCredential, changes: dict[str, Any]):
    if changes.pop("replaced", False):
        changes["replaced_by"] = ApiCredentialFactory(city=key.city, expires_at=NOW + timedelta(days=90))
    ApiCredential.objects.filter(pk=key.pk).update(expires_at=NOW + timedelta(days=3), **changes)
    assert warn_of_credentials(now=NOW) == 0


def test_warnings_reach_who_answers_and_who_may_replace(city: City, lead: User, officer: User):
    key = ApiCredentialFactory(city=city, responsible=officer, label="Dashboard")
    CityMembershipFactory(city=city, role=CityRole.LEAD, user=UserFactory(is_active=False))
    CityMembershipFactory(city=city, role=CityRole.READER)
    ApiCredential.objects.update(expires_at=NOW + timedelta(days=3))
    User.objects.update(language="en")
    warn_of_credentials(now=NOW)
    assert set(Mail.objects.values_list("to", flat=True)) == {lead.email, officer.email}
    mail = Mail.objects.filter(to=lead.email).get()
    assert mail.subject == "Valdoria: the API credential “Dashboard” ends on 4 March 2027"
    told = ("/en/ufficio/valdoria/credenziali/", f"{officer} answers for it.", key.public_id)
    assert [part in mail.body for part in told] == [True, True, True]


def test_warnings_of_an_organisation_reach_its_editors():
    editor = OrganisationMembershipFactory(role=OrganisationRole.EDITOR)
    for role in (OrganisationRole.SIGNATORY, OrganisationRole.READER):
        OrganisationMembershipFactory(organisation=editor.organisation, role=role)
    key = ApiCredentialFactory(city=None, organisation=editor.organisation, responsible=editor.user)
    roles = [one.organisation_memberships.get().role for one in people_to_warn(key)]
    assert sorted(roles) == [OrganisationRole.EDITOR, OrganisationRole.SIGNATORY]
