"""Writing the values of indicators, year by year: drafted, submitted, validated, published."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts import rules
from contracts.enums import IndicatorValueState
from contracts.models import IndicatorValue
from contracts.services.indicators import lock_indicator
from contracts.validators import collect_errors, validate_year
from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User
from core.validators import refusal

DRAFT, SUBMITTED, VALIDATED, PUBLISHED = (
    IndicatorValueState.DRAFT,
    IndicatorValueState.SUBMITTED,
    IndicatorValueState.VALIDATED,
    IndicatorValueState.PUBLISHED,
)
STEPS: Mapping[str, tuple[str, ...]] = {
    DRAFT: (SUBMITTED,),
    SUBMITTED: (VALIDATED, DRAFT),
    VALIDATED: (PUBLISHED, DRAFT),
    PUBLISHED: (DRAFT,),
}
"""Where a value may go from each state; back to draft it is written anew and leaves the public page."""
OPEN = (DRAFT, SUBMITTED)
"""States in which the number may still be changed."""


@transaction.atomic
def set_indicator_value(
    *,
    indicator_id: UUID,
    year: int,
    value: Decimal | None,
    by: User,
    revision: int | None = None,
    **fields: Any,
) -> IndicatorValue:
    """Write the value of a year, as a draft where the year has none yet.

    A value that was validated goes back to draft first (`move_indicator_value`): what was looked at stays what it was.
    """
    indicator = lock_indicator(indicator_id=indicator_id, by=by)
    found = IndicatorValue.objects.filter(indicator=indicator, year=year or 0).first()
    row = found or IndicatorValue(indicator=indicator, year=year)
    if found is not None:
        check_revision(found, revision)
    collect_errors([(_validate_open, row), (validate_year, year, "year"), (_validate_value, value)])
    row.value, row.written_by = value, by
    for name, told in fields.items():
        setattr(row, name, told)
    row.revision += 0 if found is None else 1
    row.full_clean()
    row.save()
    _tell(row, ChangeVerb.CREATED if found is None else ChangeVerb.CHANGED, by, is_public=False)
    return row


@transaction.atomic
def move_indicator_value(*, value_id: UUID, to: str, by: User, revision: int | None = None) -> IndicatorValue:
    """Bring a value to its next state, or back to draft."""
    row = (
        IndicatorValue.objects.select_for_update(of=("self",))
        .select_related("indicator__contract__city")
        .get(pk=value_id)
    )
    require(rules.can_edit_city, by, row.indicator.contract.city)
    check_revision(row, revision)
    if to not in STEPS[row.state]:
        raise refusal(
            "state",
            _("A value that is %(state)s cannot be moved there.") % {"state": row.get_state_display()},
            "state",
        )
    was_public = row.state == PUBLISHED
    row.state = IndicatorValueState(to)
    row.revision += 1
    row.save()
    verb = ChangeVerb.PUBLISHED if to == PUBLISHED else ChangeVerb.CHANGED
    _tell(row, verb, by, is_public=was_public or to == PUBLISHED)
    return row


def _validate_open(row: IndicatorValue) -> None:
    if row.state not in OPEN:
        raise refusal(
            "year",
            _("The value of %(year)s is %(state)s: take it back to draft before you change it.")
            % {"year": row.year, "state": row.get_state_display()},
            "state",
        )


def _validate_value(value: Decimal | None) -> None:
    if value is None:
        raise refusal("value", _("Write the value; a year that is not known has no row."), "required")


def _tell(row: IndicatorValue, verb: ChangeVerb, by: User, *, is_public: bool) -> None:
    city = row.indicator.contract.city
    record_change(
        verb,
        row,
        city_slug=city.slug,
        summary=lambda: _("%(indicator)s, %(year)s") % {"indicator": row.indicator, "year": row.year},
        made_by=by,
        is_public=is_public,
    )
