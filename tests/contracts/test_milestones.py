from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from contracts.enums import MilestoneState
from contracts.models import City, Contract, Milestone
from contracts.services.milestones import close_milestone, create_milestone, move_milestone
from core.access import Conflict
from core.fields import Texts
from core.models import Change, Job, User
from tests.factories import ActionFactory, CityMembershipFactory, MilestoneFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

TITLE = Texts({"it": "Gara bus elettrici"})
DUE, LATER = date(2027, 12, 31), date(2028, 6, 30)
LONG_AGO = date(2024, 3, 1)


@pytest.fixture
def milestone(contract: Contract) -> Milestone:
    return MilestoneFactory(city=contract.city, due_on=DUE, due_note="2027")


def test_create_milestone_stores_and_tells(contract: Contract, city: City, officer: User) -> None:
    action = ActionFactory(contract=contract)
    milestone = create_milestone(
        city=city, by=officer, title=TITLE, due_on=DUE, action=action, source="Resolution"
    )
    milestone.refresh_from_db()
    assert (milestone.state, milestone.action, milestone.source) == ("planned", action, "Resolution")
    change = Change.objects.get()
    assert (change.verb, change.city_slug, str(change.summary)) == (
        "created",
        "valdoria",
        "Gara bus elettrici",
    )
    assert list(Job.objects.values_list("key", flat=True)) == [str(contract.pk)]


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"title": Texts()}, {"title": ["required"]}),
        ({"due_on": date(1989, 1, 1)}, {"due_on": ["year"]}),
        ({"title": Texts(), "due_on": date(2101, 1, 1)}, {"title": ["required"], "due_on": ["year"]}),
    ],
)
def test_create_milestone_refuses(
    city: City, officer: User, changes: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    fields = {"title": TITLE, "due_on": DUE} | changes
    assert refusals(lambda: create_milestone(city=city, by=officer, **fields)) == refused
    assert Milestone.objects.count() == 0


def test_create_milestone_refuses_an_action_of_another_city(city: City, officer: User) -> None:
    action = ActionFactory()
    assert refusals(
        lambda: create_milestone(city=city, by=officer, title=TITLE, due_on=DUE, action=action)
    ) == {"action": ["action"]}


def test_a_city_without_a_contract_has_milestones_too(city: City, officer: User) -> None:
    create_milestone(city=city, by=officer, title=TITLE, due_on=DUE)
    assert (Milestone.objects.count(), Change.objects.count(), Job.objects.count()) == (1, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_milestone_change_and_job_are_rolled_back_together(
    contract: Contract, city: City, officer: User
) -> None:
    with transaction.atomic():
        create_milestone(city=city, by=officer, title=TITLE, due_on=DUE)
        transaction.set_rollback(True)
    assert (Milestone.objects.count(), Change.objects.count(), Job.objects.count()) == (0, 0, 0)


def test_move_milestone_keeps_every_old_date(milestone: Milestone, officer: User) -> None:
    move_milestone(milestone_id=milestone.pk, by=officer, to_date=LATER, reason=" No bidder ", revision=1)
    moved = move_milestone(
        milestone_id=milestone.pk, by=officer, to_date=date(2028, 9, 1), reason="Strike", revision=2
    )
    assert (moved.state, moved.due_on, moved.due_note, moved.revision) == (
        MilestoneState.MOVED,
        date(2028, 9, 1),
        "",
        3,
    )
    moves = milestone.moves.order_by("moved_at").values_list("from_date", "to_date", "reason", "moved_by")
    assert list(moves) == [
        (DUE, LATER, "No bidder", officer.pk),
        (LATER, date(2028, 9, 1), "Strike", officer.pk),
    ]
    assert (Change.objects.count(), Job.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"to_date": DUE}, {"to_date": ["same_date"]}),
        ({"to_date": date(2101, 1, 1)}, {"to_date": ["year"]}),
        ({"to_date": date(2001, 1, 1)}, {"to_date": ["too_old"]}),
        ({"reason": "  "}, {"reason": ["required"]}),
        ({"to_date": DUE, "reason": ""}, {"to_date": ["same_date"], "reason": ["required"]}),
    ],
)
def test_move_milestone_refuses(
    milestone: Milestone, officer: User, changes: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    fields = {"to_date": LATER, "reason": "No bidder"} | changes
    assert refusals(lambda: move_milestone(milestone_id=milestone.pk, by=officer, **fields)) == refused
    assert (milestone.moves.count(), Change.objects.count()) == (0, 0)


def test_close_milestone_as_reached(milestone: Milestone, officer: User) -> None:
    closed = close_milestone(
        milestone_id=milestone.pk, by=officer, state="reached", reached_on=date(2026, 11, 1), revision=1
    )
    assert (closed.state, closed.reached_on, closed.revision) == ("reached", date(2026, 11, 1), 2)


def test_close_milestone_as_missed_once_its_date_is_past(contract: Contract, officer: User) -> None:
    milestone = MilestoneFactory(city=contract.city, due_on=LONG_AGO)
    assert close_milestone(milestone_id=milestone.pk, by=officer, state="missed").state == "missed"


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"state": "planned"}, {"state": ["state"]}),
        ({"state": "missed"}, {"state": ["not_yet_missed"]}),
        ({"state": "reached"}, {"reached_on": ["required"]}),
        (
            {"state": "missed", "reached_on": date(2026, 1, 1)},
            {"state": ["not_yet_missed"], "reached_on": ["not_reached"]},
        ),
    ],
)
def test_close_milestone_refuses(
    milestone: Milestone, officer: User, fields: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    assert refusals(lambda: close_milestone(milestone_id=milestone.pk, by=officer, **fields)) == refused


def test_close_milestone_refuses_a_day_to_come(milestone: Milestone, officer: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert refusals(
        lambda: close_milestone(milestone_id=milestone.pk, by=officer, state="reached", reached_on=tomorrow)
    ) == {"reached_on": ["future"]}


@pytest.mark.parametrize("state", [MilestoneState.REACHED, MilestoneState.MISSED])
def test_closed_milestones_stay_as_they_are(city: City, officer: User, state: MilestoneState) -> None:
    milestone = MilestoneFactory(city=city, state=state)
    with pytest.raises(ValidationError, match=str(state.label)):
        move_milestone(milestone_id=milestone.pk, by=officer, to_date=LATER, reason="No bidder")
    with pytest.raises(ValidationError, match=str(state.label)):
        close_milestone(milestone_id=milestone.pk, by=officer, state="missed")


def test_who_was_overtaken_is_told(milestone: Milestone, officer: User) -> None:
    move_milestone(milestone_id=milestone.pk, by=officer, to_date=LATER, reason="No bidder", revision=1)
    with pytest.raises(Conflict):
        close_milestone(milestone_id=milestone.pk, by=officer, state="missed", revision=1)
    with pytest.raises(Conflict):
        move_milestone(milestone_id=milestone.pk, by=officer, to_date=DUE, reason="Back", revision=1)


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_milestones_are_changed_by_officers_only(
    request: pytest.FixtureRequest, milestone: Milestone, who: str
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        create_milestone(city=milestone.city, by=person, title=TITLE, due_on=DUE)
    with pytest.raises(PermissionDenied):
        move_milestone(milestone_id=milestone.pk, by=person, to_date=LATER, reason="No bidder")
    with pytest.raises(PermissionDenied):
        close_milestone(milestone_id=milestone.pk, by=person, state="missed")


def test_milestones_of_the_mission_are_nobodys() -> None:
    milestone = MilestoneFactory(city=None)
    with pytest.raises(PermissionDenied):
        close_milestone(milestone_id=milestone.pk, by=CityMembershipFactory().user, state="missed")


def test_a_share_of_the_effect_is_kept_when_the_milestone_is_reached(
    contract: Contract, city: City, officer: User
) -> None:
    milestone = create_milestone(
        city=city,
        by=officer,
        title=Texts({"it": "Gara bus"}),
        due_on=date(2025, 3, 1),
        action=ActionFactory(contract=contract),
        effect_share=Decimal("0.25"),
    )
    close_milestone(milestone_id=milestone.pk, by=officer, state="reached", reached_on=date(2025, 3, 2))
    milestone.refresh_from_db()
    assert (milestone.state, milestone.effect_share) == ("reached", Decimal("0.25"))


def test_a_share_of_the_effect_needs_an_action(city: City, officer: User) -> None:
    def call() -> Milestone:
        return create_milestone(
            city=city,
            by=officer,
            title=Texts({"it": "Gara bus"}),
            due_on=date(2025, 3, 1),
            effect_share=Decimal("0.25"),
        )

    assert refusals(call) == {"action": ["no_action"]}
