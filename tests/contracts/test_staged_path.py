from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contracts.enums import IndicatorDirection, MilestoneState, PassRule
from contracts.models import City, Contract, Milestone
from contracts.selectors.staged_path import find_proofs
from contracts.services.staged_path import Condition, ProofRule, plan_milestone
from core.models import User
from tests.factories import (
    ActionFactory,
    ActionReportFactory,
    CityMembershipFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    MilestoneFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def permit(contract: Contract) -> Milestone:
    return MilestoneFactory(city=contract.city, title={"it": "Permesso"})


@pytest.fixture
def works(contract: Contract) -> Milestone:
    return MilestoneFactory(city=contract.city, title={"it": "Cantiere"})


def plan(milestone: Milestone, by: User, *waits: Milestone, **fields: Any) -> Milestone:
    told: dict[str, Any] = {"expected_on": None, "proof": ProofRule()} | fields
    return plan_milestone(
        milestone_id=milestone.pk, by=by, conditions=[Condition(one, 30) for one in waits], **told
    )


def test_plan_milestone_replaces_what_stood(permit: Milestone, works: Milestone, officer: User) -> None:
    day = timezone.localdate() + timedelta(days=100)
    plan(works, officer, permit)
    plan(works, officer, MilestoneFactory(city=permit.city), expected_on=day)
    works.refresh_from_db()
    assert (works.expected_on, works.revision) == (day, 3)
    assert [(one.before == permit, one.least_days) for one in works.conditions.all()] == [(False, 30)]


def test_plan_milestone_refuses_a_circle_by_name(permit: Milestone, works: Milestone, officer: User) -> None:
    last = MilestoneFactory(city=permit.city, title={"it": "Collaudo"})
    plan(works, officer, permit)
    plan(last, officer, works)
    assert refusals(lambda: plan(permit, officer, last)) == {"before_1": ["circle"]}
    assert permit.conditions.count() == 0


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"expected_on": date(2020, 1, 1)}, {"expected_on": ["past"]}),
        ({"proof": ProofRule(PassRule.REPORT)}, {"pass_rule": ["no_action"]}),
        ({"proof": ProofRule(PassRule.INDICATOR)}, {"pass_indicator": ["indicator"]}),
        ({"proof": ProofRule("", None, Decimal(3))}, {"pass_rule": ["rule"]}),
    ],
)
def test_plan_milestone_refuses(
    permit: Milestone, officer: User, fields: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    assert refusals(lambda: plan(permit, officer, **fields)) == refused


def test_plan_milestone_refuses_itself_strangers_and_the_missed(permit: Milestone, officer: User) -> None:
    missed = MilestoneFactory(city=permit.city, state=MilestoneState.MISSED)
    assert refusals(lambda: plan(permit, officer, permit, MilestoneFactory(), missed)) == {
        "before_1": ["itself"],
        "before_2": ["city"],
        "before_3": ["missed"],
    }


@pytest.mark.parametrize(
    ("direction", "value", "holds"),
    [("decrease", 90, True), ("decrease", 110, False), ("increase", 100, True), ("increase", 99, False)],
)
def test_an_indicator_proves_in_its_direction(
    contract: Contract, direction: str, value: int, holds: bool
) -> None:
    one = IndicatorFactory(contract=contract, direction=IndicatorDirection(direction))
    IndicatorValueFactory(indicator=one, year=2025, value=value, state="published")
    milestone = MilestoneFactory(
        city=contract.city, pass_rule=PassRule.INDICATOR, pass_indicator=one, pass_value=100
    )
    assert list(find_proofs([milestone])) == ([milestone.pk] if holds else [])


def test_a_report_proves_when_the_share_is_done(contract: Contract) -> None:
    action = ActionFactory(contract=contract)
    ActionReportFactory(action=action, share_done=Decimal("0.5"))
    half, whole = (
        MilestoneFactory(city=contract.city, action=action, effect_share=share, pass_rule=PassRule.REPORT)
        for share in (Decimal("0.5"), None)
    )
    assert list(find_proofs([half, whole])) == [half.pk]


def test_the_form_leads_a_circle_back_to_its_row(
    client: Client, city: City, permit: Milestone, works: Milestone, officer: User
) -> None:
    plan(works, officer, permit)
    client.force_login(CityMembershipFactory(city=city, role="officer").user)
    address = reverse("milestone-plan", args=[city.slug, permit.pk])
    assert client.get(address).status_code == 200
    response = client.post(address, {"before_2": str(works.pk), "least_days_2": "5", "revision": "1"})
    assert list(response.context["form"].errors) == ["before_2"]
    typed = {"expected_on": "2030-01-01", "revision": "1"}
    assert client.post(address, typed).status_code == 302
    permit.refresh_from_db()
    assert permit.expected_on == date(2030, 1, 1)


def refuse(milestone: Milestone, officer: User, **fields: Any) -> dict[str, list[str | None]]:
    return refusals(lambda: plan(milestone, officer, **fields))


def test_plan_milestone_refuses_a_condition_that_makes_no_sense(
    permit: Milestone, works: Milestone, officer: User
) -> None:
    missed = MilestoneFactory(city=permit.city, state=MilestoneState.MISSED)

    def refused(*waits: Condition) -> dict[str, list[str | None]]:
        return refusals(
            lambda: plan_milestone(
                milestone_id=works.pk, by=officer, conditions=waits, expected_on=None, proof=ProofRule()
            )
        )

    assert refused(Condition(MilestoneFactory(), 30)) == {"before_1": ["city"]}
    assert refused(Condition(works, 30)) == {"before_1": ["itself"]}
    assert refused(Condition(permit, 30), Condition(permit, 60)) == {"before_2": ["twice"]}
    assert refused(Condition(missed, 30)) == {"before_1": ["missed"]}
    assert refused(Condition(permit, -1)) == {"least_days_1": ["days"]}


def test_plan_milestone_refuses_a_proof_that_can_prove_nothing(
    permit: Milestone, contract: Contract, officer: User
) -> None:
    rising = IndicatorFactory(contract=contract, direction=IndicatorDirection.INCREASE)
    wavering = IndicatorFactory(contract=contract, direction="")
    by = PassRule.INDICATOR
    assert refuse(permit, officer, proof=ProofRule(by, IndicatorFactory(), Decimal(1))) == {
        "pass_indicator": ["indicator"]
    }
    assert refuse(permit, officer, proof=ProofRule(by, wavering, Decimal(1))) == {
        "pass_indicator": ["direction"]
    }
    assert refuse(permit, officer, proof=ProofRule(by, rising, None)) == {"pass_value": ["required"]}
    assert refuse(permit, officer, proof=ProofRule(PassRule.REPORT)) == {"pass_rule": ["no_action"]}
    assert refuse(permit, officer, proof=ProofRule(PassRule.REPORT, rising)) == {"pass_rule": ["rule"]}
