"""The money of a contract: as its tables print it, and action by action; tables are never added to one another."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from contracts.enums import CostBasis, PriceBasis
from contracts.models import Contract, ContractVersion, FundingLine
from contracts.visibility import FieldMask, mask_for
from core.enums import Withheld
from progress.selectors.actions import current_ledger
from progress.selectors.dashboard import current_version
from progress.selectors.funds import COST, Funds, needs_money, read_funds, sort_funds
from progress.selectors.funds_totals import FundsTotals, sum_funds

Amount = Decimal | Withheld | None


@dataclass(frozen=True)
class InvestmentRow:
    """A category of one table."""

    category: str
    amount_eur: Amount
    reduction_tco2e: Decimal | None
    note: str
    is_illustrative: bool


@dataclass(frozen=True)
class InvestmentTable:
    """One printed table; its sum is told only where every row has an amount."""

    scheme: str
    rows: tuple[InvestmentRow, ...]
    sum_eur: Amount
    known_rows: int
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A printed sum that is not the sum of the actions' costs; `difference_eur` is what it has more."""

    label: str
    printed_eur: Decimal
    difference_eur: Decimal


@dataclass(frozen=True)
class Investments:
    """What the page shows; `printed_eur` is the total that the contract prints."""

    version: ContractVersion | None
    printed_eur: Amount
    printed_note: str
    tables: tuple[InvestmentTable, ...]
    totals: FundsTotals
    funds: list[Funds]
    mask: FieldMask
    differences: tuple[Difference, ...]
    basis: tuple[str, ...]
    is_basis_stated: bool

    @property
    def is_withheld(self) -> bool:
        """Whether printed sums are withheld because a hidden cost would follow from them."""
        return not self.totals.tells_costs

    @property
    def fundable(self) -> int:
        """How many actions an investor could fund, as far as the reader may know."""
        return sum(needs_money(one, self.mask) for one in self.funds)


def read_investments(contract: Contract, user: Any) -> Investments:
    """The money of a contract as `user` may see it, in five queries and those of `mask_for`."""
    mask, version, ledger = mask_for(user, contract), current_version(contract), current_ledger(contract)
    funds = read_funds(contract, ledger)
    totals = sum_funds(funds, mask)
    tables = list_investments(contract, _withheld(mask, totals, "funding_line.amount_eur"))
    hidden = _withheld(mask, totals, "version.investment_eur")
    printed = version.investment_eur if version else None
    return Investments(
        version=version,
        printed_eur=hidden or printed,
        printed_note=version.investment_note if version and not hidden else "",
        tables=tables,
        totals=totals,
        funds=sort_funds(funds, mask),
        mask=mask,
        differences=tuple(_differences(totals, hidden or printed, tables)),
        basis=tuple(basis_sentences(contract)),
        is_basis_stated=bool(contract.cost_basis),
    )


def list_investments(contract: Contract, withheld: Withheld | None = None) -> tuple[InvestmentTable, ...]:
    """The tables of a contract in the order they are printed, in one query; amounts may be `withheld`."""
    lines = FundingLine.objects.filter(contract=contract).order_by("position")
    order: dict[str, int] = {}
    for line in lines:
        order.setdefault(line.scheme, len(order))
    by_scheme = groupby(sorted(lines, key=lambda line: order[line.scheme]), key=lambda line: line.scheme)
    return tuple(_table(scheme, list(group), withheld) for scheme, group in by_scheme)


def basis_sentences(contract: Contract) -> Iterator[str]:
    """What the money of a contract counts, when it is counted, and in prices of which year."""
    yield {
        CostBasis.TOTAL: _("Costs are the whole cost of an action."),
        CostBasis.INCREMENTAL: _("Costs are what an action costs on top of business as usual."),
    }.get(
        CostBasis(contract.cost_basis), _("The contract does not say whether costs are total or incremental.")
    )
    yield {
        PriceBasis.CASH: _("Money is counted when it is paid."),
        PriceBasis.NPV: _("Money is discounted to its net present value."),
    }.get(PriceBasis(contract.price_basis), _("The contract does not say whether money is discounted."))
    if contract.price_year is None:
        yield _("The year of the prices is not stated.")
    else:
        yield _("Prices are those of %(year)s.") % {"year": contract.price_year}


def _withheld(mask: FieldMask, totals: FundsTotals, name: str) -> Withheld | None:
    """Why a printed sum is withheld: it is not public, or a cost that is hidden would follow from it."""
    if mask.hides_of_contract(name):
        return Withheld.NOT_PUBLIC
    return None if totals.tells_costs else Withheld.TOO_FEW


def _differences(
    totals: FundsTotals, printed: Amount, tables: tuple[InvestmentTable, ...]
) -> Iterator[Difference]:
    costs = totals.all.sums[COST]
    sums: list[tuple[str, Amount]] = [(_("Total investment as printed"), printed)]
    sums += [(table.scheme, table.sum_eur) for table in tables]
    for label, amount in sums:
        if isinstance(amount, Decimal) and isinstance(costs, Decimal) and amount != costs:
            yield Difference(label, amount, amount - costs)


def _table(scheme: str, lines: list[FundingLine], withheld: Withheld | None) -> InvestmentTable:
    amounts = [line.amount_eur for line in lines if line.amount_eur is not None]
    total = sum(amounts, Decimal(0)) if len(amounts) == len(lines) else None
    return InvestmentTable(
        scheme=scheme,
        rows=tuple(
            InvestmentRow(
                line.category,
                withheld or line.amount_eur,
                line.reduction_tco2e,
                "" if withheld else line.note,
                line.is_illustrative,
            )
            for line in lines
        ),
        sum_eur=withheld or total,
        known_rows=len(amounts),
        sources=tuple(sorted({line.source for line in lines if line.source})),
    )
