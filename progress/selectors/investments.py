"""The money of a contract as its tables print it; tables are never added to one another."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from contracts.models import Contract, FundingLine


@dataclass(frozen=True)
class InvestmentRow:
    """A category of one table."""

    category: str
    amount_eur: Decimal | None
    reduction_tco2e: Decimal | None
    note: str
    is_illustrative: bool


@dataclass(frozen=True)
class InvestmentTable:
    """One printed table; its sum is told only where every row has an amount."""

    scheme: str
    rows: tuple[InvestmentRow, ...]
    sum_eur: Decimal | None
    known_rows: int
    sources: tuple[str, ...]


def list_investments(contract: Contract) -> tuple[InvestmentTable, ...]:
    """The tables of a contract in the order they are printed, in one query."""
    lines = FundingLine.objects.filter(contract=contract).order_by("position")
    order: dict[str, int] = {}
    for line in lines:
        order.setdefault(line.scheme, len(order))
    by_scheme = groupby(sorted(lines, key=lambda line: order[line.scheme]), key=lambda line: line.scheme)
    return tuple(_table(scheme, list(group)) for scheme, group in by_scheme)


def _table(scheme: str, lines: list[FundingLine]) -> InvestmentTable:
    amounts = [line.amount_eur for line in lines if line.amount_eur is not None]
    return InvestmentTable(
        scheme=scheme,
        rows=tuple(
            InvestmentRow(
                line.category, line.amount_eur, line.reduction_tco2e, line.note, line.is_illustrative
            )
            for line in lines
        ),
        sum_eur=sum(amounts, Decimal(0)) if len(amounts) == len(lines) else None,
        known_rows=len(amounts),
        sources=tuple(sorted({line.source for line in lines if line.source})),
    )
