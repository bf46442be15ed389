"""Promises of organisations, as far as the reader may see them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from contracts.models import Action
from contracts.visibility import FieldMask
from core.enums import Withheld
from core.fields import TextInLanguage
from progress.selectors.actions import years_words
from progress.selectors.ledger import LedgerCommitment, LedgerView
from stakeholders.models import Commitment


@dataclass(frozen=True)
class CommitmentRow:
    """One promise; `credit` is what the ledger of the current snapshot says of it, None while nothing is computed.

    An organisation that is not named in public has no `organisation_id`.
    """

    organisation_id: UUID | None
    organisation: str
    title: TextInLanguage
    statement: TextInLanguage
    state: str
    state_label: str
    years: str
    reduction_tco2e: Decimal | None
    investment_eur: Decimal | Withheld | None
    is_illustrative: bool
    credit: LedgerCommitment | None


def list_commitments(
    user: Any, mask: FieldMask, *, ledger: LedgerView | None = None, **about: Any
) -> tuple[CommitmentRow, ...]:
    """The promises about an action, an organisation or a contract that `user` may see, in two queries.

    What is invested is hidden where the contract hides it, or the cost of an action that it is meant for.
    """
    found = Commitment.objects.visible_to(user).filter(**about).select_related("organisation")
    actions = Prefetch("actions", Action.objects.only("field_visibility"))
    rows = found.prefetch_related(actions).order_by("organisation__name", "id")
    return tuple(_row(commitment, mask, ledger) for commitment in rows)


def _investment(commitment: Commitment, mask: FieldMask) -> Decimal | Withheld | None:
    of_actions = any(mask.hides("cost_eur", action.field_visibility) for action in commitment.actions.all())
    is_hidden = of_actions or mask.hides_of_contract("commitment.investment_eur")
    return Withheld.NOT_PUBLIC if is_hidden else commitment.investment_eur


def _row(commitment: Commitment, mask: FieldMask, ledger: LedgerView | None) -> CommitmentRow:
    return CommitmentRow(
        organisation_id=commitment.organisation_id if commitment.is_named else None,
        organisation=commitment.public_party,
        title=commitment.title.pick(),
        statement=commitment.statement.pick(),
        state=commitment.state,
        state_label=str(commitment.get_state_display()),
        years=years_words(commitment.start_year, commitment.end_year),
        reduction_tco2e=commitment.reduction_tco2e,
        investment_eur=_investment(commitment, mask),
        is_illustrative=commitment.is_illustrative,
        credit=ledger.commitments.get(str(commitment.pk)) if ledger else None,
    )
