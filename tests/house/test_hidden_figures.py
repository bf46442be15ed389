"""No public address tells a figure that is not public, in whatever form it answers."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from contracts.enums import Visibility
from contracts.models import Action, Contract
from contracts.services.actions import update_action
from contracts.visibility import CONSUMPTION, MONEY
from progress.models import ProgressSnapshot
from progress.selectors.receipts import FIGURES
from progress.services.charts import draw_charts
from progress.services.foresight import foresee_snapshot
from progress.services.snapshots import record_progress
from tests.factories import (
    ActionFactory,
    ActionReportFactory,
    CityMembershipFactory,
    CommitmentFactory,
    ContractFactory,
    EmissionsGapRowFactory,
)
from tests.house.test_urls import ADDRESSES, OF_A_CITY
from tests.house.world import make_samples

FIGURES_TO_HIDE = {
    "cost_eur": Decimal(876_543),
    "funding_secured_eur": Decimal(135_792),
    "funding_requested_eur": Decimal(246_813),
    "running_cost_eur": Decimal(43_219),
    "saving_eur": Decimal(98_761),
    "renewable_mwh": Decimal(54_312),
    "removed_energy_mwh": Decimal(76_139),
}
WORDS = {"cost_note": "quasi novecentomila", "removed_energy_note": "gasolio delle caldaie"}
DERIVED = {"missing_eur": "493938", "spent_eur": "654321", "commitment": "345678"}
"""What is missing of the cost, what is spent of it, what an organisation invests for it."""
SECRETS = {
    **{name: str(value) for name, value in FIGURES_TO_HIDE.items()},
    **WORDS,
    **DERIVED,
    "contact_email": "referente@impresa.example",
}


@pytest.fixture
def action(db: None) -> Action:
    """The only action with money of a published contract, in everything that is computed from money."""
    contract = ContractFactory()
    EmissionsGapRowFactory(version=contract.versions.get())
    action = ActionFactory(
        contract=contract,
        code="EB9",
        lifetime_years=20,
        contact_email=SECRETS["contact_email"],
        **FIGURES_TO_HIDE,
        **WORDS,
    )
    ActionReportFactory(action=action, spent_eur=Decimal(DERIVED["spent_eur"]))
    CommitmentFactory(contract=contract, actions=[action], investment_eur=Decimal(DERIVED["commitment"]))
    record_progress(contract_ids=[contract.pk])
    snapshot = ProgressSnapshot.objects.get(is_current=True)
    foresee_snapshot(snapshot_id=snapshot.pk)
    for code, _name in settings.LANGUAGES:
        draw_charts(snapshot_id=snapshot.pk, language=code)
    return action


def read_everything(client: Client, action: Action) -> dict[str, str]:
    """What every public address of the city answers in English, numbers without their grouping."""
    contract = action.contract
    samples = make_samples(contract) | {"action-detail:pk": action.pk}
    found = {}
    for name in OF_A_CITY:
        for more in _variants(name):
            url = ADDRESSES[name].url(samples | more, "en")
            answer = client.get(url)
            body = answer.getvalue() if answer.streaming else answer.content
            found[f"{name} {more}"] = _plain(body.decode(errors="ignore"))
    return found


def _variants(name: str) -> list[dict[str, Any]]:
    if name == "receipt":
        return [{"figure": figure} for figure in FIGURES]
    if name in ("chart-figure", "chart-csv"):
        return [{"name": "abatement_curve"}, {"name": "actions-summary"}]
    if name.startswith("contract-table"):
        return [{"table": table} for table in ("action_portfolio", "action_outlines", "cost_interventions")]
    return [{}]


def _plain(text: str) -> str:
    return re.sub(r"(?<=\d)[,.\s\u00a0\u202f](?=\d{3})", "", text.replace("&nbsp;", "\u00a0"))


def leaks(found: dict[str, str], names: Any) -> set[tuple[str, str]]:
    return {
        (name, where)
        for where, text in found.items()
        for name in names
        if re.search(rf"(?<!\d){re.escape(SECRETS[name])}(?!\d)", text)
    }


def hide_in_action(action: Action, level: str) -> None:
    officer = CityMembershipFactory(city=action.contract.city).user
    levels = dict.fromkeys((*MONEY, *CONSUMPTION), level)
    update_action(action_id=action.pk, by=officer, field_visibility=levels)


def hide_in_contract(action: Action, level: str) -> None:
    levels = {f"action.{name}": level for name in (*MONEY, *CONSUMPTION)}
    Contract.objects.filter(pk=action.contract_id).update(field_visibility=levels)


@pytest.mark.parametrize("hide", [hide_in_action, hide_in_contract])
def test_no_public_address_tells_a_hidden_figure(client: Client, action: Action, hide: Any) -> None:
    hide(action, Visibility.PARTNERS)
    assert leaks(read_everything(client, action), SECRETS) == set()


def test_public_addresses_tell_the_same_figures_where_they_are_public(client: Client, action: Action) -> None:
    told = {name for name, _where in leaks(read_everything(client, action), SECRETS)}
    assert SECRETS.keys() - told == {"contact_email"}


def test_the_team_reads_on_public_pages_what_readers_do_not(client: Client, action: Action) -> None:
    hide_in_action(action, Visibility.INTERNAL)
    member = CityMembershipFactory(city=action.contract.city).user
    client.force_login(member, backend=settings.AUTHENTICATION_BACKENDS[-1])
    page = ADDRESSES["action-detail"].url({"city": action.contract.city.slug, "pk": action.pk}, "en")
    told = leaks({"page": _plain(client.get(page).content.decode())}, FIGURES_TO_HIDE)
    assert {name for name, _where in told} == FIGURES_TO_HIDE.keys()


@pytest.mark.parametrize(
    ("page", "words"),
    [("action-list", "not public"), ("action-detail", "not public"), ("city-forecast", "is not public")],
)
def test_pages_say_in_words_that_a_figure_is_not_public(
    client: Client, action: Action, page: str, words: str
) -> None:
    hide_in_action(action, Visibility.PARTNERS)
    samples = {"city": action.contract.city.slug, "pk": action.pk}
    with translation.override("en"):
        assert words in client.get(ADDRESSES[page].url(samples, "en")).content.decode()
