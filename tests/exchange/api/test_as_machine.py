"""Resources read by a machine: drafts of its own city, by scope, and at most eight queries."""

from typing import Any

import pytest
from django.test import Client

from contracts.models import Contract
from exchange.enums import ApiScope
from tests.exchange.api.conftest import make_portfolio
from tests.factories import ApiCredentialFactory, CityMembershipFactory, ContractFactory, token_of

EMBEDS = "city,contract,milestones,molecules,contract.city"


def machine_of(contract: Contract, *scopes: str) -> dict[str, str]:
    """The headers of a machine of the contract's city."""
    person = CityMembershipFactory(city=contract.city).user
    credential = ApiCredentialFactory(city=contract.city, responsible=person, scopes=list(scopes))
    return {"authorization": f"Bearer {token_of(credential)}"}


@pytest.fixture
def draft(db: None) -> Contract:
    """A contract that only its city sees, with actions."""
    contract = ContractFactory(version__state="draft")
    make_portfolio(contract, 3)
    return contract


def test_a_machine_reads_the_drafts_of_its_city_only(client: Client, draft: Contract) -> None:
    foreign = ContractFactory(version__state="draft")
    headers = machine_of(draft, ApiScope.CONTRACTS_READ)
    found = client.get("/api/v1/contracts", headers=headers)
    assert [item["id"] for item in found.json()["items"]] == [str(draft.pk)]
    assert found["Cache-Control"] == "no-store"
    assert client.get(f"/api/v1/contracts/{foreign.pk}", headers=headers).status_code == 404


def test_a_machine_needs_the_scope_of_what_it_embeds(client: Client, draft: Contract) -> None:
    headers = machine_of(draft, ApiScope.ACTIONS_READ)
    statuses = [
        client.get(f"/api/v1/{address}", headers=headers).status_code
        for address in ("actions", "actions?embed=milestones", "actions?embed=molecules", "molecules")
    ]
    assert statuses == [200, 200, 403, 403]


def test_a_machine_costs_at_most_eight_queries(
    client: Client, draft: Contract, django_assert_max_num_queries: Any
) -> None:
    headers = machine_of(draft, ApiScope.ACTIONS_READ, ApiScope.CONTRACTS_READ, ApiScope.MOLECULES_READ)
    client.get("/api/v1/status", headers=headers)  # when it was used last is written once a minute
    with django_assert_max_num_queries(8):
        answer = client.get(f"/api/v1/actions?embed={EMBEDS}", headers=headers)
    assert len(answer.json()["items"]) == 3
