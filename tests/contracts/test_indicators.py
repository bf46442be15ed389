from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from contracts.models import Contract, Indicator
from contracts.services.indicators import (
    archive_indicator,
    create_indicator,
    restore_indicator,
    update_indicator,
)
from core.access import Conflict
from core.models import Change, FieldChange, Job, User
from tests.factories import ActionFactory, IndicatorFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

FIELDS: dict[str, Any] = {"code": " I1 ", "name": {"it": "Emissioni"}, "unit": "t", "interval": "P1Y6M"}


@pytest.fixture
def indicator(contract: Contract) -> Indicator:
    return IndicatorFactory(contract=contract, code="I1")


def test_create_indicator_keeps_its_actions_and_tells_it(contract: Contract, officer: User) -> None:
    actions = ActionFactory.create_batch(2, contract=contract)
    indicator = create_indicator(contract=contract, by=officer, actions=actions, **FIELDS)
    assert (indicator.code, indicator.revision) == ("I1", 1)
    assert set(indicator.actions.all()) == set(actions)
    change = Change.objects.get()
    assert (change.verb, change.city_slug, str(change.summary), change.made_by) == (
        "created",
        "valdoria",
        "I1 Emissioni",
        officer,
    )
    assert Job.objects.filter(key=str(contract.pk)).count() == 1


def test_update_indicator_changes_what_it_is_told(indicator: Indicator, officer: User) -> None:
    action = ActionFactory(contract=indicator.contract)
    update_indicator(indicator_id=indicator.pk, by=officer, revision=1, unit="kg", actions=[action])
    update_indicator(indicator_id=indicator.pk, by=officer, revision=2, target_2030=5)
    indicator.refresh_from_db()
    assert (indicator.unit, indicator.revision, list(indicator.actions.all())) == ("kg", 3, [action])
    assert list(FieldChange.objects.filter(field="unit").values_list("old", "new")) == [("t", "kg")]


def test_update_indicator_refuses_a_stale_revision(indicator: Indicator, officer: User) -> None:
    with pytest.raises(Conflict):
        update_indicator(indicator_id=indicator.pk, by=officer, revision=2, unit="kg")


def test_archived_indicator_can_be_restored(indicator: Indicator, officer: User) -> None:
    for change in (archive_indicator, archive_indicator):
        change(indicator_id=indicator.pk, by=officer)
    indicator.refresh_from_db()
    assert (indicator.archived_at is None, indicator.revision) == (False, 2)
    for change in (restore_indicator, restore_indicator):
        change(indicator_id=indicator.pk, by=officer)
    indicator.refresh_from_db()
    assert (indicator.archived_at, indicator.revision) == (None, 3)
    assert list(Change.objects.order_by("made_at").values_list("verb", flat=True)) == ["archived", "restored"]


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"code": " "}, {"code": ["required"]}),
        ({"code": "i 1"}, {"code": ["unique"]}),
        ({"name": {}}, {"name": ["required"]}),
        ({"interval": "every year"}, {"interval": ["interval"]}),
        ({"interval": "P"}, {"interval": ["interval"]}),
        ({"baseline_year": 20}, {"baseline_year": ["year"]}),
        ({"unit": "A" * 41}, {"unit": ["max_length"]}),
        ({"code": "", "interval": "1Y"}, {"code": ["required"], "interval": ["interval"]}),
    ],
)
def test_indicator_refuses_what_cannot_be(
    indicator: Indicator, officer: User, fields: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    told = {**FIELDS, "code": "I2", **fields}
    assert refusals(lambda: create_indicator(contract=indicator.contract, by=officer, **told)) == refused


def test_indicator_follows_actions_of_its_own_contract(indicator: Indicator, officer: User) -> None:
    assert refusals(
        lambda: update_indicator(indicator_id=indicator.pk, by=officer, actions=[ActionFactory()])
    ) == {"actions": ["actions"]}


def test_only_the_city_writes_indicators(indicator: Indicator, reader: User, stranger: User) -> None:
    for person in (reader, stranger):
        with pytest.raises(PermissionDenied):
            create_indicator(contract=indicator.contract, by=person, **FIELDS)
        with pytest.raises(PermissionDenied):
            update_indicator(indicator_id=indicator.pk, by=person, unit="kg")
        with pytest.raises(PermissionDenied):
            archive_indicator(indicator_id=indicator.pk, by=person)
