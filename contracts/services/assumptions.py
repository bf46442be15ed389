"""What a contract assumes where it computes with money and with a budget."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction

from contracts import rules, signals
from contracts.models import Contract
from contracts.validators import (
    collect_errors,
    validate_assumptions_note,
    validate_not_negative,
    validate_share,
    validate_year,
)
from core.access import check_revision, require
from core.changes import record_change
from core.enums import ChangeVerb
from core.fields import Texts
from core.models import User


@transaction.atomic
def change_assumptions(
    *,
    contract_id: UUID,
    by: User,
    carbon_price_eur: Decimal | None,
    discount_share: Decimal | None,
    budget_tco2e: Decimal | None,
    assumptions_note: Texts,
    cost_basis: str | None = None,
    price_basis: str | None = None,
    price_year: int | None = None,
    revision: int | None = None,
) -> Contract:
    """Set carbon price, discount rate and emissions budget; with any of them, where they come from must be said.

    What costs count is changed only where both its words are told, the year of its prices with them; an empty word is
    "not stated".
    """
    contract = Contract.objects.select_for_update(of=("self",)).select_related("city").get(pk=contract_id)
    require(rules.can_edit_city, by, contract.city)
    check_revision(contract, revision)
    values = (carbon_price_eur, discount_share, budget_tco2e)
    collect_errors(
        [
            (validate_not_negative, carbon_price_eur, "carbon_price_eur"),
            (validate_share, discount_share, "discount_share"),
            (validate_not_negative, budget_tco2e, "budget_tco2e"),
            (validate_assumptions_note, assumptions_note, values),
            (validate_year, price_year, "price_year"),
        ]
    )
    contract.carbon_price_eur, contract.discount_share, contract.budget_tco2e = values
    contract.assumptions_note = assumptions_note
    if cost_basis is not None and price_basis is not None:
        contract.cost_basis, contract.price_basis, contract.price_year = cost_basis, price_basis, price_year
    contract.revision += 1
    contract.full_clean()
    contract.save()
    record_change(ChangeVerb.CHANGED, contract, city_slug=contract.city.slug, made_by=by)
    signals.contract_changed.send(Contract, contract_id=contract.pk, by=by)
    return contract
