"""Saved choices of policy instruments: the team's own drafts, so no change row tells the public of them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import City
from contracts.rules import can_edit_city
from contracts.validators import collect_errors
from core.access import check_revision, require
from core.models import User
from core.validators import refusal
from molecules.models import InstrumentScenario, PolicyInstrument

FIRST_YEAR, LAST_YEAR = 2030, 2050
"""How near and how far a comparison may look."""


@transaction.atomic
def create_scenario(
    *, city: City, by: User, instruments: Collection[PolicyInstrument], **fields: Any
) -> InstrumentScenario:
    """Save a choice of instruments under a name that the city has not used yet."""
    require(can_edit_city, by, city)
    City.objects.select_for_update().get(pk=city.pk)
    scenario = InstrumentScenario(city=city, made_by=by, **fields)
    _save_checked(scenario, instruments)
    return scenario


@transaction.atomic
def change_scenario(
    *,
    scenario_id: UUID,
    by: User,
    instruments: Collection[PolicyInstrument],
    revision: int | None = None,
    **fields: Any,
) -> InstrumentScenario:
    """Rename a scenario or choose otherwise; raises `core.access.Conflict` when it changed since `revision`."""
    scenario = _lock(scenario_id, by)
    check_revision(scenario, revision)
    for name, value in fields.items():
        setattr(scenario, name, value)
    scenario.revision += 1
    _save_checked(scenario, instruments)
    return scenario


@transaction.atomic
def delete_scenario(*, scenario_id: UUID, by: User) -> None:
    """Throw a scenario away; the instruments know nothing of it."""
    _lock(scenario_id, by).delete()


def _lock(scenario_id: UUID, by: User) -> InstrumentScenario:
    rows = InstrumentScenario.objects.select_for_update(of=("self",)).select_related("city")
    scenario = rows.get(pk=scenario_id)
    require(can_edit_city, by, scenario.city)
    return scenario


def _save_checked(scenario: InstrumentScenario, instruments: Collection[PolicyInstrument]) -> None:
    scenario.name = scenario.name.strip()
    collect_errors(
        [
            (_validate_name, scenario),
            (_validate_year, scenario),
            (_validate_instruments, scenario, instruments),
        ]
    )
    scenario.full_clean(validate_unique=False)
    scenario.save()
    scenario.instruments.set(instruments)


def _validate_name(scenario: InstrumentScenario) -> None:
    if not scenario.name:
        raise refusal("name", _("Give the scenario a name."), "required")
    same = InstrumentScenario.objects.filter(city=scenario.city_id, name=scenario.name)
    if same.exclude(pk=scenario.pk).exists():
        raise refusal("name", _("This city already has a scenario with this name."), "unique")


def _validate_year(scenario: InstrumentScenario) -> None:
    if not FIRST_YEAR <= scenario.until_year <= LAST_YEAR:
        raise refusal(
            "until_year",
            _("Enter a year from %(first)s to %(last)s.")
            % {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)},
            "limits",
        )


def _validate_instruments(scenario: InstrumentScenario, instruments: Collection[PolicyInstrument]) -> None:
    if not instruments:
        raise refusal("instruments", _("Choose at least one instrument."), "required")
    if any(one.city_id != scenario.city_id for one in instruments):
        raise refusal("instruments", _("Choose instruments of this city."), "instrument")
