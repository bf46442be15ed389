"""What one action adds to the portfolio: plain sums of stored tonnes, no computation of progress."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from contracts.enums import Flow, Maturity, Quantification
from contracts.models import Action, Contract, ContractVersion, EmissionsGapRow

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is said of one action, saved or not."""

    reduction_tco2e: Decimal | None
    maturity: str
    quantification: str
    flow: str = Flow.SOURCE
    in_existing_plan: bool | None = None
    is_included: bool = False

    @property
    def why_not(self) -> str:
        """Why the action adds nothing to the sum, in words; empty where it does."""
        if self.is_included:
            return _("It adds nothing: its tonnes are included in another action.")
        if self.in_existing_plan:
            return _("It adds nothing: it belongs to an existing plan, which is counted before the gap.")
        if self.flow == Flow.SINK:
            return _("It adds nothing here: removals are shown apart.")
        if self.quantification != Quantification.QUANTIFIED or self.reduction_tco2e is None:
            return _("It adds nothing: its tonnes are not estimated.")
        return ""

    @property
    def counted_tco2e(self) -> Decimal:
        """The tonnes that enter the sum."""
        return ZERO if self.why_not or self.reduction_tco2e is None else self.reduction_tco2e


@dataclass(frozen=True, slots=True)
class MaturitySum:
    """Tonnes of one maturity, and their share of the gap where both are known."""

    label: str
    reduction_tco2e: Decimal
    share_of_gap: Decimal | None


@dataclass(frozen=True, slots=True)
class PortfolioEffect:
    """The gap, the quantified tonnes of the portfolio with and without one action, and the coverage by maturity.

    `claim` is None where no action is looked at. Shares are unknown where the gap is, and where the contract does
    not state the maturity of its actions: such sums are incomplete.
    """

    gap_tco2e: Decimal | None
    without_tco2e: Decimal
    claim: Claim | None
    rows: list[MaturitySum]
    is_maturity_stated: bool

    @property
    def with_tco2e(self) -> Decimal:
        """The quantified tonnes of the portfolio, this action among them."""
        return self.without_tco2e + (self.claim.counted_tco2e if self.claim else ZERO)


def read_claim(action: Action) -> Claim:
    """What the contract says of a stored action."""
    return Claim(
        reduction_tco2e=action.reduction_tco2e,
        maturity=action.maturity,
        quantification=action.quantification,
        flow=action.flow,
        in_existing_plan=action.in_existing_plan,
        is_included=action.included_in_id is not None,
    )


def portfolio_effect(
    version: ContractVersion | None,
    *,
    contract: Contract,
    claim: Claim | None = None,
    except_action: UUID | None = None,
) -> PortfolioEffect:
    """Sum the portfolio with `claim`, whose stored figures (`except_action`) are left out, in two queries."""
    sums = _sums(contract, except_action)
    without = sum((tonnes or ZERO for tonnes in sums.values()), ZERO)
    if claim is not None and claim.counted_tco2e:
        sums[claim.maturity] = (sums.get(claim.maturity) or ZERO) + claim.counted_tco2e
    gap, is_stated = _gap(version), Maturity.NOT_STATED not in sums
    rows = [
        MaturitySum(str(one.label), tonnes, tonnes / gap if gap and gap > 0 and is_stated else None)
        for one in Maturity
        if (tonnes := sums.get(one) or ZERO)
    ]
    return PortfolioEffect(gap, without, claim, rows, is_stated)


def _sums(contract: Contract, except_action: UUID | None) -> dict[str, Decimal | None]:
    """Tonnes that count, by maturity."""
    counted = (
        contract.actions.active()
        .filter(quantification=Quantification.QUANTIFIED, flow=Flow.SOURCE, included_in=None)
        .exclude(in_existing_plan=True)
        .exclude(pk=except_action)
    )
    found = counted.order_by().values("maturity").annotate(tonnes=Sum("reduction_tco2e"))
    return {row["maturity"]: row["tonnes"] for row in found}


def _gap(version: ContractVersion | None) -> Decimal | None:
    """The printed gap of the total row, else the target less the existing plans; None where neither is known."""
    row = EmissionsGapRow.objects.filter(version=version, sector="").first() if version else None
    if row is None:
        return None
    if row.gap_tco2e is not None or row.target_reduction_tco2e is None or row.existing_plan_tco2e is None:
        return row.gap_tco2e
    return row.target_reduction_tco2e - row.existing_plan_tco2e
