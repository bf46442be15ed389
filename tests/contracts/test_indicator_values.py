"""Values of indicators: drafted, submitted, validated, published, and never changed unseen."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from contracts.enums import IndicatorValueState
from contracts.models import Contract, Indicator, IndicatorValue
from contracts.services.indicator_values import STEPS, move_indicator_value, set_indicator_value
from core.access import Conflict
from core.models import Change, User
from tests.factories import IndicatorFactory, IndicatorValueFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

STATES = IndicatorValueState.values


@pytest.fixture
def indicator(contract: Contract) -> Indicator:
    return IndicatorFactory(contract=contract, code="I1")


def write(indicator: Indicator, by: User, **fields: Any) -> IndicatorValue:
    return set_indicator_value(
        indicator_id=indicator.pk, by=by, **({"year": 2025, "value": Decimal(5)} | fields)
    )


def test_new_value_is_a_draft_that_only_the_office_hears_of(indicator: Indicator, officer: User) -> None:
    row = write(indicator, officer, source="AMAT", note="first")
    assert (row.state, row.value, row.written_by, row.source, row.note) == (
        "draft",
        Decimal(5),
        officer,
        "AMAT",
        "first",
    )
    change = Change.objects.get()
    assert (change.verb, str(change.summary), change.is_public) == (
        "created",
        "I1 Indicatore I1, 2025",
        False,
    )


def test_value_of_a_year_is_written_anew_by_revision(indicator: Indicator, officer: User) -> None:
    write(indicator, officer)
    row = write(indicator, officer, value=Decimal(6), revision=1)
    assert (row.value, row.revision, indicator.values.count()) == (Decimal(6), 2, 1)
    with pytest.raises(Conflict):
        write(indicator, officer, value=Decimal(7), revision=1)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"value": None}, {"value": ["required"]}),
        ({"year": 1800}, {"year": ["year"]}),
        ({"year": 1800, "value": None}, {"year": ["year"], "value": ["required"]}),
    ],
)
def test_value_that_makes_no_sense_is_refused(
    indicator: Indicator, officer: User, fields: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    assert refusals(lambda: write(indicator, officer, **fields)) == refused
    assert not indicator.values.exists()


@pytest.mark.parametrize(
    ("state", "refused"),
    [
        ("draft", {}),
        ("submitted", {}),
        ("validated", {"year": ["state"]}),
        ("published", {"year": ["state"]}),
    ],
)
def test_value_that_was_validated_is_not_changed(
    indicator: Indicator, officer: User, state: str, refused: dict[str, list[str]]
) -> None:
    IndicatorValueFactory(indicator=indicator, year=2025, state=state)
    assert (refusals(lambda: write(indicator, officer)) if refused else {}) == refused


@pytest.mark.parametrize("to", STATES)
@pytest.mark.parametrize("state", STATES)
def test_value_takes_only_the_steps_of_its_state(
    indicator: Indicator, officer: User, state: str, to: str
) -> None:
    row = IndicatorValueFactory(indicator=indicator, state=state)

    def move() -> Any:
        return move_indicator_value(value_id=row.pk, to=to, by=officer, revision=1)

    if to in STEPS[state]:
        assert (move().state, IndicatorValue.objects.get().revision) == (to, 2)
    else:
        assert refusals(move) == {"state": ["state"]}


@pytest.mark.parametrize(
    ("state", "to", "told"),
    [
        ("draft", "submitted", ("changed", False)),
        ("validated", "published", ("published", True)),
        ("published", "draft", ("changed", True)),
    ],
)
def test_readers_hear_of_published_values_only(
    indicator: Indicator, officer: User, state: str, to: str, told: tuple[str, bool]
) -> None:
    row = IndicatorValueFactory(indicator=indicator, state=state)
    move_indicator_value(value_id=row.pk, to=to, by=officer)
    change = Change.objects.get()
    assert (change.verb, change.is_public) == told


def test_only_who_edits_the_contract_writes_values(
    indicator: Indicator, reader: User, stranger: User
) -> None:
    row = IndicatorValueFactory(indicator=indicator)
    for person in (reader, stranger):
        with pytest.raises(PermissionDenied):
            write(indicator, person)
        with pytest.raises(PermissionDenied):
            move_indicator_value(value_id=row.pk, to="submitted", by=person)


def test_step_from_a_stale_page_is_refused(indicator: Indicator, officer: User) -> None:
    row = IndicatorValueFactory(indicator=indicator)
    with pytest.raises(Conflict):
        move_indicator_value(value_id=row.pk, to="submitted", by=officer, revision=9)
