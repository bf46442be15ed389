from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from contracts.enums import Flow, Maturity, Quantification
from contracts.models import Action, Contract
from contracts.selectors.effect import Claim, portfolio_effect, read_claim
from tests.factories import ActionFactory, EmissionsGapRowFactory

pytestmark = pytest.mark.django_db


def claim(**said: Any) -> Claim:
    usual: dict[str, Any] = {
        "reduction_tco2e": Decimal(500),
        "maturity": Maturity.PROJECT,
        "quantification": Quantification.QUANTIFIED,
    }
    return Claim(**usual | said)


@pytest.fixture
def portfolio(contract: Contract) -> list[Action]:
    """A project of 1,400 t, a strategy of 600 t, and what does not count: a sink, a plan, a part, an archived one."""
    counted: list[Action] = [
        ActionFactory(contract=contract),
        ActionFactory(contract=contract, maturity=Maturity.STRATEGY, reduction_tco2e=Decimal(600)),
    ]
    ActionFactory(contract=contract, flow=Flow.SINK)
    ActionFactory(contract=contract, in_existing_plan=True)
    ActionFactory(contract=contract, included_in=counted[0])
    ActionFactory(contract=contract, archived_at=timezone.now())
    ActionFactory(contract=contract, reduction_tco2e=None)
    return counted


def gap(contract: Contract, **fields: Any) -> None:
    EmissionsGapRowFactory(version=contract.versions.get(), sector="", **fields)


def test_effect_sums_what_counts_with_and_without_the_action(
    contract: Contract, portfolio: list[Action]
) -> None:
    gap(contract, gap_tco2e=Decimal(10_000))
    effect = portfolio_effect(
        contract.versions.get(),
        contract=contract,
        claim=claim(),
        except_action=portfolio[0].pk,
    )
    assert (effect.gap_tco2e, effect.without_tco2e, effect.with_tco2e) == (10_000, 600, 1_100)
    assert [(row.reduction_tco2e, row.share_of_gap) for row in effect.rows] == [
        (500, Decimal("0.05")),
        (600, Decimal("0.06")),
    ]


def test_effect_without_an_action_is_the_whole_portfolio(contract: Contract, portfolio: list[Action]) -> None:
    effect = portfolio_effect(contract.versions.get(), contract=contract)
    assert (effect.claim, effect.with_tco2e, effect.gap_tco2e) == (None, 2_000, None)
    assert [row.share_of_gap for row in effect.rows] == [None, None]


def test_shares_stay_unknown_where_a_maturity_is_not_stated(
    contract: Contract, portfolio: list[Action]
) -> None:
    gap(contract, gap_tco2e=Decimal(10_000))
    effect = portfolio_effect(
        contract.versions.get(), contract=contract, claim=claim(maturity=Maturity.NOT_STATED)
    )
    assert (effect.is_maturity_stated, {row.share_of_gap for row in effect.rows}) == (False, {None})


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ({"gap_tco2e": Decimal(7)}, 7),
        ({"gap_tco2e": None, "target_reduction_tco2e": Decimal(9), "existing_plan_tco2e": Decimal(4)}, 5),
        ({"gap_tco2e": None, "target_reduction_tco2e": None, "existing_plan_tco2e": Decimal(4)}, None),
        ({"gap_tco2e": None, "target_reduction_tco2e": Decimal(9), "existing_plan_tco2e": None}, None),
    ],
)
def test_gap_is_the_printed_one_else_target_less_plans(
    contract: Contract, printed: dict[str, Any], expected: int | None
) -> None:
    gap(contract, **printed)
    assert portfolio_effect(contract.versions.get(), contract=contract).gap_tco2e == expected


def test_gap_is_unknown_without_a_version(contract: Contract) -> None:
    assert portfolio_effect(None, contract=contract).gap_tco2e is None


@pytest.mark.parametrize(
    "said",
    [
        {"is_included": True},
        {"in_existing_plan": True},
        {"flow": Flow.SINK},
        {"quantification": Quantification.NOT_ESTIMATED, "reduction_tco2e": None},
        {"reduction_tco2e": None},
    ],
)
def test_claim_that_does_not_count_says_why(said: dict[str, Any]) -> None:
    assert (claim(**said).counted_tco2e, claim(**said).why_not != "") == (0, True)


def test_claim_that_counts_needs_no_reason(contract: Contract) -> None:
    stored = read_claim(ActionFactory(contract=contract))
    assert (stored.why_not, stored.counted_tco2e) == ("", 1_400)
