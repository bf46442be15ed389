"""Field history: what a change did to which field, and nothing that did not change."""

from decimal import Decimal

import pytest

from contracts.models import Action, Milestone
from contracts.services.actions import update_action
from core.changes import record_change
from core.enums import ChangeVerb
from core.history import FieldDifference, as_json, is_watched, record_fields
from core.models import Change, FieldChange, User
from tests.factories import ActionFactory, CityMembershipFactory, MilestoneFactory

pytestmark = pytest.mark.django_db


def told(change: Change) -> dict[str, tuple[object, object]]:
    return {row.field: (row.old, row.new) for row in change.fields.all()}


@pytest.fixture
def action() -> Action:
    return ActionFactory(reduction_tco2e=Decimal("10.5000"), title={"it": "Tetti"}, start_year=2024)


@pytest.fixture
def officer(action: Action) -> User:
    return CityMembershipFactory(city=action.contract.city).user


def test_service_keeps_old_and_new_value_of_each_changed_field(action, officer):
    update_action(
        action_id=action.pk, by=officer, reduction_tco2e=Decimal(12), title={"it": "Tetti", "en": "Roofs"}
    )
    change = Change.objects.get(subject_id=action.pk)
    assert told(change) == {
        "reduction_tco2e": ("10.5", "12"),
        "title": ({"it": "Tetti"}, {"it": "Tetti", "en": "Roofs"}),
    }
    assert change.made_by == officer


def test_save_that_changes_nothing_tells_nothing(action, officer):
    update_action(action_id=action.pk, by=officer, start_year=2024)
    assert FieldChange.objects.count() == 0


def test_two_saves_before_one_change_row_are_told_together(action):
    first = action.promoter
    for name in ("Ente A", "Ente B"):
        action.promoter = name
        action.save()
    change = record_change(ChangeVerb.CHANGED, action)
    assert told(change) == {"promoter": (first, "Ente B")}


def test_new_row_has_nothing_before():
    milestone = Milestone(title={"it": "Prima"}, due_on="2027-01-01")
    milestone.save()
    assert told(record_change(ChangeVerb.CREATED, milestone)) == {}


def test_removed_row_leaves_its_values():
    milestone = MilestoneFactory(title={"it": "Prima"}, due_note="2027")
    change = record_change(ChangeVerb.REMOVED, milestone)
    milestone.delete()
    assert told(change)["title"] == ({"it": "Prima"}, None)
    assert told(change)["due_note"] == ("2027", None)


def test_rows_written_in_bulk_tell_it_themselves(action):
    other = ActionFactory(contract=action.contract)
    change = record_change(ChangeVerb.IMPORTED, action.contract)
    record_fields(
        change,
        [
            FieldDifference(action, "pathway_id", None, None),
            FieldDifference(other, "cost_eur", None, Decimal("1.00")),
        ],
    )
    rows = FieldChange.objects.order_by("field").values_list("subject_id", "field", "old", "new")
    assert list(rows) == [(other.pk, "cost_eur", None, "1"), (action.pk, "pathway", None, None)]


def test_user_is_not_watched():
    assert not is_watched(User)


@pytest.mark.parametrize(
    ("value", "kept"), [(Decimal("1E+2"), "100"), (None, None), ({"it": "a"}, {"it": "a"})]
)
def test_values_become_json(value, kept):
    assert as_json(value) == kept
