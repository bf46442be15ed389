"""Search over a contract: every kind of thing is found, by the city's team alone."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from contracts.models import Comment, Indicator, TableRow
from contracts.services.sections import ensure_sections
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    CommitmentFactory,
    ContractFactory,
    ContractPartyFactory,
    MilestoneFactory,
    MoleculeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract():
    return ContractFactory(version__state="draft")


@pytest.fixture
def office(client, contract):
    client.force_login(CityMembershipFactory(city=contract.city).user)
    return client


def search(client, contract, text):
    with override("en"):
        page = client.get(reverse("office-search", args=[contract.city.slug]), {"q": text})
    return [hit.kind for hit in page.context["hits"]]


def test_every_kind_of_thing_is_found(office, contract):
    version = contract.versions.get()
    section = ensure_sections(version)["plan.summary"]
    section.body = {"it": "La **perché** no"}
    section.save()
    TableRow.objects.create(
        version=version, table="policies", cells={"name": {"it": "Il perché"}, "level": None}
    )
    Comment.objects.create(version=version, section_key="plan.summary", text="Perché?")
    ActionFactory(contract=contract, title={"it": "Perché sì"})
    Indicator.objects.create(contract=contract, code="1", name={"it": "Il perché delle cose"})
    MilestoneFactory(city=contract.city, title={"it": "perché"})
    ContractPartyFactory(contract=contract, organisation_name="Ente perché")
    CommitmentFactory(contract=contract, title={"it": "perché"})
    MoleculeFactory(city=contract.city, names={"it": "perché"})
    assert search(office, contract, "perché") == [
        "Section",
        "Table",
        "Comment",
        "Action",
        "Indicator",
        "Milestone",
        "Party",
        "Commitment",
        "Molecule",
    ]


@pytest.mark.parametrize("text", ["", "a", "nothing holds this"])
def test_too_little_or_nothing_finds_nothing(office, contract, text):
    assert search(office, contract, text) == []


def test_other_cities_are_not_searched(office, contract):
    ActionFactory(title={"it": "Altrove perché"})
    assert search(office, contract, "perché") == []


def test_strangers_do_not_search(client, contract):
    client.force_login(CityMembershipFactory().user)
    assert client.get(reverse("office-search", args=[contract.city.slug])).status_code == 403
