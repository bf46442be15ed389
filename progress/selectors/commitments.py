"""Promises of organisations, as far as the reader may see them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from core.fields import TextInLanguage
from progress.selectors.actions import years_words
from progress.selectors.ledger import LedgerCommitment, LedgerView
from stakeholders.models import Commitment


@dataclass(frozen=True)
class CommitmentRow:
    """One promise; `credit` is what the ledger of the current snapshot says of it, None while nothing is computed."""

    organisation_id: UUID
    organisation: str
    title: TextInLanguage
    statement: TextInLanguage
    state: str
    state_label: str
    years: str
    reduction_tco2e: Decimal | None
    investment_eur: Decimal | None
    is_illustrative: bool
    credit: LedgerCommitment | None


def list_commitments(
    user: Any, *, ledger: LedgerView | None = None, **about: Any
) -> tuple[CommitmentRow, ...]:
    """The promises about an action, an organisation or a contract that `user` may see, in one query."""
    rows = Commitment.objects.visible_to(user).filter(**about).select_related("organisation")
    return tuple(_row(commitment, ledger) for commitment in rows.order_by("organisation__name", "id"))


def _row(commitment: Commitment, ledger: LedgerView | None) -> CommitmentRow:
    return CommitmentRow(
        organisation_id=commitment.organisation_id,
        organisation=commitment.organisation.name,
        title=commitment.title.pick(),
        statement=commitment.statement.pick(),
        state=commitment.state,
        state_label=str(commitment.get_state_display()),
        years=years_words(commitment.start_year, commitment.end_year),
        reduction_tco2e=commitment.reduction_tco2e,
        investment_eur=commitment.investment_eur,
        is_illustrative=commitment.is_illustrative,
        credit=ledger.commitments.get(str(commitment.pk)) if ledger else None,
    )
