"""No hidden figure may follow from the sums that are told, however they are added and taken away."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from contracts.disclosure import MIN_GROUP, Cell, Total, choose_totals

COST, SECURED = "cost_eur", "funding_secured_eur"


def cells(*actions: str, field: str = COST) -> frozenset[Cell]:
    return frozenset((action, field) for action in actions)


def told(totals: list[Total], hidden: frozenset[Cell], promoter_of: dict[str, str]) -> set[object]:
    return set(choose_totals(totals, hidden_from=[hidden], promoter_of=promoter_of)[0])


OF_THEIR_OWN = {name: f"promoter of {name}" for name in "abcdefgh"}


def test_totals_without_a_hidden_figure_are_told() -> None:
    assert told([Total("all", cells("a", "b"))], frozenset(), OF_THEIR_OWN) == {"all"}


def test_total_over_fewer_than_three_hidden_figures_is_not_told() -> None:
    totals = [Total("two", cells("a", "b", "c", "d")), Total("three", cells("a", "b", "e"))]
    assert told(totals, cells("a", "b", "e"), OF_THEIR_OWN) == {"three"}


def test_total_over_hidden_figures_of_fewer_than_three_promoters_is_not_told() -> None:
    promoters = {"a": "A2A", "b": "A2A", "c": "Comune", "d": "ATM"}
    totals = [Total("two", cells("a", "b", "c")), Total("three", cells("a", "b", "c", "d"))]
    assert told(totals, cells("a", "b", "c", "d"), promoters) == {"three"}


def test_total_that_would_leave_one_figure_after_subtraction_is_suppressed() -> None:
    totals = [Total("all", cells("a", "b", "c", "d")), Total("part", cells("a", "b", "c"))]
    assert told(totals, cells("a", "b", "c", "d"), OF_THEIR_OWN) == {"all"}


def test_total_is_told_where_both_parts_are_large_enough() -> None:
    totals = [Total("all", cells(*"abcdef")), Total("part", cells("a", "b", "c"))]
    assert told(totals, cells(*"abcdef"), OF_THEIR_OWN) == {"all", "part"}


def test_total_beside_figures_that_no_sum_contains_needs_only_itself_to_be_large() -> None:
    assert told([Total("part", cells("a", "b", "c"))], cells("a", "b", "c", "d"), OF_THEIR_OWN) == {"part"}


def test_fields_of_one_action_are_protected_each() -> None:
    totals = [Total("missing", cells("a", "b", "c") | cells("a", field=SECURED))]
    assert told(totals, cells("a", "b", "c") | cells("a", field=SECURED), OF_THEIR_OWN) == set()


def test_what_everyone_is_told_keeps_partners_from_subtracting_what_they_see() -> None:
    hidden, from_partners = cells("a", "b", "c"), cells("c")
    chosen = choose_totals(
        [Total("all", cells("a", "b", "c", "d"))],
        hidden_from=[hidden, from_partners],
        promoter_of=OF_THEIR_OWN,
    )
    assert chosen == [frozenset(), frozenset()]


def test_partners_are_told_more_where_they_see_more() -> None:
    chosen = choose_totals(
        [Total("all", cells("a", "b"))], hidden_from=[cells("a"), frozenset()], promoter_of=OF_THEIR_OWN
    )
    assert chosen == [frozenset(), frozenset({"all"})]


ACTIONS = [f"action {number}" for number in range(9)]
FIELDS = (COST, SECURED)
CELLS = [(action, name) for action in ACTIONS for name in FIELDS]


@given(
    promoters=st.lists(st.sampled_from(["A", "B", "C", "D", "E"]), min_size=9, max_size=9),
    hidden=st.sets(st.sampled_from(CELLS)),
    sums=st.lists(st.frozensets(st.sampled_from(CELLS), min_size=1), max_size=7),
)
def test_no_combination_of_told_totals_is_about_fewer_than_three_promoters(
    promoters: list[str], hidden: set[Cell], sums: list[frozenset[Cell]]
) -> None:
    promoter_of = dict(zip(ACTIONS, promoters, strict=True))
    totals = [Total(number, members) for number, members in enumerate(sums)]
    names = told(totals, frozenset(hidden), promoter_of)
    columns = sorted(hidden)
    rows = [[Fraction(cell in total.cells) for cell in columns] for total in totals if total.key in names]
    for few in combinations(sorted(set(promoters)), MIN_GROUP - 1):
        others = [
            place for place, (action, _name) in enumerate(columns) if promoter_of[str(action)] not in few
        ]
        left = [[row[place] for place in others] for row in rows]
        assert rank(rows) == rank(left), "some combination has no figure of anyone else in it"


def rank(rows: list[list[Fraction]]) -> int:
    """The rank of a matrix, exactly: what a combination of its rows can single out."""
    left, found = [list(row) for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in range(found, len(left)) if left[row][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for row in range(found + 1, len(left)):
            factor = left[row][column] / left[found][column]
            left[row] = [one - factor * other for one, other in zip(left[row], left[found], strict=True)]
        found += 1
    return found
