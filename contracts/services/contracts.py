"""Bringing a city into the portal with an empty contract."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contracts import rules, signals
from contracts.enums import CityRole, MissionGroup, Visibility
from contracts.models import City, CityMembership, Contract, ContractVersion
from contracts.tables import Part
from contracts.validators import collect_errors, validate_year
from core.access import require
from core.changes import record_change
from core.enums import ChangeVerb
from core.fields import Texts
from core.models import User
from core.validators import refusal


@transaction.atomic
def create_contract(
    *,
    by: User,
    title: Texts,
    city: City | None = None,
    city_names: Texts | None = None,
    country_code: str = "",
    baseline_year: int | None = None,
    target_year: int = 2030,
) -> Contract:
    """Open an empty contract with a first draft, for a city that is there or for a new one; `by` leads its team.

    The investment plan begins as internal, as cities publish their contracts.
    """
    require(rules.can_create_contract, by, city)
    collect_errors(
        [
            (validate_year, baseline_year, "baseline_year"),
            (validate_year, target_year, "target_year"),
            (_validate_city, city, city_names),
        ]
    )
    found = city or _create_city(names=Texts(city_names or {}), country_code=country_code)
    contract = Contract.objects.create(city=found, title=title or Texts(found.names))
    ContractVersion.objects.create(
        contract=contract,
        number=1,
        is_current=True,
        baseline_year=baseline_year,
        target_year=target_year,
        part_visibility={Part.INVESTMENT_PLAN.value: Visibility.INTERNAL.value},
    )
    CityMembership.objects.get_or_create(city=found, user=by, defaults={"role": CityRole.LEAD})
    record_change(
        ChangeVerb.CREATED,
        contract,
        city_slug=found.slug,
        made_by=by,
        is_public=False,
    )
    signals.contract_changed.send(Contract, contract_id=contract.pk, by=by)
    return contract


def _create_city(*, names: Texts, country_code: str) -> City:
    city = City(
        slug=slugify(str(names)), names=names, country_code=country_code, mission_group=MissionGroup.EU
    )
    city.full_clean()
    city.save()
    return city


def _validate_city(city: City | None, names: Any) -> None:
    """Either a city without a contract, or the name of a new one whose address is free."""
    if city is not None and Contract.objects.filter(city=city).exists():
        raise refusal("city", _("This city has a contract in the portal already."), "unique")
    if city is None and not names:
        raise refusal("city", _("Choose a city, or write the name of a new one."), "required")
    if city is None and City.objects.filter(slug=slugify(str(names))).exists():
        raise refusal("city_names", _("This city is in the portal: choose it from the list."), "unique")
