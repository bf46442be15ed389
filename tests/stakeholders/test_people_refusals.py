"""What mandates and memberships of organisations refuse, and what they leave as it is."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from contracts.enums import CityRole
from contracts.models import Contract
from core.models import EvidenceEvent, User
from core.services.personal_data import erase_person
from stakeholders import rules
from stakeholders.enums import AuthorityBasis, OrganisationRole
from stakeholders.models import Mandate, Organisation, OrganisationMembership
from stakeholders.services import mandates, members
from tests.factories import (
    CityMembershipFactory,
    ContractFactory,
    MandateFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db
EDITOR, SIGNATORY, READER = OrganisationRole.EDITOR, OrganisationRole.SIGNATORY, OrganisationRole.READER


@pytest.fixture
def mandate(organisation: Organisation) -> Mandate:
    return MandateFactory(organisation=organisation, confirmed_at=None)


def member(organisation: Organisation, role: str) -> OrganisationMembership:
    return OrganisationMembershipFactory(organisation=organisation, role=role)


def refused(act: Callable[..., Any], **told: Any) -> dict[str, list[str | None]]:
    return refusals(partial(act, **told))


def kinds() -> list[str]:
    return list(EvidenceEvent.objects.order_by("seq").values_list("kind", flat=True))


def test_a_tax_code_is_kept_as_certificates_write_it_or_refused(
    organisation: Organisation, contract: Contract
) -> None:
    person = member(organisation, EDITOR).user
    given = {
        "organisation_id": organisation.pk,
        "by": person,
        "basis": AuthorityBasis.LEGAL_REPRESENTATIVE,
        "title": "Director",
    }
    assert refused(mandates.declare_mandate, tax_code="RSSMRA80A01", **given) == {"tax_code": ["tax_code"]}
    declared = mandates.declare_mandate(tax_code=" rssmra80a01 h501u ", **given)
    assert declared.tax_code == "RSSMRA80A01H501U"
    erase_person(user=person, by=person)
    declared.refresh_from_db()
    assert declared.tax_code == ""


def test_a_mandate_is_confirmed_once(mandate: Mandate, contract: Contract, officer: User) -> None:
    for _press in range(2):
        mandates.confirm_mandate(mandate_id=mandate.pk, contract=contract, by=officer)
    assert kinds() == ["mandate.confirmed"]


def test_nobody_confirms_their_own_mandate(mandate: Mandate, contract: Contract) -> None:
    CityMembershipFactory(city=contract.city, role=CityRole.OFFICER, user=mandate.person)
    told = refused(mandates.confirm_mandate, mandate_id=mandate.pk, contract=contract, by=mandate.person)
    assert (told, kinds()) == ({"state": ["own"]}, [])


def test_a_refused_mandate_has_ended(mandate: Mandate, contract: Contract, officer: User) -> None:
    assert mandates.refuse_mandate(mandate_id=mandate.pk, contract=contract, by=officer).ended_at is not None
    assert kinds() == ["mandate.refused"]
    told = refused(mandates.confirm_mandate, mandate_id=mandate.pk, contract=contract, by=officer)
    assert told == {"state": ["ended"]}


def test_a_confirmed_mandate_is_not_refused(mandate: Mandate, contract: Contract, officer: User) -> None:
    mandates.confirm_mandate(mandate_id=mandate.pk, contract=contract, by=officer)
    told = refused(mandates.refuse_mandate, mandate_id=mandate.pk, contract=contract, by=officer)
    assert told == {"state": ["confirmed"]}


def test_another_city_confirms_nothing(mandate: Mandate) -> None:
    other = ContractFactory()
    officer = CityMembershipFactory(city=other.city, role=CityRole.OFFICER).user
    told = refused(mandates.confirm_mandate, mandate_id=mandate.pk, contract=other, by=officer)
    assert told == {"state": ["contract"]}


def test_its_holder_ends_a_mandate_and_a_stranger_does_not(mandate: Mandate) -> None:
    with pytest.raises(PermissionDenied):
        mandates.end_mandate(mandate_id=mandate.pk, by=UserFactory())
    ended = mandates.end_mandate(mandate_id=mandate.pk, by=mandate.person).ended_at
    assert mandates.end_mandate(mandate_id=mandate.pk, by=mandate.person).ended_at == ended is not None


def test_a_mandate_is_declared_with_office_basis_and_days_to_come(organisation: Organisation) -> None:
    editor = member(organisation, EDITOR).user
    yesterday = timezone.localdate() - timedelta(days=1)
    told = refused(
        mandates.declare_mandate,
        organisation_id=organisation.pk,
        by=editor,
        basis="friend",
        title=" ",
        valid_until=yesterday,
    )
    assert told == {"title": ["required"], "basis": ["basis"], "valid_until": ["past"]}
    told = refused(
        mandates.declare_mandate,
        organisation_id=organisation.pk,
        by=editor,
        basis=AuthorityBasis.PROXY,
        title="Agent",
    )
    assert told == {"file": ["required"]}


def test_roles_are_changed_within_their_limits(organisation: Organisation) -> None:
    editor, reader = member(organisation, EDITOR), member(organisation, READER)
    told = [
        refused(members.change_member_role, membership_id=one.pk, by=editor.user, role=role)
        for one, role in ((reader, "king"), (reader, SIGNATORY), (editor, READER))
    ]
    assert told == [{"role": ["role"]}, {"role": ["role"]}, {"role": ["last_manager"]}]


def test_a_role_is_held_once(organisation: Organisation) -> None:
    editor = member(organisation, EDITOR)
    twice = OrganisationMembershipFactory(organisation=organisation, user=editor.user, role=READER)
    told = refused(members.change_member_role, membership_id=twice.pk, by=editor.user, role=EDITOR)
    assert told == {"role": ["member"]}


@pytest.mark.parametrize("act", ["changed", "removed"])
def test_who_stops_signing_loses_the_mandate(act: str, organisation: Organisation) -> None:
    signatory, boss = member(organisation, SIGNATORY), member(organisation, SIGNATORY)
    mandate = MandateFactory(organisation=organisation, person=signatory.user)
    if act == "changed":
        members.change_member_role(membership_id=signatory.pk, by=boss.user, role=EDITOR)
    else:
        members.remove_member(membership_id=signatory.pk, by=boss.user)
    mandate.refresh_from_db()
    assert mandate.ended_at is not None


def test_an_editor_takes_no_signatory_out(organisation: Organisation) -> None:
    signatory, editor = member(organisation, SIGNATORY), member(organisation, EDITOR)
    told = refused(members.remove_member, membership_id=signatory.pk, by=editor.user)
    assert told == {"role": ["role"]}


def test_nobody_has_a_role_without_an_account(organisation: Organisation) -> None:
    assert rules.has_organisation_role(AnonymousUser(), organisation, EDITOR) is False
