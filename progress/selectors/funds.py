"""The money of every action of a contract: what it costs, what is secured and requested, what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.enums import ActionState, FieldOfAction, PromoterType, Sector
from contracts.models import Action, Contract
from contracts.visibility import FUNDS, FieldMask, Levels
from core.enums import Withheld
from core.fields import TextInLanguage
from core.quantities import format_number
from progress.selectors.actions import years_words
from progress.selectors.ledger import LedgerView
from stakeholders.enums import ActionPartyRole
from stakeholders.models import ActionParty

COST, SECURED, REQUESTED = FUNDS
MISSING = "missing_eur"
MEASURES: Mapping[str, tuple[str, ...]] = {
    COST: (COST,),
    SECURED: (SECURED,),
    REQUESTED: (REQUESTED,),
    MISSING: FUNDS,
}
"""What is told of money, and the fields that it follows from."""
OVER = (ActionState.COMPLETED, ActionState.CANCELLED)
"""States in which an action needs no more money."""
READ = (
    "code",
    "code_key",
    "title",
    "sector",
    "field_of_action",
    "promoter",
    "promoter_type",
    "maturity",
    "state",
    "start_year",
    "end_year",
    "lifetime_years",
    "is_illustrative",
    "field_visibility",
    *FUNDS,
)


@dataclass(frozen=True)
class Funds:
    """One action with its money (EUR) as stored; show it to a reader as `FundsRow`.

    `owners` are the organisations that promote it, together; `tonnes` the t CO2e a year that it is credited.
    """

    action: Action
    owners: tuple[str, ...]
    tonnes: float | None

    @property
    def owner(self) -> str:
        """Who promotes it, in words; empty where nobody is named."""
        return ", ".join(self.owners)

    @property
    def hides(self) -> Levels:
        """What the action itself hides."""
        levels: Levels = self.action.field_visibility
        return levels

    def amount(self, measure: str) -> Decimal | None:
        """An amount in EUR, None where any part that it follows from is unknown.

        Money beyond the cost covers no other action: less than nothing is never missing.
        """
        amounts = [getattr(self.action, name) for name in MEASURES[measure]]
        if None in amounts:
            return None
        if measure == MISSING:
            cost, secured, requested = amounts
            return Decimal(max(cost - secured - requested, 0))
        return Decimal(amounts[0])


@dataclass(frozen=True)
class FundsRow:
    """The same as one reader may see it; amounts are numbers, None where unknown, or words in their place."""

    id: UUID
    code: str
    title: TextInLanguage
    sector_label: str
    field_label: str
    owner: str
    promoter_type_label: str
    maturity_label: str
    years: str
    cost_eur: Any
    secured_eur: Any
    requested_eur: Any
    missing_eur: Any
    tonnes: float | None
    eur_per_yearly_tonne: Any
    period: str
    is_illustrative: bool

    @property
    def funds(self) -> tuple[Any, ...]:
        """What is secured, requested and missing."""
        return (self.secured_eur, self.requested_eur, self.missing_eur)


def read_funds(contract: Contract, ledger: LedgerView | None) -> list[Funds]:
    """The actions of a contract that were not archived, in two queries."""
    actions = Action.objects.filter(contract=contract, archived_at=None).only(*READ)
    owners: dict[UUID, list[str]] = {}
    parts = ActionParty.objects.filter(action__contract=contract, role=ActionPartyRole.PROMOTER)
    for pk, name in parts.order_by("organisation__name").values_list("action_id", "organisation__name"):
        owners.setdefault(pk, []).append(name)
    return [_funds(action, owners.get(action.pk, []), ledger) for action in actions.order_by("code_key")]


def needs_money(one: Funds, mask: FieldMask) -> bool:
    """Whether an investor could fund an action, as far as the reader may know."""
    missing = show_measure(one, MISSING, mask)
    return _is_amount(missing) and missing > 0 and one.action.state not in OVER


def sort_funds(funds: Iterable[Funds], mask: FieldMask) -> list[Funds]:
    """The most money missing first, as far as the reader may know; what is not told comes last, by code."""

    def place(one: Funds) -> tuple[bool, Decimal]:
        missing = show_measure(one, MISSING, mask)
        return (False, -missing) if _is_amount(missing) else (True, Decimal(0))

    return sorted(funds, key=place)


def show_rows(funds: Iterable[Funds], mask: FieldMask) -> list[FundsRow]:
    """What a reader sees of some actions."""
    return [_row(one, mask) for one in funds]


def show_measure(one: Funds, measure: str, mask: FieldMask) -> Any:
    """An amount, None where it is unknown, or the words in its place where it follows from what is hidden."""
    return Withheld.NOT_PUBLIC if mask.hides_any(MEASURES[measure], one.hides) else one.amount(measure)


def field_of_action_label(value: str) -> str:
    """A field of action in words; one that the template does not know as the city writes it."""
    if not value:
        return _("not stated")
    return str(FieldOfAction(value).label) if value in FieldOfAction.values else value


def _funds(action: Action, owners: list[str], ledger: LedgerView | None) -> Funds:
    named = tuple(owners) or ((action.promoter,) if action.promoter else ())
    credit = ledger.actions.get(str(action.pk)) if ledger else None
    return Funds(action, named, credit.credited if credit else None)


def _row(one: Funds, mask: FieldMask) -> FundsRow:
    action = one.action
    shown = {measure: show_measure(one, measure, mask) for measure in MEASURES}
    return FundsRow(
        id=action.pk,
        code=action.code,
        title=action.title.pick(),
        sector_label=str(Sector(action.sector).label),
        field_label=field_of_action_label(action.field_of_action),
        owner=one.owner or _("not stated"),
        promoter_type_label=str(PromoterType(action.promoter_type).label),
        maturity_label=str(action.get_maturity_display()),
        years=years_words(action.start_year, action.end_year),
        cost_eur=shown[COST],
        secured_eur=shown[SECURED],
        requested_eur=shown[REQUESTED],
        missing_eur=shown[MISSING],
        tonnes=one.tonnes,
        eur_per_yearly_tonne=_price(shown[COST], one.tonnes),
        period=period_words(action.end_year, action.lifetime_years),
        is_illustrative=action.is_illustrative,
    )


def _price(cost: Any, tonnes: float | None) -> Any:
    """EUR of cost for each tonne that is saved every year; None where one of the two is unknown."""
    if isinstance(cost, Withheld):
        return cost
    return float(cost) / tonnes if cost is not None and tonnes else None


def period_words(end_year: int | None, lifetime_years: int | None) -> str:
    """In which years an action saves its tonnes, as far as it says."""
    if lifetime_years is None:
        if end_year is None:
            return _("each year at full effect; period not stated")
        return _("each year from %(year)s on; lifetime not stated") % {"year": end_year}
    said = {"year": end_year, "years": format_number(lifetime_years)}
    if end_year is None:
        return (
            ngettext(
                "each year for %(years)s year at full effect",
                "each year for %(years)s years at full effect",
                lifetime_years,
            )
            % said
        )
    return (
        ngettext(
            "each year from %(year)s on, for %(years)s year",
            "each year from %(year)s on, for %(years)s years",
            lifetime_years,
        )
        % said
    )


def _is_amount(value: Any) -> bool:
    return value is not None and not isinstance(value, Withheld)
