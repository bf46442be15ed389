"""What the badge of an organisation says: where its promises to a city stand, in words."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.models import Contract
from core.quantities import format_number
from stakeholders.enums import CommitmentState
from stakeholders.models import Commitment


@dataclass(frozen=True, slots=True)
class Badge:
    """The words of a badge in the active language."""

    city: str
    organisation: str
    promises: str
    states: str
    is_in_force: bool


def find_badge(contract: Contract, organisation_id: UUID) -> Badge | None:
    """The badge of an organisation that signed for a contract and is named; None for others; one query.

    A badge stays where all promises were withdrawn or have ended, and says so: it stands on pages of others.
    """
    ended = [CommitmentState.WITHDRAWN, CommitmentState.EXPIRED]
    rows = Commitment.objects.filter(contract=contract, organisation=organisation_id, is_named=True)
    found = rows.filter(state__in=[*CommitmentState.public(), *ended]).values_list(
        "organisation__name", "state", "signed_on"
    )
    # A draft that was given up was never signed: nobody hears of it.
    told = [(name, state) for name, state, signed_on in found if state not in ended or signed_on]
    if not told:
        return None
    counts = Counter(state for _name, state in told)
    standing = sum(count for state, count in counts.items() if state not in ended)
    return Badge(
        city=str(contract.city),
        organisation=told[0][0],
        promises=_promises(standing),
        states=", ".join(_state(state, counts[state]) for state in CommitmentState if counts[state]),
        is_in_force=bool(standing),
    )


def _promises(count: int) -> str:
    if not count:
        return _("No commitment in force")
    text = ngettext("%(count)s signed commitment", "%(count)s signed commitments", count)
    return text % {"count": format_number(count, 0)}


def _state(state: CommitmentState, count: int) -> str:
    return f"{state.label} × {format_number(count, 0)}" if count > 1 else str(state.label)
