"""Checks of indicators: numbers at all, the right way, one after the other."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from contracts.enums import IndicatorDirection
from contracts.tables.checks.findings import NOTE, TableFinding
from contracts.tables.checks.rows import Row, Tables, finding_at
from core.validators import normalise_code

TABLE, CARDS = "indicators", "indicator_cards"
TARGETS = ("target_2025", "target_2027", "target_2030")
SERIES = ("baseline_value", *TARGETS)


def find_without_numbers(tables: Tables) -> Iterator[TableFinding]:
    """Indicators of which no target is a number: nobody can tell whether they are reached. Source: pitfall 20."""
    for row in tables.rows(TABLE):
        if not row.numbers(TARGETS):
            numbers = {"code": row.text("code"), "name": row.text("name")}
            yield finding_at(row, "indicator_without_number", TABLE, numbers, severity=NOTE, columns=TARGETS)


def find_wrong_ways(tables: Tables) -> Iterator[TableFinding]:
    """Indicators whose last target lies on the wrong side of their baseline.

    Formula: last known target ≥ baseline where it should rise, ≤ where it should fall. Source: pitfall 20.
    """
    cards = tables.by_code(CARDS)
    for row in tables.rows(TABLE):
        direction = _direction(row, cards)
        baseline, targets = row.number("baseline_value"), row.numbers(TARGETS)
        if baseline is None or not targets:
            continue
        rises = targets[-1] > baseline
        is_wrong = direction == (IndicatorDirection.DECREASE if rises else IndicatorDirection.INCREASE)
        if is_wrong and targets[-1] != baseline:
            numbers = {"code": row.text("code"), "name": row.text("name"), "baseline": baseline}
            check = "indicator_rises" if rises else "indicator_falls"
            yield finding_at(row, check, TABLE, {**numbers, "target": targets[-1]}, columns=SERIES)


def find_uneven_targets(tables: Tables) -> Iterator[TableFinding]:
    """Targets that go up and down again, or down and up: one of them is probably mistyped.

    Formula: baseline, 2025, 2027, 2030 rise throughout or fall throughout. An indicator that should stay in a range
    may do both.
    """
    cards = tables.by_code(CARDS)
    for row in tables.rows(TABLE):
        values = row.numbers(SERIES)
        if _direction(row, cards) != IndicatorDirection.RANGE and _turns(values):
            numbers = {
                "code": row.text("code"),
                "name": row.text("name"),
                "values": [float(v) for v in values],
            }
            yield finding_at(row, "indicator_not_monotone", TABLE, numbers, columns=SERIES)


def find_falling_milestones(tables: Tables) -> Iterator[TableFinding]:
    """Milestones of an action that are to reach less of its effect than an earlier one."""
    best: dict[str, Decimal] = {}
    for row in tables.rows("milestones"):
        share, code = row.number("effect_share"), row.text("code")
        if share is not None and share < best.get(code, Decimal(0)):
            numbers = {
                "code": code,
                "title": row.text("title"),
                "effect_share": share,
                "before_share": best[code],
            }
            yield finding_at(row, "milestone_effect_falls", "milestones", numbers, columns=("effect_share",))
        best[code] = max(best.get(code, Decimal(0)), share or Decimal(0))


def _direction(row: Row, cards: Mapping[str, Row]) -> str:
    """The way an indicator should go, which its card says."""
    card = cards.get(normalise_code(row.text("code")), row)
    return row.text("direction") or card.text("direction")


def _turns(values: Sequence[Decimal]) -> bool:
    steps = [later - earlier for earlier, later in pairwise(values) if later != earlier]
    return any(step < 0 for step in steps) and any(step > 0 for step in steps)
