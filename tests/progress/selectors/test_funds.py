"""What actions cost, have and lack: unknown stays unknown, hidden stays hidden, sums of hidden figures are rare."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from contracts.enums import Visibility
from contracts.models import Contract
from contracts.visibility import FieldMask
from core.enums import Withheld
from progress.selectors.funds import (
    COST,
    MISSING,
    REQUESTED,
    SECURED,
    Funds,
    needs_money,
    period_words,
    read_funds,
    show_rows,
    sort_funds,
)
from progress.selectors.funds_totals import sum_funds
from tests.factories import ActionFactory, ActionPartyFactory, ContractFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

PUBLIC = FieldMask(Visibility.PUBLIC.value, {})
TEAM = FieldMask(Visibility.INTERNAL.value, {})
HIDDEN = {"cost_eur": "partners"}


@pytest.fixture
def contract() -> Contract:
    return ContractFactory()


def add(contract: Contract, cost: int | None, *, promoter: str = "Comune", **fields: Any) -> Any:
    money = {"funding_secured_eur": Decimal(0), "funding_requested_eur": Decimal(0)} | fields
    return ActionFactory(
        contract=contract, cost_eur=None if cost is None else Decimal(cost), promoter=promoter, **money
    )


def funds_of(contract: Contract) -> list[Funds]:
    return read_funds(contract, None)


@pytest.mark.parametrize(
    ("money", "missing"),
    [
        ((100, 30, 20), Decimal(50)),
        ((100, 80, 40), Decimal(0)),
        ((100, 0, 0), Decimal(100)),
        ((None, 0, 0), None),
        ((100, None, 0), None),
        ((100, 0, None), None),
    ],
)
def test_missing_money_is_unknown_where_any_part_is(contract: Contract, money: Any, missing: Any) -> None:
    cost, secured, requested = money
    add(contract, cost, funding_secured_eur=secured, funding_requested_eur=requested)
    assert funds_of(contract)[0].amount(MISSING) == missing


@pytest.mark.parametrize("field", ["cost_eur", "funding_secured_eur", "funding_requested_eur"])
def test_missing_money_is_hidden_with_any_part(contract: Contract, field: str) -> None:
    add(contract, 100, field_visibility={field: "partners"})
    row = show_rows(funds_of(contract), PUBLIC)[0]
    assert (row.missing_eur, needs_money(funds_of(contract)[0], PUBLIC)) == (Withheld.NOT_PUBLIC, False)


def test_actions_that_lack_most_come_first_and_unknown_ones_last(contract: Contract) -> None:
    for code, cost in (("A", None), ("B", 10), ("C", 30), ("D", 20)):
        add(contract, cost, code=code)
    add(contract, 99, code="H", field_visibility=HIDDEN)
    order = [one.action.code for one in sort_funds(funds_of(contract), PUBLIC)]
    assert order == ["C", "D", "B", "A", "H"]


@pytest.mark.parametrize(
    ("state", "expected"), [("planned", True), ("", True), ("completed", False), ("cancelled", False)]
)
def test_only_an_action_that_is_not_over_needs_money(contract: Contract, state: str, expected: bool) -> None:
    add(contract, 10, state=state)
    assert needs_money(funds_of(contract)[0], PUBLIC) is expected


@pytest.mark.parametrize(
    ("end_year", "lifetime", "words"),
    [
        (None, None, "each year at full effect; period not stated"),
        (2029, None, "each year from 2029 on; lifetime not stated"),
        (None, 1, "each year for 1 year at full effect"),
        (2029, 20, "each year from 2029 on, for 20 years"),
    ],
)
def test_period_says_what_is_known_of_it(end_year: int | None, lifetime: int | None, words: str) -> None:
    with translation.override("en"):
        assert period_words(end_year, lifetime) == words


def test_owners_are_the_organisations_that_promote_the_action(contract: Contract) -> None:
    action = add(contract, 10, promoter="as printed")
    for name in ("Trams", "Heat"):
        ActionPartyFactory(action=action, organisation=OrganisationFactory(name=name))
    add(contract, 20, promoter="Comune")
    add(contract, 30, promoter="")
    assert [one.owner for one in funds_of(contract)] == ["Heat, Trams", "Comune", ""]


def test_sums_count_each_action_once_in_each_part(contract: Contract) -> None:
    add(contract, 10, field_of_action="mobility")
    add(contract, 20, field_of_action="own words", promoter="ATM", promoter_type="stakeholder")
    add(contract, None, promoter="")
    with translation.override("en"):
        totals = sum_funds(funds_of(contract), PUBLIC)
    parts = (totals.by_kind, totals.by_field, totals.by_owner)
    assert [[(row.label, row.actions, row.sums[COST]) for row in part] for part in parts] == [
        [("municipality", 2, 10), ("stakeholder", 1, 20)],
        [("Mobility and transport", 1, 10), ("not stated", 1, None), ("own words", 1, 20)],
        [("ATM", 1, 20), ("Comune", 1, 10), ("not stated", 1, None)],
    ]
    assert (totals.all.sums[COST], totals.all.known[COST], totals.has_fields) == (30, 2, True)


def test_sums_are_by_sector_where_no_field_is_stated(contract: Contract) -> None:
    add(contract, 10)
    with translation.override("en"):
        totals = sum_funds(funds_of(contract), PUBLIC)
    assert ([row.label for row in totals.by_field], totals.has_fields) == (["Buildings"], False)


def test_sum_with_few_hidden_costs_is_withheld_beside_what_is_public(contract: Contract) -> None:
    add(contract, 10)
    add(contract, 20, promoter="ATM", field_visibility=HIDDEN)
    totals = sum_funds(funds_of(contract), PUBLIC)
    assert (totals.all.sums[COST], totals.all.known[COST], totals.all.public[COST]) == (
        Withheld.TOO_FEW,
        None,
        10,
    )
    assert (totals.all.sums[SECURED], totals.all.sums[REQUESTED], totals.withholds) == (0, 0, True)
    assert totals.tells_costs is False


def test_sum_over_three_hidden_costs_of_three_promoters_is_told(contract: Contract) -> None:
    for promoter in ("A2A", "ATM", "MM"):
        add(contract, 10, promoter=promoter, field_visibility=HIDDEN)
    totals = sum_funds(funds_of(contract), PUBLIC)
    assert (totals.all.sums[COST], totals.tells_costs) == (30, True)
    assert {row.sums[COST] for row in totals.by_owner} == {Withheld.TOO_FEW}


def test_the_team_is_told_every_sum(contract: Contract) -> None:
    add(contract, 20, field_visibility=HIDDEN)
    totals = sum_funds(funds_of(contract), TEAM)
    assert (totals.all.sums[COST], totals.withholds, totals.is_known) == (20, False, True)


def test_partners_are_told_sums_of_what_they_see(contract: Contract) -> None:
    add(contract, 20, field_visibility=HIDDEN)
    totals = sum_funds(funds_of(contract), FieldMask(Visibility.PARTNERS.value, {}))
    assert totals.all.sums[COST] == 20
