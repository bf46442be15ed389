from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from contracts.models import Action, Contract
from tests.browsers import sign_in
from tests.factories import ActionFactory, EmissionsGapRowFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

TYPED = {
    "reduction_tco2e": "2.500,5",
    "quantification": "quantified",
    "flow": "source",
    "typology": "PRJ",
    "in_existing_plan": "unknown",
    "included_in": "",
}


@pytest.fixture
def action(contract: Contract) -> Action:
    EmissionsGapRowFactory(version=contract.versions.get(), sector="", gap_tco2e=Decimal(10_000))
    ActionFactory(contract=contract, reduction_tco2e=Decimal(1_000))
    return ActionFactory(contract=contract)


def ask(office: Client, **typed: str) -> Any:
    return office.get(reverse("action-effect", args=["valdoria"]), TYPED | typed)


def test_effect_follows_what_is_typed(office: Client, action: Action) -> None:
    effect = ask(office, action=str(action.pk)).context["effect"]
    assert (effect.without_tco2e, effect.with_tco2e) == (1_000, Decimal("3500.5"))
    assert [row.share_of_gap for row in effect.rows] == [Decimal("0.35005")]


def test_effect_says_why_an_action_adds_nothing(office: Client, action: Action) -> None:
    with translation.override("en"):
        page = office.get(reverse("action-effect", args=["valdoria"]), TYPED | {"flow": "sink"})
    assert "removals are shown apart" in words(page)


@pytest.mark.parametrize("typed", ["molte", "-5"])
def test_effect_waits_for_tonnes_that_can_be_read(office: Client, action: Action, typed: str) -> None:
    page = ask(office, reduction_tco2e=typed)
    assert ("effect" in page.context, page.context["fault"] != "") == (False, True)


def test_form_of_an_action_shows_its_effect(office: Client, action: Action) -> None:
    effect = office.get(reverse("action-edit", args=["valdoria", action.pk])).context["effect"]
    assert (effect.without_tco2e, effect.with_tco2e) == (1_000, 2_400)
    new = office.get(reverse("action-create", args=["valdoria"])).context["effect"]
    assert (new.without_tco2e, new.with_tco2e, new.claim.why_not != "") == (2_400, 2_400, True)


def test_effect_is_not_for_readers(reader: Any, action: Action) -> None:
    assert ask(sign_in(reader)).status_code == 403
