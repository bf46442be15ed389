"""Checks of money: what is funded, what the parts of the contract say it costs, and money per tonne."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from contracts.tables.checks.actions import COSTS, PORTFOLIO
from contracts.tables.checks.findings import NOTE, WARNING, TableFinding
from contracts.tables.checks.rows import Row, Tables, finding_at, finding_in

SAME_MONEY_SHARE = Decimal("0.01")
"""Totals of two tables that differ by less than 1 % are rounded figures of one sum (millions with one decimal)."""
SLIPS = (Decimal(1000), Decimal(1_000_000))
PERIOD = re.compile(
    r"\b(per year|a year|annual|lifetime|years|yearly|l'anno|all'anno|annu\w+|anni|vita utile)\b",
    re.IGNORECASE,
)


def find_negative_costs(tables: Tables) -> Iterator[TableFinding]:
    """Actions whose printed cost is a saving: legitimate, and never to be ranked by money per tonne (F20)."""
    for row in _costed(tables):
        cost = row.number("cost_eur")
        if cost is not None and cost < 0:
            numbers = {"code": row.text("code"), "cost_eur": float(cost)}
            yield finding_at(
                row, "action_negative_cost", COSTS, numbers, severity=NOTE, columns=("cost_eur",)
            )


def find_money_above_cost(tables: Tables) -> Iterator[TableFinding]:
    """Actions with more money secured and requested than they cost. Tolerance: one euro. Source: pitfall 19."""
    for row in _costed(tables):
        cost = row.number("cost_eur")
        money = row.numbers(("funding_secured_eur", "funding_requested_eur"))
        if cost is not None and cost >= 0 and sum(money) > cost + 1:
            numbers = {"code": row.text("code"), "cost_eur": float(cost), "money_eur": float(sum(money))}
            columns = ("cost_eur", "funding_secured_eur", "funding_requested_eur")
            yield finding_at(row, "money_above_cost", COSTS, numbers, columns=columns)


def find_other_money_totals(tables: Tables) -> Iterator[TableFinding]:
    """Totals of C-3.1 and of the investment plan that tell of different sums.

    Formula: cost of all interventions = cost scenarios = capital planning = cost by owner, where they are filled in.
    Tolerance: 1 %. A thousand or a million times is a slip of the unit. Source: pitfall 19.
    """
    for (table, one), (other_table, other) in pairwise(_money_totals(tables)):
        low, high = sorted((one, other))
        if low <= 0 or high - low <= SAME_MONEY_SHARE * high:
            continue
        numbers = {"table": table, "printed_eur": one, "other_table": other_table, "other_eur": other}
        is_slip = any(abs(high / low / slip - 1) <= SAME_MONEY_SHARE for slip in SLIPS)
        yield finding_in(
            other_table,
            "money_unit_slip" if is_slip else "money_totals_differ",
            numbers,
            severity=NOTE if table == COSTS and one < other and _lacks_costs(tables) else WARNING,
            place=f"{table} / {other_table}",
        )


def find_money_parts(tables: Tables) -> Iterator[TableFinding]:
    """Rows of the investment plan whose parts do not make their total.

    Formula: the owners' costs = total; capital ± operating cost = total, since savings are printed with either sign
    (domain reference 1.3). Tolerance: 1 %, at least one euro.
    """
    owners = (
        "citizens_eur",
        "enterprises_eur",
        "municipality_eur",
        "transport_operators_eur",
        "energy_producers_eur",
    )
    for table, parts in (("ip_cost_matrix", owners), ("ip_cost_scenarios", ("capex_eur", "opex_eur"))):
        for row in tables.all_rows(table):
            printed, known = row.number("total_eur"), row.numbers(parts)
            if printed is None or not known:
                continue
            sums = [sum(known, Decimal(0))]
            sums += [known[0] - known[1]] if len(known) == len(parts) == 2 else []
            nearest = min((abs(total) for total in sums), key=lambda total: abs(total - abs(printed)))
            if abs(nearest - abs(printed)) > max(SAME_MONEY_SHARE * abs(printed), Decimal(1)):
                numbers = {"table": table, "row": row.name, "unit": "EUR", "printed": float(printed)}
                numbers |= {"computed": float(nearest), "difference": float(nearest - abs(printed))}
                yield finding_at(
                    row,
                    "table_row_sum",
                    table,
                    numbers,
                    proposal="correct_row",
                    columns=(*parts, "total_eur"),
                )


def find_money_without_period(tables: Tables) -> Iterator[TableFinding]:
    """Money per tonne where nothing says over which years the tonnes are counted. Source: pitfall 9."""
    rows = [
        row
        for row in tables.rows("ip_cost_scenarios")
        if row.number("cost_effectiveness_eur_per_t") is not None
    ]
    told = " ".join(tables.context.texts.get("invest.b1", ()))
    if rows and not PERIOD.search(told):
        column = "cost_effectiveness_eur_per_t"
        numbers = {"rows": len(rows)}
        yield finding_in("ip_cost_scenarios", "money_per_tonne_without_period", numbers, columns=(column,))


def _costed(tables: Tables) -> tuple[Row, ...]:
    """The rows that tell what actions cost: of C-3.1, else of the portfolio as it is stored."""
    return tables.rows(COSTS) or tables.rows(PORTFOLIO)


def _money_totals(tables: Tables) -> list[tuple[str, Decimal]]:
    """What each table says everything costs."""
    both = [
        tables.whole("ip_capital_planning", name) for name in ("cost_municipality_eur", "cost_others_eur")
    ]
    known = [value for value in both if value is not None]
    scenarios = [row for row in tables.rows("ip_cost_scenarios") if row.text("bearer") != "municipality"]
    capex = [value for row in scenarios if (value := row.number("capex_eur")) is not None]
    found = (
        (COSTS, tables.whole(COSTS, "cost_eur")),
        ("ip_cost_scenarios", abs(sum(capex, Decimal(0))) if capex else None),
        ("ip_capital_planning", sum(known, Decimal(0)) if known else None),
        ("ip_cost_matrix", tables.whole("ip_cost_matrix", "total_eur")),
    )
    return [(table, value) for table, value in found if value is not None]


def _lacks_costs(tables: Tables) -> bool:
    """Whether some action of the portfolio has no known cost, so that C-3.1 adds up to less than everything."""
    known = {code for code, row in tables.by_code(COSTS).items() if row.number("cost_eur") is not None}
    return any(code not in known for code in tables.by_code(PORTFOLIO))
