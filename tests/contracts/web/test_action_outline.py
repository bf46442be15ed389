"""The outline, the money and the readers of an action, as officers write them."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from contracts.models import Action, Contract
from contracts.visibility import CONSUMPTION, MONEY
from tests.contracts.web.test_action_pages import FILLED
from tests.factories import ActionFactory
from tests.pages import field_errors, words

pytestmark = pytest.mark.django_db

OUTLINE = {
    "field_of_action": "mobility",
    "outcome_it": "Meno auto",
    "scale": "district",
    "addressed": "Linee 1 e 2",
    "responsible": "Comune",
    "stakeholders_note": "ATM",
    "comments_it": "Entro il 2028",
    "renewable_mwh": "1.200,5",
    "removed_energy_mwh": "800",
    "removed_energy_note": "gasolio",
    "compensated_tco2e": "12",
    "contact_email": "referente@impresa.example",
    "funding_requested_eur": "100.000",
}

SAVED = {name: typed for name, typed in OUTLINE.items() if not name.endswith("_it")} | {
    "renewable_mwh": Decimal("1200.5"),
    "removed_energy_mwh": Decimal(800),
    "compensated_tco2e": Decimal(12),
    "funding_requested_eur": Decimal(100_000),
}


def save(office: Client, typed: dict[str, Any], action: Action | None = None) -> Any:
    if action is None:
        return office.post(reverse("action-create", args=["valdoria"]), FILLED | typed)
    fields = FILLED | {"revision": action.revision} | typed
    return office.post(reverse("action-edit", args=["valdoria", action.pk]), fields)


def test_action_form_saves_the_outline(office: Client, contract: Contract) -> None:
    save(office, OUTLINE)
    action = contract.actions.get()
    assert (str(action.outcome), str(action.comments)) == ("Meno auto", "Entro il 2028")
    assert {name: getattr(action, name) for name in SAVED} == SAVED


@pytest.mark.parametrize(
    "name",
    ["funding_requested_eur", "renewable_mwh", "removed_energy_mwh", "compensated_tco2e"],
)
def test_action_form_refuses_less_than_nothing(office: Client, contract: Contract, name: str) -> None:
    assert field_errors(save(office, {name: "-1"})) == {name: 1}
    assert not contract.actions.exists()


@pytest.mark.parametrize(
    ("readers", "levels"),
    [
        ({}, {}),
        ({"money_readers": "partners"}, dict.fromkeys(MONEY, "partners")),
        (
            {"money_readers": "internal", "energy_readers": "partners"},
            dict.fromkeys(MONEY, "internal") | dict.fromkeys(CONSUMPTION, "partners"),
        ),
    ],
)
def test_action_form_says_who_reads_its_figures(
    office: Client, contract: Contract, readers: dict[str, str], levels: dict[str, str]
) -> None:
    save(office, readers)
    assert contract.actions.get().field_visibility == levels


def test_action_form_opens_figures_again_and_leaves_other_levels(office: Client, contract: Contract) -> None:
    levels = {"cost_eur": "internal", "title": "internal"}
    action = ActionFactory(contract=contract, field_visibility=levels)
    shown = office.get(reverse("action-edit", args=["valdoria", action.pk]))
    assert shown.context["form"]["money_readers"].value() == "internal"
    save(office, {"money_readers": ""}, action)
    assert contract.actions.get().field_visibility == {"title": "internal"}


def test_action_form_refuses_readers_that_there_are_not(office: Client, contract: Contract) -> None:
    assert field_errors(save(office, {"money_readers": "friends"})) == {"money_readers": 1}


def test_action_form_keeps_a_field_of_action_in_the_city_s_words(office: Client, contract: Contract) -> None:
    action = ActionFactory(contract=contract, field_of_action="Mobilità dolce")
    save(office, {"field_of_action": "Mobilità dolce"}, action)
    assert contract.actions.get().field_of_action == "Mobilità dolce"


def test_money_beyond_the_cost_is_saved_with_a_warning(office: Client, contract: Contract) -> None:
    typed = {"cost_eur": "100", "funding_secured_eur": "60", "funding_requested_eur": "50"}
    answer = office.post(reverse("action-create", args=["valdoria"]), FILLED | typed, follow=True)
    assert contract.actions.get().funding_requested_eur == Decimal(50)
    assert "(110 €)" in words(answer).replace("\u00a0", " ")
