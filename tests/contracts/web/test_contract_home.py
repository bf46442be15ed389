from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from contracts.enums import VersionState
from contracts.models import ContractVersion, Section
from contracts.services import sections
from tests.factories import ContractFactory

pytestmark = pytest.mark.django_db
GOAL = "commitments.goal"


@pytest.fixture
def version(city: Any) -> ContractVersion:
    """The version that the team works on."""
    return ContractFactory(city=city, version__state=VersionState.DRAFT).versions.get()


@pytest.fixture
def goal(version: ContractVersion) -> Section:
    return sections.ensure_sections(version)[GOAL]


def address(name: str = "section-edit", *, key: str = GOAL, **query: str) -> str:
    asked = "&".join(f"{word}={value}" for word, value in query.items())
    return reverse(name, args=["valdoria", key]) + (f"?{asked}" if asked else "")


@pytest.mark.parametrize("key", ["plan.nothing", "x"])
def test_section_that_the_contract_does_not_have_is_not_found(
    office: Client, version: ContractVersion, key: str
) -> None:
    assert office.get(address(key=key)).status_code == 404


def test_contract_without_a_version_to_work_on_says_so(office: Client, version: ContractVersion) -> None:
    version.state = VersionState.ARCHIVED
    version.save()
    assert office.get(address()).status_code == 404
    assert office.get(reverse("contract-home", args=["valdoria"])).status_code == 200


@pytest.mark.parametrize(("generation", "number"), [("v1", "A-1.4"), ("v2", "A-1.3"), ("v9", "A-1.3")])
def test_template_chosen_gives_numbers_and_order(
    office: Client, version: ContractVersion, generation: str, number: str
) -> None:
    page = office.get(address(key="plan.emissions", modello=generation))
    assert page.context["title"].split()[0] == number
    home = office.get(reverse("contract-home", args=["valdoria"]), {"modello": generation})
    keys = [
        entry.status.spec.key
        for _part, (_name, groups) in home.context["parts"]
        for _group, entries in groups
        for entry in entries
    ]
    assert (keys.index("plan.activity") < keys.index("plan.emissions")) == (generation == "v1")


def test_contract_home_counts_what_is_complete(office: Client, goal: Section) -> None:
    office.post(address(), {"body": "Neutrali", "language": "it", "revision": "1"})
    office.post(address("section-state"))
    home = office.get(reverse("contract-home", args=["valdoria"]))
    assert (home.context["complete"], home.context["parts"][0][0].complete) == (1, 1)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [("commitments.introduction", False, True), ("invest.c3", True, False), (GOAL, True, True)],
)
def test_sections_lead_to_their_neighbours(
    office: Client, version: ContractVersion, key: str, *, before: bool, after: bool
) -> None:
    neighbours = office.get(address(key=key)).context["neighbours"]
    assert [url != "" for _name, url in neighbours] == [before, after]
