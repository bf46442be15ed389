from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from contracts.enums import CityRole
from contracts.models import Action
from core.access import Conflict
from core.fields import Texts
from core.models import Change, Job, User
from stakeholders import rules
from stakeholders.enums import CommitmentState, OrganisationRole
from stakeholders.models import Commitment
from stakeholders.services.commitments import create_commitment, update_commitment
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    CommitmentFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

TITLE = Texts({"it": "Allacciare cento edifici"})


@pytest.fixture
def action() -> Action:
    return ActionFactory()


@pytest.fixture
def editor() -> User:
    return OrganisationMembershipFactory(role=OrganisationRole.EDITOR).user


@pytest.fixture
def commitment(editor: User) -> Commitment:
    organisation = editor.organisation_memberships.get().organisation
    return CommitmentFactory(organisation=organisation, state=CommitmentState.DRAFT)


def test_create_commitment_covers_actions_and_tells(action: Action, editor: User) -> None:
    organisation = editor.organisation_memberships.get().organisation
    made = create_commitment(
        contract=action.contract,
        organisation=organisation,
        by=editor,
        actions=[action],
        title=TITLE,
        reduction_tco2e=Decimal(100),
        start_year=2024,
        end_year=2030,
    )
    assert (list(made.actions.all()), made.state, made.revision) == ([action], "draft", 1)
    assert list(Job.objects.values_list("key", flat=True)) == [str(action.contract_id)]
    assert Change.objects.count() == 0  # a draft is nobody else's news


@pytest.mark.django_db(transaction=True)
def test_commitment_and_job_are_rolled_back_together(action: Action, editor: User) -> None:
    organisation = editor.organisation_memberships.get().organisation
    with transaction.atomic():
        create_commitment(contract=action.contract, organisation=organisation, by=editor, title=TITLE)
        transaction.set_rollback(True)
    assert (Commitment.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"title": Texts()}, {"title": ["required"]}),
        ({"start_year": 2030, "end_year": 2024}, {"end_year": ["year_order"]}),
        ({"start_year": 1800}, {"start_year": ["year"]}),
        ({"reduction_tco2e": Decimal(-1)}, {"reduction_tco2e": ["negative"]}),
        ({"investment_eur": Decimal(-1)}, {"investment_eur": ["negative"]}),
        ({"materiality": "sworn"}, {"materiality": ["invalid_choice"]}),
    ],
)
def test_create_commitment_refuses(
    action: Action, editor: User, fields: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    wanted = {
        "contract": action.contract,
        "organisation": editor.organisation_memberships.get().organisation,
        "title": TITLE,
    } | fields
    assert refusals(lambda: create_commitment(by=editor, **wanted)) == refused
    assert (Commitment.objects.count(), Job.objects.count()) == (0, 0)


def test_commitments_cover_actions_of_their_contract_only(commitment: Commitment, editor: User) -> None:
    stranger = ActionFactory()
    assert refusals(
        lambda: update_commitment(commitment_id=commitment.pk, by=editor, actions=[stranger])
    ) == {"actions": ["actions"]}


def test_update_commitment_counts_up(commitment: Commitment, editor: User) -> None:
    covered = ActionFactory(contract=commitment.contract)
    changed = update_commitment(
        commitment_id=commitment.pk, by=editor, revision=1, title=TITLE, actions=[covered]
    )
    assert (changed.revision, changed.title, list(changed.actions.all())) == (2, TITLE, [covered])
    assert Job.objects.count() == 1


def test_update_commitment_leaves_its_actions_when_none_are_named(
    commitment: Commitment, editor: User
) -> None:
    covered = ActionFactory(contract=commitment.contract)
    commitment.actions.set([covered])
    update_commitment(commitment_id=commitment.pk, by=editor, title=TITLE)
    assert list(commitment.actions.all()) == [covered]


def test_who_was_overtaken_is_told(commitment: Commitment, editor: User) -> None:
    update_commitment(commitment_id=commitment.pk, by=editor, revision=1, title=TITLE)
    with pytest.raises(Conflict):
        update_commitment(commitment_id=commitment.pk, by=editor, revision=1, title=TITLE)


def test_a_signed_commitment_keeps_its_content(commitment: Commitment, editor: User) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(state=CommitmentState.SIGNED)
    covered = ActionFactory(contract=commitment.contract)
    refused = refusals(
        lambda: update_commitment(
            commitment_id=commitment.pk, by=editor, title=TITLE, actions=[covered], note="Seen"
        )
    )
    assert refused == {"title": ["signed"], "actions": ["signed"]}


def test_a_signed_commitment_goes_on_living(commitment: Commitment, editor: User) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(state=CommitmentState.SIGNED)
    changed = update_commitment(
        commitment_id=commitment.pk,
        by=editor,
        is_named=False,
        title=commitment.title,
        actions=commitment.actions.all(),
    )
    assert (changed.is_named, Change.objects.get().verb) == (False, "changed")


def test_what_was_handed_over_changes_only_on_request(commitment: Commitment, editor: User) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(state=CommitmentState.SUBMITTED)
    officer = CityMembershipFactory(city=commitment.contract.city, role=CityRole.OFFICER).user
    for person in (editor, officer):
        refused = refusals(
            lambda person=person: update_commitment(commitment_id=commitment.pk, by=person, title=TITLE)
        )
        assert refused == {"title": ["frozen"]}


PEOPLE = [
    "anonymous",
    "outsider",
    "inactive",
    "editor",
    "signatory",
    "reader",
    "city officer",
    "city reader",
    "admin",
]


def make_person(kind: str, commitment: Commitment) -> Any:
    if kind == "anonymous":
        return AnonymousUser()
    user = UserFactory(is_active=kind != "inactive", is_superuser=kind == "admin")
    if kind in {"editor", "signatory", "reader", "inactive"}:
        role = OrganisationRole.EDITOR if kind == "inactive" else OrganisationRole(kind)
        OrganisationMembershipFactory(user=user, organisation=commitment.organisation, role=role)
    if kind.startswith("city"):
        CityMembershipFactory(user=user, city=commitment.contract.city, role=CityRole(kind.split()[1]))
    return user


@pytest.mark.parametrize("kind", PEOPLE)
def test_queryset_and_rule_agree(kind: str) -> None:
    drafted, signed = (
        CommitmentFactory(state=state) for state in (CommitmentState.DRAFT, CommitmentState.SIGNED)
    )
    for commitment in (drafted, signed):
        user = make_person(kind, commitment)
        seen = {one for one in Commitment.objects.all() if rules.can_see_commitment(user, one)}
        assert set(Commitment.objects.visible_to(user)) == seen


@pytest.mark.parametrize("kind", PEOPLE)
def test_who_may_change_a_commitment(commitment: Commitment, kind: str) -> None:
    user = make_person(kind, commitment)
    may = kind in {"editor", "signatory", "city officer", "admin"}
    assert rules.can_edit_commitment(user, commitment) is may
    if not may:
        with pytest.raises(PermissionDenied):
            update_commitment(commitment_id=commitment.pk, by=user, title=TITLE)


@pytest.mark.parametrize("kind", PEOPLE)
def test_who_acts_for_an_organisation(commitment: Commitment, kind: str) -> None:
    user = make_person(kind, commitment)
    acts = kind in {"editor", "signatory", "reader", "admin"}
    assert rules.is_member(user, commitment.organisation) is acts
