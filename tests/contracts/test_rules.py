"""The rules ask about one thing, the querysets about all of them: for every role they must say the same."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from contracts import rules
from contracts.enums import CityRole, VersionState
from contracts.models import Action, City, Contract
from tests.factories import (
    ActionFactory,
    CityFactory,
    CityMembershipFactory,
    ContractFactory,
    ContractVersionFactory,
    MilestoneFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PEOPLE = ["anonymous", "stranger", "inactive", "reader", "officer", "lead", "admin", "inactive admin"]
ROLES = {"reader": CityRole.READER, "officer": CityRole.OFFICER, "lead": CityRole.LEAD}


def make_person(kind: str, city: City) -> Any:
    if kind == "anonymous":
        return AnonymousUser()
    user = UserFactory(is_active="inactive" not in kind, is_superuser="admin" in kind)
    if kind in ROLES:
        CityMembershipFactory(city=city, user=user, role=ROLES[kind])
    if kind == "inactive":
        CityMembershipFactory(city=city, user=user, role=CityRole.LEAD)
    if kind == "stranger":
        CityMembershipFactory(user=user, role=CityRole.LEAD)
    return user


@pytest.fixture
def cities() -> list[City]:
    """One with a public contract, one with a draft only, one with a draft beside an old public version."""
    public, draft, renewed = (ContractFactory(version=None) for _ in range(3))
    ContractVersionFactory(contract=public, state=VersionState.LABELLED)
    ContractVersionFactory(contract=public, number=2, is_current=False, state=VersionState.DRAFT)
    ContractVersionFactory(contract=draft, state=VersionState.DRAFT)
    ContractVersionFactory(contract=renewed, number=1, is_current=False, state=VersionState.SUPERSEDED)
    ContractVersionFactory(contract=renewed, number=2, state=VersionState.CO_CREATION)
    for contract in (public, draft, renewed):
        ActionFactory(contract=contract)
        ActionFactory(contract=contract, archived_at=timezone.now())
    return [contract.city for contract in (public, draft, renewed)]


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize(
    ("model", "chosen", "rule"),
    [
        (City, City.objects.editable_by, rules.can_edit_city),
        (City, City.objects.with_office_for, rules.can_enter_office),
        (Contract, Contract.objects.visible_to, rules.can_see_contract),
        (Action, Action.objects.visible_to, rules.can_see_action),
    ],
)
def test_queryset_and_rule_agree(
    cities: list[City], kind: str, model: Any, chosen: Callable[[Any], Any], rule: Callable[[Any, Any], bool]
) -> None:
    for city in cities:
        user = make_person(kind, city)
        assert set(chosen(user)) == {one for one in model.objects.all() if rule(user, one)}


@pytest.mark.parametrize("kind", PEOPLE)
def test_every_city_is_public(cities: list[City], kind: str) -> None:
    assert set(City.objects.visible_to(make_person(kind, cities[0]))) == set(City.objects.all())


@pytest.mark.parametrize(
    ("kind", "edits", "enters", "invites"),
    [
        ("anonymous", False, False, False),
        ("stranger", False, False, False),
        ("inactive", False, False, False),
        ("reader", False, True, False),
        ("officer", True, True, False),
        ("lead", True, True, True),
        ("admin", True, True, True),
        ("inactive admin", False, False, False),
    ],
)
def test_what_each_role_may(kind: str, edits: bool, enters: bool, invites: bool) -> None:
    city = CityFactory()
    user, action = make_person(kind, city), ActionFactory(contract=ContractFactory(city=city))
    milestone = MilestoneFactory(city=city)
    assert (rules.can_edit_city(user, city), rules.can_edit_action(user, action)) == (edits, edits)
    assert rules.can_edit_milestone(user, milestone) == edits
    assert (rules.can_enter_office(user, city), rules.can_invite_colleague(user, city)) == (enters, invites)


def test_milestones_of_the_whole_mission_belong_to_no_team() -> None:
    assert rules.can_edit_milestone(UserFactory(is_superuser=True), MilestoneFactory(city=None)) is False
